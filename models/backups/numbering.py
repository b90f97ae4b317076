"""The numbers that rows are given: how far they have got, and where they go on.

A number is never given again, also after its row is gone: buttons, cards and nonces name rows by it.
"""

from collections.abc import Mapping

from models.backups.reading import Reader
from models.statements import is_postgres, run

_LAST = {
    "sqlite": "SELECT name, seq AS last FROM sqlite_sequence",
    "postgres": """
        SELECT owner.relname AS name, COALESCE(pg_sequence_last_value(made.oid), 0) AS last
        FROM pg_class AS made
        JOIN pg_depend ON objid = made.oid AND refclassid = 'pg_class'::regclass AND deptype IN ('a', 'i')
        JOIN pg_class AS owner ON owner.oid = refobjid
        WHERE made.relkind = 'S' AND made.relnamespace = current_schema()::regnamespace""",
}
_HIGHEST = 'SELECT COALESCE(MAX(id), 0) AS highest FROM "{table}"'

_HAS_ONE_ROW = {"installation"}
"""Tables whose rows are given no numbers."""

_SET_POSTGRES = "SELECT setval(pg_get_serial_sequence(:quoted, 'id'), CAST(:last AS BIGINT))"
_SET_SQLITE = (
    "DELETE FROM sqlite_sequence WHERE name = :table",
    "INSERT INTO sqlite_sequence (name, seq) VALUES (:table, :last)",
)


async def last_numbers(reader: Reader) -> dict[str, int]:
    """Return for each table that gives its rows numbers the last one given; 0 before the first."""
    found = {str(row["name"]): int(row["last"]) for row in await reader.rows(_LAST[reader.dialect])}
    return {table: last for table, last in found.items() if table not in _HAS_ONE_ROW}


async def given_twice(reader: Reader) -> list[str]:
    """Return the tables whose next row would be given the number of one that is there."""
    found = []
    for table, last in (await last_numbers(reader)).items():
        (row,) = await reader.rows(_HIGHEST.format(table=table))
        if row["highest"] > last:
            found.append(table)
    return found


async def go_on_from(numbers: Mapping[str, int]) -> None:
    """Set the last numbers of the open database's tables; a table that has given none stays as it is."""
    for table, last in numbers.items():
        if not last:
            continue
        values = {"table": table, "quoted": f'"{table}"', "last": last}
        for statement in (_SET_POSTGRES,) if is_postgres() else _SET_SQLITE:
            await run(statement, values)
