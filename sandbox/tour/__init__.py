"""The guided tour: its steps are data, and it notices by itself which were done."""
