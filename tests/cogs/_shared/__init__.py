"""Tests of what the features have in common."""
