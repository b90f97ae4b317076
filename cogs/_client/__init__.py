"""The bot as Discord's client: how it connects, keeps to the limits, answers in time, and comes to an end."""
