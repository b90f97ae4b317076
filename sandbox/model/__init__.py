"""What exists in the local Discord: people, places, messages, commands."""
