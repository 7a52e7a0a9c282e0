"""Pieces that several pages share: language, tables, panels."""
