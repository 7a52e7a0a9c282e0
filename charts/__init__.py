"""Frames in, Plotly figures out, in one visual language."""
