"""The database of the process: opened, brought up to date, and what is wrong with it said in a sentence."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from hosting.database_failures import NO_ROOM_TO_MIGRATE, sentence_of
from hosting.failures import ANOTHER_MIGRATES, MIGRATION_FAILED, CannotStartError
from models.database import POOL_SIZE, database
from models.faults import DatabaseUnreachableError
from models.migrating import AnotherMigratesError, MigrationFailedError
from models.outages import DatabaseFullError


@asynccontextmanager
async def open_database(
    url: str, *, pool_size: int = POOL_SIZE, address: str = "DATABASE_URL"
) -> AsyncIterator[None]:
    """Open the database for as long as the context lasts.

    Args:
        url: Its address.
        pool_size: How many connections to PostgreSQL the process may hold.
        address: How a person knows its address.

    Raises:
        CannotStartError: it cannot be opened or brought up to date.
    """
    async with AsyncExitStack() as stack:
        try:
            await stack.enter_async_context(database(url, pool_size=pool_size))
        except DatabaseUnreachableError as error:
            raise CannotStartError(sentence_of(error.fault, address)) from error
        except MigrationFailedError as error:
            is_full = isinstance(error.__cause__, DatabaseFullError)
            raise CannotStartError(
                NO_ROOM_TO_MIGRATE if is_full else MIGRATION_FAILED.format(error=error)
            ) from error
        except AnotherMigratesError as error:
            raise CannotStartError(ANOTHER_MIGRATES.format(error=error)) from error
        yield
