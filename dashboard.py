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
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from streamlit import get_option

from loaders.served import ADDRESS, FOLDER, PROJECT, compiled
from pages.parts import serving

ROOT = Path(__file__).resolve().parent
ROUTER = ROOT / "pages" / "router.py"

if FOLDER != PROJECT:  # nor can the compiled projection lie beside its source; set before the first import of numba
    os.environ.setdefault("NUMBA_CACHE_DIR", str(compiled()))
ANCESTORS, COMPLAINT = serving.frames(os.environ.get(serving.FRAMES, ""))


def provide_files() -> None:
    """Put where the browser fetches it from (``loaders.served``) what is missing or stale: plotly.js, and the map files.

    The maps are built in a process of their own, which takes geopandas and its memory with it. What cannot be written is named on
    the console; the atlas then runs without it.
    """
    from loaders.geography.layers import stale
    from pages.parts import live

    try:
        live.provide_plotly()
    except OSError as error:
        folder = live.STATIC.parent
        print(
            f"{folder} cannot be written ({error.strerror}): maps and charts stay empty; let ATLAS_CACHE name a folder that can be written, "
            f"and start again.\n{folder}无法写入（{error.strerror}），地图和图表将是空的：请用环境变量ATLAS_CACHE指定一个可写入的文件夹，然后重新启动。"
        )
        return
    if stale():
        subprocess.run([sys.executable, "-m", "loaders", "build", "--maps"], cwd=ROOT, check=False)


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Build what is missing, read the tables and compile the projection before the first viewer comes; then spare them garbage collection."""
    # Imported here: Streamlit's caches work only once its runtime has started.
    from loaders.asked import take_all_signs
    from views import edition, projections, search

    take_all_signs()
    if COMPLAINT:
        print(COMPLAINT)
    provide_files()
    edition.warm_up()
    projections.warm_up()
    search.warm_up()
    gc.collect()
    gc.freeze()
    yield


def static_routes() -> list[Mount]:
    """Return the route to the files in the cache; none where they lie in the checkout, from where Streamlit hands them out itself."""
    if FOLDER == PROJECT:
        return []
    base = str(get_option("server.baseUrlPath")).strip("/")
    return [Mount(f"/{base}/{ADDRESS}" if base else f"/{ADDRESS}", StaticFiles(directory=FOLDER, check_dir=False))]


def tell(error: Exception) -> bool:
    """Tell the viewer of a fault outside of every view, such as in a callback; return True: nothing else is to be shown."""
    from pages.parts import faults

    return faults.tell(error)


app = st.App(
    ROUTER,
    lifespan=lifespan,
    routes=static_routes(),
    middleware=[
        Middleware(serving.SecurityHeaders, added=serving.headers(ANCESTORS)),
        Middleware(serving.Door),
        Middleware(serving.BrowserCheck),
    ],
    on_script_error=tell,
)


def serve(arguments: list[str]) -> None:
    """Serve the atlas with the settings of `streamlit run`; where it cannot be served at an address, end with a sentence."""
    from streamlit.web.cli import main

    try:
        "".join(arguments).encode()  # bytes that are no text are no address either
        main(["run", str(ROOT / "dashboard.py"), *arguments])
    except (OSError, OverflowError, UnicodeEncodeError) as error:
        why = "not UTF-8" if isinstance(error, UnicodeEncodeError) else error
        sys.exit(
            f"The atlas cannot be served there ({why}): give another --server.address or --server.port.\n"
            f"无法在该地址提供服务（{why}）：请另选--server.address或--server.port。"
        )


if __name__ == "__main__":
    serve(sys.argv[1:])
