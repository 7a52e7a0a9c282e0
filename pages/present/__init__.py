"""The page of a meeting: the tray of what was kept for it, the screens that show it, and the files that are handed over."""
