"""What follows from how feedback is given, as the admin who sets it reads it."""

from collections.abc import Iterator

from cogs._shared.translation import Speaker
from services.settings import FeedbackChange


def feedback_effects(speak: Speaker, change: FeedbackChange) -> Iterator[str]:
    """Yield what follows from each thing that was set."""
    if change.rubric is not None:
        yield speak("rubrics-effect-on" if change.rubric else "rubrics-effect-off")
    if change.sealed is not None:
        yield speak("sealed-effect-on" if change.sealed else "sealed-effect-off")
