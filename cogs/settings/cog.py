"""/settings show, board, points, grant, member, times, absence, limits, late, feedback, and the rest."""

import discord
from discord import app_commands

from cogs._client.bot import SparringBot
from cogs._shared import choices
from cogs._shared.admins import admin, changed_by
from cogs._shared.answers import acknowledge, answer, in_one_request
from cogs._shared.markup import person
from cogs._shared.patience import in_time
from cogs._shared.people import AskedInServer, as_member, asked
from cogs._shared.permitted import TextChannel, may_make_events
from cogs._shared.reach import messages_of
from cogs._shared.routing import RoutedCog
from cogs.settings.audit_message import audit_embeds, audit_view
from cogs.settings.board import UNSET, BoardOptions, set_board, unset_of
from cogs.settings.economy_embed import economy_embed, points_effect
from cogs.settings.feedback_words import feedback_effects
from cogs.settings.late_words import late_effect
from cogs.settings.member_message import answer_with_member
from cogs.settings.overview import settings_embed
from cogs.settings.server_zone import zone_or_question
from cogs.settings.setup_message import Where, answer_with_setup
from services import audit, events, people, points, settings
from services.economy import economy
from services.points import GRANT_MAXIMUM, REASON_MAXIMUM
from services.server_settings import ServerSettings
from services.settings import (
    ACCEPT_HOURS_RANGE,
    BLOCK_DAYS_RANGE,
    CARD_HOURS_RANGE,
    COMPENSATION_RANGE,
    LATE_HOURS_RANGE,
    LATE_KEEP_RANGE,
    LIMIT_RANGE,
    NO_SHOW_DAYS_RANGE,
    NO_SHOW_LIMIT_RANGE,
    NOTICE_RANGE,
    PRICE_RANGE,
    REWARD_RANGE,
    STARTING_RANGE,
    AbsenceChange,
    FeedbackChange,
    LateRuleChange,
    LimitsChange,
    PointsChange,
    TimesChange,
    with_preset,
)

Interaction = discord.Interaction[SparringBot]

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
            by = await admin(interaction)
            await answer_with_setup(interaction, by, by.settings, Where.SHOW)

    @settings.command(description="Channels for cards and admins, a role to ping, how long old cards stay")
    @app_commands.describe(
        channel="Where the panel and the cards are shown",
        log="Where admins are told what needs them",
        role="Whom I ping in the log channel when there is something to decide",
        keep="Hours for which finished cards stay; 0 for always",
        unset="What to leave without a value",
    )
    @app_commands.choices(unset=UNSET)
    async def board(
        self,
        interaction: Interaction,
        channel: TextChannel | None = None,
        log: TextChannel | None = None,
        role: discord.Role | None = None,
        keep: app_commands.Range[int, *CARD_HOURS_RANGE] | None = None,
        unset: str | None = None,
    ) -> None:
        """Set or unset channels and role, if the bot may use them, and how long cards stay."""
        await acknowledge(interaction)
        by = await admin(interaction)
        given = BoardOptions(channel, log, role, keep, None if unset is None else unset_of(unset))
        await set_board(interaction, by, given)

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
        by = await admin(interaction)
        change = PointsChange(price=price, reward=reward, starting=starting, compensation=compensation)
        change = with_preset(preset, change)
        if change == PointsChange():
            await _show_unchanged(interaction, by)
            return
        server = await settings.set_points(by.server_id, change, by.now, by=changed_by(by))
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
        by = await admin(interaction)
        if member.bot:
            await answer(interaction, by.speak("grant-bot"))
            return
        await people.meet_unseen(as_member(by.server_id, member, ""), by.now)
        balance = await points.grant(by.server_id, member.id, amount, reason, admin_id=by.user_id, now=by.now)
        direction = "given" if amount > 0 else "taken"
        said = by.speak(
            "granted",
            direction=direction,
            member=person(member.id, by.speak),
            amount=abs(amount),
            balance=balance,
        )
        if await people.is_unreachable(member.id):
            said = f"{said}\n{messages_of(by.speak, member.id)}"
        await answer(interaction, said)

    @settings.command(description="A member's points, interviews, reports and pause, and what you can do")
    @app_commands.describe(member="Whom to look at")
    async def member(self, interaction: Interaction, member: discord.User) -> None:
        """Show a member as admins see them."""
        async with in_one_request(interaction):
            by = await admin(interaction)
            if member.bot:
                await answer(interaction, by.speak("member-bot"))
                return
            await answer_with_member(interaction, by, member.id)

    @settings.command(description="Time zone and language of this server, and when feedback accepts itself")
    @app_commands.describe(
        zone="Zone of members who have not set their own",
        language="Language of the board channel",
        accept_hours="Hours after which feedback is accepted by itself",
        notice="Minutes before the start at which booking closes; 0 for the start itself",
    )
    @app_commands.choices(language=choices.LANGUAGES)
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
        by = await admin(interaction)
        if zone is not None:
            zone = await zone_or_question(interaction, by, zone, language, accept_hours, notice)
            if zone is None:
                return
        change = TimesChange(zone=zone, language=language, accept_hours=accept_hours, notice=notice)
        if change == TimesChange():
            await _show_unchanged(interaction, by)
            return
        server = await settings.set_times(by.server_id, change, by.now, by=changed_by(by))
        await _show_saved(interaction, by, server)

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
        by = await admin(interaction)
        change = AbsenceChange(limit=limit, within_days=within_days, block_days=block_days)
        if change == AbsenceChange():
            await _show_unchanged(interaction, by)
            return
        server = await settings.set_absence(by.server_id, change, by=changed_by(by))
        await _show_saved(interaction, by, server)

    @settings.command(description="How much a member may have at once, and give back in a week")
    @app_commands.describe(
        open_cards="Cards of their own that nobody has booked; 0 for no limit",
        seats="Interviews ahead as interviewee; 0 for no limit",
        given_back="Bookings given back in a week, after which they take no new seat; 0 for no limit",
    )
    async def limits(
        self,
        interaction: Interaction,
        open_cards: app_commands.Range[int, *LIMIT_RANGE] | None = None,
        seats: app_commands.Range[int, *LIMIT_RANGE] | None = None,
        given_back: app_commands.Range[int, *LIMIT_RANGE] | None = None,
    ) -> None:
        """Set how much is enough."""
        await acknowledge(interaction)
        by = await admin(interaction)
        change = LimitsChange(open_cards=open_cards, seats=seats, given_back=given_back)
        if change == LimitsChange():
            await _show_unchanged(interaction, by)
            return
        server = await settings.set_limits(by.server_id, change, by=changed_by(by))
        await _show_saved(interaction, by, server)

    @settings.command(description="What leaving shortly before the start costs")
    @app_commands.describe(
        hours="Leaving is late if fewer hours are left to the start; 0 for never",
        keep="Points that a guest who withdraws late leaves to the interviewer, of what they paid",
    )
    async def late(
        self,
        interaction: Interaction,
        hours: app_commands.Range[int, *LATE_HOURS_RANGE] | None = None,
        keep: app_commands.Range[int, *LATE_KEEP_RANGE] | None = None,
    ) -> None:
        """Set what is late, and what it costs."""
        await acknowledge(interaction)
        by = await admin(interaction)
        change = LateRuleChange(hours=hours, keep=keep)
        if change == LateRuleChange():
            await _show_unchanged(interaction, by)
            return
        server = await settings.set_late(by.server_id, change, by=changed_by(by))
        said = f"{by.speak('settings-saved')} {late_effect(by.speak, server)}"
        await answer(interaction, said, embed=settings_embed(by.speak, server))

    @settings.command(description="How interviewers give feedback, and whether I thank them once a month")
    @app_commands.describe(
        rubric="Three criteria with levels in words, instead of one score",
        sealed="Interviewees answer three questions about the interviewer before they read it",
        thanks="A thank-you on the 5th of each month to interviewers who said yes to it",
    )
    async def feedback(
        self,
        interaction: Interaction,
        rubric: bool | None = None,  # noqa: FBT001 - an option
        sealed: bool | None = None,  # noqa: FBT001 - an option
        thanks: bool | None = None,  # noqa: FBT001 - an option
    ) -> None:
        """Set how feedback is given, and whether interviewers are thanked."""
        await acknowledge(interaction)
        by = await admin(interaction)
        change = FeedbackChange(rubric=rubric, sealed=sealed, thanks=thanks)
        if change == FeedbackChange():
            await _show_unchanged(interaction, by)
            return
        server = await settings.set_feedback(by.server_id, change, by.now, by=changed_by(by))
        said = [by.speak("settings-saved"), *feedback_effects(by.speak, server, change)]
        await answer(interaction, " ".join(said), embed=settings_embed(by.speak, server))

    @settings.command(description="Which meeting links are taken")
    @app_commands.describe(others="Also Zoom, Teams, Discord, Jitsi and Telemost, not only Google Meet")
    async def links(
        self,
        interaction: Interaction,
        others: bool | None = None,  # noqa: FBT001 - an option
    ) -> None:
        """Set which meeting links are taken."""
        await acknowledge(interaction)
        by = await admin(interaction)
        if others is None:
            await _show_unchanged(interaction, by)
            return
        server = await settings.set_links(by.server_id, others, by=changed_by(by))
        await _show_saved(interaction, by, server)

    @settings.command(description="Whether booked interviews stand in this server's list of events")
    @app_commands.describe(enabled="Whether each booked interview gets a Discord event")
    async def events(
        self,
        interaction: Interaction,
        enabled: bool | None = None,  # noqa: FBT001 - an option
    ) -> None:
        """Set whether there are events, if the bot may make them."""
        await acknowledge(interaction)
        by = await admin(interaction)
        if enabled is None:
            await _show_unchanged(interaction, by)
            return
        if enabled and not await may_make_events(interaction):
            await answer(interaction, by.speak("events-forbidden"))
            return
        server = await events.switch(by.server_id, by.now, wanted=enabled, by=changed_by(by))
        await _show_saved(interaction, by, server)

    @settings.command(description="When both are reminded before an interview")
    @app_commands.describe(before="Times before the start, such as: 24h, 1h, 10m; 0 for none")
    async def reminders(
        self, interaction: Interaction, before: app_commands.Range[str, 1, 100] | None = None
    ) -> None:
        """Set the reminders."""
        await acknowledge(interaction)
        by = await admin(interaction)
        if before is None:
            await _show_unchanged(interaction, by)
            return
        server = await settings.set_reminders(by.server_id, before, by.now, by=changed_by(by))
        await _show_saved(interaction, by, server)

    @settings.command(description="Points in this server: who can be interviewed, and what to do")
    async def economy(self, interaction: Interaction) -> None:
        """Show how the points are doing."""
        async with in_one_request(interaction):
            by = await admin(interaction)
            found = await economy(by.settings, by.now)
            await answer(interaction, embed=economy_embed(by.speak, found, by.now))

    @settings.command(description="What admins did here lately, and a file with more of it")
    async def audit(self, interaction: Interaction) -> None:
        """Show the latest acts of admins."""
        async with in_one_request(interaction):
            by = await admin(interaction)
            acts = await audit.latest(by.server_id)
            await answer(interaction, embeds=audit_embeds(by.speak, acts), view=audit_view(by.speak, acts))


async def _show_unchanged(interaction: Interaction, by: AskedInServer) -> None:
    """Show what is set to who names nothing to set."""
    await answer(interaction, embed=settings_embed(by.speak, by.settings))


async def _show_saved(interaction: Interaction, by: AskedInServer, server: ServerSettings) -> None:
    await answer(interaction, by.speak("settings-saved"), embed=settings_embed(by.speak, server))
