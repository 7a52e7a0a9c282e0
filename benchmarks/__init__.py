"""What must be fast, measured as ratios within one run: machines differ threefold, so no time stands here as a limit.

A group is a module with functions that return ratios and their limits; ``timing`` measures. No test imports it.
"""
