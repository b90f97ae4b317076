"""Limits on buttons, selects and what else a member operates."""

from sandbox.json_types import JsonObject
from sandbox.limits.form import FormErrors, Path
from sandbox.posting.rendering import STRING_SELECT

_STYLES = (1, 2, 3, 4, 5, 6)
_LINK = 5
_PREMIUM = 6


class CustomIds:
    """The custom_ids of one message or form, which may not repeat."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def check(self, errors: FormErrors, path: Path, component: JsonObject) -> None:
        """Note a custom_id that is missing, too long, or there already."""
        custom_id = component.get("custom_id")
        errors.length((*path, "custom_id"), custom_id, low=1, high=100)
        if isinstance(custom_id, str):
            if custom_id in self._taken:
                text = "Component custom id cannot be duplicated"
                errors.add((*path, "custom_id"), "COMPONENT_CUSTOM_ID_DUPLICATED", text)
            self._taken.add(custom_id)


def check_button(errors: FormErrors, path: Path, button: JsonObject, ids: CustomIds) -> None:
    """Note what is wrong with a button."""
    errors.length((*path, "label"), button.get("label"), high=80)
    check_emoji(errors, (*path, "emoji"), button.get("emoji"))
    if not errors.choice((*path, "style"), button.get("style"), _STYLES):
        return
    style = button["style"]
    if style == _PREMIUM:
        if not button.get("sku_id"):
            errors.required((*path, "sku_id"))
        return
    if not button.get("label") and not button.get("emoji"):
        errors.add(path, "BASE_TYPE_REQUIRED", "A button needs a label or an emoji.")
    if style == _LINK:
        if button.get("custom_id"):
            text = "A custom id and url cannot both be specified"
            errors.add(path, "BUTTON_COMPONENT_CUSTOM_ID_URL_EXCLUSIVE", text)
        errors.length((*path, "url"), button.get("url"), low=1, high=512)
    elif button.get("url"):
        errors.add((*path, "url"), "BUTTON_COMPONENT_INVALID_URL", "Only link buttons have a url.")
    else:
        ids.check(errors, path, button)


def check_emoji(errors: FormErrors, path: Path, emoji: object) -> None:
    """Note an emoji that is none: a name such as `:tada:` without an id."""
    named = errors.mapping(path, emoji)
    name = named.get("name")
    if named and not named.get("id") and (not name or (isinstance(name, str) and name.isascii())):
        errors.add((*path, "name"), "COMPONENT_INVALID_EMOJI", "Invalid emoji")


def check_select(errors: FormErrors, path: Path, select: JsonObject, ids: CustomIds) -> None:
    """Note what is wrong with a select."""
    ids.check(errors, path, select)
    errors.length((*path, "placeholder"), select.get("placeholder"), high=150)
    check_values(errors, path, select, highest=25)
    if select["type"] == STRING_SELECT:
        check_options(errors, path, select, low=1, high=25)


def check_values(errors: FormErrors, path: Path, component: JsonObject, *, highest: int) -> None:
    """Note numbers of values that cannot be."""
    errors.number((*path, "min_values"), component.get("min_values"), low=0, high=highest)
    errors.number((*path, "max_values"), component.get("max_values"), low=1, high=highest)
    errors.ordered(path, component, "min_values", "max_values")


def check_options(errors: FormErrors, path: Path, component: JsonObject, *, low: int, high: int) -> None:
    """Note what is wrong with the options to choose from."""
    taken: set[str] = set()
    for place, option in errors.objects((*path, "options"), component.get("options"), low=low, high=high):
        errors.length((*place, "label"), option.get("label"), low=1, high=100)
        errors.length((*place, "value"), option.get("value"), low=1, high=100)
        errors.length((*place, "description"), option.get("description"), high=100)
        check_emoji(errors, (*place, "emoji"), option.get("emoji"))
        value = str(option.get("value"))
        if value in taken:
            text = "The specified option value is already used"
            errors.add((*place, "value"), "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", text)
        taken.add(value)
