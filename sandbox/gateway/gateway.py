"""All sessions of the gateway: events go out through here."""

from collections.abc import Callable

import orjson

from sandbox.clock import Snowflakes
from sandbox.gateway.intents import Intent, application_flags
from sandbox.gateway.session import Session
from sandbox.json_types import JsonObject
from sandbox.model.places import Guild
from sandbox.model.world import World

Alteration = Callable[[JsonObject], object]
"""Changes the data of an event in place; what it returns does not count."""


class Gateway:
    """Dispatches events to the sessions that should hear of them.

    Args:
        world: Who and what exists.
        snowflakes: Where session ids come from.
        token: The bot's token.
        granted_intents: The privileged intents that may be asked for.

    Attributes:
        url: Where clients connect.
        accepting: Whether they may; False is an outage for new connections.
        started_sessions: How many have identified themselves; Discord counts them for a day.
        on_presence: Is called when a session comes or goes.
    """

    def __init__(self, world: World, snowflakes: Snowflakes, *, token: str, granted_intents: int) -> None:
        self._world = world
        self._snowflakes = snowflakes
        self.token = token
        self.granted_intents = granted_intents
        self.url = ""
        self.accepting = True
        self.started_sessions = 0
        self.on_presence: Callable[[], None] = lambda: None
        self._sessions: dict[str, Session] = {}
        self._held_back: set[str] = set()
        self._alterations: list[tuple[str, Alteration]] = []

    @property
    def online(self) -> bool:
        """Whether any session of the bot is connected."""
        return any(session.line is not None for session in self._sessions.values())

    @property
    def sessions(self) -> list[Session]:
        """The sessions that can still be used."""
        for session in list(self._sessions.values()):
            if session.forgotten:
                del self._sessions[session.id]
        return list(self._sessions.values())

    def session(self, session_id: str) -> Session | None:
        """Return a session that can be resumed."""
        return next((one for one in self.sessions if one.id == session_id), None)

    def end(self, session: Session) -> None:
        """Forget a session."""
        self._sessions.pop(session.id, None)

    def open_session(self, shard: tuple[int, int], intents: int) -> Session:
        """Start a session for a client that has identified itself."""
        self.started_sessions += 1
        session = Session(f"session-{self._snowflakes.next()}", shard, intents)
        self._sessions[session.id] = session
        return session

    def welcome(self, session: Session) -> None:
        """Send what a fresh session gets: READY and its servers one by one."""
        guilds = [guild for guild in self._world.guilds_of(self._world.bot.id) if session.covers(guild.id)]
        bot = self._world.bot.to_json() | {"verified": True, "mfa_enabled": True, "email": None}
        session.dispatch(
            "READY",
            {
                "v": 10,
                "user": bot,
                "guilds": [{"id": guild.id, "unavailable": True} for guild in guilds],
                "session_id": session.id,
                "resume_gateway_url": self.url,
                "shard": list(session.shard),
                "application": {
                    "id": self._world.application_id,
                    "flags": application_flags(self.granted_intents),
                },
                "private_channels": [],
                "presences": [],
                "relationships": [],
            },
        )
        for guild in guilds:
            if guild.id not in self._held_back:
                self._send_guild(session, guild)

    def hold_back(self, guild: Guild) -> None:
        """Leave a server unavailable to the sessions that start from now on, until it is announced."""
        self._held_back.add(guild.id)

    def announce_guild(self, guild: Guild) -> None:
        """Send a server to which the bot has just been added, or that was held back."""
        self._held_back.discard(guild.id)
        for session in self.sessions:
            if session.covers(guild.id):
                self._send_guild(session, guild)

    def _send_guild(self, session: Session, guild: Guild) -> None:
        if session.wants(Intent.GUILDS):
            everyone = session.wants(Intent.GUILD_MEMBERS)
            members = list(guild.members) if everyone else [self._world.bot.id]
            session.dispatch("GUILD_CREATE", guild.to_gateway_json(members))

    def dispatch(
        self, event: str, data: JsonObject, *, guild_id: str | None, intent: Intent | None = None
    ) -> int:
        """Send an event to the sessions of the server's shard that asked for it, and return how many."""
        listeners = [one for one in self.sessions if one.covers(guild_id) and one.wants(intent)]
        if listeners:
            packed = orjson.Fragment(orjson.dumps(self._altered(event, data)))
            for session in listeners:
                session.dispatch(event, packed)
        return len(listeners)

    def dispatch_message(self, event: str, data: JsonObject, *, guild_id: str | None) -> None:
        """Send a message event; sessions without the content intent get it emptied."""
        intent = Intent.DIRECT_MESSAGES if guild_id is None else Intent.GUILD_MESSAGES
        bot_id = self._world.bot.id
        for_the_bot = (
            guild_id is None
            or data["author"]["id"] == bot_id
            or any(user["id"] == bot_id for user in data["mentions"])
        )
        data = self._altered(event, data)
        emptied = data | {"content": "", "embeds": [], "components": [], "attachments": []}
        for session in self.sessions:
            if session.covers(guild_id) and session.wants(intent):
                readable = for_the_bot or session.wants(Intent.MESSAGE_CONTENT)
                session.dispatch(event, data if readable else emptied)

    def alter_next(self, event: str, alteration: Alteration) -> None:
        """Change the data of the next event of a name before it is sent."""
        self._alterations.append((event, alteration))

    def send_frame(self, payload: bytes, *, is_event: bool = False) -> None:
        """Send every client a frame that need not even be JSON; as an event it is kept for a replay too."""
        for session in self.sessions:
            if is_event:
                session.send_as_event(payload)
            elif session.line is not None:
                session.line.send(payload)

    def change_token(self, token: str) -> None:
        """Take another token from now on, and turn away who came with the old one."""
        self.token = token
        for session in self.sessions:
            if session.line is not None:
                session.line.turn_away()
            self.end(session)

    def _altered(self, event: str, data: JsonObject) -> JsonObject:
        waiting = next((one for one in self._alterations if one[0] == event), None)
        if waiting is None:
            return data
        self._alterations.remove(waiting)
        copy: JsonObject = orjson.loads(orjson.dumps(data))
        waiting[1](copy)
        return copy

    def drop(self) -> None:
        """Cut every connection, as an outage does; the sessions can be resumed."""
        for session in self.sessions:
            if session.line is not None:
                session.line.abort()

    def invalidate_session(self, resumable: bool = False) -> None:  # noqa: FBT001, FBT002 - the protocol's one argument
        """Tell every client that its session is invalid; unless resumable it has to start afresh."""
        for session in self.sessions:
            if session.line is not None:
                session.line.send(orjson.dumps({"op": 9, "d": resumable, "s": None, "t": None}))
            if not resumable:
                self.end(session)

    def reconnect(self) -> None:
        """Ask every client to reconnect and resume."""
        for session in self.sessions:
            if session.line is not None:
                session.line.send(orjson.dumps({"op": 7, "d": None, "s": None, "t": None}))
