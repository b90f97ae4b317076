"""What admins did, as admins read it: the latest acts, and a file of them."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import assert_never

import discord

from cogs._shared.components import button, rows
from cogs._shared.log_lines import log_line
from cogs._shared.markup import shorten
from cogs._shared.translation import Speaker, timestamp
from services.audit import Act
from services.delivery.kinds import log
from services.rubrics.words import said
from services.spreadsheets import MARK, csv_lines
from services.tombstones import is_erased

FILE_BUTTON = "audit:file"

_LINE_MAXIMUM = 230
"""Characters of a line: so 25 of them fit into the 6,000 of a message's embeds."""

_LINES_OF_AN_EMBED = 13

_COLUMNS = (
    "time_utc",
    "admin",
    "admin_id",
    "act",
    "member",
    "member_id",
    "interview",
    "setting",
    "before",
    "after",
    "points",
    "text",
)


def audit_embeds(speak: Speaker, acts: Sequence[Act]) -> list[discord.Embed]:
    """Return the latest acts, a line each."""
    lines = [shorten(_line(speak, act), _LINE_MAXIMUM) for act in acts] or [speak("audit-nothing")]
    parts = [lines[first : first + _LINES_OF_AN_EMBED] for first in range(0, len(lines), _LINES_OF_AN_EMBED)]
    embeds = [discord.Embed(description="\n".join(part), colour=discord.Colour.blurple()) for part in parts]
    embeds[0].title = speak("audit-title")
    return embeds


def audit_view(speak: Speaker, acts: Sequence[Act]) -> discord.ui.View | None:
    """Return the button for the file, if there is anything to put into it."""
    return rows([button(speak("audit-file"), FILE_BUTTON)] if acts else [])


def audit_file(acts: Sequence[Act]) -> discord.File:
    """Return acts as a table: a row each, of a change of settings a row a setting."""
    content = MARK + csv_lines([_COLUMNS, *(row for act in acts for row in _cells(act))])
    return discord.File(BytesIO(content.encode()), "audit.csv")


def _line(speak: Speaker, act: Act) -> str:
    return f"{timestamp(act.at, 'd')} {log_line(speak, act.number or 0, act.line)}"


def _cells(act: Act) -> Iterator[Sequence[object]]:  # noqa: C901 - one case for each kind
    who = (
        f"{act.at:%Y-%m-%d %H:%M:%S}",
        act.admin_name,
        _id(act.admin_id),
        act.line.KIND.removeprefix("log_"),
    )
    about = (act.about_name, _id(act.about_id), act.number)
    match act.line:
        case log.SettingsChanged(changes=changes):
            for setting, (before, after) in changes.items():
                yield (*who, *about, setting, _value(before), _value(after), None, None)
        case log.Granted(amount=amount, reason=reason):
            yield (*who, *about, None, None, None, amount, reason)
        case log.RulingMade(about=disputed, ruling=ruling):
            yield (*who, *about, disputed.value, None, ruling.value, None, None)
        case log.AdminHasCancelled(reason=reason) | log.AdminFreedSeat(reason=reason):
            yield (*who, *about, None, None, None, None, reason)
        case log.QuestionsImported(new=new, changed=changed, back=back):
            yield (*who, *about, None, None, None, None, f"new {new}, changed {changed}, back {back}")
        case log.QuestionRetired(question=question, is_back=is_back):
            yield (*who, *about, None, None, "back" if is_back else "retired", None, f"question {question}")
        case log.SuggestionDecided(is_taken=is_taken):
            yield (*who, *about, None, None, "taken" if is_taken else "declined", None, None)
        case log.RubricImported(name=name, version=version) | log.RubricRetired(name=name, version=version):
            yield (*who, *about, None, None, None, None, f"{said(name, 'en')}, version {version}")
        case log.PauseWasLifted() | log.DataErased():
            yield (*who, *about, None, None, None, None, None)
        case _:
            assert_never(act.line)


def _id(user_id: int | None) -> str | None:
    """Return an id as text, since a spreadsheet would round it; who was erased has none."""
    return None if user_id is None or is_erased(user_id) else str(user_id)


def _value(setting: object) -> str | None:
    if isinstance(setting, list):
        return ", ".join(str(one) for one in setting)
    return None if setting is None else str(setting)
