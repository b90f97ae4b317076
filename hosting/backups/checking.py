"""What `bot.py check` finds out about the nightly backups."""

from datetime import datetime, timedelta
from pathlib import Path

from cogs._client.checkup import Finding
from hosting.backups.failures import said_in_a_sentence
from hosting.backups.folder import last_backup, try_out, wrong_ones_in
from hosting.failures import CannotStartError
from services.environment import Environment

BACKUP_HOURS = 26
"""How old the last nightly backup may be: one may come an hour later than the one before, and takes time."""

NO_GOOD_FOLDER = "No backup can be made in the folder of BACKUP_DIR: name another there, or see to this one."


def backup_finding(environment: Environment, now: datetime) -> Finding:
    """Return when the last nightly backup was made, and whether that is as it should be."""
    folder = Path(environment.backup_dir)
    if not environment.backup_dir:
        return Finding(
            is_fine=True, sentence="No nightly backups are set: BACKUP_DIR names a folder for them."
        )
    try:
        with said_in_a_sentence(folder):
            try_out(folder)
            # A good one lets them go, so what is there was made after the last of those.
            wrong = wrong_ones_in(folder) if folder.is_dir() else []
    except CannotStartError as error:
        return Finding(is_fine=False, sentence=f"{NO_GOOD_FOLDER} {error}")
    last = last_backup(folder)
    if wrong:
        return Finding(is_fine=False, sentence=_of_wrong(*wrong[0], last))
    if last is None:
        sentence = f"There is no nightly backup in {folder} yet: the bot makes the first one when it runs."
        return Finding(is_fine=True, sentence=sentence)
    hours = (now - last) / timedelta(hours=1)
    sentence = f"The last nightly backup was made at {last:%Y-%m-%d %H:%M} UTC."
    if hours < BACKUP_HOURS:
        return Finding(is_fine=True, sentence=sentence)
    return Finding(is_fine=False, sentence=f"{sentence} That is {hours:.0f} hours ago: see the bot's log.")


def _of_wrong(made: datetime, file: Path, last: datetime | None) -> str:
    good = "there is no good one" if last is None else f"the last good one is of {last:%Y-%m-%d %H:%M} UTC"
    return (
        f"The nightly backup of {made:%Y-%m-%d %H:%M} UTC was found wrong ({file}), and {good}: run `bot.py"
        " verify`, which says whether the database is wrong too, and see the bot's log."
    )
