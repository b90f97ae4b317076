"""The form for the details of an interview that is not published yet. Pure functions."""

from cogs._shared.forms import Form
from cogs._shared.translation import Speaker
from services.drafts import Details
from services.links import LINK_MAXIMUM
from services.wording import LANGUAGE_MAXIMUM, LEVEL_MAXIMUM, NOTES_MAXIMUM, TOPIC_MAXIMUM


def details_form(speak: Speaker, custom_id: str, details: Details) -> Form:
    """Return the form for topic, level, language, link and notes, filled in with what is known."""
    form = Form(speak("details-title"), custom_id)
    form.add_text("topic", speak("details-topic"), maximum=TOPIC_MAXIMUM, default=details.topic or None)
    form.add_text("level", speak("details-level"), maximum=LEVEL_MAXIMUM, default=details.level or None)
    form.add_text(
        "language", speak("details-language"), maximum=LANGUAGE_MAXIMUM, default=details.language or None
    )
    form.add_text(
        "link",
        speak("details-link"),
        maximum=LINK_MAXIMUM,
        default=details.link or None,
        placeholder="https://meet.google.com/…",
    )
    form.add_text(
        "notes", speak("details-notes"), maximum=NOTES_MAXIMUM, long=True, default=details.notes or None
    )
    return form


def typed_details(fields: dict[str, str]) -> Details:
    """Return what was typed into the form."""
    return Details(
        topic=fields.get("topic", ""),
        level=fields.get("level", ""),
        language=fields.get("language", ""),
        notes=fields.get("notes", ""),
        link=fields.get("link", ""),
    )
