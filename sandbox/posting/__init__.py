"""Making, changing and removing messages, and telling everyone who can see them."""
