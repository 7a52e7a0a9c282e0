"""What policy numbers mean: comparability, gaps and status."""
