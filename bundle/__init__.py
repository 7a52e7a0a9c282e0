"""`make bundle`: the atlas as one ZIP for a desk without a network.

``wheels`` gets the locked packages for each kind of desk, ``archive`` writes the ZIP. What runs at the desk lies in ``starter/``: it
has only the standard library, since nothing is installed when it starts, and is never imported by the atlas.
"""
