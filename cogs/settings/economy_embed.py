"""How the points of a server are doing, as its admins see it."""

from datetime import datetime

import discord

from cogs._shared.translation import Speaker, timestamp
from services.economy import Economy
from services.server_settings import ServerSettings


def economy_embed(speak: Speaker, found: Economy, now: datetime) -> discord.Embed:
    """Return what `/settings economy` shows: how things stand, how long they last, and what to do."""
    dry = found.runs_dry(now)
    embed = discord.Embed(
        title=speak("economy-title"), colour=discord.Colour.red() if dry else discord.Colour.gold()
    )
    for name, value in (
        ("economy-now", _now(speak, found)),
        ("economy-weeks", _weeks(speak, found)),
        ("economy-interview", _interview(speak, found.price, found.reward)),
        ("economy-lasts", _lasts(speak, found, now)),
        ("economy-what-to-do", _advice(speak, found, now)),
    ):
        embed.add_field(name=speak(name), value=value, inline=False)
    return embed


def points_effect(speak: Speaker, server: ServerSettings) -> str:
    """Return what a server's amounts do to it, in a sentence or two."""
    said = _interview(speak, server.price, server.reward)
    if not server.price:
        return said
    return f"{said} {speak('newcomers', seats=server.starting_points // server.price)}"


def _now(speak: Speaker, found: Economy) -> str:
    held = speak("economy-in-hand", points=found.in_hand)
    if not found.price:
        return held
    can_pay = speak("economy-can-pay-of", count=found.can_pay, members=found.members, price=found.price)
    return "\n".join((held, speak("economy-seats", seats=found.seats), can_pay))


def _weeks(speak: Speaker, found: Economy) -> str:
    return speak("economy-weeks-text", given=found.given, earned=found.earned, spent=found.spent)


def _interview(speak: Speaker, price: int, reward: int) -> str:
    if price > reward:
        return speak("economy-burns", price=price, reward=reward, burned=price - reward)
    if price < reward:
        return speak("economy-makes", price=price, reward=reward, made=reward - price)
    return speak("economy-keeps", price=price, reward=reward)


def _lasts(speak: Speaker, found: Economy, now: datetime) -> str:
    dry_at = found.dry_at(now)
    if found.is_stuck:
        return speak("economy-lasts-stuck")
    if dry_at is None:
        return speak("economy-lasts-on")
    return speak("economy-lasts-until", when=timestamp(dry_at, "D"), drained=found.drained)


def _advice(speak: Speaker, found: Economy, now: datetime) -> str:
    if found.is_stuck:
        return speak("economy-advice-stuck", price=found.price)
    return speak("economy-advice-dry" if found.runs_dry(now) else "economy-advice")
