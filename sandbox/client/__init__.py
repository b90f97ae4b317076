"""What Discord's client lets a member do, and what it refuses before the server hears of it."""
