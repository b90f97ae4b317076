"""The bot as Discord's client: how it connects, keeps to the limits, answers in time, and comes to an end."""

import discord

# The bot never speaks: discord.py need not warn of the libraries for it.
discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
