"""What `bot.py check` finds out about the nightly backups."""

from datetime import datetime, timedelta
from pathlib import Path

from cogs._client.checkup import Finding
from hosting.backups.folder import last_backup
from services.environment import Environment

BACKUP_HOURS = 26
"""How old the last nightly backup may be: one may come an hour later than the one before, and takes time."""


def backup_finding(environment: Environment, now: datetime) -> Finding:
    """Return when the last nightly backup was made, and whether that is as it should be."""
    folder = Path(environment.backup_dir)
    if not environment.backup_dir:
        return Finding(
            is_fine=True, sentence="No nightly backups are set: BACKUP_DIR names a folder for them."
        )
    last = last_backup(folder)
    if last is None:
        sentence = f"There is no nightly backup in {folder} yet: the bot makes one as soon as it runs."
        return Finding(is_fine=False, sentence=sentence)
    hours = (now - last) / timedelta(hours=1)
    sentence = f"The last nightly backup was made at {last:%Y-%m-%d %H:%M} UTC."
    if hours < BACKUP_HOURS:
        return Finding(is_fine=True, sentence=sentence)
    return Finding(is_fine=False, sentence=f"{sentence} That is {hours:.0f} hours ago: see the bot's log.")
