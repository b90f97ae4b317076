"""Tests of what is shown, as far as it can be told without Discord."""
