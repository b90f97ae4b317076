"""The languages that the bot speaks and reads."""

LANGUAGES = ("en", "ru")
