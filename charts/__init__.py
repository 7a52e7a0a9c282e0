"""Frames in, Plotly figures out, in one visual language: colours, fonts and marks are decided in ``theme``.

A chart is told every text, number and reference that it draws, in the viewer's language. It opens no table, knows no Streamlit and
keeps no state.
"""
