"""Limits on the options of commands, and on their fixed choices."""

from sandbox.json_types import JsonObject
from sandbox.limits.command_texts import check_description, check_localizations, check_name
from sandbox.limits.form import FormErrors, Path
from sandbox.model.commands import INTEGER, NUMBER, STRING, SUB_COMMAND, SUB_COMMAND_GROUP

_TYPES = tuple(range(1, 12))
_NESTING = (SUB_COMMAND, SUB_COMMAND_GROUP)
_LARGEST = 2**53


def check_options(errors: FormErrors, path: Path, body: JsonObject, *, depth: int = 0) -> None:
    """Note what is wrong with the options of a command, a group or a subcommand."""
    names: set[object] = set()
    optional_seen = False
    options = list(errors.objects((*path, "options"), body.get("options"), high=25))
    nested = [one.get("type") in _NESTING for _, one in options]
    for place, option in options:
        if not errors.choice((*place, "type"), option.get("type"), _TYPES):
            continue
        check_name(errors, place, option)
        check_description(errors, place, option)
        if option.get("name") in names:
            code = "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS"
            errors.add((*place, "name"), code, "Option name already exists")
        names.add(option.get("name"))
        if option["type"] in _NESTING:
            _check_nested(errors, place, option, depth)
            continue
        if option.get("required") and optional_seen:
            code = "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID"
            errors.add(place, code, "Required options must be placed before non-required options")
        optional_seen = optional_seen or not option.get("required")
        _check_value_option(errors, place, option)
    if any(nested) and not all(nested):
        text = "Sub-command and sub-command group option types are mutually exclusive to all other types"
        errors.add((*path, "options"), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", text)


def _check_nested(errors: FormErrors, path: Path, option: JsonObject, depth: int) -> None:
    is_group = option["type"] == SUB_COMMAND_GROUP
    inner = [one.get("type") for one in option.get("options") or [] if isinstance(one, dict)]
    too_deep = depth > 1 or (is_group and depth > 0)
    wrong_inside = (is_group and any(one != SUB_COMMAND for one in inner)) or (
        not is_group and any(one in _NESTING for one in inner)
    )
    if too_deep or wrong_inside:
        text = "Sub-commands nest in groups, and options in sub-commands"
        errors.add(path, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", text)
    elif is_group and not inner:
        errors.required((*path, "options"))
    else:
        check_options(errors, path, option, depth=depth + 1)


def _check_value_option(errors: FormErrors, path: Path, option: JsonObject) -> None:
    kind = option["type"]
    if option.get("choices") or option.get("autocomplete"):
        if kind not in (STRING, INTEGER, NUMBER):
            text = "Only options of text and numbers have choices or autocomplete"
            errors.add(path, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", text)
        if option.get("choices") and option.get("autocomplete"):
            text = "Choices and autocomplete are mutually exclusive"
            errors.add((*path, "autocomplete"), "APPLICATION_COMMAND_AUTOCOMPLETE_CHOICES_EXCLUSIVE", text)
    _check_choices(errors, path, option)
    if kind == STRING:
        errors.number((*path, "min_length"), option.get("min_length"), low=0, high=6000)
        errors.number((*path, "max_length"), option.get("max_length"), low=1, high=6000)
        errors.ordered(path, option, "min_length", "max_length")
    elif kind == INTEGER:
        errors.number((*path, "min_value"), option.get("min_value"), low=-_LARGEST, high=_LARGEST)
        errors.number((*path, "max_value"), option.get("max_value"), low=-_LARGEST, high=_LARGEST)
    errors.ordered(path, option, "min_value", "max_value")


def _check_choices(errors: FormErrors, path: Path, option: JsonObject) -> None:
    names: set[object] = set()
    values: set[object] = set()
    for place, choice in errors.objects((*path, "choices"), option.get("choices"), high=25):
        errors.length((*place, "name"), choice.get("name"), low=1, high=100)
        translations = choice.get("name_localizations")
        check_localizations(errors, (*place, "name_localizations"), translations, high=100)
        value = choice.get("value")
        if option["type"] == STRING:
            errors.length((*place, "value"), value, low=1, high=100)
        elif isinstance(value, bool) or not isinstance(value, int | float):
            errors.add((*place, "value"), "NUMBER_TYPE_COERCE", f'Value "{value}" is not a number.')
        if choice.get("name") in names:
            code = "APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_EXISTS"
            errors.add((*place, "name"), code, "Option choice name already exists")
        if str(value) in values:
            code = "APPLICATION_COMMAND_OPTIONS_CHOICE_VALUE_EXISTS"
            errors.add((*place, "value"), code, "Option choice value already exists")
        names.add(choice.get("name"))
        values.add(str(value))
