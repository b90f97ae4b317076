"""Somebody gets all that is kept of them, once a day, and nobody else with it."""

import csv
import io
import json
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from models import PointsEntry
from services import points
from services.privacy import erasing, exporting
from services.privacy.contents import CONTENTS
from services.privacy.registry import TABLES
from services.privacy.writing import Files, archives
from services.refusals import ExportedLately, NothingKept
from tests.services.delivery.working import deliver_all
from tests.services.privacy.lives import ABOUT_THEM, BY_THEM, LATER, THEIR_NOTES, WHO, a_life
from tests.support.factories import ADMIN, NOW, SERVER, TEXT, a_member
from tests.support.reviews import sealed

pytestmark = pytest.mark.usefixtures("database")


def tables_of(parts: list[bytes]) -> dict[str, list[dict[str, Any]]]:
    """The rows of each table, which CSV and JSON have alike."""
    files: dict[str, str] = {}
    for part in parts:
        with zipfile.ZipFile(io.BytesIO(part)) as archive:
            files |= {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}
    found: dict[str, list[dict[str, Any]]] = {}
    for name in sorted(name.removesuffix(".json") for name in files if name.endswith(".json")):
        rows = json.loads(files[f"{name}.json"])
        lines = list(csv.DictReader(io.StringIO(files[f"{name}.csv"])))
        assert [line.get("id") for line in lines] == [str(row["id"]) if "id" in row else None for row in rows]
        found.setdefault(name.rsplit("-", 1)[0], []).extend(rows)
    return found


async def test_all_that_is_kept_of_somebody_is_in_it_and_nobody_else_is() -> None:
    life = await a_life()
    await deliver_all(LATER)

    parts = await exporting.export(WHO, "What this is.", LATER)

    (part,) = parts
    found = tables_of(parts)
    assert found.keys() == {contents.name for contents in CONTENTS}
    whole = zipfile.ZipFile(io.BytesIO(part))
    assert whole.read("readme.txt") == b"What this is."
    texts = "".join(whole.read(name).decode() for name in whole.namelist())
    for other in life.others:
        assert str(other.user_id) not in texts
        assert other.name not in texts
    assert str(ADMIN) not in texts
    assert {row["feedback"] for row in found["feedback_received"]} == {ABOUT_THEM}
    assert {row["feedback"] for row in found["feedback_given"]} == {BY_THEM}
    assert THEIR_NOTES not in texts, "they have changed it"
    assert [row["my_rating"] for row in found["feedback_received"]].count(3) == 1
    assert all("rating" not in name for name in found["feedback_given"][0])
    (profile,) = found["profile"]
    assert (profile["id"], profile["timezone"]) == (str(WHO), "Europe/Berlin")
    assert profile["wants_reminders"] is True
    assert all(row["rating_sum"] is None for row in found["accounts"]), "one rating would show who gave it"
    assert sum(row["amount"] for row in found["ledger"] if row["server_id"] == str(SERVER)) == next(
        row["balance"] for row in found["accounts"] if row["server_id"] == str(SERVER)
    )
    assert {row["done_by"] for row in found["ledger"]} == {"me", "somebody", ""}
    (certificate,) = found["certificates"]
    assert (certificate["given"], certificate["taken"], len(certificate["number"])) == (1, 2, 12)
    given = {row["note"] for row in found["points_given"]}
    assert given == {"well done"}


def test_every_table_of_people_is_exported() -> None:
    named = {name for table in TABLES for name in table.exports}
    beside = {"points_given", "disputes_decided"}
    assert named | beside == {contents.name for contents in CONTENTS}


async def test_it_is_had_once_a_day_and_what_fails_does_not_count() -> None:
    await a_member(user_id=WHO)
    with pytest.raises(RuntimeError):
        async with exporting.once_a_day(WHO, NOW):
            raise RuntimeError
    async with exporting.once_a_day(WHO, NOW):
        pass

    with pytest.raises(ExportedLately) as refused:
        async with exporting.once_a_day(WHO, NOW + timedelta(hours=23)):
            pass
    assert refused.value.again_at == NOW + timedelta(days=1)
    with pytest.raises(RuntimeError):
        async with exporting.once_a_day(WHO, NOW + timedelta(days=1)):
            raise RuntimeError
    async with exporting.once_a_day(WHO, NOW + timedelta(days=1)):
        pass
    with pytest.raises(NothingKept):
        async with exporting.once_a_day(WHO + 1, NOW):
            pass


async def test_a_long_ledger_is_divided_and_none_of_it_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.privacy.writing.ROWS_OF_A_FILE", 100)
    member = await a_member(user_id=WHO)
    for number in range(620):
        amount = 2 if number % 2 == 0 else -1
        await points.move(SERVER, member.user_id, amount, points.PointsReason.CORRECTION, NOW)

    parts = await exporting.export(WHO, "", LATER, limit=6_000)

    assert len(parts) > 1
    assert all(len(part) < 8_000 for part in parts)
    ledger = tables_of(parts)["ledger"]
    assert sorted(row["id"] for row in ledger) == [
        entry.id for entry in await PointsEntry.all().order_by("id")
    ]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_spreadsheet_calculates_nothing(tmp_path: Path, text: str) -> None:
    files = Files(tmp_path, "notes")
    files.add([{"note": text, "amount": -3}])
    files.close()

    with zipfile.ZipFile(io.BytesIO(archives(tmp_path, "", 10_000)[0])) as archive:
        (row,) = csv.DictReader(io.StringIO(archive.read("notes.csv").decode("utf-8-sig")))
        assert json.loads(archive.read("notes.json")) == [{"note": text, "amount": -3}]
    assert row == {"note": f"'{text}", "amount": "-3"}


async def test_feedback_whose_author_was_erased_is_in_it_with_the_seal_gone() -> None:
    played = await sealed()
    reader = played.interviewee.user_id
    before = tables_of(await exporting.export(reader, "", played.ends_at))

    await erasing.erase(played.interviewer.user_id, played.ends_at)

    after = tables_of(await exporting.export(reader, "", played.ends_at))
    assert "feedback_received" not in before
    assert [row["feedback"] for row in after["feedback_received"]] == [TEXT]
