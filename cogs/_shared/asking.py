"""Asking before something is done that ends or costs something: a form that says what it does, and why."""

from cogs._shared.forms import Form
from cogs._shared.translation import Speaker
from services.reasons import REASON_MAXIMUM

REASON = "reason"
"""The custom_id of the field for the reason."""


def asking_form(speak: Speaker, title: str, custom_id: str, words: str, read_by: str | None = None) -> Form:
    """Return a form that says in `words` what sending it does.

    With `read_by`, which says who reads it, there is a field for the reason, which may stay empty.
    """
    form = Form(title, custom_id)
    form.add_words(words)
    if read_by is not None:
        form.add_text(REASON, speak("ask-reason"), maximum=REASON_MAXIMUM, long=True, hint=read_by)
    return form
