"""What outlives a run of the local Discord: a file with its messages, its people's settings and its clock.

The bot's database outlives a run too. Without this file its cards would be missing after a restart, and
interviews that were played through on a moved clock would lie in the future again.

Answers that only one person sees are gone after a restart, as they are on Discord after a reload.
"""

import asyncio
import base64
import binascii
import json
import logging
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from sandbox.backend import Backend
from sandbox.clock import snowflake_time
from sandbox.json_types import JsonObject
from sandbox.model.events import ScheduledEvent
from sandbox.model.files import Upload
from sandbox.model.messages import Message
from sandbox.model.people import Member
from sandbox.model.places import Guild
from sandbox.tour.guide import Guide

FORMAT = 1
"""Goes up when an older file can no longer be read."""

SECONDS_BETWEEN_WRITES = 1.0

_log = logging.getLogger(__name__)


class Keeper:
    """Writes the state of a sandbox to a file while it runs, and reads it at the next start.

    Args:
        backend: The state.
        guide: The tour.
        file: Where it is kept; its folder must exist.
    """

    def __init__(self, backend: Backend, guide: Guide, file: Path) -> None:
        self._backend = backend
        self._guide = guide
        self._file = file
        self._written = 0

    def read(self) -> None:
        """Go on where the last run ended; a file that cannot be read is left aside with a line in the log."""
        try:
            text = self._file.read_text(encoding="utf-8")
        except FileNotFoundError:
            return
        try:
            kept = _parsed(text, self._backend.base_url)
            _restore(self._backend, kept)
            self._guide.take_up(kept["tour"])
        except (ValueError, KeyError, TypeError, AttributeError, binascii.Error) as error:
            _log.warning("What was said in the last run cannot be read and is left out: %s", error)

    async def keep(self) -> None:
        """Write what has changed, again and again until cancelled."""
        while True:
            await asyncio.sleep(SECONDS_BETWEEN_WRITES)
            if self._written != self._backend.hub.changes:
                self.write()

    def write(self) -> None:
        """Write all of it; a reader sees the old file or the new one, never a part."""
        self._written = self._backend.hub.changes
        kept = _state(self._backend) | {"tour": self._guide.standing}
        beside = self._file.with_name(self._file.name + ".new")
        beside.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
        beside.replace(self._file)


def _parsed(text: str, base_url: str) -> JsonObject:
    """Return what a file holds, with its files at this run's address.

    Raises:
        ValueError: It holds no JSON, or has another format.
    """
    kept = json.loads(text)
    if kept["format"] != FORMAT:
        raise ValueError(f"its format is {kept['format']}")
    moved: JsonObject = json.loads(text.replace(kept["base_url"], base_url))
    return moved


def _state(backend: Backend) -> JsonObject:
    world = backend.world
    messages = [one for one in backend.messages.everywhere if one.only_for is None and not one.loading]
    return {
        "format": FORMAT,
        "base_url": backend.base_url,
        "clock_moved_by": backend.clock.moved_by.total_seconds(),
        "users": {
            user.id: {"locale": user.locale, "dms_open": user.dms_open} for user in world.users.values()
        },
        "guilds": {guild.id: _guild_state(guild) for guild in world.guilds.values()},
        "dms": list(world.dms),
        "messages": [{"raw": one.raw, "notified": one.notified} for one in messages],
        "read": [[*key, last] for key, last in backend.messages.read_marks.items()],
        "files": list(_files(backend, messages)),
    }


def _guild_state(guild: Guild) -> JsonObject:
    return {
        "channels": list(guild.channels),
        "members": {
            member.user.id: {"roles": member.roles, "joined_at": member.joined_at}
            for member in guild.members.values()
        },
        "events": [event.raw for event in guild.scheduled_events.values()],
    }


def _files(backend: Backend, messages: Iterable[Message]) -> Iterable[JsonObject]:
    for message in messages:
        for attachment in message.raw.get("attachments") or []:
            upload = backend.files.get(attachment["id"])
            if upload is not None:
                yield {
                    "id": attachment["id"],
                    "filename": upload.filename,
                    "content": base64.b64encode(upload.content).decode("ascii"),
                }


def _restore(backend: Backend, kept: JsonObject) -> None:
    world, messages = backend.world, backend.messages
    for user_id, settings in kept["users"].items():
        if user_id in world.users:
            world.users[user_id].locale = settings["locale"]
            world.users[user_id].dms_open = settings["dms_open"]
    for guild_id, state in kept["guilds"].items():
        if guild_id in world.guilds:
            _restore_guild(backend, world.guilds[guild_id], state)
    for user_id in kept["dms"]:
        world.open_dm(world.users[user_id])
    for one in kept["files"]:
        content = base64.b64decode(one["content"], validate=True)
        backend.files.add(one["id"], Upload(one["filename"], content))
    for one in kept["messages"]:
        _restore_message(backend, Message(one["raw"], notified=one["notified"]))
    messages.read_marks.update({(user, channel): last for user, channel, last in kept["read"]})
    backend.clock.advance(timedelta(seconds=kept["clock_moved_by"]))


def _restore_guild(backend: Backend, guild: Guild, state: JsonObject) -> None:
    users = backend.world.users
    for channel_id in guild.channels.keys() - set(state["channels"]):
        del guild.channels[channel_id]
    guild.members = {
        user_id: Member(user=users[user_id], joined_at=one["joined_at"], roles=one["roles"])
        for user_id, one in state["members"].items()
        if user_id in users
    }
    guild.scheduled_events = {raw["id"]: ScheduledEvent(raw) for raw in state["events"]}


def _restore_message(backend: Backend, message: Message) -> None:
    channel = backend.world.channel(message.channel_id)
    if channel is None:
        return
    backend.messages.add(message)
    if "nonce" in message.raw:
        sent_at = snowflake_time(message.id)
        backend.messages.remember_nonce(message, message.raw["nonce"], sent_at)
    channel.last_message_id = message.id
    backend.snowflakes.go_on_after(int(message.id))
