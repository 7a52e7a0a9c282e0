"""A batch of few places, with all that a batch of all does: three provinces of it, so that a test waits for 50 places and not for 394.

``python -m tests.unit.projection.few batch …`` runs the command on them.
"""

import sys

from projection import __main__ as command
from projection.batch import Chunk, chunks

PROVINCES = ("37", "53", "62")


def few(*given) -> list[Chunk]:
    """Return the chunks of these provinces, as ``chunks`` makes them."""
    return [chunk for chunk in chunks(*given) if chunk.province in PROVINCES]


if __name__ == "__main__":
    command.chunks = few
    sys.exit(command.main())
