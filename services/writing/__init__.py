"""The two of an interview write to each other: what is passed on, how often, and what is reported of it."""
