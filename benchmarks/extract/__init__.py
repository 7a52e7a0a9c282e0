"""How well numbers are read from policy texts, against careful readings of the same texts; and how fast."""
