"""The picker: role, day, hour, minute and length in one private message, with a picture of the months."""
