"""Saying whom direct messages do not reach, and what that means for them and for whoever waits for them."""

from cogs._shared.markup import channel, person
from cogs._shared.translation import Speaker
from services.server_settings import ServerSettings


def own_messages(speak: Speaker, settings: ServerSettings) -> str:
    """Return what tells members that their own direct messages are closed, and how they open them."""
    if settings.board_channel_id is None:
        return speak("reach-own-no-board")
    return speak("reach-own", channel=channel(settings.board_channel_id))


def messages_of(speak: Speaker, user_id: int) -> str:
    """Return what tells that somebody else may see messages late."""
    return speak("reach-other", member=person(user_id, speak))
