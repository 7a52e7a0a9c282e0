"""How wrong the method has been: against the UN's own projection, and from the census of 2010 to that of 2020."""
