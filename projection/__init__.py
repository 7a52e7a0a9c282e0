"""People and need over time, in three rooms: ``people`` (the cohort-component engine), ``care`` (need, supply, scenarios), ``checks``.

A module's docstring states its model or equation with its source; arrays are NumPy, ages and years are their last axes. Nothing here
opens a table or knows a policy; the command line alone (``__main__``) reads and writes.
"""
