"""What a server refuses without a browser: foreign hosts and origins, paths that lead out; and what it says with every answer."""

import http.client
from urllib.parse import urlsplit

import pytest

UPGRADE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}
PATHS = ("/", "/scenario?lang=en", "/_stcore/health", "/app/static/none.js")


def ask(server: str, path: str, **headers: str) -> http.client.HTTPResponse:
    """Return the answer to one request, whose headers may say anything."""
    split = urlsplit(server)
    asking = http.client.HTTPConnection(split.hostname or "", split.port, timeout=10)
    asking.putrequest("GET", path, skip_host="Host" in headers)
    for name, value in headers.items():
        asking.putheader(name.replace("_", "-"), value)
    asking.endheaders()
    return asking.getresponse()


@pytest.mark.browser
@pytest.mark.parametrize("path", PATHS)
def test_every_answer_keeps_the_outside_out(server: str, path: str):
    said = ask(server, path).headers
    assert "default-src 'self'" in said["Content-Security-Policy"]
    assert "object-src 'none'" in said["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in said["Content-Security-Policy"]
    assert said["X-Content-Type-Options"] == "nosniff"
    assert said["Referrer-Policy"] == "same-origin"


@pytest.mark.browser
@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "localhost.evil.example", ""])
def test_a_foreign_host_gets_no_session(server: str, host: str):
    assert ask(server, "/_stcore/stream", Host=host, **UPGRADE).status in (400, 403)


@pytest.mark.browser
def test_a_foreign_origin_gets_no_session_and_the_own_one_does(server: str):
    assert ask(server, "/_stcore/stream", Origin="http://evil.example", **UPGRADE).status == 403
    assert ask(server, "/_stcore/stream", Origin=server, **UPGRADE).status == 101


@pytest.mark.browser
@pytest.mark.parametrize(
    "out", ["../../pyproject.toml", "..%2f..%2fpyproject.toml", "%2e%2e/%2e%2e/pyproject.toml", "/etc/passwd"]
)
def test_no_path_leads_out_of_the_served_folder(server: str, out: str):
    answer = ask(server, f"/app/static/{out}")
    assert b"yiyang-atlas" not in (text := answer.read())
    assert b"root:" not in text
