"""What leaves the atlas as files: ``outputs`` (of a scenario, by year), ``levers`` (what they were made from), ``asked`` (what a command asks for).

``briefing`` is a place's own report: ``chapters`` says it, ``citations`` numbers its sources, ``paper`` writes it in the form of ``paper_form``.

A file holds the numbers of the page, in base units and in both languages: it is made from the same views. Nothing here knows a page
or Streamlit; the command line alone (``__main__``) writes.
"""
