"""How the process ends: what its exit status says."""

OK = 0
SOMETHING_WRONG = 1
"""What was asked for was done, and something is not as it should be; it was said what."""
CANNOT_START = 2
"""It could not be done; it was said why."""
