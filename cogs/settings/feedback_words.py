"""What follows from how feedback is given and interviewers are thanked, as the admin who sets it reads it."""

from collections.abc import Iterator

from cogs._shared.translation import Speaker
from services.server_settings import ServerSettings
from services.settings import FeedbackChange


def feedback_effects(speak: Speaker, server: ServerSettings, change: FeedbackChange) -> Iterator[str]:
    """Give a sentence or two for each thing that was set."""
    if change.rubric is not None:
        yield speak("rubrics-effect-on" if server.uses_rubrics else "rubrics-effect-off")
    if change.sealed is not None:
        yield speak("sealed-effect-on" if server.seals_feedback else "sealed-effect-off")
    if change.thanks is not None:
        yield speak("thanks-effect-on" if server.gives_thanks else "thanks-effect-off")
        if server.gives_thanks and server.board_channel_id is None:
            yield speak("thanks-effect-no-board")
