"""What Discord takes as a scheduled event."""

from collections.abc import Collection
from datetime import datetime

from sandbox.json_types import JsonObject
from sandbox.limits.form import FormErrors
from sandbox.model.events import ACTIVE, CANCELED, COMPLETED, EXTERNAL, SCHEDULED, STAGE, VOICE, moment

_GUILD_ONLY = 2
_NEXT = {SCHEDULED: (SCHEDULED, ACTIVE, CANCELED), ACTIVE: (ACTIVE, COMPLETED)}


def check_event(event: JsonObject, given: Collection[str], before: int, now: datetime) -> None:
    """Check an event as it would be; `given` names what the request sets, `before` is the present status.

    Raises:
        DiscordRefusal: 50035 with what is wrong.
    """
    errors = FormErrors()
    errors.length(("name",), event.get("name"), low=1, high=100)
    errors.length(("description",), event.get("description"), high=1000)
    if event.get("privacy_level") is None:
        errors.required(("privacy_level",))
    else:
        errors.choice(("privacy_level",), event["privacy_level"], (_GUILD_ONLY,))
    errors.choice(("status",), event["status"], _NEXT[before])
    _check_times(errors, event, given, before, now)
    if errors.choice(("entity_type",), event.get("entity_type"), (STAGE, VOICE, EXTERNAL)):
        _check_place(errors, event)
    errors.raise_if_any()


def _check_times(
    errors: FormErrors, event: JsonObject, given: Collection[str], before: int, now: datetime
) -> None:
    start = _moment(errors, event, "scheduled_start_time", needed=True)
    end = _moment(errors, event, "scheduled_end_time", needed=event.get("entity_type") == EXTERNAL)
    if start is not None and "scheduled_start_time" in given:
        if before != SCHEDULED:
            errors.add(
                ("scheduled_start_time",),
                "GUILD_SCHEDULED_EVENT_SCHEDULE_INVALID_START_BY_STATUS",
                "Cannot update start time of an event that has started.",
            )
        elif start <= now:
            errors.add(
                ("scheduled_start_time",),
                "GUILD_SCHEDULED_EVENT_SCHEDULE_PAST",
                "Cannot schedule event in the past.",
            )
    if start is not None and end is not None and end <= start:
        errors.add(
            ("scheduled_end_time",),
            "GUILD_SCHEDULED_EVENT_SCHEDULE_INVALID",
            "Cannot schedule event to end before it starts.",
        )


def _moment(errors: FormErrors, event: JsonObject, name: str, *, needed: bool) -> datetime | None:
    text = event.get(name)
    if text is None:
        if needed:
            errors.required((name,))
        return None
    try:
        return moment(str(text))
    except ValueError:
        errors.add((name,), "DATE_TIME_TYPE_PARSE", f"Could not parse {text}. Should be ISO8601.")
        return None


def _check_place(errors: FormErrors, event: JsonObject) -> None:
    """An external event takes place somewhere else, the others in a channel."""
    if event["entity_type"] == EXTERNAL:
        place = errors.mapping(("entity_metadata",), event.get("entity_metadata")).get("location")
        errors.length(("entity_metadata", "location"), place, low=1, high=100)
        if event.get("channel_id") is not None:
            errors.add(("channel_id",), "BASE_TYPE_NONE", "This field must be null.")
    elif event.get("channel_id") is None:
        errors.required(("channel_id",))
