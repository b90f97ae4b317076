"""The application, its user, and where its gateway is."""

from sandbox.gateway.intents import application_flags
from sandbox.json_types import JsonObject
from sandbox.rest.lookup import find_user
from sandbox.rest.routing import Call, Reply, RouteTable

routes = RouteTable()


@routes.add("GET", "/gateway", bot_only=False)
def get_gateway(call: Call) -> Reply:
    """Say where the gateway is."""
    return Reply({"url": call.backend.gateway.url})


@routes.add("GET", "/gateway/bot")
def get_gateway_bot(call: Call) -> Reply:
    """Say where the gateway is and how many shards to open."""
    limit = {"total": 1000, "remaining": 1000, "reset_after": 86_400_000, "max_concurrency": 1}
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


@routes.add("GET", "/users/@me/guilds")
def get_my_guilds(call: Call) -> Reply:
    """Return the servers in which the bot is."""
    world = call.backend.world
    return Reply(
        [
            {
                "id": guild.id,
                "name": guild.name,
                "icon": None,
                "banner": None,
                "owner": guild.owner_id == world.bot.id,
                "permissions": str(guild.everyone.permissions),
                "features": [],
            }
            for guild in world.guilds_of(world.bot.id)
        ]
    )


@routes.add("GET", "/applications/@me")
def get_application(call: Call) -> Reply:
    """Return the application."""
    return Reply(_application(call))


@routes.add("GET", "/oauth2/applications/@me")
def get_oauth_application(call: Call) -> Reply:
    """Return the application, under its older address."""
    return Reply(_application(call))


def _application(call: Call) -> JsonObject:
    world = call.backend.world
    flags = application_flags(call.backend.settings.granted_intents)
    owner = world.users[next(iter(world.guilds.values())).owner_id]
    return {
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
