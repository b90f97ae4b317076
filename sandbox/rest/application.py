"""The application, its user, and where its gateway is."""

from sandbox.gateway.intents import application_flags
from sandbox.rest.lookup import find_user
from sandbox.rest.routing import Call, Reply, RouteTable

routes = RouteTable()

SESSION_STARTS = 1000
"""How often a day a bot may identify itself to the gateway."""


@routes.add("GET", "/gateway", bot_only=False)
def get_gateway(call: Call) -> Reply:
    """Say where the gateway is."""
    return Reply({"url": call.backend.gateway.url})


@routes.add("GET", "/gateway/bot")
def get_gateway_bot(call: Call) -> Reply:
    """Say where the gateway is and how many shards to open."""
    left = max(0, SESSION_STARTS - call.backend.gateway.started_sessions)
    limit = {"total": SESSION_STARTS, "remaining": left, "reset_after": 86_400_000, "max_concurrency": 1}
    return Reply(
        {
            "url": call.backend.gateway.url,
            "shards": call.backend.settings.shards,
            "session_start_limit": limit,
        }
    )


@routes.add("GET", "/users/{user_id}")
def get_user(call: Call) -> Reply:
    """Return a user, the bot for `@me`."""
    bot = call.backend.world.bot
    if call.params["user_id"] == "@me":
        return Reply(bot.to_json() | {"verified": True, "mfa_enabled": True, "locale": "en-US"})
    return Reply(find_user(call.backend, call.params["user_id"]).to_json())


@routes.add("GET", "/applications/@me")
@routes.add("GET", "/oauth2/applications/@me")
def get_application(call: Call) -> Reply:
    """Return the application, which has an older address too."""
    world = call.backend.world
    flags = application_flags(call.backend.settings.granted_intents)
    owner = world.users[next(iter(world.guilds.values())).owner_id]
    return Reply(
        {
            "id": world.application_id,
            "name": world.bot.display_name,
            "icon": None,
            "description": "",
            "type": None,
            "bot": world.bot.to_json(),
            "bot_public": True,
            "bot_require_code_grant": False,
            "summary": "",
            "verify_key": "0" * 64,
            "owner": owner.to_json(),
            "team": None,
            "flags": flags,
            "flags_new": str(flags),
            "hook": True,
            "tags": [],
            "rpc_origins": [],
            "redirect_uris": [],
            "interactions_endpoint_url": None,
            "role_connections_verification_url": None,
            "approximate_guild_count": len(world.guilds),
            "approximate_user_install_count": 0,
            "approximate_user_authorization_count": 0,
            "explicit_content_filter": 0,
            "eligible_oauth2_scopes": ["bot", "applications.commands"],
            "integration_types_config": {"0": {}},
        }
    )
