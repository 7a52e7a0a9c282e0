"""Tests of ``projection``."""
