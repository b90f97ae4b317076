"""Limits on forms."""

from sandbox.json_types import JsonObject
from sandbox.limits.form import FormErrors, Path
from sandbox.limits.inputs import CustomIds, check_options, check_select, check_values
from sandbox.posting.rendering import (
    ACTION_ROW,
    CHECKBOX,
    CHECKBOX_GROUP,
    FILE_UPLOAD,
    LABEL,
    RADIO_GROUP,
    SELECTS,
    TEXT_DISPLAY,
    TEXT_INPUT,
)

_IN_LABEL = {TEXT_INPUT, FILE_UPLOAD, RADIO_GROUP, CHECKBOX_GROUP, CHECKBOX, *SELECTS}
_MOST_CHOICES = 10


def check_modal(data: JsonObject) -> None:
    """Refuse a form that Discord would refuse."""
    errors = FormErrors()
    ids = CustomIds()
    errors.length(("data", "title"), data.get("title"), low=1, high=45)
    errors.length(("data", "custom_id"), data.get("custom_id"), low=1, high=100)
    for path, part in errors.objects(("data", "components"), data.get("components"), low=1, high=5):
        if errors.component_type(path, part.get("type"), (ACTION_ROW, TEXT_DISPLAY, LABEL)):
            _check_part(errors, path, part, ids)
    errors.raise_if_any()


def _check_part(errors: FormErrors, path: Path, part: JsonObject, ids: CustomIds) -> None:
    if part["type"] == TEXT_DISPLAY:
        errors.length((*path, "content"), part.get("content"), low=1, high=4000)
    elif part["type"] == ACTION_ROW:
        for place, component in errors.objects((*path, "components"), part.get("components"), low=1, high=1):
            if errors.component_type(place, component.get("type"), (TEXT_INPUT,)):
                errors.length((*place, "label"), component.get("label"), low=1, high=45)
                _check_input(errors, place, component, ids)
    else:
        errors.length((*path, "label"), part.get("label"), low=1, high=45)
        errors.length((*path, "description"), part.get("description"), high=100)
        inside = (*path, "component")
        if part.get("component") is None:
            errors.required(inside)
        component = errors.mapping(inside, part.get("component"))
        if component and errors.component_type(inside, component.get("type"), _IN_LABEL):
            _check_input(errors, inside, component, ids)


def _check_input(errors: FormErrors, path: Path, component: JsonObject, ids: CustomIds) -> None:
    kind = component["type"]
    if kind in SELECTS:
        check_select(errors, path, component, ids)
        return
    ids.check(errors, path, component)
    if kind == TEXT_INPUT:
        _check_text_input(errors, path, component)
    elif kind == RADIO_GROUP:
        check_options(errors, path, component, low=2, high=_MOST_CHOICES)
    elif kind == CHECKBOX_GROUP:
        check_options(errors, path, component, low=1, high=_MOST_CHOICES)
        check_values(errors, path, component, highest=_MOST_CHOICES)
    elif kind == FILE_UPLOAD:
        check_values(errors, path, component, highest=_MOST_CHOICES)


def _check_text_input(errors: FormErrors, path: Path, component: JsonObject) -> None:
    errors.choice((*path, "style"), component.get("style"), (1, 2))
    errors.length((*path, "placeholder"), component.get("placeholder"), high=100)
    errors.number((*path, "min_length"), component.get("min_length"), low=0, high=4000)
    errors.number((*path, "max_length"), component.get("max_length"), low=1, high=4000)
    errors.ordered(path, component, "min_length", "max_length")
    longest = component.get("max_length")
    errors.length(
        (*path, "value"), component.get("value"), high=longest if isinstance(longest, int) else 4000
    )
