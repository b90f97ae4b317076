"""The study server that the sandbox starts with: its people, roles and channels, as data."""

from sandbox.clock import iso, snowflake_time
from sandbox.model.people import Member, User
from sandbox.model.places import TEXT_CHANNEL, Channel, Guild, Overwrite, Role
from sandbox.model.world import World
from sandbox.permissions import Permission

# Ids stay the same from run to run: the bot keeps them in its database. One step is one millisecond
# of Discord's time, which is the part of an id that decides on the shard.
_FIRST_MILLISECOND = 315_532_800_000

_EVERYONE = (
    Permission.VIEW_CHANNEL
    | Permission.SEND_MESSAGES
    | Permission.EMBED_LINKS
    | Permission.ATTACH_FILES
    | Permission.READ_MESSAGE_HISTORY
    | Permission.ADD_REACTIONS
    | Permission.CHANGE_NICKNAME
    | Permission.USE_APPLICATION_COMMANDS
    | Permission.CREATE_EVENTS
)

BOT_PERMISSIONS = (
    Permission.VIEW_CHANNEL
    | Permission.SEND_MESSAGES
    | Permission.EMBED_LINKS
    | Permission.READ_MESSAGE_HISTORY
)
"""What the invite link of the bot granted it."""

_PEOPLE = {
    # name: (locale, whether DMs from the bot arrive)
    "Olga": ("ru", True),
    "Alice": ("en-US", True),
    "Boris": ("ru", True),
    "Chen": ("en-GB", True),
    "Dina": ("ru", False),
    "Emil": ("en-US", True),
}
_STUDY_SERVER = ("Olga", "Alice", "Boris", "Chen", "Dina")
_NIGHT_SCHOOL = ("Emil", "Alice")


def _id(step: int) -> str:
    return str((_FIRST_MILLISECOND + step) << 22)


def _born(snowflake: str) -> str:
    return iso(snowflake_time(snowflake))


def study_server(extra_members: int = 0, *, bot_name: str = "Sandbox Bot") -> World:
    """Return a world with a study server and a second, smaller server.

    Args:
        extra_members: How many members called member_001, member_002 ... to add to the first.
        bot_name: The name of the bot's user.
    """
    bot = User(id=_id(10), name=bot_name.lower().replace(" ", "-"), display_name=bot_name, bot=True)
    world = World(bot=bot, application_id=bot.id)
    world.users[bot.id] = bot
    for step, (name, (locale, dms_open)) in enumerate(_PEOPLE.items(), start=20):
        user = User(
            id=_id(step),
            name=name.lower(),
            display_name=name,
            locale=locale,
            avatar=f"{step:032x}",
            dms_open=dms_open,
        )
        world.users[user.id] = user
    crowd = [f"member_{number:03}" for number in range(1, extra_members + 1)]
    for step, name in enumerate(crowd, start=1000):
        user = User(id=_id(step), name=name, display_name=name.replace("_", " ").capitalize())
        world.users[user.id] = user
    _add_guild(world, 0, "Study Hall", (*_STUDY_SERVER, *crowd), ("general", "interviews", "admin-log"))
    _add_guild(world, 101, "Night School", _NIGHT_SCHOOL, ("general", "interviews", "admin-log"))
    return world


def _add_guild(
    world: World, step: int, name: str, people: tuple[str, ...], channel_names: tuple[str, ...]
) -> None:
    """Add a server whose first member owns it and is its admin."""
    guild_id = _id(step)
    guild = Guild(id=guild_id, name=name, owner_id=world.user_named(people[0]).id, created_at=_born(guild_id))
    admin_id, bot_role_id = _id(step + 1), _id(step + 2)
    guild.roles = {
        guild_id: Role(id=guild_id, name="@everyone", permissions=_EVERYONE),
        admin_id: Role(
            id=admin_id,
            name="Admin",
            permissions=Permission.ADMINISTRATOR,
            position=2,
            color=0xE67E22,
            hoist=True,
        ),
        bot_role_id: Role(
            id=bot_role_id,
            name=world.bot.display_name,
            permissions=BOT_PERMISSIONS,
            position=1,
            managed=True,
            bot_id=world.bot.id,
        ),
    }
    for position, person in enumerate(people):
        user = world.user_named(person)
        roles = [admin_id] if position == 0 else []
        guild.members[user.id] = Member(user=user, joined_at=guild.created_at, roles=roles)
    guild.members[world.bot.id] = Member(user=world.bot, joined_at=guild.created_at, roles=[bot_role_id])
    for position, channel_name in enumerate(channel_names):
        channel = Channel(
            id=_id(step + 3 + position),
            type=TEXT_CHANNEL,
            guild_id=guild_id,
            name=channel_name,
            position=position,
        )
        if channel_name.startswith("admin"):
            channel.topic = "Only admins and the bot see this."
            channel.overwrites = {
                guild_id: Overwrite(id=guild_id, type=0, deny=Permission.VIEW_CHANNEL),
                bot_role_id: Overwrite(id=bot_role_id, type=0, allow=Permission.VIEW_CHANNEL),
            }
        guild.channels[channel.id] = channel
    world.guilds[guild_id] = guild
