"""Tests of publishing, seeing and changing interviews."""
