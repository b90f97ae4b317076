"""Opening DM channels."""

from sandbox.errors import DiscordRefusal, ErrorCode
from sandbox.rest.lookup import find_user
from sandbox.rest.routing import Call, Reply, RouteTable

routes = RouteTable()


@routes.add("POST", "/users/@me/channels")
def open_dm(call: Call) -> Reply:
    """Return the DM channel with a user; whether it can be written to shows on writing."""
    user = find_user(call.backend, str(call.form.get("recipient_id")))
    if user.bot:
        raise DiscordRefusal(ErrorCode.CANNOT_DM_USER)
    return Reply(call.backend.world.open_dm(user).to_json())
