"""Tests of how the bot keeps to what Discord lets it do."""
