"""Tests of ``views``."""
