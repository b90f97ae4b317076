"""A member whom a test moves."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from sandbox.backend import Backend
from sandbox.client.commands import Invocation, find_command, send_command, usable_commands
from sandbox.client.components import use_component
from sandbox.client.events import delete_event_as, visible_events
from sandbox.client.messages import delete_as, dismiss, visible_messages, write
from sandbox.client.modals import Field, submit_modal
from sandbox.client.options import Given
from sandbox.client.user_commands import find_user_command, send_user_command
from sandbox.clock import iso
from sandbox.driver.answer import Answer
from sandbox.driver.events import EventView, view_of
from sandbox.driver.views import Choice, MessageView, ModalView
from sandbox.errors import ClientRefusal, NotAnswered
from sandbox.interactions.open import open_interaction
from sandbox.json_types import JsonObject
from sandbox.model.commands import CHAT_INPUT
from sandbox.model.interactions import Interaction, InteractionKind
from sandbox.model.people import Member as Membership
from sandbox.model.people import User
from sandbox.model.places import Channel, Guild
from sandbox.places.changes import announce_user, join, leave

Value: TypeAlias = "Given | Member | Channel | None"
"""What an option takes: a value, a member or a channel; None stands for an option left out."""

DM = "dm"
GENERAL = "general"
FINAL_SECONDS = 60.0


@dataclass(frozen=True)
class Place:
    """Where a member acts: a channel of a server, the member's first server for None."""

    channel: str = GENERAL
    guild: str | None = None


class Member:
    """Does what a person with Discord's client can do, and sees what they see.

    Args:
        backend: The state of the sandbox.
        user: Who this is.
        explain: Returns the last lines of the log, for the message of an error.
        place: Where the member acts when nothing else is said.
    """

    def __init__(
        self, backend: Backend, user: User, explain: Callable[[], str], place: Place | None = None
    ) -> None:
        self._backend = backend
        self._explain = explain
        self._place = place or Place()
        self.user = user

    def at(self, channel: str = GENERAL, *, guild: str | None = None) -> "Member":
        """Return the same member with another place to act in, where none is named.

        Args:
            channel: A channel's name, or `dm` for the DM with the bot.
            guild: The server's name; the member's first if left out.
        """
        return Member(self._backend, self.user, self._explain, Place(channel, guild))

    @property
    def id(self) -> str:
        """The user's id."""
        return self.user.id

    @property
    def name(self) -> str:
        """The name that others see."""
        return self.user.display_name

    @property
    def mention(self) -> str:
        """The text that mentions this member."""
        return f"<@{self.user.id}>"

    @property
    def locale(self) -> str:
        """The language of the client."""
        return self.user.locale

    @locale.setter
    def locale(self, locale: str) -> None:
        self.user.locale = locale
        announce_user(self._backend, self.user)

    def open_dms(self) -> None:
        """Let DMs from the bot arrive."""
        self.user.dms_open = True
        announce_user(self._backend, self.user)

    def close_dms(self) -> None:
        """Refuse DMs from the bot."""
        self.user.dms_open = False
        announce_user(self._backend, self.user)

    async def run(self, command: str, /, **options: Value) -> Answer:
        """Run a slash command, such as `interview create`, and wait for the outcome.

        Args:
            command: The name with its subcommands.
            **options: The options by name. `guild` and `channel` say where to run it, unless the
                command has options of these names: then use `at`.

        Raises:
            ClientRefusal: The client would not send it.
            NotAnswered: The bot asked for time and then never answered.
        """
        return await self._outcome(send_command(self._backend, self._invocation(command, options)))

    async def run_on(
        self, target: "Member | User", command: str, *, channel: str | None = None, guild: str | None = None
    ) -> Answer:
        """Choose a user command such as `Have we met?` from the menu of somebody, and wait for the outcome.

        Args:
            target: Whose menu it is: a member, or a user such as the bot's (`local.world.bot`).
            command: The name in English, or as this member's client shows it.
            channel: A channel's name, or `dm` for the DM with the bot.
            guild: The server's name; the member's first if left out.

        Raises:
            ClientRefusal: The client would not send it.
            NotAnswered: The bot asked for time and then never answered.
        """
        place = self._channel(channel, guild)
        found = find_user_command(self._backend, self.user, place.guild_id, command)
        sent = send_user_command(self._backend, self.user, place, found, target.id)
        return await self._outcome(sent)

    async def complete(self, command: str, option: str, /, typed: str = "", **options: Value) -> list[Choice]:
        """Type into an option and return the suggestions, none if the bot gives none in time."""
        invocation = self._invocation(command, options | {option: typed}, focused=option)
        interaction = send_command(self._backend, invocation)
        await self._wait(interaction)
        return [
            Choice((one.get("name_localizations") or {}).get(self.locale) or one["name"], one["value"])
            for one in interaction.choices
        ]

    async def click(
        self, message: MessageView | None, label: str | None = None, *, custom_id: str | None = None
    ) -> Answer:
        """Click a button by its label or custom_id.

        Raises:
            ClientRefusal: It is not there for this member, or is disabled, or is a link.
        """
        view = self._seen(message)
        wanted = custom_id if custom_id is not None else self._labelled(view, label)
        return await self._outcome(self._use(view, wanted, []))

    def _labelled(self, view: MessageView, label: str | None) -> str:
        for button in view.buttons:
            if button.label == label and button.custom_id is not None:
                return button.custom_id
        raise ClientRefusal(
            f"No button {label!r} among {[one.label for one in view.buttons]} on: {view.text}"
        )

    async def select(
        self, message: MessageView | None, select: str, values: list["str | Member | Channel"]
    ) -> Answer:
        """Choose values from a select, named by its placeholder or custom_id.

        Raises:
            ClientRefusal: It is not there for this member, or does not take these values.
        """
        view = self._seen(message)
        for one in view.selects:
            if select in (one.placeholder, one.custom_id):
                return await self._outcome(self._use(view, one.custom_id, [str(_plain(v)) for v in values]))
        names = [one.placeholder or one.custom_id for one in view.selects]
        raise ClientRefusal(f"No select {select!r} among {names} on: {view.text}")

    async def submit(self, modal: ModalView | None, /, **fields: Field) -> Answer:
        """Send a form, its fields by custom_id; for other custom_ids use `submit_fields`.

        Raises:
            ClientRefusal: The form is not open, or a field does not take its value.
        """
        return await self.submit_fields(modal, fields)

    async def submit_fields(self, modal: ModalView | None, fields: dict[str, Field]) -> Answer:
        """Send a form whose custom_ids are no Python names."""
        interaction = submit_modal(self._backend, self.user, None if modal is None else modal.modal, fields)
        return await self._outcome(interaction)

    async def send_raw_interaction(
        self,
        kind: InteractionKind,
        data: JsonObject,
        *,
        message: MessageView | None = None,
        channel: str | None = None,
        guild: str | None = None,
    ) -> Answer:
        """Send an interaction that no client would: nothing about it is checked."""
        source = None if message is None else self._backend.messages.get(message.id)
        place = self._channel(channel, guild)
        if source is not None:
            place = self._backend.world.channel(source.channel_id) or place
        return await self._outcome(
            open_interaction(self._backend, kind, self.user, place, data, message=source)
        )

    def messages(self, channel: str | None = None, *, guild: str | None = None) -> list[MessageView]:
        """Return what the member sees in a channel, the oldest first, own ephemeral ones included."""
        found = visible_messages(self._backend, self.user, self._channel(channel, guild))
        return [MessageView(message) for message in found]

    def dms(self) -> list[MessageView]:
        """Return the messages of the DM with the bot, the oldest first."""
        return self.messages(DM)

    async def write(
        self, content: str, *, channel: str | None = None, guild: str | None = None
    ) -> MessageView:
        """Write a message in a channel."""
        return MessageView(write(self._backend, self.user, self._channel(channel, guild), content))

    def delete_message(self, message: MessageView) -> None:
        """Delete a message: an own one, or anyone's for those who manage messages."""
        delete_as(self._backend, self.user, message.id)

    def dismiss(self, message: MessageView) -> None:
        """Dismiss an ephemeral message."""
        dismiss(self._backend, self.user, message.id)

    def events(self, *, guild: str | None = None) -> list[EventView]:
        """Return the events of a server, the soonest first."""
        return [view_of(event) for event in visible_events(self._backend, self._guild(guild))]

    def delete_event(self, event: EventView, *, guild: str | None = None) -> None:
        """Delete an event: an own one, or anyone's for those who manage events."""
        delete_event_as(self._backend, self._guild(guild), self.user, event.id)

    def leave(self, guild: str | None = None) -> None:
        """Leave a server."""
        leave(self._backend, self._guild(guild), self.user)

    def join(self, guild: str) -> None:
        """Join a server."""
        now = iso(self._backend.clock.now())
        join(self._backend, self._backend.world.guild_named(guild), Membership(self.user, now))

    def commands(self, *, guild: str | None = None, dm: bool = False) -> list[JsonObject]:
        """Return the commands that the client offers."""
        return usable_commands(self._backend, self.user, None if dm else self._guild(guild).id)

    def _guild(self, name: str | None) -> Guild:
        name = name or self._place.guild
        if name is not None:
            guild = self._backend.world.guild_named(name)
            if self.user.id not in guild.members:
                raise ClientRefusal(f"{self.name} is not in {guild.name}.")
            return guild
        guilds = self._backend.world.guilds_of(self.user.id)
        if not guilds:
            raise ClientRefusal(f"{self.name} is in no server.")
        return guilds[0]

    def _channel(self, channel: str | None = None, guild: str | None = None) -> Channel:
        channel = channel or self._place.channel
        if channel == DM:
            return self._backend.world.open_dm(self.user)
        return self._backend.world.channel_named(channel, self._guild(guild))

    def _invocation(self, command: str, options: dict[str, Value], focused: str | None = None) -> Invocation:
        name, *path = command.removeprefix("/").split()

        def is_it(candidate: JsonObject) -> bool:
            return (candidate["name"], candidate["type"]) == (name, CHAT_INPUT)

        given = {key: _plain(value) for key, value in options.items() if value is not None}
        own_names = self._backend.commands.option_names(name)
        where = {
            key: str(given.pop(key)) for key in ("guild", "channel") if key in given and key not in own_names
        }
        place = self._channel(where.get("channel"), where.get("guild"))
        found = find_command(self._backend, self.user, place.guild_id, is_it, f"/{name}")
        return Invocation(self.user, place, found, tuple(path), given, focused)

    def _seen(self, message: MessageView | None) -> MessageView:
        if message is None:
            raise ClientRefusal("There is no message.")
        return message

    def _use(self, view: MessageView, custom_id: str, values: list[str]) -> Interaction:
        return use_component(self._backend, self.user, self._backend.messages.get(view.id), custom_id, values)

    async def _wait(self, interaction: Interaction) -> None:
        try:
            async with asyncio.timeout(self._backend.settings.answer_seconds + FINAL_SECONDS):
                await interaction.settled.wait()
        except TimeoutError:
            raise NotAnswered(f"Nothing final came of {interaction.data}.\n{self._explain()}") from None

    async def _outcome(self, interaction: Interaction) -> Answer:
        await self._wait(interaction)
        return Answer(self._backend, interaction)

    def __repr__(self) -> str:
        return f"<Member {self.name}>"


def _plain(value: "Given | Member | Channel") -> Given:
    return value.id if isinstance(value, (Member, Channel)) else value
