"""Tests of how people find each other and keep apart."""
