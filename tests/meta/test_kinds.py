"""Every kind of notification has one class, which carries what it needs and nothing else."""

import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from datetime import UTC, datetime
from enum import Enum
from types import UnionType
from typing import Any, get_args, get_type_hints

import pytest
from pydantic import ValidationError

from cogs._shared.log_lines import log_line
from cogs._shared.settings_words import SETTINGS as CALLED
from cogs._shared.settings_words import change
from cogs._shared.translation import MissingTextError, Speaker
from cogs.delivery.direct_messages import sentence
from cogs.delivery.log_channel import admin_text
from models import NotificationKind
from services.coming.record import Record
from services.delivery.kinds import CLASSES, AnyMessage, read
from services.delivery.kinds.direct import AnyDirect, Direct
from services.delivery.kinds.log import AnyLogLine
from services.delivery.kinds.message import Address, Message, Present, Urgency
from services.delivery.kinds.others import AnyForAdmins, ForAdmins
from services.delivery.kinds.shown import Shown
from services.delivery.kinds.wishes import DigestLine
from services.delivery.preparing import Delivery
from services.server_settings import ServerSettings
from services.setting_changes import NOT_SET_BY_ADMINS
from tests.meta.complaints import amiss, nothing_is_amiss
from tests.meta.sources import LANGUAGES

NOW = datetime(2026, 12, 1, 18, 30, tzinfo=UTC)
SETTINGS = ServerSettings(
    server_id=1,
    board_channel_id=None,
    card_hours=24,
    log_channel_id=None,
    timezone="UTC",
    language="en",
    price=3,
    reward=1,
    starting_points=0,
    compensation=1,
    reminder_offsets=(60,),
    auto_accept_hours=72,
    notice_minutes=5,
    no_show_limit=2,
    no_show_days=30,
    block_days=7,
    open_cards_limit=0,
    seats_limit=0,
    given_back_limit=10,
    late_hours=0,
    late_keep=1,
    allows_other_links=False,
    makes_events=False,
)
LANE_MAXIMUM, KEY_MAXIMUM, KIND_MAXIMUM = 40, 120, 24
"""Characters of the columns of the outbox."""

LONGEST = 2**63 - 1
SAID: dict[str, dict[str, object]] = {
    "no_rooms": {"reason": "unreachable", "facts": {"url": "https://meet.googleapis.com", "code": "503"}},
    "no_events": {"obstacle": "full"},
    "log_settings": {"changes": {"price": [3, 5], "log_channel_id": [None, 7]}},
}
"""Fields that are looked up among the texts."""

EXAMPLES: dict[object, object] = {
    int: 5,
    str: "text",
    bool: True,
    datetime: NOW,
    dict[str, Any]: {},
    dict[str, str]: {"en": "text", "ru": "текст"},
    tuple[datetime, ...]: [NOW],
    tuple[int, ...]: [1],
    Record: {"kept": 11, "late": 1, "missed": 0},
    tuple[DigestLine, ...]: [
        {"number": 5, "server_id": 1, "role": "interviewer", "topic": "text", "starts_at": NOW}
    ],
}


def example(message: type[Message]) -> Message:
    """A message with a value for each field."""
    return message.model_validate(payload_of(message))


def payload_of(message: type[Message]) -> dict[str, object]:
    said = SAID.get(message.KIND.value, {})
    hints = get_type_hints(message)
    return {name: said.get(name, _value(message, name, hints[name])) for name in message.model_fields}


def _value(message: type[Message], name: str, kind: object) -> object:
    if isinstance(kind, UnionType):
        kind = next(one for one in get_args(kind) if one is not type(None))
    if inspect.isclass(kind) and issubclass(kind, Enum):
        return next(iter(kind))
    if kind not in EXAMPLES:
        amiss(
            f"{message.__module__}: {message.__name__}.{name} is of a type that EXAMPLES in"
            " tests/meta/test_kinds.py does not have: add a value there."
        )
    return EXAMPLES[kind]


@contextmanager
def missing_text_named(message: type[Message], language: str) -> Iterator[None]:
    """Say of a text that is missing, or has other variables, for which notification it is."""
    try:
        yield
    except MissingTextError as error:
        amiss(f"locales/{language} cannot say {message.__name__} ({message.__module__}). The text: {error}")


def classes(base: type[Message]) -> Iterator[type[Message]]:
    """Every class below one that is of a kind of its own."""
    for message in base.__subclasses__():
        if "KIND" in vars(message) and message.__module__.startswith("services."):
            yield message
        yield from classes(message)


def a_delivery(message: AnyMessage) -> Delivery:
    return Delivery(
        id=1,
        message=message,
        present=Present(now=NOW, settings=SETTINGS),
        nonce="",
        due_at=NOW,
        written_at=NOW,
    )


every_class = pytest.mark.parametrize("message", CLASSES.values(), ids=lambda message: message.__name__)


def test_every_kind_has_one_class_and_every_class_one_kind() -> None:
    found = list(classes(Message))

    nothing_is_amiss(
        f"models/notification.py has {kind.name}, and services/delivery/kinds/ should have one class of that"
        f" KIND, but has {', '.join(named) or 'none'}."
        for kind in NotificationKind
        if len(named := [message.__name__ for message in found if message.KIND is kind]) != 1
    )
    nothing_is_amiss(
        f"{message.__module__}: {message.__name__} is in no union: add it to the one at the end of its file."
        for message in found
        if message not in get_args(AnyMessage)
    )
    assert {message.KIND: message for message in found} == CLASSES


def test_the_names_of_kinds_fit_their_column() -> None:
    assert max(len(kind.value) for kind in NotificationKind) <= KIND_MAXIMUM


@every_class
def test_what_is_stored_is_read_again_as_it_was(message: type[Message]) -> None:
    one = example(message)

    assert read(message.KIND, one.payload()) == one


@every_class
def test_fields_that_a_kind_does_not_have_are_refused(message: type[Message]) -> None:
    with pytest.raises(ValidationError, match="extra_forbidden"):
        read(message.KIND, payload_of(message) | {"no_such_field": 1})


@every_class
def test_a_field_that_is_needed_is_missed(message: type[Message]) -> None:
    for name, field in message.model_fields.items():
        if field.is_required():
            without = {key: value for key, value in payload_of(message).items() if key != name}
            with pytest.raises(ValidationError, match=name):
                read(message.KIND, without)


@every_class
def test_a_stored_message_cannot_be_changed(message: type[Message]) -> None:
    one = example(message)

    for name in message.model_fields:
        with pytest.raises(ValidationError, match="frozen"):
            setattr(one, name, None)


@every_class
def test_lane_key_and_urgency_of_a_kind_are_such_as_the_outbox_takes(message: type[Message]) -> None:
    one = example(message)
    to = Address(LONGEST, 2**31 - 1, 2**31 - 1, LONGEST)

    assert one.lane(to)
    assert len(one.lane(to)) <= LANE_MAXIMUM
    assert len(f"{message.KIND.value}:{one.key(to)}:{NOW.isoformat()}") <= KEY_MAXIMUM
    assert one.urgency in Urgency
    assert one.wanted_by(NOW).tzinfo is UTC


@every_class
def test_what_goes_to_one_person_keeps_to_their_lane(message: type[Message]) -> None:
    lane = example(message).lane(Address(1, 2, 3, 4))

    to_one_person = issubclass(message, Direct) or message.KIND is NotificationKind.REFRESH
    assert (lane == "dm:4") is to_one_person
    assert lane.startswith("log:") is issubclass(message, ForAdmins)


@pytest.mark.parametrize("message", [one for one in CLASSES.values() if issubclass(one, Shown)])
def test_each_change_of_what_is_shown_is_another_row(message: type[Shown]) -> None:
    to = Address(1, 2, 3, 4)
    keys = {
        message.model_validate(payload_of(message) | {"change": change}).key(to) for change in ("one", "two")
    }

    assert len(keys) == 2


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("message", get_args(AnyDirect), ids=lambda message: message.__name__)
def test_every_direct_message_has_its_sentence(message: type[AnyDirect], language: str) -> None:
    one = message.model_validate(payload_of(message))

    with missing_text_named(message, language):
        text = sentence(Speaker(language), one, a_delivery(one).present)

    assert text
    assert "{" not in text
    assert not text.startswith("dm-")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("message", get_args(AnyLogLine), ids=lambda message: message.__name__)
def test_every_quiet_line_in_the_log_channel_has_its_text(message: type[AnyLogLine], language: str) -> None:
    one = message.model_validate(payload_of(message))

    with missing_text_named(message, language):
        text = log_line(Speaker(language), a_delivery(one).number, one)

    assert text
    assert "{" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_setting_that_admins_change_is_called_something(language: str) -> None:
    names = {field.name for field in fields(ServerSettings)} - NOT_SET_BY_ADMINS

    nothing_is_amiss(
        f"services/server_settings.py has {name}: say in SETTINGS of cogs/_shared/settings_words.py what it"
        " is called and how its value is said, or in NOT_SET_BY_ADMINS that no admin sets it."
        for name in names - CALLED.keys()
    )
    said = {
        name: getattr(replace(SETTINGS, board_channel_id=5, log_channel_id=6, log_role_id=7), name)
        for name in names
    }
    assert all(change(Speaker(language), name, None, value) for name, value in said.items())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("message", get_args(AnyForAdmins), ids=lambda message: message.__name__)
def test_every_line_for_admins_has_its_text(message: type[AnyForAdmins], language: str) -> None:
    one = message.model_validate(payload_of(message))

    with missing_text_named(message, language):
        text = admin_text(Speaker(language), a_delivery(one), one)

    assert text
    assert "{" not in text
    assert not text.startswith("log-")
