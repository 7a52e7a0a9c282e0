"""Files in, checked frames out: table schemas, build, store, audit of the texts."""
