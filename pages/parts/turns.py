"""Turns of the viewers' runs: one at a time, the others wait for theirs.

Python runs one thread at a moment. Where several viewers' runs are under way they hand over to each other at every call of compiled
code, and most of the time goes by with that: 60 viewers of the scenario waited 0.8 s for a lever (median), and in turns 0.09 s; with two
at a time those of the portrait still waited 2 s, and with one 0.15 s (`python -m benchmarks load`).
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

LONGEST_WAIT = 3.0  # seconds: nobody is held up for longer by a page that takes long

_turn = threading.Lock()
_held = threading.local()


@contextmanager
def turn() -> Iterator[None]:
    """Wait for the turn, ``LONGEST_WAIT`` at most, and give it back at the end; within a turn there is no other to wait for."""
    if getattr(_held, "here", False) or not _turn.acquire(timeout=LONGEST_WAIT):
        yield
        return
    _held.here = True
    try:
        yield
    finally:
        _held.here = False
        _turn.release()
