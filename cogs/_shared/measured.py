"""How interactions and deliveries go, told to whoever observes the bot; nobody does unless the host wants it.

An interaction is measured from its arrival to the end of its handling. What Discord has taken as its first
answer, and the first thing that was said after a mere acknowledgement, are noted where they are sent
(`cogs._client.first_answers`), what it ended in where errors are answered (`cogs._shared.errors`): all in the
interaction's own task, or one that it has started.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum

import discord

UNKNOWN = "unknown"
"""What a command, button or form is called that this version of the bot does not know."""

_ACKNOWLEDGEMENTS = {
    discord.InteractionResponseType.deferred_channel_message.value,
    discord.InteractionResponseType.deferred_message_update.value,
}


class Kind(StrEnum):
    """What somebody did."""

    COMMAND = "command"
    SUGGESTIONS = "suggestions"
    """They typed into an option of a command."""
    COMPONENT = "component"
    """They clicked a button, or chose from a menu."""
    FORM = "form"


class Outcome(StrEnum):
    """What an interaction ended in."""

    ANSWERED = "answered"
    REFUSED = "refused"
    """The rules do not allow it, or it was typed wrong; the answer says why."""
    OUTAGE = "outage"
    """The database was away; the answer says so."""
    FAILED = "failed"
    """The bot has a fault; the answer is an apology."""
    NOT_MINE = "not_mine"
    """Another process answered it, or it was too late."""
    UNANSWERED = "unanswered"
    """Nothing was said: it could not be read, its answer could not be sent, or the bot was told to stop."""


KINDS = {
    discord.InteractionType.application_command: Kind.COMMAND,
    discord.InteractionType.autocomplete: Kind.SUGGESTIONS,
    discord.InteractionType.component: Kind.COMPONENT,
    discord.InteractionType.modal_submit: Kind.FORM,
}


@dataclass
class Measurement:
    """One interaction, as far as it has come.

    `name` is the command's, or the one of the button's or form's action: never what is typed, nor an id.
    `acknowledged` and `answered` are seconds since it arrived.
    """

    kind: Kind
    began: float
    name: str = UNKNOWN
    acknowledged: float | None = None
    answered: float | None = None
    outcome: Outcome | None = None


class Observer:
    """Who hears of what happens; this one does not listen."""

    def interaction_ended(self, measurement: Measurement) -> None:
        """Hear of an interaction whose handling has come to an end."""

    def delivered(self, kind: str) -> None:
        """Hear that a notification of a kind was sent or shown."""

    def not_delivered(self, kind: str, reason: str) -> None:
        """Hear that one was not, and why."""

    def given_up(self, kind: str) -> None:
        """Hear that one will not be tried again."""


_present: ContextVar[Measurement | None] = ContextVar("measurement", default=None)


@contextmanager
def measured(observer: Observer, kind: discord.InteractionType) -> Iterator[None]:
    """Measure the interaction that the body handles."""
    known = KINDS.get(kind)
    if known is None:
        yield
        return
    measurement = Measurement(known, time.monotonic())
    token = _present.set(measurement)
    try:
        yield
    finally:
        _present.reset(token)
        if measurement.outcome is None:
            is_answered = measurement.acknowledged is not None
            measurement.outcome = Outcome.ANSWERED if is_answered else Outcome.UNANSWERED
        observer.interaction_ended(measurement)


def named(name: str) -> None:
    """Note what the present interaction is called."""
    measurement = _present.get()
    if measurement is not None:
        measurement.name = name


def first_answer_taken(response_type: int) -> None:
    """Note that Discord has taken the first answer to the present interaction."""
    measurement = _present.get()
    if measurement is None or measurement.acknowledged is not None:
        return
    measurement.acknowledged = time.monotonic() - measurement.began
    if response_type not in _ACKNOWLEDGEMENTS:
        measurement.answered = measurement.acknowledged


def something_said() -> None:
    """Note that something was said after the first answer to the present interaction."""
    measurement = _present.get()
    if measurement is not None and measurement.answered is None:
        measurement.answered = time.monotonic() - measurement.began


def ended_in(outcome: Outcome) -> None:
    """Note what the present interaction has ended in."""
    measurement = _present.get()
    if measurement is not None:
        measurement.outcome = outcome
