"""Acting as a member in tests: commands, clicks, forms, and what the member then sees."""
