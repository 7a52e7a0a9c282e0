"""Files in, checked frames out: what a table may hold is declared in ``tables``, what needs two of them in ``rules``.

``curated`` and ``packs`` read what is kept by hand, ``census`` the published workbooks, ``geography`` the boundaries, ``policy_text`` a
document clause by clause; ``build`` writes, ``store`` serves. Nothing here knows what a number means or how it is shown.
"""
