"""/settings show, board, points, grant, times, absence, links, events, reminders, economy."""

import discord
from discord import app_commands

from cogs._client.bot import SparringBot
from cogs._shared import choices
from cogs._shared.answers import acknowledge, answer, in_one_request
from cogs._shared.markup import channel as channel_link
from cogs._shared.markup import person
from cogs._shared.patience import in_time
from cogs._shared.people import AskedInServer, as_member, asked, asked_in_server
from cogs._shared.permitted import TextChannel, may_make_events, missing_in
from cogs._shared.reach import messages_of
from cogs._shared.routing import RoutedCog
from cogs.settings.economy_embed import economy_embed, points_effect
from cogs.settings.overview import settings_embed
from cogs.settings.server_zone import zone_or_question
from services import events, people, points, settings
from services.economy import economy
from services.points import GRANT_MAXIMUM, REASON_MAXIMUM
from services.refusals import NotAnAdmin
from services.settings import (
    ACCEPT_HOURS_RANGE,
    BLOCK_DAYS_RANGE,
    CARD_HOURS_RANGE,
    COMPENSATION_RANGE,
    NO_SHOW_DAYS_RANGE,
    NO_SHOW_LIMIT_RANGE,
    NOTICE_RANGE,
    PRICE_RANGE,
    REWARD_RANGE,
    STARTING_RANGE,
    AbsenceChange,
    PointsChange,
    TimesChange,
    with_preset,
)

Interaction = discord.Interaction[SparringBot]

LANGUAGES = [
    app_commands.Choice(name="English", value="en"),
    app_commands.Choice(name="Russian", value="ru"),
]

PRESET_CHOICES = [
    app_commands.Choice(
        name="plan: costs 3, earns 1, starts at 0 – you hand out points now and then", value="plan"
    ),
    app_commands.Choice(name="balanced: costs 2, earns 2, starts at 4 – runs by itself", value="balanced"),
    app_commands.Choice(
        name="generous: costs 1, earns 1, starts at 3 – nearly anybody can start", value="generous"
    ),
]


class SettingsCog(RoutedCog):
    """What admins set."""

    settings = app_commands.Group(
        name="settings",
        description="Settings of Sparring in this server",
        guild_only=True,
        default_permissions=discord.Permissions(manage_guild=True),
    )

    @settings.command(description="All settings of this server")
    async def show(self, interaction: Interaction) -> None:
        """Show the settings."""
        async with in_one_request(interaction):
            by = await _admin(interaction)
            await answer(interaction, embed=settings_embed(by.speak, by.settings))

    @settings.command(description="Channels for cards and admins, and how long finished cards stay")
    @app_commands.describe(
        channel="Where the panel and the cards are shown",
        log="Where admins are told what needs them",
        keep="Hours for which finished cards stay; 0 for always",
    )
    async def board(
        self,
        interaction: Interaction,
        channel: TextChannel | None = None,
        log: TextChannel | None = None,
        keep: app_commands.Range[int, *CARD_HOURS_RANGE] | None = None,
    ) -> None:
        """Set channels, if the bot may do there what it needs to, and how long finished cards stay."""
        await acknowledge(interaction)
        by = await _admin(interaction)
        for place in (channel, log):
            missing = await missing_in(interaction, place.id) if place is not None else []
            if place is not None and missing:
                names = ", ".join(by.speak(f"permission-{name.replace('_', '-')}") for name in missing)
                said = by.speak("board-forbidden", channel=channel_link(place.id), permissions=names)
                await answer(interaction, said)
                return
        server, board_id = by.settings, channel.id if channel is not None else by.settings.board_channel_id
        if keep is not None:
            server = await settings.set_card_hours(by.server_id, keep, by.now)
        if board_id is not None and (channel is not None or log is not None):
            log_id = log.id if log is not None else None
            await settings.set_board(by.server_id, board_id, log_id, by.now)
            await answer(interaction, by.speak("board-set", channel=channel_link(board_id)))
            return
        saved = by.speak("settings-saved") if keep is not None else None
        await answer(interaction, saved, embed=settings_embed(by.speak, server))

    @settings.command(description="What an interview costs and earns")
    @app_commands.describe(
        preset="Amounts that go together; what you set beside it counts more",
        price="Points that the interviewee's seat costs",
        reward="Points that the interviewer earns",
        starting="Points of a new member",
        compensation="Points for a member whose partner did not come",
    )
    @app_commands.choices(preset=PRESET_CHOICES)
    async def points(
        self,
        interaction: Interaction,
        preset: str | None = None,
        price: app_commands.Range[int, *PRICE_RANGE] | None = None,
        reward: app_commands.Range[int, *REWARD_RANGE] | None = None,
        starting: app_commands.Range[int, *STARTING_RANGE] | None = None,
        compensation: app_commands.Range[int, *COMPENSATION_RANGE] | None = None,
    ) -> None:
        """Set the amounts."""
        await acknowledge(interaction)
        by = await _admin(interaction)
        change = PointsChange(price=price, reward=reward, starting=starting, compensation=compensation)
        server = await settings.set_points(by.server_id, with_preset(preset, change), by.now)
        said = f"{by.speak('settings-saved')} {points_effect(by.speak, server)}"
        await answer(interaction, said, embed=settings_embed(by.speak, server))

    @settings.command(description="Give points to a member, or take them")
    @app_commands.describe(
        member="Who gets the points", amount="How many; negative takes them", reason="The member reads it"
    )
    async def grant(
        self,
        interaction: Interaction,
        member: discord.Member,
        amount: app_commands.Range[int, -GRANT_MAXIMUM, GRANT_MAXIMUM],
        reason: app_commands.Range[str, 1, REASON_MAXIMUM],
    ) -> None:
        """Grant or take points."""
        await acknowledge(interaction)
        by = await _admin(interaction)
        if member.bot:
            await answer(interaction, by.speak("grant-bot"))
            return
        await people.meet_unseen(as_member(by.server_id, member, ""), by.now)
        balance = await points.grant(by.server_id, member.id, amount, reason, admin_id=by.user_id, now=by.now)
        direction = "given" if amount > 0 else "taken"
        said = by.speak(
            "granted", direction=direction, member=person(member.id), amount=abs(amount), balance=balance
        )
        if await people.is_unreachable(member.id):
            said = f"{said}\n{messages_of(by.speak, member.id)}"
        await answer(interaction, said)

    @settings.command(description="Time zone and language of this server, and when feedback accepts itself")
    @app_commands.describe(
        zone="Zone of members who have not set their own",
        language="Language of the board channel",
        accept_hours="Hours after which feedback is accepted by itself",
        notice="Minutes before the start at which booking closes; 0 for the start itself",
    )
    @app_commands.choices(language=LANGUAGES)
    async def times(
        self,
        interaction: Interaction,
        zone: app_commands.Range[str, 1, 100] | None = None,
        language: str | None = None,
        accept_hours: app_commands.Range[int, *ACCEPT_HOURS_RANGE] | None = None,
        notice: app_commands.Range[int, *NOTICE_RANGE] | None = None,
    ) -> None:
        """Set zone, language, waiting time and notice; as long as it is open which zone is meant, none."""
        await acknowledge(interaction)
        by = await _admin(interaction)
        if zone is not None:
            zone = await zone_or_question(interaction, by, zone, language, accept_hours, notice)
            if zone is None:
                return
        change = TimesChange(zone=zone, language=language, accept_hours=accept_hours, notice=notice)
        server = await settings.set_times(by.server_id, change, by.now)
        await answer(interaction, by.speak("settings-saved"), embed=settings_embed(by.speak, server))

    @times.autocomplete("zone")
    @in_time
    async def complete_zone(self, interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
        """Offer zones by city, country, offset or the time it is there."""
        return choices.zones(asked(interaction), current)

    @settings.command(description="When members who do not come are kept from new interviews")
    @app_commands.describe(
        limit="Missed interviews that lead to a pause; 0 for none",
        within_days="Days within which they are counted",
        block_days="Days of the pause",
    )
    async def absence(
        self,
        interaction: Interaction,
        limit: app_commands.Range[int, *NO_SHOW_LIMIT_RANGE] | None = None,
        within_days: app_commands.Range[int, *NO_SHOW_DAYS_RANGE] | None = None,
        block_days: app_commands.Range[int, *BLOCK_DAYS_RANGE] | None = None,
    ) -> None:
        """Set what follows from missed interviews."""
        await acknowledge(interaction)
        by = await _admin(interaction)
        change = AbsenceChange(limit=limit, within_days=within_days, block_days=block_days)
        server = await settings.set_absence(by.server_id, change)
        await answer(interaction, by.speak("settings-saved"), embed=settings_embed(by.speak, server))

    @settings.command(description="Which meeting links are taken")
    @app_commands.describe(others="Also Zoom, Teams, Discord, Jitsi and Telemost, not only Google Meet")
    async def links(self, interaction: Interaction, others: bool) -> None:  # noqa: FBT001 - an option
        """Set which meeting links are taken."""
        await acknowledge(interaction)
        by = await _admin(interaction)
        server = await settings.set_links(by.server_id, others)
        await answer(interaction, by.speak("settings-saved"), embed=settings_embed(by.speak, server))

    @settings.command(description="Whether booked interviews stand in this server's list of events")
    @app_commands.describe(enabled="Whether each booked interview gets a Discord event")
    async def events(self, interaction: Interaction, enabled: bool) -> None:  # noqa: FBT001 - an option
        """Set whether there are events, if the bot may make them."""
        await acknowledge(interaction)
        by = await _admin(interaction)
        if enabled and not await may_make_events(interaction):
            await answer(interaction, by.speak("events-forbidden"))
            return
        server = await events.switch(by.server_id, by.now, wanted=enabled)
        await answer(interaction, by.speak("settings-saved"), embed=settings_embed(by.speak, server))

    @settings.command(description="When both are reminded before an interview")
    @app_commands.describe(before="Times before the start, such as: 24h, 1h, 10m; 0 for none")
    async def reminders(self, interaction: Interaction, before: app_commands.Range[str, 1, 100]) -> None:
        """Set the reminders."""
        await acknowledge(interaction)
        by = await _admin(interaction)
        server = await settings.set_reminders(by.server_id, before, by.now)
        await answer(interaction, by.speak("settings-saved"), embed=settings_embed(by.speak, server))

    @settings.command(description="Points in this server: who can be interviewed, and what to do")
    async def economy(self, interaction: Interaction) -> None:
        """Show how the points are doing."""
        async with in_one_request(interaction):
            by = await _admin(interaction)
            found = await economy(by.settings, by.now)
            await answer(interaction, embed=economy_embed(by.speak, found, by.now))


async def _admin(interaction: Interaction) -> AskedInServer:
    """Return who gives a command for admins.

    Raises:
        NotAnAdmin: they may not manage the server. Discord hides the commands from them, unless the server's
            own settings of the commands say otherwise.
    """
    if not interaction.permissions.manage_guild:
        raise NotAnAdmin
    return await asked_in_server(interaction)
