"""What a scenario's numbers mean: outputs, costs, borrowed policies, goal-seek, and the sentences that say them."""
