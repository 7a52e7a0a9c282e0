"""What policy numbers mean: what may be compared, gaps and status, peers, care models, costs, and the sentences that say it.

Functions take frames and return frames, numbers, or a ``Sentence``: a template and values that a view translates and formats. A
sentence stands beside the meaning it speaks of; ``text`` has the types of its values, ``refs`` the grammar of references. No table
is opened here, and nothing is kept.
"""
