"""Numbers in words, English and Russian, and how they become figures."""

import re

_UNITS: dict[str, int] = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
    "один": 1,
    "одну": 1,
    "одной": 1,
    "два": 2,
    "две": 2,
    "двух": 2,
    "двум": 2,
    "три": 3,
    "трех": 3,
    "трем": 3,
    "четыре": 4,
    "четырех": 4,
    "четырем": 4,
    "пять": 5,
    "пяти": 5,
    "шесть": 6,
    "шести": 6,
    "семь": 7,
    "семи": 7,
    "восемь": 8,
    "восьми": 8,
    "девять": 9,
    "девяти": 9,
    "десять": 10,
    "десяти": 10,
    "одиннадцать": 11,
    "одиннадцати": 11,
    "двенадцать": 12,
    "двенадцати": 12,
    "тринадцать": 13,
    "четырнадцать": 14,
    "пятнадцать": 15,
    "пятнадцати": 15,
    "шестнадцать": 16,
    "семнадцать": 17,
    "восемнадцать": 18,
    "девятнадцать": 19,
}
_TENS: dict[str, int] = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "ninety": 90,
    "двадцать": 20,
    "двадцати": 20,
    "тридцать": 30,
    "сорок": 40,
    "пятьдесят": 50,
    "девяносто": 90,
}
_ENGLISH_ORDINALS: dict[str, int] = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "eleventh": 11,
    "twelfth": 12,
    "thirteenth": 13,
    "fourteenth": 14,
    "fifteenth": 15,
    "sixteenth": 16,
    "seventeenth": 17,
    "eighteenth": 18,
    "nineteenth": 19,
    "twentieth": 20,
    "thirtieth": 30,
}
_RUSSIAN_STEMS: dict[str, int] = {
    "перв": 1,
    "втор": 2,
    "треть": 3,
    "четверт": 4,
    "пят": 5,
    "шест": 6,
    "седьм": 7,
    "восьм": 8,
    "девят": 9,
    "десят": 10,
    "одиннадцат": 11,
    "двенадцат": 12,
    "тринадцат": 13,
    "четырнадцат": 14,
    "пятнадцат": 15,
    "шестнадцат": 16,
    "семнадцат": 17,
    "восемнадцат": 18,
    "девятнадцат": 19,
    "двадцат": 20,
    "тридцат": 30,
}


def _any(words: dict[str, int]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


# «Без двадцати девять» is 20 and 9, «без двадцати девяти» would be 29.
_TENS_AND_UNIT = re.compile(
    rf"\b(?!двадцати[ -]\w+(?:ь|три|два|один|ыре)\b)({_any(_TENS)})[ -]({_any(_UNITS)})\b"
)
_CARDINAL = re.compile(rf"\b({_any(_TENS | _UNITS)})\b")
_ENGLISH_ORDINAL = re.compile(rf"\b(?:({_any(_TENS)})[ -])?({_any(_ENGLISH_ORDINALS)})\b")
# "Полвосьмого" is written as one word.
_RUSSIAN_ORDINAL = re.compile(
    rf"(?:\b|(?<=\bпол))(?:({_any(_TENS)})[ -])?({_any(_RUSSIAN_STEMS)})(?:ого|его|ое|е)\b"
)
_ORDINAL_FIGURE = re.compile(r"\b(\d\d?)-?(?:ого|го|ое|е)\b")
_LEADING_ZERO = re.compile(r"\b(?:oh|o|zero|ноль)[ -]?([0-9])\b")


def with_figures(text: str) -> str:
    """Return `text` with its numbers as figures, and ordinals as 4th in English and 4-го in Russian."""
    found = _ENGLISH_ORDINAL.sub(
        lambda word: f"{_TENS.get(word[1] or '', 0) + _ENGLISH_ORDINALS[word[2]]}th", text
    )
    found = _RUSSIAN_ORDINAL.sub(
        lambda word: f"{_TENS.get(word[1] or '', 0) + _RUSSIAN_STEMS[word[2]]}-го", found
    )
    found = _ORDINAL_FIGURE.sub(r"\1-го", found)
    found = _TENS_AND_UNIT.sub(lambda words: str(_TENS[words[1]] + _UNITS[words[2]]), found)
    found = _CARDINAL.sub(lambda word: str(_TENS.get(word[0]) or _UNITS[word[0]]), found)
    return _military(found)


def _military(text: str) -> str:
    """Read out what is said of a clock with figures: "19 hundred", "7 oh 5", «19 ноль-ноль»."""
    found = re.sub(r"\b(?:ноль[ -]ноль|zero[ -]zero)\b", "00", text)
    found = _LEADING_ZERO.sub(r"0\1", found)
    return re.sub(r"\b(\d\d?) hundred\b", r"\g<1>00", found)
