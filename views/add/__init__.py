"""What the page 添加城市 shows: a viewer's text with what was read in it, what is decided of that, and what becomes of it. No streamlit."""
