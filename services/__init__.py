"""The rules of Sparring: one module a subject. They know no Discord and take the time as an argument."""

from services.zone_data import use_pinned_rules

# Here, since nobody reads or shows a time without a service: not the bot, nor a test, nor a benchmark.
use_pinned_rules()
