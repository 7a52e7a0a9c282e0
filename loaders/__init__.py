"""Files in, checked frames out: what a table may hold is declared in ``tables``, what needs two of them in ``rules``.

``curated`` and ``packs`` read what is kept by hand, ``census`` the published workbooks, ``geography`` the boundaries; ``build`` writes,
``store`` serves. What a viewer brings is known by ``uploads`` and read by ``policy_text``, a document clause by clause and number by
number, or ``own_table``. Nothing here knows how a number is shown, or what becomes of it.
"""
