"""Rooms of Google Meet: made through Google's own API, with the credentials that the admin gave."""

from services.google_meet.client import GoogleMeet, open_google_meet
from services.google_meet.errors import GoogleMeetError

__all__ = ["GoogleMeet", "GoogleMeetError", "open_google_meet"]
