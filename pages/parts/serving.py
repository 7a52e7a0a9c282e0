"""What goes with every answer of the server: headers of security, and in the page itself a sentence for browsers that are too old."""

import errno
import re
from pathlib import Path

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.web.server.starlette.starlette_websocket import is_host_allowed

FRAMES = "ATLAS_FRAME_ANCESTORS"
# https://portal.example.cn, http://10.1.2.3:8080, https://*.example.cn: what a browser takes for an origin in this place.
ORIGIN = re.compile(r"https?://(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:(\d{1,5}|\*))?", re.IGNORECASE)
HEALTH = "/_stcore/health"
FOREIGN_HOST = (
    "本平台不以这个主机名提供服务：请使用启动时给出的地址；要用其他主机名，启动时加上 --server.allowedHosts 主机名。\n"
    "The atlas is not served under this host name: take the address it named when it started; for another name, start it with "
    "--server.allowedHosts NAME.\n"
)
INDEX = Path(st.__file__).parent / "static" / "index.html"
CHECK = Path(__file__).parent / "browser_check.html"


def frames(text: str) -> tuple[str, str]:
    """Return who may show the atlas in a frame of theirs, as the header says it, and the sentence about what is no origin.

    Args:
        text: origins, with spaces between them; the atlas's own is always among them.
    """
    asked = text.split()
    wrong = [each for each in asked if not ORIGIN.fullmatch(each)]
    if not wrong:
        return " ".join(["'self'", *asked]), ""
    return "'self'", (
        f"{FRAMES}: {' '.join(wrong)} is no origin, so no other site may show the atlas in a frame; write origins with spaces "
        f"between them, such as https://portal.example.cn\n"
        f"{FRAMES}：{' '.join(wrong)}不是网站来源，因此其他网站都不能嵌入本平台；请写来源，以空格分隔，例如https://portal.example.cn"
    )


def headers(ancestors: str) -> dict[str, str]:
    """Return the headers of every answer. Nothing comes from outside; Streamlit and plotly.js need inline styles, eval and blob workers."""
    policy = [
        "default-src 'self' 'unsafe-inline' 'unsafe-eval' blob: data:",
        "connect-src 'self' ws: wss: blob: data:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        f"frame-ancestors {ancestors}",
    ]
    return {
        "Content-Security-Policy": "; ".join(policy),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
    }


class SecurityHeaders:
    """Add headers to every HTTP response; leave websockets alone."""

    def __init__(self, app: ASGIApp, added: dict[str, str]) -> None:
        self.app = app
        self.added = added

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self.added)
            await send(message)

        await self.app(scope, receive, send_with_headers)


class Door:
    """Refuse what asks for a host that the server is not, as Streamlit does with websockets alone: `server.allowedHosts` says which it is.

    A page of somebody else whose name leads here would else be given the atlas's files as its own. Whether the server lives, anyone
    may ask under any name: a container and a proxy do. A name that is too long for a file is that of none.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or say in one sentence why not."""
        foreign = scope["type"] == "http" and not is_host_allowed(Headers(scope=scope).get("host"))
        if foreign and not scope["path"].endswith(HEALTH):
            await PlainTextResponse(FOREIGN_HOST, status_code=403)(scope, receive, send)
            return
        try:
            await self.app(scope, receive, send)
        except OSError as error:
            if error.errno != errno.ENAMETOOLONG:
                raise
            await PlainTextResponse("Not Found", status_code=404)(scope, receive, send)


class BrowserCheck:
    """Put the check of the browser into Streamlit's page, before anything else of it runs."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.page = checked_page()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; where the answer is Streamlit's page, with the page that checks first."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        replaced = False

        async def send_checked(message: Message) -> None:
            nonlocal replaced
            if message["type"] != "http.response.start":
                if not replaced:
                    await send(message)
                return
            replaced = is_page(message)
            if not replaced:
                await send(message)
                return
            answer = MutableHeaders(scope=message)
            for name in ("content-encoding", "etag", "last-modified"):
                del answer[name]
            answer["content-length"] = str(len(self.page))
            await send(message)
            await send({"type": "http.response.body", "body": self.page})

        await self.app(scope, receive, send_checked)


def is_page(message: Message) -> bool:
    """Return whether an answer begins that is Streamlit's page: HTML that no cache keeps and nobody saves as a file."""
    given = Headers(raw=message["headers"])
    html = given.get("content-type", "").startswith("text/html")
    return (
        message["status"] == 200
        and html
        and given.get("cache-control") == "no-cache"
        and "content-disposition" not in given
    )


def checked_page() -> bytes:
    """Return Streamlit's page with the check at the beginning of its head."""
    page, check = INDEX.read_text("utf-8"), CHECK.read_text("utf-8")
    return page.replace("<head>", f"<head>\n{check}", 1).encode()
