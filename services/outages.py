"""What to expect when the database cannot do its work, for those who may not know the database."""

from models.outages import DatabaseFullError, DatabaseGoneError, OutageError, OutcomeUnknownError

__all__ = ["DatabaseFullError", "DatabaseGoneError", "OutageError", "OutcomeUnknownError"]
