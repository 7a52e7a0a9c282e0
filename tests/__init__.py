"""Checks of the atlas: ``unit`` (what functions state), ``app`` (pages run without a browser), ``browser`` (what a person sees)."""
