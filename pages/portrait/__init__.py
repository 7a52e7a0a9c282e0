"""One place on one page: ``page`` is what runs, the other modules draw its sections."""
