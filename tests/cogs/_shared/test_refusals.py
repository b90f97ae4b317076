"""How refusals are put into words: what chooses among variants is not shown, and not escaped."""

import pytest

from cogs._shared.errors import explain
from cogs._shared.translation import Speaker
from services.interviews import InterviewStatus
from services.languages import LANGUAGES
from services.refusals import (
    AlreadyOver,
    FeedbackNeedsBooking,
    NotOpen,
    Refusal,
    SettingOutOfRange,
    TextTooLong,
)

OVER = (InterviewStatus.CANCELLED, InterviewStatus.EXPIRED, InterviewStatus.LAPSED, InterviewStatus.NO_SHOW)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("refusal", [NotOpen, AlreadyOver, FeedbackNeedsBooking])
def test_each_end_of_an_interview_is_said_in_its_own_words(
    language: str, refusal: type[NotOpen | AlreadyOver | FeedbackNeedsBooking]
) -> None:
    said = {explain(refusal(number=1, status=status.value), Speaker(language)) for status in OVER}
    assert len(said) == len(OVER)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "refusals",
    [
        [TextTooLong(field=field, length=2, maximum=1) for field in ("topic", "notes", "level")],
        [
            SettingOutOfRange(setting=setting, minimum=1, maximum=2)
            for setting in (
                "price",
                "reward",
                "starting",
                "compensation",
                "accept_hours",
                "limit",
                "within_days",
                "block_days",
            )
        ],
    ],
    ids=["fields", "settings"],
)
def test_each_field_and_each_setting_is_named(language: str, refusals: list[Refusal]) -> None:
    assert len({explain(refusal, Speaker(language)) for refusal in refusals}) == len(refusals)
