"""Buttons and selects without memory: everything they mean is in their custom_id."""

from collections.abc import Iterable

import discord

from cogs._shared.translation import Speaker
from services.feedback import SCORES
from services.interviews import Action, Private

START_BUTTON = "interview:start"
"""What the panel's button means, and the one on the cards: publish an interview of one's own."""

_STYLES = {
    Action.BOOK: discord.ButtonStyle.success,
    Action.WAIT: discord.ButtonStyle.secondary,
    Action.HERE: discord.ButtonStyle.success,
    Action.ACCEPT: discord.ButtonStyle.success,
    Action.REVIEW: discord.ButtonStyle.primary,
    Action.OPEN: discord.ButtonStyle.secondary,
    Action.FEEDBACK: discord.ButtonStyle.primary,
    Action.CANCEL: discord.ButtonStyle.danger,
    Action.WITHDRAW: discord.ButtonStyle.danger,
    Action.EDIT: discord.ButtonStyle.secondary,
    Action.DISPUTE: discord.ButtonStyle.secondary,
    Action.NO_SHOW: discord.ButtonStyle.secondary,
    Action.SHOW: discord.ButtonStyle.secondary,
    Action.KEEP: discord.ButtonStyle.secondary,
    Action.WRITE: discord.ButtonStyle.secondary,
}

_PLACES = {Action.WRITE: "written"}
"""With what the custom_id of an action begins that has a place of its own."""


def rows(items: Iterable[discord.ui.Item[discord.ui.View]]) -> discord.ui.View | None:
    """Return the items as a view that discord.py sends and then forgets; None where there are none.

    A stopped view is not kept in memory, so cards cost nothing there, and the router is the only one to
    answer its clicks.
    """
    view = discord.ui.View(timeout=None)
    for item in items:
        view.add_item(item)
    view.stop()
    return view if view.children else None


def button(
    label: str,
    custom_id: str,
    style: discord.ButtonStyle = discord.ButtonStyle.secondary,
    *,
    disabled: bool = False,
    row: int | None = None,
) -> discord.ui.Button[discord.ui.View]:
    """Return a button that carries its meaning in its custom_id."""
    return discord.ui.Button(label=label, custom_id=custom_id, style=style, disabled=disabled, row=row)


def link_button(label: str, url: str) -> discord.ui.Button[discord.ui.View]:
    """Return a button that opens a page."""
    return discord.ui.Button(label=label, url=url)


def rating_menu(speak: Speaker, number: int) -> discord.ui.Select[discord.ui.View]:
    """Return the menu with which an interviewee rates the interviewer."""
    return discord.ui.Select(
        custom_id=f"interview:rate:{number}",
        placeholder=speak("rate-placeholder"),
        options=[
            discord.SelectOption(label=speak("score", score=score), value=str(score))
            for score in reversed(SCORES)
        ],
    )


def suggest_buttons(
    speak: Speaker, number: int, *, may_suggest: bool
) -> list[discord.ui.Button[discord.ui.View]]:
    """Return the button with which a question is suggested after an interview, where that is of use."""
    return [button(speak("button-suggest"), f"questions:suggest:{number}")] if may_suggest else []


def action_button(speak: Speaker, action: Action, number: int) -> discord.ui.Button[discord.ui.View]:
    """Return the button of an action on an interview (design, section 4: `interview:<action>:<id>`)."""
    place = _PLACES.get(action, "interview")
    return button(speak(f"button-{action.value}"), f"{place}:{action.value}:{number}", _STYLES[action])


def action_buttons(
    speak: Speaker, actions: Iterable[Action], number: int
) -> list[discord.ui.Button[discord.ui.View]]:
    """Return the buttons of all that may be done with an interview."""
    return [action_button(speak, action, number) for action in actions]


def coming_buttons(speak: Speaker, number: int) -> list[discord.ui.Item[discord.ui.View]]:
    """Return the answers to the question whether somebody comes."""
    return [
        button(speak("button-coming-yes"), f"coming:yes:{number}", discord.ButtonStyle.success),
        button(speak("button-coming-no"), f"coming:no:{number}"),
    ]


def offer_buttons(speak: Speaker, number: int) -> list[discord.ui.Button[discord.ui.View]]:
    """Return the buttons to take a seat that is offered to somebody who waited for it, and to pass it on."""
    take = button(speak("button-take-seat"), f"waiting:take:{number}", discord.ButtonStyle.success)
    return [take, button(speak("button-pass-seat"), f"waiting:pass:{number}")]


def participant_buttons(speak: Speaker, mine: Private) -> list[discord.ui.Button[discord.ui.View]]:
    """Return the way to the meeting and the buttons of all that a participant may do.

    Those that answer to another time come before these. They carry the number of the proposal
    (`move:confirm:<proposal>`), not the interview's as the others do: a button of a proposal that was
    replaced must not confirm the one that came after it.
    """
    buttons = action_buttons(speak, mine.actions, mine.interview.id)
    if mine.proposal is not None and mine.proposal.is_mine_to_confirm:
        number, what = mine.proposal.id, "length" if mine.proposal.is_length else "time"
        confirm = speak("button-confirm-time", what=what)
        buttons = [
            button(confirm, f"move:confirm:{number}", discord.ButtonStyle.success),
            button(speak("button-decline-time", what=what), f"move:decline:{number}"),
            *buttons,
        ]
    if mine.can_be_joined and mine.link is not None:
        buttons.insert(0, link_button(speak("button-join"), mine.link))
    return buttons


def custom_ids(message: discord.Message) -> set[str]:
    """Return what the buttons of a message mean."""
    return {
        item.custom_id
        for row in message.components
        if isinstance(row, discord.ActionRow)
        for item in row.children
        if isinstance(item, discord.Button | discord.SelectMenu) and item.custom_id
    }
