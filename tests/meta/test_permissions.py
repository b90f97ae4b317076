"""The bot may do in the local Discord what it may do on Discord, and no more."""

from cogs._shared.permitted import PERMISSIONS
from sandbox.study_server import BOT_PERMISSIONS


def test_the_local_discord_grants_the_bot_what_its_invite_link_asks_for() -> None:
    assert PERMISSIONS.value == BOT_PERMISSIONS, (
        "sandbox/study_server.py lets the bot do something else than cogs/_shared/permitted.py asks for: set"
        f" BOT_PERMISSIONS to {PERMISSIONS.value}."
    )
