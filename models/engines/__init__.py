"""Tortoise's SQLite and PostgreSQL, made to live through outages. Tortoise finds them by their names."""
