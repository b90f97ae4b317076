"""What a member types as a time, in English or Russian, read in their time zone.

Nothing is guessed: a text with no reading, or with two, is refused with a `Refusal` that says which.

The parts, in the order in which a text runs through them: `text` tidies it, `numbers` makes figures of words,
`pieces` are the days, clock times, durations and zones of which it is made (the rules are in `day_rules` and
the like, the words in `words` and `zone_words`), `phrases` puts them together so that nothing is left over,
`moments` finds the instants they mean by the `customs` of the reader, `reading` refuses all but one.
`suggestions` completes what is half typed, `walls` reads what was picked from lists, and `hours` reads times
of the day that are no moments.

Why not a library: dateparser 1.5.0, told the language, the order of dates and that the future is meant, was
tried on the tables beside the tests. What it does not know it skips, so that "завтра в 19" becomes tomorrow
at this very minute. Of 286 texts it read 172 right and 38 wrong without a word; of 91 that must be refused it
read 61. Its strict mode read 95 right and 28 wrong, and still 37 of the 91.
"""

from services.times.hours import DayAndHours, read_clock, read_day_and_hours
from services.times.reading import Reading, meanings, read_day, read_time, spelled
from services.times.suggestions import suggest_times
from services.times.walls import read_wall, wall_instants, wall_of

__all__ = [
    "DayAndHours",
    "Reading",
    "meanings",
    "read_clock",
    "read_day",
    "read_day_and_hours",
    "read_time",
    "read_wall",
    "spelled",
    "suggest_times",
    "wall_instants",
    "wall_of",
]
