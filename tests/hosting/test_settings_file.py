"""`.env` is read as editors and shells write it, and a token as it is pasted."""

import io
import sys
from pathlib import Path

import pytest

from hosting import exit_statuses
from hosting.configuration import read_environment, warn_of_misspelled
from hosting.console import speak_on_any_console
from hosting.failures import CannotStartError, own_faults_named
from hosting.seeing.health import health
from services.environment import Environment

TOKEN = "MTk4Nj.Cl2FMQ.abc-def_1"


@pytest.fixture(autouse=True)
def _nothing_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Environment.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def read(folder: Path, content: bytes = b"") -> Environment:
    """Return the settings with a file `.env` like this."""
    file = folder / ".env"
    file.write_bytes(content)
    return read_environment(file)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_the_file_is_read_in_the_encodings_of_windows(tmp_path: Path, encoding: str) -> None:
    """PowerShell 5 writes UTF-16, with a mark before it."""
    mark = "\ufeff" if encoding.startswith("utf-16-") else ""
    text = f"{mark}DISCORD_TOKEN={TOKEN}\r\n# Комментарий\r\nLOG_LEVEL=WARNING\r\n"
    environment = read(tmp_path, text.encode(encoding))
    assert environment.discord_token.get_secret_value() == TOKEN
    assert environment.log_level == "WARNING"


@pytest.mark.parametrize(
    "content",
    [
        "DISCORD_TOKEN=токен".encode("cp1251"),
        "LOG_LEVEL=INFO".encode("utf-16-le"),
        b"\xff\xfeL",
        b"\x89PNG\0",
    ],
    ids=["an old Windows", "no mark", "cut off", "a picture"],
)
def test_a_file_that_is_no_text_is_named(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(CannotStartError, match=r"\.env is not text in UTF-8: .*save it"):
        read(tmp_path, content)


def test_a_file_that_may_not_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", forbidden)
    with pytest.raises(CannotStartError, match=r"\.env cannot be read \(Permission denied\)"):
        read(tmp_path)


@pytest.mark.parametrize(
    "pasted",
    [f" {TOKEN}\n", f'"{TOKEN}"', f"'{TOKEN}' ", f"Bot {TOKEN}", f'"bot  {TOKEN}"', f"\u200b{TOKEN}\ufeff"],
)
def test_what_gets_copied_along_with_a_token_is_taken_off(
    monkeypatch: pytest.MonkeyPatch, pasted: str
) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", pasted)
    assert Environment(_env_file=None).discord_token.get_secret_value() == TOKEN


@pytest.mark.parametrize("pasted", ["MTk4Nj.\nCl2FMQ.abc", "МТk4.Сl2.abc", "my token", f"{TOKEN}…"])
def test_what_can_be_no_token_is_said_without_showing_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pasted: str
) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", pasted)
    with pytest.raises(CannotStartError) as raised:
        read(tmp_path)
    said = str(raised.value)
    assert said.startswith("DISCORD_TOKEN is not right: there is a space, a line break or another character")
    assert pasted.split(".", maxsplit=1)[0] not in said


@pytest.mark.parametrize("encoding", ["ascii", "cp437", "latin-1"])
def test_a_console_shows_question_marks_for_what_it_does_not_have(
    monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    screen = io.BytesIO()
    for name in ("stdout", "stderr"):
        monkeypatch.setattr(sys, name, io.TextIOWrapper(screen, encoding, errors="strict"))
    speak_on_any_console()
    print("C:\\Собеседования 🎉", file=sys.stderr, flush=True)  # noqa: T201 - that is what is tested
    assert screen.getvalue().decode(encoding).rstrip() == "C:\\" + "?" * 13 + " ?"


def test_a_fault_that_nobody_foresaw_ends_in_an_apology(caplog: pytest.LogCaptureFixture) -> None:
    with (
        pytest.raises(CannotStartError, match=r"a fault of its own \(ZeroDivisionError\).* please report it"),
        own_faults_named(),
    ):
        _ = 1 // 0
    assert "ZeroDivisionError" in caplog.text
    with pytest.raises(CannotStartError, match="known"), own_faults_named():
        raise CannotStartError("known")


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("METRICS_PORT", "http", "it has to be a whole number from 1 to 65535"),
        ("METRICS_PORT", "0", "it has to be a whole number from 1 to 65535"),
        ("METRICS_PORT", "65536", "it has to be a whole number from 1 to 65535"),
        ("METRICS_PORT", "80.5", "it has to be a whole number from 1 to 65535"),
        ("BACKUPS_KEPT", "", "it has to be a whole number from 1 to 3650"),
        ("SHARD_COUNT", "two", "it has to be a whole number from 1 on"),
        ("LOG_LEVEL", "LOUD", "it has to be one of DEBUG, INFO, WARNING, ERROR"),
        ("LOG_FORMAT", "xml", "it has to be one of text, json"),
        ("SHARD_IDS", "0,one", "it has to be whole numbers, divided by commas"),
        (
            "SHARD_IDS",
            "0,1",
            "they are numbers from 0 to below SHARD_COUNT, which has to be set with them",
        ),
    ],
)
def test_what_a_setting_has_to_be_is_said_in_plain_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(CannotStartError) as raised:
        read(tmp_path)
    assert str(raised.value) == f"{name} is not right: {said}. See .env.example."


@pytest.mark.parametrize("shard_ids", ["2", "0,2", "-1", "1,-1"])
def test_a_shard_that_there_is_not_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shard_ids: str
) -> None:
    monkeypatch.setenv("SHARD_COUNT", "2")
    monkeypatch.setenv("SHARD_IDS", shard_ids)
    with pytest.raises(CannotStartError, match="SHARD_IDS is not right: they are numbers from 0"):
        read(tmp_path)


@pytest.mark.parametrize("name", Environment.model_fields)
@pytest.mark.parametrize("value", ["nonsense", "-1", "1e9", "ё"])
def test_no_setting_is_refused_in_the_words_of_a_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name.upper(), value)
    try:
        read(tmp_path)
    except CannotStartError as error:
        said = str(error)
        assert said.startswith(f"{name.upper()} is not right: ")
        assert said.count(name.upper()) == 1
        assert not any(word in said for word in ("Input", "valid", "pattern", "string", "'"))


@pytest.mark.parametrize(
    ("content", "number"),
    [
        (f'DISCORD_TOKEN="{TOKEN}\nLOG_LEVEL=INFO\n', 1),
        (f"# first\n\nDISCORD_TOKEN='{TOKEN}\n", 3),
        (f"DISCORD_TOKEN={TOKEN}\nLOG LEVEL=INFO\n", 2),
        (f'DISCORD_TOKEN={TOKEN}\nNO_PROXY="a\nb"\n\n=nothing\n', 5),
        (f'\ufeffDISCORD_TOKEN="{TOKEN}\n', 1),
        (f'LOG_LEVEL="INFO" or so\r\nDISCORD_TOKEN={TOKEN}', 1),
    ],
    ids=["no end", "no other end", "a space", "no name", "a mark", "more behind it"],
)
def test_a_line_that_cannot_be_read_is_named_without_showing_it(
    tmp_path: Path, content: str, number: int
) -> None:
    with pytest.raises(CannotStartError) as raised:
        read(tmp_path, content.encode())
    said = str(raised.value)
    assert said.startswith(f"Line {number} of {tmp_path / '.env'} cannot be read: write NAME=value")
    assert TOKEN not in said


def test_lines_of_every_sort_are_read(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    content = (
        f"\n# a comment\n  export DISCORD_TOKEN = '{TOKEN}'  # said\r\nLOG_LEVEL\nNO_PROXY=\"a,\nb\"\n"
        "BACKUP_DIR=it's here\nLOG_FORMAT="
    )
    environment = read(tmp_path, content.encode())
    assert environment.discord_token.get_secret_value() == TOKEN
    assert environment.no_proxy == "a,\nb"
    assert environment.backup_dir == "it's here"
    assert caplog.records == []


def test_a_folder_in_the_place_of_the_file_is_named(tmp_path: Path) -> None:
    (tmp_path / ".env").mkdir()
    with pytest.raises(CannotStartError, match=r"\.env is a folder, and has to be a file: "):
        read_environment(tmp_path / ".env")


def test_a_name_that_is_nearly_that_of_a_setting_is_pointed_out(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    content = f"DISCORD_TOKN={TOKEN}\nexport metric_port=9\nPOSTGRES_PASSWORD=secret\nFTP_PROXY=x\nTZ=UTC\n"
    (tmp_path / ".env").write_text(content + "METRICS_HOST=::\nno_proxy=*\n", encoding="utf-8")

    warn_of_misspelled(tmp_path / ".env")
    warn_of_misspelled(tmp_path / "none")

    assert [record.getMessage() for record in caplog.records] == [
        "DISCORD_TOKN in .env is no setting, and has no effect: is DISCORD_TOKEN meant?",
        "METRIC_PORT in .env is no setting, and has no effect: is METRICS_PORT meant?",
    ]


def test_the_health_check_names_a_line_that_cannot_be_read_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / ".env").write_text('METRICS_PORT="9\n', encoding="utf-8")

    assert health(tmp_path / ".env") == exit_statuses.SOMETHING_WRONG

    assert capsys.readouterr().err.startswith(f"Line 1 of {tmp_path / '.env'} cannot be read: ")
