"""Pairs: two wishes that fit and free hours in common; both are asked which times suit, and it is booked."""
