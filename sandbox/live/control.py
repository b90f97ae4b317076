"""The clock, the members' settings, the log and the tour."""

from datetime import timedelta

from aiohttp import web

from sandbox.clock import iso
from sandbox.errors import ClientRefusal
from sandbox.json_types import JsonObject
from sandbox.live.context import PageContext, body_of, json_handler, required
from sandbox.live.snapshot import snapshot
from sandbox.model.people import Member, User
from sandbox.model.places import Guild
from sandbox.permissions import Permission
from sandbox.places.changes import announce_member, announce_user, join, leave

_LONGEST_JUMP = 400 * 24 * 3600


def add_routes(app: web.Application, context: PageContext) -> None:
    """Serve what the page shows and changes beside messages and interactions."""

    async def get_snapshot(request: web.Request) -> JsonObject:
        return snapshot(context.backend, context.user(request.query.get("member")))

    async def move_clock(request: web.Request) -> JsonObject:
        body = await body_of(request)
        seconds = (
            await _seconds_to_next(context) if body.get("to") == "next" else required(body, "advance_seconds")
        )
        if seconds is None:
            return {"now": iso(context.backend.clock.now()), "moved": False}
        if not isinstance(seconds, int | float) or not 0 <= seconds <= _LONGEST_JUMP:
            raise ClientRefusal("The clock moves forward, by at most 400 days at once.")
        if seconds:
            context.backend.clock.advance(timedelta(seconds=seconds))
        return {"now": iso(context.backend.clock.now()), "moved": True}

    async def change_member(request: web.Request) -> JsonObject:
        body = await body_of(request)
        user = context.user(request.match_info["user_id"])
        _change(context, user, body)
        announce_user(context.backend, user)
        return snapshot(context.backend, user)["me"]  # type: ignore[no-any-return]

    async def get_log(request: web.Request) -> JsonObject:
        limit = request.query.get("limit", "200")
        count = int(limit) if limit.isdecimal() else 200
        return {"requests": [record.to_json() for record in context.log.records[-count:]] if count else []}

    async def get_tour(_: web.Request) -> JsonObject:
        return context.tour.to_json()

    async def move_tour(request: web.Request) -> JsonObject:
        context.tour.go((await body_of(request)).get("step"))
        return context.tour.to_json()

    app.router.add_get("/sandbox/snapshot", json_handler(get_snapshot))
    app.router.add_post("/sandbox/clock", json_handler(move_clock))
    app.router.add_patch("/sandbox/members/{user_id}", json_handler(change_member))
    app.router.add_get("/sandbox/log", json_handler(get_log))
    app.router.add_get("/sandbox/tour", json_handler(get_tour))
    app.router.add_post("/sandbox/tour", json_handler(move_tour))


async def _seconds_to_next(context: PageContext) -> float | None:
    """Return how long it is until something happens by itself; None where nothing is planned."""
    moment = None if context.next_event is None else await context.next_event()
    if moment is None:
        return None
    return max(0.0, (moment - context.backend.clock.now()).total_seconds())


def _change(context: PageContext, user: User, body: JsonObject) -> None:
    user.locale = str(body.get("locale", user.locale))
    user.dms_open = bool(body.get("dms_open", user.dms_open))
    if "is_member" in body:
        _move(context, user, str(body.get("guild", "")), is_member=bool(body["is_member"]))
    if "is_admin" in body:
        _make_admin(context, _guild(context, user, body), user, wanted=bool(body["is_admin"]))
    if "roles" in body:
        _set_roles(context, _guild(context, user, body), user, [str(role) for role in body["roles"]])


def _move(context: PageContext, user: User, name: str, *, is_member: bool) -> None:
    """Let somebody leave a server, or join it."""
    guild = context.backend.world.guild_named(name)
    if is_member and user.id not in guild.members:
        join(context.backend, guild, Member(user, iso(context.backend.clock.now())))
    elif not is_member and user.id in guild.members:
        leave(context.backend, guild, user)


def _guild(context: PageContext, user: User, body: JsonObject) -> Guild:
    """Return the server that a change is for: the one it names, else the member's first."""
    guilds = context.backend.world.guilds_of(user.id)
    if not body.get("guild"):
        if not guilds:
            raise ClientRefusal("This member is in no server.")
        return guilds[0]
    guild = context.backend.world.guild_named(str(body["guild"]))
    if guild not in guilds:
        raise ClientRefusal("This member is not in this server.")
    return guild


def _make_admin(context: PageContext, guild: Guild, user: User, *, wanted: bool) -> None:
    if user.id == guild.owner_id and not wanted:
        raise ClientRefusal("The owner of a server is always an admin.")
    admin_roles = [
        role.id
        for role in guild.roles.values()
        if role.permissions & (Permission.ADMINISTRATOR | Permission.MANAGE_GUILD) and not role.managed
    ]
    if not admin_roles:
        raise ClientRefusal("This server has no role for admins.")
    kept = [role for role in guild.members[user.id].roles if role not in admin_roles]
    _set_roles(context, guild, user, [*kept, admin_roles[0]] if wanted else kept)


def _set_roles(context: PageContext, guild: Guild, user: User, roles: list[str]) -> None:
    for role in roles:
        if role not in guild.roles:
            raise ClientRefusal("There is no such role.")
    guild.members[user.id].roles = [role for role in roles if role != guild.id]
    announce_member(context.backend, guild, guild.members[user.id])
