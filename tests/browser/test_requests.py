"""No request breaks the server, whatever it says: no answer of a fault, none that never comes, none that leads elsewhere.

200 requests in `make test`, 4,000 in `make test-full`; ``ATLAS_FUZZ_SEED`` repeats them. Handshakes of websockets are left out: one that is
none is not answered by uvicorn, which keeps a connection open for it and nothing else (``test_refused`` has those of strangers).
"""

import os
import re
import socket
from random import Random
from urllib.parse import urlsplit

import pytest

from tests.browser.conftest import running_process

SEED = os.environ.get("ATLAS_FUZZ_SEED") or "1"
PATHS = (
    *(b"/", b"/scenario", b"/map?area=620000", b"/static/index.html", b"/favicon.png"),
    *(b"/app/static/plotly.min.js", b"/app/static/maps/manifest.json", b"/media/x", b"/component/x/y"),
    *(b"/_stcore/health", b"/_stcore/stream", b"/_stcore/host-config", b"/_stcore/metrics"),
    *(b"/_stcore/upload_file/a/b", b"/_stcore/bidi-components/x/y.js"),
)
METHODS = (*[b"GET"] * 8, b"HEAD", b"POST", b"PUT", b"DELETE", b"OPTIONS", b"PATCH", b"TRACE", b"CONNECT", b"get")
PARTS = (
    *(b"%ff%fe", b"%00", b"\xff\xfe", b"%", b"%zz", b"..", b"%2e%2e", b"//", b"\\", b"?", b"#", b"%0d%0aX:1", b";"),
    *(b":", b"@", b"*", b"x" * 300, b"x" * 5000, b"/x" * 3000, b"%25" * 300, "张掖".encode(), b"%F0%9F"),
    *(b"//evil.example/", b"http://evil.example/"),
)
CHUNKED = b"Transfer-Encoding: chunked"
HEADERS = (
    *(b"Host: a b", b"Host: localhost:99999", b"Host: [", b"Origin: null", b"Origin: http://[", b"Origin: \xff"),
    *(b"Range: bytes=0-1", b"Range: bytes=9999999999-", b"Range: bytes=-", b"Range: bytes=5-1,0-0,x", b"Range: x=0-1"),
    *(b"If-None-Match: \xff", b"If-Modified-Since: never", b'If-Range: "x"', b"Accept-Encoding: gzip;q=x"),
    *(b"Cookie: \xff\xfe=1; _streamlit_xsrf=2|zz", b"Cookie: _streamlit_user=\xff", b"X-Xsrftoken: \xff"),
    *(b"Content-Length: -1", b"Content-Length: 0", CHUNKED, b"Transfer-Encoding: x"),
    *(
        b"Content-Type: multipart/form-data",
        b"Content-Type: multipart/form-data; boundary=\xff",
        b"Expect: 100-continue",
    ),
    *(b"Connection: Upgrade", b"Sec-WebSocket-Key: x", b"Sec-WebSocket-Version: 13"),
    *(b"Sec-WebSocket-Protocol: \xff, a", b"X-Forwarded-For: \xff", b"X: " + b"y" * 70_000, b"\xff: x"),
)
BODIES = (b"", b"", b"abc")


def request(random: Random) -> bytes:
    """Return a request of which some is wrong."""
    path = random.choice(PATHS)
    for _time in range(random.choice((0, 1, 1, 2))):
        at = random.randrange(len(path) + 1)
        path = path[:at] + random.choice(PARTS) + path[at:]
    headers = random.sample(HEADERS, random.choice((0, 1, 2, 4)))
    if not any(each.startswith(b"Host") for each in headers) and random.random() < 0.95:
        headers.append(b"Host: localhost")
    body = (
        b"5\r\nhello\r\n0\r\n\r\n" if CHUNKED in headers else random.choice(BODIES)
    )  # a server waits for what is to come
    lines = [random.choice(METHODS) + b" " + path + b" HTTP/1.1", *headers, b"", body]
    return b"\r\n".join(lines)


def answer(port: int, asked: bytes) -> str:
    """Return the head of the answer; nothing where the server hangs up.

    Raises:
        TimeoutError: it says nothing for 10 seconds.
    """
    with socket.create_connection(("127.0.0.1", port), 10) as asking:
        try:
            asking.sendall(asked)
            return asking.recv(4000).decode("latin-1").partition("\r\n\r\n")[0]
        except (ConnectionError, BrokenPipeError):
            return ""


def wrong(head: str) -> bool:
    """Return whether an answer is that of a fault, or leads away from the server."""
    to = re.search(r"^location: *(.*)$", head, re.IGNORECASE | re.MULTILINE)
    elsewhere = to is not None and urlsplit(to[1].strip()).netloc.partition(":")[0] not in ("", "localhost")
    return elsewhere or bool(re.match(r"HTTP/1\.1 5", head))


def ask(port: int, count: int) -> set[str]:
    """Make so many requests; return what the answers begin with."""
    random, seen = Random(SEED), set()
    for _at in range(count):
        asked = request(random)
        head = answer(port, asked)
        assert not wrong(head), f"ATLAS_FUZZ_SEED={SEED} {asked[:300]!r} {head[:300]}"
        seen.add(head[9:12])
    assert answer(port, b"GET /_stcore/health HTTP/1.1\r\nHost: localhost\r\n\r\n").startswith("HTTP/1.1 200")
    return seen


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ("HTTP/1.1 200 OK", False),
        ("", False),
        ("HTTP/1.1 500 Internal Server Error", True),
        ("HTTP/1.1 301 Moved Permanently\r\nLocation: /map", False),
        ("HTTP/1.1 301 Moved Permanently\r\nLocation: http://localhost:8501/map", False),
        ("HTTP/1.1 301 Moved Permanently\r\nLocation: //evil.example/", True),
        ("HTTP/1.1 301 Moved Permanently\r\nlocation: http://evil.example", True),
    ],
)
def test_an_answer_of_a_fault_is_known(head, told):
    assert wrong(head) == told


@pytest.mark.browser
def test_no_request_breaks_the_server(server):
    port = urlsplit(server).port
    assert port is not None
    assert {"200", "400", "403", "404"} <= ask(port, 200)


@pytest.mark.browser
@pytest.mark.parametrize("name", ["x" * 300, "maps/" + "x" * 5000, "x/" * 3000])
def test_a_name_too_long_for_a_file_is_not_found(server, name):
    port = urlsplit(server).port
    assert port is not None
    head = answer(port, f"GET /app/static/{name} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    assert head.startswith("HTTP/1.1 404")
    assert "frame-ancestors" in head


@pytest.mark.browser
@pytest.mark.slow
def test_none_of_four_thousand_requests_breaks_the_server(tmp_path):
    with running_process(tmp_path) as (address, process):
        port = urlsplit(address).port
        assert port is not None
        ask(port, 4000)
        process.terminate()
        assert "Traceback" not in process.communicate(timeout=20)[0]
