"""医养图谱 · Yiyang Atlas: the launcher that `streamlit run dashboard.py` detects.

The router lives in `pages/`, not here: beside a router, Streamlit would serve the files of a `pages/` folder
around the navigation on the first deep link of a fresh server.
"""

import gc
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from pages.parts import serving

ROOT = Path(__file__).resolve().parent
ROUTER = ROOT / "pages" / "router.py"

ANCESTORS, COMPLAINT = serving.frames(os.environ.get(serving.FRAMES, ""))


def provide_files() -> None:
    """Put into ``pages/static`` what the browser fetches from there and is missing or stale: plotly.js, and the map files.

    The maps are built in a process of their own, which takes geopandas and its memory with it. What cannot be written is named on
    the console; the atlas then runs without it.
    """
    from loaders.geography.layers import stale
    from pages.parts import live

    try:
        live.provide_plotly()
    except OSError as error:
        print(
            f"{live.STATIC.parent} cannot be written ({error.strerror}): maps and the charts of the scenario stay empty."
        )
        return
    if stale():
        subprocess.run([sys.executable, "-m", "loaders", "build", "--maps"], cwd=ROOT, check=False)


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Build what is missing, read the tables and compile the projection before the first viewer comes; then spare them garbage collection."""
    # Imported here: Streamlit's caches work only once its runtime has started.
    from views import edition, projections, search

    if COMPLAINT:
        print(COMPLAINT)
    provide_files()
    edition.warm_up()
    projections.warm_up()
    search.warm_up()
    gc.collect()
    gc.freeze()
    yield


def tell(error: Exception) -> bool:
    """Tell the viewer of a fault outside of every view, such as in a callback; return True: nothing else is to be shown."""
    from pages.parts import faults

    return faults.tell(error)


app = st.App(
    ROUTER,
    lifespan=lifespan,
    middleware=[
        Middleware(serving.SecurityHeaders, added=serving.headers(ANCESTORS)),
        Middleware(serving.BrowserCheck),
    ],
    on_script_error=tell,
)

if __name__ == "__main__":
    app.run()
