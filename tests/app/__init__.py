"""Checks of whole pages without a browser."""
