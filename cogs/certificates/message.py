"""What is said of certificates, in their pictures and beside them. Pure functions."""

from dataclasses import dataclass

import discord

from cogs._shared.days import day_in_words
from cogs._shared.markup import called, person, plain
from cogs._shared.translation import Speaker
from services.certificates import Certified


@dataclass(frozen=True)
class Shown:
    """A certificate that its owner is shown.

    `server` is what the server is called, `handle` the owner's name on Discord, which has plain letters only.
    """

    certificate: Certified
    server: str
    handle: str


@dataclass(frozen=True)
class PictureWords:
    """The words of a certificate's picture, in the reader's language.

    Of `names` and `servers` the first is drawn that the font can write; the last always can be.
    """

    title: str
    names: tuple[str, ...]
    practised: str
    servers: tuple[str, ...]
    given: tuple[str, str]
    taken: tuple[str, str]
    dates: str
    number: str
    issued: str
    check: str


def words_of_picture(speak: Speaker, shown: Shown) -> PictureWords:
    """Return the words of a certificate's picture."""
    one = shown.certificate
    given, taken = one.practice.given, one.practice.taken
    return PictureWords(
        title=speak("certificate-heading"),
        names=(one.name, shown.handle),
        practised=speak("certificate-practiced"),
        servers=(shown.server, speak("certificate-some-server")),
        given=(str(given), speak("certificate-given", count=given)),
        taken=(str(taken), speak("certificate-taken", count=taken)),
        dates=_dates(speak, one),
        number=one.shown_number,
        issued=speak("certificate-issued", day=day_in_words(speak, one.issued_at)),
        check=speak.in_plain("certificate-check"),
    )


def picture_words(speak: Speaker, shown: Shown) -> str:
    """Return what a certificate says, for whoever does not see its picture."""
    one = shown.certificate
    return speak.in_plain(
        "certificate-words",
        name=one.name,
        server=shown.server,
        counts=_counts(speak, one),
        dates=_dates(speak, one),
        issued=day_in_words(speak, one.issued_at),
        code=one.shown_number,
    )


def own_embed(speak: Speaker, shown: Shown) -> discord.Embed:
    """Return what stands above the picture for the owner; there the number can be copied."""
    one = shown.certificate
    return discord.Embed(
        title=speak("certificate-title", server=called(shown.server)),
        description=speak("certificate-own", code=one.shown_number),
        colour=discord.Colour.gold(),
    )


def genuine_embed(speak: Speaker, one: Certified, server: str | None) -> discord.Embed:
    """Return what a certificate says to whoever has checked its number.

    `server` is what its server is called, None where the bot is not in it any more.
    """
    text = speak(
        "certificate-genuine-text",
        member=person(one.user_id, speak),
        name=plain(one.name),
        place="left" if server is None else "known",
        server=plain(server or ""),
        counts=_counts(speak, one),
        dates=_dates(speak, one),
        issued=day_in_words(speak, one.issued_at),
    )
    title = speak("certificate-genuine", code=one.shown_number)
    return discord.Embed(title=title, description=text, colour=discord.Colour.green())


def _counts(speak: Speaker, one: Certified) -> str:
    given = speak("certificate-given-line", count=one.practice.given)
    return f"{given}, {speak('certificate-taken-line', count=one.practice.taken)}"


def _dates(speak: Speaker, one: Certified) -> str:
    first, last = (day_in_words(speak, at) for at in (one.practice.first_at, one.practice.last_at))
    return first if first == last else speak("certificate-dates", first=first, last=last)
