"""Losing nothing: backups, restoring and verifying them, moving to another database."""
