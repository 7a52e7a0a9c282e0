"""The scenario page: ``page`` is the script; ``levers`` draws the controls, ``views``, ``named`` and ``goal`` what they move."""
