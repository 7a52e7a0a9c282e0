"""Checks of single functions and of the house rules."""
