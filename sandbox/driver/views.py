"""What a member sees: messages, their buttons and selects, forms, suggestions."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sandbox.json_types import JsonObject
from sandbox.model.interactions import Modal
from sandbox.model.messages import EPHEMERAL, LOADING, Message
from sandbox.posting.rendering import BUTTON, SELECTS, TEXT_DISPLAY, walk_components


@dataclass(frozen=True)
class Choice:
    """A suggestion, its name in the member's language."""

    name: str
    value: str | int | float


@dataclass(frozen=True)
class Button:
    """A button as it is shown."""

    label: str
    custom_id: str | None
    style: int
    disabled: bool
    url: str | None
    emoji: str | None


@dataclass(frozen=True)
class Select:
    """A select as it is shown; `options` maps values to labels for a select of texts."""

    custom_id: str
    type: int
    placeholder: str | None
    options: dict[str, str]
    min_values: int
    max_values: int
    disabled: bool
    chosen: list[str]


class MessageView:
    """A message in front of a member; it shows the message as it is when asked."""

    def __init__(self, message: Message) -> None:
        self._message = message

    @property
    def raw(self) -> JsonObject:
        """Discord's message object."""
        return self._message.raw

    @property
    def id(self) -> str:
        """The snowflake."""
        return self._message.id

    @property
    def channel_id(self) -> str:
        """Where it stands."""
        return self._message.channel_id

    @property
    def author_id(self) -> str:
        """Who wrote it."""
        return self._message.author_id

    @property
    def content(self) -> str:
        """The plain text."""
        return str(self.raw["content"])

    @property
    def embeds(self) -> list[JsonObject]:
        """The embeds as Discord's objects."""
        return list(self.raw["embeds"])

    @property
    def attachments(self) -> list[JsonObject]:
        """The attachments as Discord's objects."""
        return list(self.raw["attachments"])

    @property
    def flags(self) -> int:
        """Discord's message flags."""
        return self._message.flags

    @property
    def ephemeral(self) -> bool:
        """Whether only one member sees it."""
        return bool(self.flags & EPHEMERAL)

    @property
    def loading(self) -> bool:
        """Whether it still says that the bot is thinking."""
        return bool(self.flags & LOADING)

    @property
    def nonce(self) -> str | None:
        """The nonce it was sent with."""
        nonce = self.raw.get("nonce")
        return None if nonce is None else str(nonce)

    @property
    def mentions(self) -> list[str]:
        """The ids of the users whom it really notified."""
        return list(self._message.notified)

    @property
    def edited(self) -> bool:
        """Whether it has been edited."""
        return self.raw["edited_timestamp"] is not None

    @property
    def created_at(self) -> datetime:
        """When it was posted, by the sandbox's clock."""
        return datetime.fromisoformat(self.raw["timestamp"])

    @property
    def components(self) -> list[JsonObject]:
        """Every component of the message, nested ones included."""
        return list(walk_components(self.raw["components"]))

    @property
    def buttons(self) -> list[Button]:
        """The buttons in the order in which they are shown."""
        return [
            Button(
                label=one.get("label") or "",
                custom_id=one.get("custom_id"),
                style=one["style"],
                disabled=bool(one.get("disabled")),
                url=one.get("url"),
                emoji=(one.get("emoji") or {}).get("name"),
            )
            for one in self.components
            if one["type"] == BUTTON
        ]

    @property
    def selects(self) -> list[Select]:
        """The selects in the order in which they are shown."""
        return [_select(one) for one in self.components if one["type"] in SELECTS]

    def button(self, label: str) -> Button:
        """Return the button with a label.

        Raises:
            LookupError: There is none.
        """
        for button in self.buttons:
            if button.label == label:
                return button
        raise LookupError(f"No button {label!r} among {[one.label for one in self.buttons]} on: {self.text}")

    @property
    def text(self) -> str:
        """Everything that can be read: the content, the embeds, text displays, where link buttons lead."""
        parts = [self.content]
        for embed in self.embeds:
            parts.extend(_embed_texts(embed))
        parts.extend(button.url for button in self.buttons if button.url)
        parts.extend(one["content"] for one in self.components if one["type"] == TEXT_DISPLAY)
        return "\n".join(part for part in parts if part)

    def __repr__(self) -> str:
        return f"<MessageView {self.id} {self.text!r} {[one.label for one in self.buttons]}>"


def _select(one: JsonObject) -> Select:
    options = one.get("options") or []
    low, high = one.get("min_values"), one.get("max_values")
    return Select(
        custom_id=one["custom_id"],
        type=one["type"],
        placeholder=one.get("placeholder"),
        options={option["value"]: option["label"] for option in options},
        min_values=1 if low is None else low,
        max_values=1 if high is None else high,
        disabled=bool(one.get("disabled")),
        chosen=[option["value"] for option in options if option.get("default")],
    )


def _embed_texts(embed: JsonObject) -> list[str]:
    fields = [f"{field['name']}\n{field['value']}" for field in embed.get("fields", [])]
    return [
        (embed.get("author") or {}).get("name", ""),
        embed.get("title") or "",
        embed.get("description") or "",
        *fields,
        (embed.get("footer") or {}).get("text", ""),
    ]


class ModalView:
    """A form in front of a member."""

    def __init__(self, modal: Modal) -> None:
        self.modal = modal

    @property
    def raw(self) -> JsonObject:
        """The form as the page gets it."""
        return self.modal.to_json()

    @property
    def id(self) -> str:
        """The id under which it is sent."""
        return self.modal.id

    @property
    def title(self) -> str:
        """The title."""
        return self.modal.title

    @property
    def custom_id(self) -> str:
        """The bot's id for the form."""
        return self.modal.custom_id

    @property
    def open(self) -> bool:
        """Whether it has not been sent successfully yet."""
        return not self.modal.closed

    @property
    def fields(self) -> dict[str, JsonObject]:
        """The inputs by custom_id, with the label of what surrounds each as `label`."""
        found: dict[str, JsonObject] = {}
        for component in walk_components(self.modal.components):
            inner: Any = component.get("component")
            if isinstance(inner, dict) and "custom_id" in inner:
                labelled = {"label": component.get("label"), "description": component.get("description")}
                found[inner["custom_id"]] = inner | labelled
            elif "custom_id" in component:
                found.setdefault(component["custom_id"], component)
        return found

    @property
    def text(self) -> str:
        """Everything that can be read on the form."""
        parts = [self.title]
        for component in walk_components(self.modal.components):
            parts.extend(
                component.get(key) or "" for key in ("label", "description", "placeholder", "content")
            )
        return "\n".join(part for part in parts if part)

    def __repr__(self) -> str:
        return f"<ModalView {self.custom_id} {self.title!r} {list(self.fields)}>"
