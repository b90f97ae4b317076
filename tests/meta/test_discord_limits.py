"""The limits and codes of Discord that the bot knows are those of Discord."""

from functools import cache
from typing import Any

import orjson
import pytest

from cogs._shared import discord_errors, discord_limits
from sandbox.errors import ErrorCode
from tests.support.discord_api_description import DESCRIPTION, needs_description

SUGGESTIONS = "InteractionApplicationCommandAutocompleteCallbackStringData"

DESCRIBED = [
    ("PICTURE_WORDS_MAXIMUM", "MessageAttachmentRequest", "description", "maxLength"),
    ("EMBED_TITLE_MAXIMUM", "RichEmbed", "title", "maxLength"),
    ("EMBED_DESCRIPTION_MAXIMUM", "RichEmbed", "description", "maxLength"),
    ("EMBED_AUTHOR_MAXIMUM", "RichEmbedAuthor", "name", "maxLength"),
    ("EMBED_FIELD_NAME_MAXIMUM", "RichEmbedField", "name", "maxLength"),
    ("EMBED_FIELD_VALUE_MAXIMUM", "RichEmbedField", "value", "maxLength"),
    ("EMBED_FOOTER_MAXIMUM", "RichEmbedFooter", "text", "maxLength"),
    ("CUSTOM_ID_MAXIMUM", "ButtonComponentForMessageRequest", "custom_id", "maxLength"),
    ("CUSTOM_ID_MAXIMUM", "StringSelectComponentForMessageRequest", "custom_id", "maxLength"),
    ("CUSTOM_ID_MAXIMUM", "ModalInteractionCallbackRequestData", "custom_id", "maxLength"),
    ("BUTTON_LABEL_MAXIMUM", "ButtonComponentForMessageRequest", "label", "maxLength"),
    ("BUTTON_ADDRESS_MAXIMUM", "ButtonComponentForMessageRequest", "url", "maxLength"),
    ("MENU_PLACEHOLDER_MAXIMUM", "StringSelectComponentForMessageRequest", "placeholder", "maxLength"),
    ("MENU_OPTION_MAXIMUM", "StringSelectOptionForRequest", "label", "maxLength"),
    ("MENU_OPTION_MAXIMUM", "StringSelectOptionForRequest", "description", "maxLength"),
    ("FORM_TITLE_MAXIMUM", "ModalInteractionCallbackRequestData", "title", "maxLength"),
    ("FORM_LABEL_MAXIMUM", "LabelComponentForModalRequest", "label", "maxLength"),
    ("FORM_HINT_MAXIMUM", "LabelComponentForModalRequest", "description", "maxLength"),
    ("FORM_PLACEHOLDER_MAXIMUM", "TextInputComponentForModalRequest", "placeholder", "maxLength"),
    ("COMMAND_NAME_MAXIMUM", "ApplicationCommandCreateRequest", "name", "maxLength"),
    ("COMMAND_DESCRIPTION_MAXIMUM", "ApplicationCommandCreateRequest", "description", "maxLength"),
    ("COMMAND_DESCRIPTION_MAXIMUM", "ApplicationCommandStringOption", "description", "maxLength"),
    ("OPTIONS_MAXIMUM", "ApplicationCommandCreateRequest", "options", "maxItems"),
    ("CHOICES_MAXIMUM", "ApplicationCommandStringOption", "choices", "maxItems"),
    ("CHOICES_MAXIMUM", SUGGESTIONS, "choices", "maxItems"),
    ("CHOICE_NAME_MAXIMUM", "ApplicationCommandOptionStringChoice", "name", "maxLength"),
    ("EVENT_NAME_MAXIMUM", "ExternalScheduledEventCreateRequest", "name", "maxLength"),
]
"""Which limit Discord describes with which keyword of which property of which schema."""

SAID_IN_WORDS = {
    "FIRST_ANSWER_SECONDS",
    "MESSAGE_MAXIMUM",
    "EMBEDS_MAXIMUM",
    "COMMAND_TEXT_MAXIMUM",
    "USER_COMMANDS_MAXIMUM",
}
"""Limits that stand only in Discord's documentation: the description takes longer messages than that."""


def numbers(module: object) -> dict[str, float]:
    return {name: number for name, number in vars(module).items() if name.isupper()}


@needs_description
@pytest.mark.parametrize(("name", "schema", "field", "keyword"), DESCRIBED)
def test_a_limit_is_the_one_that_discord_describes(name: str, schema: str, field: str, keyword: str) -> None:
    described: dict[str, Any] = description()["components"]["schemas"][schema]["properties"][field]

    assert getattr(discord_limits, name) == described[keyword]


@needs_description
def test_one_look_at_a_channel_brings_as_many_messages_as_discord_describes() -> None:
    parameters = description()["paths"]["/channels/{channel_id}/messages"]["get"]["parameters"]
    (limit,) = [one["schema"] for one in parameters if one["name"] == "limit"]

    assert limit["maximum"] == discord_limits.MESSAGES_MAXIMUM


def test_every_limit_is_compared_with_what_discord_describes() -> None:
    compared = {name for name, *_ in DESCRIBED} | {"MESSAGES_MAXIMUM"}

    assert numbers(discord_limits).keys() == compared | SAID_IN_WORDS


def test_the_local_discord_refuses_with_the_codes_that_the_bot_knows() -> None:
    known = numbers(discord_errors)
    refusals = {code.name: code.number for code in ErrorCode}

    assert known.keys() - refusals.keys() == {
        "AUTHENTICATION_FAILED",
        "BLOCKED_BY_CLOUDFLARE",
        "CLOUDFLARE_RATE_LIMITED",
    }
    assert {name: number for name, number in known.items() if name in refusals}.items() <= refusals.items()


@cache
def description() -> Any:  # noqa: ANN401 - JSON
    return orjson.loads(DESCRIPTION.read_bytes())
