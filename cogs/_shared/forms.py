"""Forms without memory: their custom_id says what they are for, the answer is read from what was sent."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

import discord

from cogs._shared.patience import forget, within_patience

Known = TypeVar("Known")


class Form(discord.ui.Modal):
    """A form that discord.py sends and forgets, so that one sent after a restart is answered all the same."""

    def __init__(self, title: str, custom_id: str) -> None:
        super().__init__(title=title, custom_id=custom_id, timeout=None)
        # What is stopped is not kept: the router answers the form, in this process or in the next.
        self.stop()

    def add_text(
        self,
        custom_id: str,
        label: str,
        *,
        minimum: int | None = None,
        maximum: int | None = None,
        long: bool = False,
        default: str | None = None,
        placeholder: str | None = None,
        hint: str | None = None,
    ) -> None:
        """Add a field for text; it is required if a minimum is given."""
        style = discord.TextStyle.paragraph if long else discord.TextStyle.short
        field: discord.ui.TextInput[Any] = discord.ui.TextInput(
            custom_id=custom_id,
            style=style,
            required=minimum is not None,
            min_length=minimum,
            max_length=maximum,
            default=default,
            placeholder=placeholder,
        )
        self.add_item(discord.ui.Label(text=label, description=hint, component=field))

    def add_words(self, words: str) -> None:
        """Add a text to read."""
        self.add_item(discord.ui.TextDisplay(words))

    def add_menu(self, custom_id: str, label: str, options: list[tuple[str, str]], chosen: str) -> None:
        """Add a menu in which one is chosen already, from pairs of value and label."""
        menu: discord.ui.Select[Any] = discord.ui.Select(
            custom_id=custom_id,
            options=[
                discord.SelectOption(label=text, value=value, default=value == chosen)
                for value, text in options
            ],
        )
        self.add_item(discord.ui.Label(text=label, component=menu))

    def add_choices(self, custom_id: str, label: str, options: list[tuple[str, str]]) -> None:
        """Add a menu in which one or more are to be chosen, from pairs of value and label."""
        menu: discord.ui.Select[Any] = discord.ui.Select(
            custom_id=custom_id,
            min_values=1,
            max_values=len(options),
            options=[discord.SelectOption(label=text, value=value) for value, text in options],
        )
        self.add_item(discord.ui.Label(text=label, component=menu))

    def add_choice(self, custom_id: str, label: str, options: list[tuple[str, str]]) -> None:
        """Add a required choice of one, from pairs of value and label."""
        group: discord.ui.RadioGroup[Any] = discord.ui.RadioGroup(
            custom_id=custom_id,
            required=True,
            options=[discord.RadioGroupOption(label=text, value=value) for value, text in options],
        )
        self.add_item(discord.ui.Label(text=label, component=group))


async def send_if_allowed(
    interaction: discord.Interaction[Any], form: Form, allowed: Coroutine[Any, Any, object]
) -> None:
    """Send a form; a refusal that is known in time is raised instead.

    Where it is not, the form is sent, and sending it back is what will be checked.
    """
    await send_when_known(interaction, allowed, lambda _: form)


async def send_when_known(
    interaction: discord.Interaction[Any],
    finding: Coroutine[Any, Any, Known],
    form_of: Callable[[Known | None], Form],
) -> None:
    """Send a form that is made of what is found out; a refusal that is known in time is raised instead.

    Where it takes too long, the form is made of None, and sending it back is what will be checked.
    """
    asked, known = asyncio.ensure_future(finding), None
    if await within_patience(asked):
        known = await asked
    else:
        forget(asked)
    await interaction.response.send_modal(form_of(known))
