"""What is on each screen, one file a page (a package where it is large), with the router that leads to them.

Pages draw controls, ask ``views`` what follows from a choice, and lay it out: with the launcher they alone know Streamlit. Nothing
imports from here. ``parts`` holds the few pieces that several pages share.
"""
