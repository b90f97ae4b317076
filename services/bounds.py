"""How far ahead an interview may start, for those who check a time and those who suggest one."""

from datetime import timedelta

START_MINUTES_AHEAD = 10
START_DAYS_AHEAD = 60

SOONEST = timedelta(minutes=START_MINUTES_AHEAD)
LATEST = timedelta(days=START_DAYS_AHEAD)
