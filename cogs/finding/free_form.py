"""The form for free hours: its fields, and what was sent with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import discord

from cogs._shared.forms import Form
from cogs._shared.sent import sent_choices, sent_fields
from cogs._shared.translation import Speaker
from cogs._shared.weekdays import first_weekday, week_from, weekday_name, weekday_within
from cogs.finding.free_message import ADD
from services.finding.free_time.week import DAY_MINUTES, WEEKDAYS
from services.finding.refusals import ClockNotUnderstood
from services.times import read_clock

_DAYS, _FROM, _TO = "days", "from", "to"
_LONGEST = 40


@dataclass(frozen=True)
class SentHours:
    """What was sent: weekdays in the order of the reader's week, and two times of the day as typed."""

    weekdays: tuple[int, ...]
    begins: str
    ends: str

    def minutes(self) -> tuple[int, int]:
        """Return the minutes of the day, the second up to 1440.

        Raises:
            ClockNotUnderstood: one of the two is no time of a day.
        """
        begins, ends = read_clock(self.begins), read_clock(self.ends)
        if begins is None or begins == DAY_MINUTES:
            raise ClockNotUnderstood(text=self.begins)
        if ends is None:
            raise ClockNotUnderstood(text=self.ends)
        return begins, ends

    def typed(self, speak: Speaker) -> str:
        """Return all of it as words, a line each, to be given back."""
        names = ", ".join(weekday_within(day, speak.language, "wide") for day in self.weekdays)
        return "\n".join(filter(None, (names, self.begins, self.ends)))


def hours_form(speak: Speaker, locale: str) -> Form:
    """Return the form for free hours, with weekdays in the order of the reader's week."""
    form = Form(speak("free-form-title"), ADD)
    days = [(str(day), weekday_name(day, speak.language, "wide")) for day in week_from(first_weekday(locale))]
    form.add_choices(_DAYS, speak("free-form-days"), days)
    hint = speak("free-form-hint")
    form.add_text(_FROM, speak("free-form-from"), minimum=1, maximum=_LONGEST, placeholder="18:00", hint=hint)
    hint = speak("free-form-to-hint")
    form.add_text(_TO, speak("free-form-to"), minimum=1, maximum=_LONGEST, placeholder="21:00", hint=hint)
    return form


def sent_hours(interaction: discord.Interaction[Any]) -> SentHours:
    """Return what was sent with the form; what no form offers is left out."""
    fields = sent_fields(interaction)
    chosen = _numbers(sent_choices(interaction, _DAYS))
    days = tuple(day for day in week_from(first_weekday(interaction.locale.value)) if day in chosen)
    return SentHours(days, fields.get(_FROM, ""), fields.get(_TO, ""))


def _numbers(chosen: Sequence[str]) -> set[int]:
    return {day for day in WEEKDAYS if str(day) in chosen}
