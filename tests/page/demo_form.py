"""A form with every kind of input."""

from typing import Any, TypeVar

import discord

Option = TypeVar("Option", discord.RadioGroupOption, discord.SelectOption, discord.CheckboxGroupOption)


def _options(kind: type[Option], *labels: str) -> list[Option]:
    return [kind(label=label, value=label.lower()) for label in labels]


class DemoForm(discord.ui.Modal):
    """Remembers what is entered, and answers with it."""

    def __init__(self, received: list[dict[str, Any]]) -> None:
        super().__init__(title="Feedback", custom_id="demo:form")
        self.received = received
        self.inputs: dict[str, Any] = {
            "score": discord.ui.RadioGroup(
                custom_id="score", options=_options(discord.RadioGroupOption, "Weak", "Good", "Excellent")
            ),
            "text": discord.ui.TextInput(
                custom_id="text", style=discord.TextStyle.paragraph, min_length=5, max_length=500
            ),
            "topic": discord.ui.TextInput(custom_id="topic", required=False, max_length=40),
            "level": discord.ui.Select(
                custom_id="level",
                placeholder="Choose a level",
                options=_options(discord.SelectOption, "Junior", "Senior"),
            ),
            "areas": discord.ui.CheckboxGroup(
                custom_id="areas",
                required=False,
                options=_options(discord.CheckboxGroupOption, "Code", "Design"),
            ),
        }
        labels = {
            "score": "Score",
            "text": "What went well",
            "topic": "Topic",
            "level": "Level",
            "areas": "Areas",
        }
        for name, component in self.inputs.items():
            described = "Only the other participant reads it." if name == "text" else None
            self.add_item(discord.ui.Label(text=labels[name], description=described, component=component))

    async def on_submit(self, interaction: discord.Interaction) -> None:
        entered = {
            name: component.values if hasattr(component, "values") else component.value
            for name, component in self.inputs.items()
        }
        self.received.append(entered)
        await interaction.response.send_message(f"Thank you for “{entered['text']}”.", ephemeral=True)


class DemoQuestion(discord.ui.Modal):
    """A form that asks nothing but whether one is sure."""

    def __init__(self) -> None:
        super().__init__(title="Are you sure?")
        self.add_item(discord.ui.TextDisplay("This cannot be undone."))

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message("Done.", ephemeral=True)
