"""In which encodings a file is read, and which are told from them."""

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from services.questions.files.encodings import text_of
from services.questions.files.reading import read
from services.questions.files.refusals import FileEmpty, FileEncodingUnknown, FileIsNotText
from services.refusals import Refusal

RUSSIAN = (
    "Вопрос;Тема;Ответ\r\nЧто такое «замыкание» — и зачем оно?;JavaScript;Функция и всё, что вокруг неё\r\n"
)
UKRAINIAN = "Питання\r\nЩо таке замикання, і навіщо воно потрібне? Її Київ, Її Її, Йому\r\n"
ENGLISH = "question,topic\r\nWhat’s a closure – and “why”… use it?,JavaScript\r\n"
GERMAN = "Frage;Thema\r\nWas heißt für Sie „größer“, und müssen Schlüssel schön sein?;Übung\r\n"
POLISH = "question;topic\r\nCo to jest domknięcie i czemu służy? Żółty wąż, źdźbło;nauka\r\n"
GREEK = "question;topic\r\nΤι είναι το κλείσιμο και γιατί το χρειαζόμαστε;Γλώσσα\r\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251"], ids=str
)
@pytest.mark.parametrize("text", [RUSSIAN, UKRAINIAN, ENGLISH, RUSSIAN.upper()], ids=["ru", "uk", "en", "RU"])
def test_it_is_told_which_of_the_known_encodings_a_file_is_in(encoding: str, text: str) -> None:
    assert text_of(text.encode(encoding)) == text


def test_it_is_told_that_a_file_with_a_mark_has_the_higher_byte_first() -> None:
    assert text_of(b"\xfe\xff" + RUSSIAN.encode("utf-16-be")) == RUSSIAN


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("вопрос,тема\r\nЧто такое замыкание и зачем оно нужно?,Язык\r\n", "koi8-r"),
        ("вопрос,тема\r\nЧто такое замыкание и зачем оно нужно?,Язык\r\n", "cp866"),
        (GERMAN, "cp1252"),
        (POLISH, "cp1250"),
        (GREEK, "cp1253"),
        ("text\r\n質問は何ですか、クロージャとは\r\n", "shift-jis"),
        ("text\r\nWhat is in a résumé, and is naïve Bayes a must?\r\n", "latin-1"),
    ],
    ids=["koi8-r", "cp866", "cp1252", "cp1250", "cp1253", "shift-jis", "latin-1"],
)
def test_another_encoding_is_refused_and_not_taken_for_one_of_them(text: str, encoding: str) -> None:
    with pytest.raises(FileEncodingUnknown):
        text_of(text.encode(encoding))


@given(
    st.integers(0, 10**6),
    st.sampled_from([RUSSIAN, ENGLISH, RUSSIAN * 20]),
    st.one_of(st.none(), st.integers(0, 255)),
)
@example(0, RUSSIAN, 0xC0)
@example(0, RUSSIAN, 0)
def test_damaged_utf_8_is_not_taken_for_windows_1251(at: int, text: str, byte: int | None) -> None:
    content = text.encode()
    places = [place for place, one in enumerate(content) if one > 127]
    place = places[at % len(places)]
    damaged = content[:place] + (b"" if byte is None else bytes([byte])) + content[place + 1 :]
    assume(damaged.decode(errors="replace").count("\ufffd"))

    with pytest.raises((FileEncodingUnknown, FileIsNotText)):
        text_of(damaged)


@pytest.mark.parametrize("content", [RUSSIAN.encode("utf-16")[:-1], RUSSIAN.encode("utf-16-le")[:-1]])
def test_half_a_letter_at_the_end_is_refused(content: bytes) -> None:
    with pytest.raises(FileEncodingUnknown):
        text_of(content)


def test_half_a_pair_is_refused() -> None:
    with pytest.raises(FileEncodingUnknown):
        text_of("text\nwhat is \ud800 this?\n".encode("utf-16", "surrogatepass"))
    with pytest.raises(FileEncodingUnknown):
        text_of("text\nwhat is \ud800 this?\n".encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize(
    "content",
    [
        b"text\nwhat is this?\0\n",
        b"\0" * 7 + b"text",
        bytes(range(32)) * 40,
        b"\x7fELF\x02\x01\x01" + bytes(40) + b"text",
        b"ID3\x04\0\0\0\0\x01\x02" * 50,
        b"\xff\xfe" + "text\0\n".encode("utf-16-le"),
        "\U000f0000\n\U000f0001".encode("utf-16-le") * 20,
    ],
)
def test_what_is_no_text_is_refused(content: bytes) -> None:
    with pytest.raises((FileIsNotText, FileEncodingUnknown)):
        text_of(content)


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\xff\xfe", b" \r\n\t ", b"\xff\xfe\x20\0"])
def test_nothing_is_refused_as_nothing(content: bytes) -> None:
    with pytest.raises(FileEmpty):
        read(content, "questions.csv")


def test_a_stray_control_character_is_left_out() -> None:
    text = "text\nWhat is a clo\x08sure, and why would one need it? " + "And more. " * 20
    assert text_of(text.encode()) == text.replace("\x08", "")


@given(st.binary(max_size=60))
def test_any_bytes_are_a_text_or_refused(content: bytes) -> None:
    try:
        text = text_of(content)
    except Refusal:
        return
    assert text.strip()
    assert "\0" not in text
    text.encode()
