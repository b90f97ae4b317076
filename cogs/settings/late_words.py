"""What follows from what a server takes for a late change, as the admin who sets it reads it."""

from cogs._shared.translation import Speaker
from services.coming.rules import is_asked_within
from services.server_settings import ServerSettings


def late_effect(speak: Speaker, server: ServerSettings) -> str:
    """Return what leaving late costs from now on, and whether it is late for whoever says no when asked."""
    if not server.late_hours:
        return speak("settings-late-effect-none")
    said = speak(
        "settings-late-effect",
        hours=speak("hours", hours=server.late_hours),
        kept=speak("points", points=min(server.late_keep, server.price)),
        compensation=speak("points", points=server.compensation),
    )
    if not is_asked_within(server.late_hours, server.reminder_offsets):
        return said
    return f"{said} {speak('settings-late-when-asked')}"
