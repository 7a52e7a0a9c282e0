"""What leaves the atlas as files: of a scenario, of a chart, and of a whole meeting.

``outputs`` (of a scenario, by year), ``levers`` (what they were made from), ``asked`` (what a command asks for), ``sheet`` (the records of a
chart), ``report`` (a meeting's views as one page of HTML), ``package`` (their data, described).

``briefing`` is a place's own report: ``chapters`` says it, ``citations`` numbers its sources, ``paper`` writes it in the form of ``paper_form``.

A file holds the numbers of the page, in base units and in both languages: it is made from the same views. Nothing here knows a page
or Streamlit; the command line alone (``__main__``) writes.
"""
