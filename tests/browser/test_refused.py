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


def ask(server: str, path: str, method: str = "GET", **headers: str) -> http.client.HTTPResponse:
    """Return the answer to one request, whose headers may say anything."""
    split = urlsplit(server)
    asking = http.client.HTTPConnection(split.hostname or "", split.port, timeout=10)
    asking.putrequest(method, path, skip_host="Host" in headers)
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
@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "localhost.evil.example", "127.0.0.1.evil.example", ""]
)
def test_a_foreign_host_gets_no_session_and_no_file_but_one_sentence(server: str, host: str):
    assert ask(server, "/_stcore/stream", Host=host, **UPGRADE).status == 403
    for path in ("/", "/scenario?lang=en", "/app/static/plotly.min.js", "/static/none.js", "/_stcore/host-config"):
        answer = ask(server, path, Host=host)
        chinese, english = answer.read().decode().splitlines()
        assert (answer.status, answer.headers["Content-Type"]) == (403, "text/plain; charset=utf-8")
        assert "--server.allowedHosts 主机名" in chinese
        assert "--server.allowedHosts NAME" in english
        assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]


@pytest.mark.browser
@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8501", "127.0.0.1:9", "[::1]:8501", "[::1]"])
def test_this_computer_is_known_under_each_of_its_names(server: str, host: str):
    assert b"<title>" in ask(server, "/", Host=host).read()


@pytest.mark.browser
def test_a_proxy_asks_under_any_name_whether_the_server_lives(server: str):
    assert ask(server, "/_stcore/health", Host="10.0.0.1").read() == b"ok"


@pytest.mark.browser
def test_a_foreign_origin_gets_no_session_and_the_own_one_does(server: str):
    assert ask(server, "/_stcore/stream", Origin="http://evil.example", **UPGRADE).status == 403
    assert ask(server, "/_stcore/stream", Origin=server, **UPGRADE).status == 101


@pytest.mark.browser
@pytest.mark.parametrize("origin", ["", "http://evil.example"])
def test_a_file_comes_from_a_session_of_ones_own_and_from_nowhere_else(server: str, origin: str):
    headers = {"Content_Length": "0"} | ({"Origin": origin} if origin else {})
    answer = ask(server, "/_stcore/upload_file/00000000-0000/1", "PUT", **headers)
    assert answer.status == 403
    assert answer.headers.get("Access-Control-Allow-Origin") != (origin or "*")


@pytest.mark.browser
@pytest.mark.parametrize(
    "out",
    [
        "../pyproject.toml",
        "..%2fpyproject.toml",
        "%2e%2e/pyproject.toml",
        "..%5cpyproject.toml",
        "%2e%2e%2f" * 9 + "etc/passwd",
        "//etc/passwd",
    ],
)
@pytest.mark.parametrize(
    "folder", ["/app/static", "/app/static/maps", "/static", "/media", "/component", "/component/plot"]
)
def test_no_path_leads_out_of_a_served_folder(server: str, folder: str, out: str):
    for up in ("", "../" * 2, "%2e%2e%2f" * 4):
        text = ask(server, f"{folder}/{up}{out}").read()
        assert b"yiyang-atlas" not in text
        assert b"root:" not in text
