"""Changes to servers, channels and members, announced to the bot and the pages."""
