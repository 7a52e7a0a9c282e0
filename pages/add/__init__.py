"""添加城市 Add a city: what a viewer brings, what is read in it, what is decided of that, and what comes of it."""
