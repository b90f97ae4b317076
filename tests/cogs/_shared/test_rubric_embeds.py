"""Feedback by a rubric finds room in Discord's embeds and forms, whatever was typed into it."""

from dataclasses import replace
from datetime import timedelta

import discord
import pytest

from cogs._shared.discord_limits import (
    CUSTOM_ID_MAXIMUM,
    EMBED_DESCRIPTION_MAXIMUM,
    EMBED_FIELD_NAME_MAXIMUM,
    EMBED_FIELD_VALUE_MAXIMUM,
    EMBED_TITLE_MAXIMUM,
    EMBEDS_MAXIMUM,
    FORM_LABEL_MAXIMUM,
    FORM_TITLE_MAXIMUM,
    MENU_OPTION_MAXIMUM,
)
from cogs._shared.interview_embeds import feedback_embed, private_card
from cogs._shared.rubric_words import chosen_lines, judged_lines
from cogs._shared.translation import Speaker
from cogs.delivery.dispute_embeds import dispute_embed
from cogs.feedback.rubric_form import rubric_form
from services.details import AskedQuestion, Feedback
from services.disputes import Case
from services.interviews import DisputeKind, DisputeView, Interview, InterviewStatus, Private
from services.rubrics.judged import Judged, JudgedCriterion, judged_as_json, judged_of_json, without_words
from services.rubrics.words import Content, Criterion, Rubric
from tests.support.factories import NOW, an_interview

LANGUAGES = ["en", "ru"]
LONGEST = Rubric(
    "s2147483647",
    2**31 - 1,
    Content(
        {"ru": "*" * 45},
        tuple(Criterion({"ru": "*" * 45}, tuple({"ru": "*" * 100} for _ in range(5))) for _ in range(3)),
    ),
)


def the_longest(text: str = "*") -> Feedback:
    """Feedback with as much in it as there can be."""
    return Feedback(
        score=1,
        text=text * 1000,
        is_accepted=False,
        accept_by=NOW,
        rating=None,
        questions=tuple(AskedQuestion("*" * 1000, 5) for _ in range(5)),
        judged=judged_of_json(judged_as_json(LONGEST, (1, 1, 1))),
        next_step=text * 1000,
    )


def an_embed_fits(embed: discord.Embed) -> None:
    assert len(embed) <= EMBEDS_MAXIMUM
    assert len(embed.title or "") <= EMBED_TITLE_MAXIMUM
    assert len(embed.description or "") <= EMBED_DESCRIPTION_MAXIMUM
    for field in embed.fields:
        assert 0 < len(field.name or "") <= EMBED_FIELD_NAME_MAXIMUM
        assert 0 < len(field.value or "") <= EMBED_FIELD_VALUE_MAXIMUM


def the_biggest_interview() -> Interview:
    return an_interview(
        id=2**31 - 1, topic="*" * 100, level="*" * 20, language="*" * 40, notes="*\n" * 499 + "*"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_feedback_fits_into_an_embed(language: str) -> None:
    an_embed_fits(feedback_embed(Speaker(language), the_biggest_interview(), the_longest()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_fits_into_the_card_of_the_two_as_well(language: str) -> None:
    interview = replace(
        the_biggest_interview(), status=InterviewStatus.BOOKED, host_here_at=NOW, guest_here_at=NOW
    )
    mine = Private(interview, feedback=the_longest(), link=None, actions=())
    an_embed_fits(private_card(Speaker(language), mine, 100, now=NOW + timedelta(days=9)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("quotes", [True, False])
def test_it_fits_into_a_dispute_with_the_longest_objection(language: str, *, quotes: bool) -> None:
    dispute = DisputeView(DisputeKind.FEEDBACK, 2**63 - 1, "*" * 1000, NOW, None, None, may_be_read=True)
    case = Case(the_biggest_interview(), dispute, None, the_longest(), {2**63 - 1: 999, 2**63 - 2: 999}, None)
    embed = dispute_embed(Speaker(language), case, quotes=quotes)
    an_embed_fits(embed)
    said = str(embed.to_dict())
    assert (r"\*" * 1000 in said or r"\\*" * 500 in said) is quotes
    assert "1 out of 5" in said or "1 из 5" in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_criteria_and_chosen_levels_are_never_cut(language: str) -> None:
    speak, judged = Speaker(language), the_longest().judged
    assert judged is not None
    assert "…" not in judged_lines(speak, judged)
    chosen = chosen_lines(speak, [("*" * 45, 1, "*" * 100)] * 3)
    assert len(chosen) <= EMBED_FIELD_VALUE_MAXIMUM


def test_what_an_erasure_took_is_left_out() -> None:
    judged = judged_of_json(without_words(judged_as_json(LONGEST, (5, 4, 3))))
    assert judged is not None
    lines = judged_lines(Speaker("en"), judged).splitlines()
    assert [line.split(": ")[-1] for line in lines] == ["5 out of 5", "4 out of 5", "3 out of 5"]


def test_what_admins_have_typed_formats_nothing_and_mentions_nobody() -> None:
    judged = Judged(
        "s1", 1, {"en": "@everyone"}, (JudgedCriterion({"en": "**bold**"}, 5, {"en": "<@1> `code`"}),)
    )
    lines = judged_lines(Speaker("en"), judged)
    assert "\\*\\*bold\\*\\*" in lines
    assert "\\<@1> \\`code\\`" in lines


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_of_the_longest_rubric_is_one_that_discord_takes(language: str) -> None:
    form = rubric_form(Speaker(language), 2**31 - 1, LONGEST)
    sent = form.to_dict()
    assert len(sent["title"]) <= FORM_TITLE_MAXIMUM
    assert len(sent["custom_id"]) <= CUSTOM_ID_MAXIMUM
    assert len(sent["components"]) == 5
    for part in sent["components"]:
        assert len(part["label"]) <= FORM_LABEL_MAXIMUM
        for option in part["component"].get("options", ()):
            assert len(option["label"]) <= MENU_OPTION_MAXIMUM
