"""What a viewer adds in a session: rows that are checked as the atlas's own, conflicts with known figures, saving, and handing in."""
