"""What whoever hosts the bot meets: its command line, settings, log and checks; stands on everything else."""
