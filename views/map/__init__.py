"""What the map page shows: the values of its units, the maps drawn from them, and runs of all places that lie on disk."""
