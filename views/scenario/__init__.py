"""What a scenario shows: its state, the run behind it, money, the answer, doubt, named scenarios, goals, and records."""
