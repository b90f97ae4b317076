"""Tests of what holds across the whole project: texts, commands, settings, documents."""
