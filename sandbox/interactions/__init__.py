"""Interactions: sending them to the bot, and taking its answers by Discord's rules."""
