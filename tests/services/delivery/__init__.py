"""Tests of the outbox, as `services/delivery` is laid out."""
