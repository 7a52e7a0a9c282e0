"""Administrative areas: their boundaries, English names, and the files that the browser draws maps from."""
