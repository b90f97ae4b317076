"""The rubrics that come with the bot, which one a topic proposes, and the score that levels make."""

from fractions import Fraction
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.languages import LANGUAGES
from services.rubrics import standard
from services.rubrics.judged import are_levels, judged_as_json, judged_of_json, score_of, without_words
from services.rubrics.proposing import proposed
from services.rubrics.standard import BEHAVIORAL, CODING, LANGUAGE, SYSTEM_DESIGN
from services.rubrics.words import (
    CRITERIA,
    LEVEL_MAXIMUM,
    LEVELS,
    NAME_MAXIMUM,
    TITLE_MAXIMUM,
    as_json,
    of_json,
    said,
)
from tests.support.rubrics import a_content

A_LEVEL = st.integers(min_value=1, max_value=5)
THREE = st.tuples(A_LEVEL, A_LEVEL, A_LEVEL)


@pytest.mark.parametrize("key", standard.KEYS)
def test_a_rubric_of_the_bot_is_whole_and_short_enough_in_both_languages(key: str) -> None:
    rubric = standard.latest(key)

    assert (rubric.key, rubric.version) == (key, 1)
    assert len(rubric.criteria) == CRITERIA
    for language in LANGUAGES:
        assert 0 < len(rubric.name[language]) <= NAME_MAXIMUM
        titles = [one.title[language] for one in rubric.criteria]
        assert len(set(titles)) == CRITERIA
        assert all(0 < len(title) <= TITLE_MAXIMUM for title in titles)
        for one in rubric.criteria:
            levels = [one.words_of(level)[language] for level in LEVELS]
            assert len(set(levels)) == len(LEVELS)
            assert all(20 < len(words) <= LEVEL_MAXIMUM for words in levels), levels
            assert not any(words.endswith(".") for words in levels)


def test_no_two_texts_of_the_bots_rubrics_are_the_same() -> None:
    rubrics = [standard.latest(key) for key in standard.KEYS]
    for language in LANGUAGES:
        levels = [
            level[language]
            for level in chain.from_iterable(one.levels for rubric in rubrics for one in rubric.criteria)
        ]
        assert len(set(levels)) == len(levels)


def test_a_version_that_never_was_is_none() -> None:
    assert standard.version_of(CODING, 1) == standard.latest(CODING)
    assert standard.version_of(CODING, 0) is None
    assert standard.version_of(CODING, 99) is None
    assert standard.version_of("../../en/messages", 1) is None


@pytest.mark.parametrize(
    ("topic", "key"),
    [
        ("", CODING),
        ("Whatever", CODING),
        ("Algorithms", CODING),
        ("Python, English spoken", CODING),
        ("SQL", CODING),
        ("Алгоритмы и структуры данных", CODING),
        ("лайв-кодинг", CODING),
        ("Язык программирования Go", CODING),
        ("System design", SYSTEM_DESIGN),
        ("system-design interview (Python)", SYSTEM_DESIGN),
        ("Системный дизайн", SYSTEM_DESIGN),
        ("проектирование систем", SYSTEM_DESIGN),
        ("Highload", SYSTEM_DESIGN),
        ("Behavioral", BEHAVIORAL),
        ("Behavioural round", BEHAVIORAL),
        ("HR", BEHAVIORAL),
        ("HR-интервью", BEHAVIORAL),
        ("Поведенческое собеседование", BEHAVIORAL),
        ("Three threads", CODING),
        ("English", LANGUAGE),
        ("IELTS speaking", LANGUAGE),
        ("Английский для работы", LANGUAGE),
        ("немецкий язык", LANGUAGE),
        ("Conversation practice", LANGUAGE),
    ],
)
def test_a_topic_proposes_the_rubric_that_its_words_mean(topic: str, key: str) -> None:
    assert proposed(topic) == key
    assert proposed(topic.upper()) == key


@given(st.text())
def test_every_topic_proposes_one(topic: str) -> None:
    assert proposed(topic) in standard.KEYS


@given(THREE)
def test_the_score_is_the_rounded_mean(levels: tuple[int, int, int]) -> None:
    mean, score = Fraction(sum(levels), 3), score_of(levels)

    assert score in LEVELS
    assert min(levels) <= score <= max(levels)
    assert abs(mean - score) <= Fraction(1, 2)
    assert score_of(sorted(levels)) == score


@given(st.lists(A_LEVEL, min_size=1, max_size=8))
def test_a_half_is_rounded_up(levels: list[int]) -> None:
    mean, score = Fraction(sum(levels), len(levels)), score_of(levels)
    assert -Fraction(1, 2) < score - mean <= Fraction(1, 2)


@given(THREE, st.integers(min_value=0, max_value=2))
def test_a_better_level_never_makes_a_worse_score(levels: tuple[int, int, int], place: int) -> None:
    better = list(levels)
    better[place] = min(better[place] + 1, 5)
    assert score_of(better) >= score_of(levels)


def test_levels_are_three_whole_numbers_from_1_to_5() -> None:
    assert are_levels((1, 3, 5))
    for levels in ((), (1, 2), (1, 2, 3, 4), (0, 3, 3), (3, 3, 6)):
        assert not are_levels(levels)


def test_what_is_stored_reads_the_same() -> None:
    content = a_content(languages=("ru",))
    assert of_json(as_json(content)) == content


def test_a_judgment_keeps_the_words_until_they_are_erased_and_then_the_levels() -> None:
    rubric = standard.latest(CODING)
    stored = judged_as_json(rubric, (5, 1, 3))

    judged = judged_of_json(stored)
    assert judged is not None
    assert (judged.rubric, judged.version, judged.name) == (CODING, 1, rubric.name)
    assert [one.level for one in judged.criteria] == [5, 1, 3]
    assert judged.criteria[1].words == rubric.criteria[1].words_of(1)

    erased = judged_of_json(without_words(stored))
    assert erased is not None
    assert [(one.level, dict(one.words)) for one in erased.criteria] == [(5, {}), (1, {}), (3, {})]
    assert [one.title for one in erased.criteria] == [one.title for one in rubric.criteria]
    assert judged_of_json(None) is None
    assert without_words(None) is None


def test_a_text_is_said_in_the_language_of_the_reader_or_in_whichever_there_is() -> None:
    assert said({"en": "One", "ru": "Один"}, "ru") == "Один"
    assert said({"ru": "Один"}, "en") == "Один"
    assert said({}, "en") == ""
