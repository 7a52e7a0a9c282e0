"""Checks of the atlas: unit, app, browser."""
