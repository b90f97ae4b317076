"""How far ahead an interview may start and how long it is: for those who check a time or suggest one."""

from datetime import timedelta

START_MINUTES_AHEAD = 10
START_DAYS_AHEAD = 60

SOONEST = timedelta(minutes=START_MINUTES_AHEAD)
LATEST = timedelta(days=START_DAYS_AHEAD)

TIME_TO_BOOK = timedelta(minutes=5)
"""How long a card is open at the least, before the server's shortest notice of a booking."""

DURATION_MINIMUM = 15
DURATION_MAXIMUM = 240
DURATION_DEFAULT = 60
"""Minutes."""
