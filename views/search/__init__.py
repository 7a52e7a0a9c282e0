"""One search over everything a viewer can open: ``hits`` says what is found, best first, and where each hit leads.

``words`` reads a query and a text alike, ``entries`` lists what can be found, ``ways`` names the pages and their views.
"""

from views.search.found import Hit, Hits, hits, warm_up

__all__ = ["Hit", "Hits", "hits", "warm_up"]
