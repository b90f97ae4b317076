"""The answer to a client that asks for a server's members over the gateway."""

from collections.abc import Iterator

from sandbox.json_types import JsonObject
from sandbox.model.world import World

CHUNK_SIZE = 1000


def member_chunks(world: World, asked: JsonObject) -> Iterator[JsonObject]:
    """Yield the data of GUILD_MEMBERS_CHUNK events for a request."""
    guild = world.guilds.get(str(asked.get("guild_id")))
    if guild is None:
        return
    wanted = asked.get("user_ids")
    if wanted is not None:
        ids = [str(one) for one in (wanted if isinstance(wanted, list) else [wanted])]
        members = [guild.members[one] for one in ids if one in guild.members]
        missing = [one for one in ids if one not in guild.members]
    else:
        prefix = str(asked.get("query") or "").casefold()
        members = [one for one in guild.members.values() if one.user.name.casefold().startswith(prefix)]
        limit = int(asked.get("limit") or 0)
        members, missing = members[:limit] if limit else members, []
    count = max(1, -(-len(members) // CHUNK_SIZE))
    for index in range(count):
        part = members[index * CHUNK_SIZE : (index + 1) * CHUNK_SIZE]
        chunk: JsonObject = {
            "guild_id": guild.id,
            "members": [member.to_json() for member in part],
            "chunk_index": index,
            "chunk_count": count,
            "not_found": missing,
        }
        if asked.get("nonce") is not None:
            chunk["nonce"] = asked["nonce"]
        yield chunk
