"""The database of the process: opened, brought up to date, and what is wrong with it said in a sentence."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from hosting.failures import ANOTHER_MIGRATES, DATABASE_UNREACHABLE, MIGRATION_FAILED, CannotStartError
from models.database import DatabaseUnreachableError, database
from models.migrating import AnotherMigratesError, MigrationFailedError


@asynccontextmanager
async def open_database(url: str) -> AsyncIterator[None]:
    """Open the database for as long as the context lasts.

    Raises:
        CannotStartError: it cannot be opened or brought up to date.
    """
    async with AsyncExitStack() as stack:
        try:
            await stack.enter_async_context(database(url))
        except DatabaseUnreachableError as error:
            raise CannotStartError(DATABASE_UNREACHABLE.format(error=error)) from error
        except MigrationFailedError as error:
            raise CannotStartError(MIGRATION_FAILED.format(error=error)) from error
        except AnotherMigratesError as error:
            raise CannotStartError(ANOTHER_MIGRATES.format(error=error)) from error
        yield
