"""The scenario page: ``page`` is the script, the others draw its parts."""
