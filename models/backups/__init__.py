"""Whole databases: copied, read past the bot, and put into place again; what differs between the engines."""
