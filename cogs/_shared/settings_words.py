"""How one setting is called, and what it is set to, in a sentence about its change."""

from collections.abc import Callable, Mapping
from typing import Any

from cogs._shared.markup import channel, role
from cogs._shared.translation import Speaker

_Said = Callable[[Speaker, Any], str]


def distance(speak: Speaker, minutes: int) -> str:
    """Return minutes in the largest unit that needs no fraction."""
    if minutes % 1440 == 0 and minutes > 1440:
        return speak("days", days=minutes // 1440)
    return speak("minutes", minutes=minutes) if minutes % 60 else speak("hours", hours=minutes // 60)


def reminders(speak: Speaker, offsets: list[int] | tuple[int, ...]) -> str:
    """Return when both are reminded before the start."""
    return ", ".join(distance(speak, minutes) for minutes in offsets) or speak("settings-no-reminders")


def notice(speak: Speaker, minutes: int) -> str:
    """Return how long before the start booking closes."""
    return speak("minutes", minutes=minutes) if minutes else speak("settings-notice-none")


def kept(speak: Speaker, hours: int) -> str:
    """Return how long cards of interviews that are over stay."""
    return speak("hours", hours=hours) if hours else speak("settings-keep-always")


def limit(speak: Speaker, value: int) -> str:
    """Return how much a member may have at once."""
    return speak("settings-limit", limit=value)


def late_from(speak: Speaker, hours: int) -> str:
    """Return from when on leaving is late."""
    return (
        speak("settings-late-from", hours=speak("hours", hours=hours))
        if hours
        else speak("settings-late-off")
    )


def _points(speak: Speaker, amount: int) -> str:
    return speak("points", points=amount)


def _days(speak: Speaker, days: int) -> str:
    return speak("days", days=days)


SETTINGS: Mapping[str, tuple[str, _Said]] = {
    "board_channel_id": ("settings-board", lambda _speak, value: channel(value)),
    "log_channel_id": ("settings-log", lambda _speak, value: channel(value)),
    "log_role_id": ("settings-log-role", lambda _speak, value: role(value)),
    "card_hours": ("settings-keep", kept),
    "timezone": ("settings-zone", lambda _speak, value: str(value)),
    "language": ("settings-language", lambda speak, value: speak(f"language-{value}")),
    "price": ("settings-price", _points),
    "reward": ("settings-reward", _points),
    "starting_points": ("settings-starting", _points),
    "compensation": ("settings-compensation", _points),
    "reminder_offsets": ("settings-reminders", reminders),
    "auto_accept_hours": ("settings-accept", lambda speak, value: speak("hours", hours=value)),
    "notice_minutes": ("settings-notice", notice),
    "no_show_limit": ("settings-absence-limit", lambda _speak, value: str(value)),
    "no_show_days": ("settings-absence-days", _days),
    "block_days": ("settings-absence-pause", _days),
    "open_cards_limit": ("settings-open-cards", limit),
    "seats_limit": ("settings-seats", limit),
    "given_back_limit": ("settings-given-back", limit),
    "late_hours": ("settings-late-hours", late_from),
    "late_keep": ("settings-late-keep", _points),
    "uses_rubrics": (
        "settings-rubrics",
        lambda speak, value: speak("settings-rubrics-on" if value else "settings-rubrics-off"),
    ),
    "seals_feedback": (
        "settings-sealed",
        lambda speak, value: speak("settings-sealed-on" if value else "settings-sealed-off"),
    ),
    "gives_thanks": (
        "settings-thanks",
        lambda speak, value: speak("settings-thanks-on" if value else "settings-thanks-off"),
    ),
    "allows_other_links": (
        "settings-links",
        lambda speak, value: speak("settings-links-others" if value else "settings-links-meet"),
    ),
    "makes_events": (
        "settings-events",
        lambda speak, value: speak("settings-events-on" if value else "settings-events-off"),
    ),
}
"""Of each setting, by its name in `ServerSettings`: the text that names it, and how its value is said."""


def change(speak: Speaker, name: str, before: Any, after: Any) -> str:  # noqa: ANN401 - whatever is set
    """Return what was changed of one setting: its name, what it was, what it is."""
    called, say = SETTINGS[name]
    nothing = speak("settings-no-channel")
    was, now_is = (nothing if value is None else say(speak, value) for value in (before, after))
    return speak("log-setting", setting=speak(called), before=was, after=now_is)
