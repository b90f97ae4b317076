"""How long each part of a question may be, and how much one file may bring."""

TEXT_MINIMUM = 10
"""Characters; what is shorter is a heading rather than a question."""

TEXT_MAXIMUM = 1_000
TOPIC_MAXIMUM = 100
LANGUAGE_MAXIMUM = 40
NOTES_MAXIMUM = 1_500
HINT_MAXIMUM = 300
"""Characters of one hint."""

HINTS_MAXIMUM = 3
"""Hints of one question."""

SOURCE_MAXIMUM = 300
LICENCE_MAXIMUM = 100

LEVELS = ("intern", "junior", "middle", "senior", "lead")
"""For whom a question is, the least experienced first."""

FILE_MEGABYTES_MAXIMUM = 1
FILE_BYTES_MAXIMUM = FILE_MEGABYTES_MAXIMUM * 2**20
"""Bytes of one file: so what any system calls a megabyte is taken."""

ROWS_MAXIMUM = 2_000
"""Questions of one file."""
