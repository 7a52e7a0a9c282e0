"""What a portrait shows of one place: its people, its targets, its peers and its projection."""
