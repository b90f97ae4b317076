"""How much Discord takes: characters where nothing else is said.

Tests hold the texts in `locales/` to those that nothing in the code cuts to size. How many requests Discord
takes is known in `cogs/_client/rate_limits.py`.
"""

FIRST_ANSWER_SECONDS = 3.0
"""How long Discord waits for the first answer to an interaction."""

MESSAGE_MAXIMUM = 2000
PICTURE_WORDS_MAXIMUM = 1024
"""The words for whoever does not see a picture."""

EMBED_TITLE_MAXIMUM = 256
EMBED_DESCRIPTION_MAXIMUM = 4096
EMBED_AUTHOR_MAXIMUM = 256
EMBED_FIELD_NAME_MAXIMUM = 256
EMBED_FIELD_VALUE_MAXIMUM = 1024
EMBED_FOOTER_MAXIMUM = 2048
EMBEDS_MAXIMUM = 6000
"""All embeds of a message together."""

CUSTOM_ID_MAXIMUM = 100
BUTTON_LABEL_MAXIMUM = 80
BUTTON_ADDRESS_MAXIMUM = 512
MENU_PLACEHOLDER_MAXIMUM = 150
MENU_OPTION_MAXIMUM = 100
"""The label of an option, and its description."""

FORM_TITLE_MAXIMUM = 45
FORM_LABEL_MAXIMUM = 45
FORM_HINT_MAXIMUM = 100
FORM_PLACEHOLDER_MAXIMUM = 100

COMMAND_NAME_MAXIMUM = 32

USER_COMMANDS_MAXIMUM = 15
"""Commands in the menu of a member."""

COMMAND_DESCRIPTION_MAXIMUM = 100
"""The description of a command, and of an option."""

COMMAND_TEXT_MAXIMUM = 8000
"""All names, descriptions and values of a command together."""

OPTIONS_MAXIMUM = 25
"""Options of a command, or commands of a group."""

CHOICES_MAXIMUM = 25
"""Choices of an option, whether they are fixed or suggested."""

CHOICE_NAME_MAXIMUM = 100

EVENT_NAME_MAXIMUM = 100

MESSAGES_MAXIMUM = 100
"""Messages of a channel that one request brings."""
