"""医养图谱 · Yiyang Atlas: the launcher that `streamlit run dashboard.py` detects.

The router lives in `pages/`, not here: beside a router, Streamlit would serve the files of a `pages/` folder
around the navigation on the first deep link of a fresh server.
"""

import gc
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

ROOT = Path(__file__).resolve().parent
ROUTER = ROOT / "pages" / "router.py"

# Nothing comes from outside. Streamlit and plotly.js need inline styles, eval and blob workers.
CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'self' 'unsafe-inline' 'unsafe-eval' blob: data:",
        "connect-src 'self' ws: wss: blob: data:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    ]
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}


class SecurityHeaders:
    """Add the response headers above to every HTTP response; leave websockets alone."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await self.app(scope, receive, send_with_headers)


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


app = st.App(ROUTER, lifespan=lifespan, middleware=[Middleware(SecurityHeaders)], on_script_error=tell)

if __name__ == "__main__":
    app.run()
