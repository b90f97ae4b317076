"""What whoever hosts the bot meets."""
