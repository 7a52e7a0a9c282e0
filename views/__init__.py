"""What a screen, a slide or a sheet shows: a choice in; sentence, chart, table and references out, in the viewer's language.

One module a page, a package where a page is large, and a few that several share: ``view`` (the shapes), ``edition`` (which tables
are read, and how results are kept), ``words``, ``places``, ``facts``, ``targets``, ``projections`` and ``records``. Nothing here knows
Streamlit or a page; meaning stands in ``policy`` and ``projection``, marks in ``charts``.
"""
