"""Tests of how certificates look."""
