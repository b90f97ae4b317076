"""Limits on the components of a message: rows of buttons and selects, or a layout."""

from sandbox.json_types import JsonObject
from sandbox.limits.form import FormErrors, Path
from sandbox.limits.inputs import CustomIds, check_button, check_select
from sandbox.posting.rendering import (
    ACTION_ROW,
    BUTTON,
    CONTAINER,
    FILE,
    MEDIA_GALLERY,
    SECTION,
    SELECTS,
    SEPARATOR,
    TEXT_DISPLAY,
    THUMBNAIL,
)

MAXIMUM_ROWS = 5
MAXIMUM_IN_LAYOUT = 40
MAXIMUM_TEXT = 4000
_IN_CONTAINER = (ACTION_ROW, SECTION, TEXT_DISPLAY, MEDIA_GALLERY, FILE, SEPARATOR)
_ON_TOP = (*_IN_CONTAINER, CONTAINER)


def check_rows(errors: FormErrors, path: Path, components: object) -> None:
    """Note what is wrong with the rows of an ordinary message."""
    ids = CustomIds()
    for place, row in errors.objects(path, components, high=MAXIMUM_ROWS):
        if errors.component_type(place, row.get("type"), (ACTION_ROW,)):
            _check_row(errors, place, row, ids)


def _check_row(errors: FormErrors, path: Path, row: JsonObject, ids: CustomIds) -> None:
    inside = list(errors.objects((*path, "components"), row.get("components"), low=1, high=5))
    selects = [one for _, one in inside if one.get("type") in SELECTS]
    if selects and len(inside) > 1:
        errors.add(
            (*path, "components"),
            "COMPONENT_LAYOUT_WIDTH_EXCEEDED",
            "The specified component exceeds the maximum width",
        )
    for place, component in inside:
        if not errors.component_type(place, component.get("type"), {BUTTON, *SELECTS}):
            continue
        if component["type"] == BUTTON:
            check_button(errors, place, component, ids)
        else:
            check_select(errors, place, component, ids)


def check_layout(errors: FormErrors, path: Path, components: object) -> None:
    """Note what is wrong with a layout of components."""
    layout = _Layout(errors)
    for place, component in errors.objects(path, components, low=1, high=MAXIMUM_IN_LAYOUT):
        if errors.component_type(place, component.get("type"), _ON_TOP):
            layout.check(place, component)
    layout.check_totals(path)


class _Layout:
    """Checks a layout while counting its parts and its text."""

    def __init__(self, errors: FormErrors) -> None:
        self._errors = errors
        self._ids = CustomIds()
        self._count = 0
        self._text = 0

    def check(self, path: Path, component: JsonObject) -> None:
        """Check a component with what it holds."""
        errors = self._errors
        self._count += 1
        match component["type"]:
            case kind if kind == ACTION_ROW:
                _check_row(errors, path, component, self._ids)
                self._count += len(component.get("components") or [])
            case kind if kind == TEXT_DISPLAY:
                errors.length((*path, "content"), component.get("content"), low=1, high=MAXIMUM_TEXT)
                self._text += len(str(component.get("content") or ""))
            case kind if kind == CONTAINER:
                errors.number((*path, "accent_color"), component.get("accent_color"), low=0, high=0xFFFFFF)
                self._check_children(path, component, _IN_CONTAINER, MAXIMUM_IN_LAYOUT)
            case kind if kind == SECTION:
                self._check_children(path, component, (TEXT_DISPLAY,), 3)
                self._check_accessory((*path, "accessory"), component.get("accessory"))
            case kind if kind == MEDIA_GALLERY:
                for place, item in errors.objects((*path, "items"), component.get("items"), low=1, high=10):
                    self._check_media((*place, "media"), item.get("media"))
                    errors.length((*place, "description"), item.get("description"), high=1024)
            case kind if kind == FILE:
                self._check_media((*path, "file"), component.get("file"))
            case _:
                pass

    def _check_children(self, path: Path, parent: JsonObject, allowed: tuple[int, ...], high: int) -> None:
        inside = (*path, "components")
        for place, component in self._errors.objects(inside, parent.get("components"), low=1, high=high):
            if self._errors.component_type(place, component.get("type"), allowed):
                self.check(place, component)

    def _check_accessory(self, path: Path, accessory: object) -> None:
        if accessory is None:
            self._errors.required(path)
        component = self._errors.mapping(path, accessory)
        if component and self._errors.component_type(path, component.get("type"), (BUTTON, THUMBNAIL)):
            self._count += 1
            if component["type"] == BUTTON:
                check_button(self._errors, path, component, self._ids)
            else:
                self._check_media((*path, "media"), component.get("media"))

    def _check_media(self, path: Path, media: object) -> None:
        self._errors.length((*path, "url"), self._errors.mapping(path, media).get("url"), low=1, high=2048)

    def check_totals(self, path: Path) -> None:
        """Note a layout of too many parts or too much text."""
        if self._count > MAXIMUM_IN_LAYOUT:
            text = f"The total number of components exceeds {MAXIMUM_IN_LAYOUT}"
            self._errors.add(path, "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", text)
        if self._text > MAXIMUM_TEXT:
            text = f"The total displayable text exceeds {MAXIMUM_TEXT} characters"
            self._errors.add(path, "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", text)
