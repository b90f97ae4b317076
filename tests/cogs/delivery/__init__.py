"""Tests of the worker's parts, without a Discord."""
