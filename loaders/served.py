"""Where the files lie that the browser fetches: plotly.js and the map files, which the start of the atlas puts there."""

import os
import tempfile
from pathlib import Path

from loaders.store import CACHE

PROJECT = Path(__file__).parents[1] / "pages" / "static"
ADDRESS = "app/static"  # from the address of any page: the server may have a path of its own before it


def folder(project: Path = PROJECT, cache: Path = CACHE) -> Path:
    """Return the folder of the checkout, or one in the cache where that cannot be written, as on a shared or a packed one."""
    return project if os.access(project, os.W_OK) else cache / "static"


def compiled(cache: Path = CACHE) -> Path:
    """Return where compiled code lies that cannot lie beside its source: in the cache, or in a folder of this run where that cannot be written."""
    found = cache / "numba"
    try:
        found.mkdir(parents=True, exist_ok=True)
    except OSError:
        return Path(tempfile.mkdtemp(prefix="yiyang-atlas-"))
    return found if os.access(found, os.W_OK) else Path(tempfile.mkdtemp(prefix="yiyang-atlas-"))


FOLDER = folder()
