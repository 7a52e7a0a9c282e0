"""Addresses as nobody writes them: every page under parameters that are emptied, doubled, very long, strange or another's.

``python -m tests.app.fuzz COUNT [SEED]`` prints how many addresses of each page were opened, the slowest, and every fault.
"""

import json
import logging
import re
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Widget

from benchmarks.pages import as_on_a_server
from tests.app.screens import elements, open_page
from tests.app.walk import ALSO, KEPT, VIEWS, Address, options_of

LINKS = json.loads((Path(__file__).parents[1] / "data" / "links.json").read_text("utf-8"))
SLOWEST = 10.0  # seconds a page may take
# What a page must show as it stands, if at all: a tag, a link, a picture, a directive and a formula, each with a mark of its own.
MARKUP = (
    "<img src=x onerror=alert('zzfuzz')>",
    "</p><script>zzfuzz()</script>",
    '"><svg/onload=zzfuzz()>',
    "[zzfuzz](javascript:alert(1))",
    "![zzfuzz](http://zzfuzz.example/a.png)",
    "**zzfuzz**",
    "`zzfuzz`",
    ":red[zzfuzz]",
    "$zzfuzz$",
    "&lt;zzfuzz&gt;",
    "# zzfuzz\n- zzfuzz",
)
STRANGE = (
    *(
        "",
        " ",
        "\0",
        "\x07\x1b[31m",
        "\u202e620700\u202c",
        "\u200b",
        "\ufeff620700",
        "\ud7ff",
        "６２０７００",
        "𠮷",
        "é" * 3,
    ),
    *(
        "nan",
        "NaN",
        "inf",
        "-inf",
        "1e309",
        "-1",
        "-0",
        "1e-320",
        "9" * 400,
        "0x10",
        "1_000",
        "٣",
        "½",
        "1,5",
        "1e3",
        "True",
    ),
    *(
        "620799",
        "000000",
        "999999",
        "62070",
        "6207000",
        "2020-02-30",
        "9999-12-31",
        "0001-01-01",
        "2025-W01",
        "20250101",
    ),
    *(
        "'; DROP TABLE facts;--",
        "1 OR 1=1",
        "../../etc/passwd",
        "..\\..\\x",
        "/dev/zero",
        "C:\\nul",
        "file:///etc/passwd",
    ),
    *(
        "{}",
        "{0}",
        "{name}",
        "%s",
        "%(x)s",
        "${x}",
        "{{7*7}}",
        "[]",
        "null",
        "None",
        ",",
        ",,,",
        "a,b,c",
        ";",
        ".",
        "..",
        ":",
    ),
    *("=1+1", "@SUM(A1)", "zh", "没有这样的词", "a" * 5000, "，" * 3000, "<" * 2000, *MARKUP),
)
# A tag, link, picture, directive or formula of `MARKUP` that nothing takes the meaning from.
LIVE_TAG = re.compile(r"<(img src=x|script>zz|svg/onload=zz)")
LIVE_MARK = re.compile(
    r"(?<!\\)\[zzfuzz(?<!\\)\]\(|(?<!\\)\*\*zzfuzz|(?<!\\)`zzfuzz|(?<!\\):red(?<!\\)\[zzfuzz|(?<!\\)\$zzfuzz|^# zzfuzz",
    re.MULTILINE,
)
MARKDOWN = ("markdown", "warning", "info", "success", "error", "caption", "header", "subheader", "title", "alert")
CHINESE = re.compile("[一-鿿]")


@dataclass
class Fuzzed:
    """What came of it: addresses by page, the slowest in seconds, and each fault in words."""

    opened: dict[str, int] = field(default_factory=dict)
    slowest: float = 0.0
    faults: list[str] = field(default_factory=list)


@cache
def known() -> dict[str, list[str]]:
    """Return the parameters of links and views with the values that they have there."""
    asked = [
        *(link["query"] for link in LINKS),
        *(each for some in (VIEWS, ALSO) for all_ in some.values() for each in all_),
    ]
    values: dict[str, set[str]] = {}
    for query in asked:
        for name, value in query.items():
            values.setdefault(name, set()).add(value)
    return {name: sorted(found) for name, found in sorted(values.items())}


def of_page(page: str) -> list[Address]:
    """Return the addresses of a page that are sound: of its links and views."""
    links = [link["query"] for link in LINKS if link["page"] == page]
    return [*links, *VIEWS[page], *(VIEWS[page][0] | also for also in ALSO.get(page, []))]


def mutated(value: str, random: Random) -> str:
    """Return a value with something done to it."""
    at = random.randrange(len(value) + 1)
    ways = (
        lambda: "",
        lambda: value + value,
        lambda: value + "," + value,
        lambda: value[:at],
        lambda: (
            value[:at] + chr(random.choice((0, 7, 10, 0x202E, 0x200B, 0x85, random.randrange(32, 0xD7FF)))) + value[at:]
        ),
        value.swapcase,
        lambda: value * 500,
        lambda: value[::-1],
        lambda: "-" + value,
        lambda: value + ".5",
        lambda: value[:at] + random.choice(MARKUP) + value[at:],
    )
    return random.choice(ways)()


def addresses(page: str, names: list[str], offered: dict[str, list[str]], random: Random) -> Iterator[Address]:
    """Give addresses of a page without end: a sound one, of which one to four parameters are changed or added.

    Args:
        page: its name.
        names: of the controls on it.
        offered: the codes that controls offer, by name.
        random: where they come from.
    """
    values = {name: [*known().get(name, []), *offered.get(name, [])] for name in {*known(), *names}}
    every = sorted({value for some in values.values() for value in some})
    own = sorted({*names, *(name for query in of_page(page) for name in query)})
    while True:
        address = dict(random.choice(of_page(page)))
        for _time in range(random.choice((1, 1, 2, 4))):
            name = random.choice(own if random.random() < 0.7 and own else sorted(values))
            way = random.random()
            if way < 0.35:
                value = random.choice(STRANGE)
            elif way < 0.7:
                value = mutated(address.get(name) or random.choice(values[name] or every), random)
            elif way < 0.9:
                value = random.choice(values[name] or every)
            else:
                value = random.choice(every)
            address[name] = value
        yield address


def wrong(app: AppTest, lang: str) -> Iterator[str]:
    """Give what no address may make of a page: an exception, a box of a fault, a sentence in another language, live markup."""
    yield from (f"{each.proto.type}: {each.message}" for each in app.exception)
    yield from (f"error box: {each.value}" for each in app.error)
    if lang == "zh":
        yield from (f"not in Chinese: {each.value[:200]}" for each in app.warning if not CHINESE.search(each.value))
    for each in elements(app):
        body = str(getattr(each.proto, "body", "") or "")
        if (each.type == "html" or getattr(each.proto, "allow_html", False)) and (found := LIVE_TAG.search(body)):
            yield f"markup in {each.type}: {body[max(0, found.start() - 60) : found.end() + 60]}"
        if each.type in MARKDOWN and (found := LIVE_MARK.search(body)):
            yield f"markup in {each.type}: {body[max(0, found.start() - 60) : found.end() + 60]}"


def go(app: AppTest, address: Address) -> None:
    """Bring an open page to an address, as a viewer does who has nothing chosen yet."""
    app.query_params.clear()
    app.query_params.update(address)
    for name, value in KEPT.items():
        app.session_state[name] = value
    app.run()


def fuzz(page: str, count: int, random: Random, found: Fuzzed) -> None:
    """Open a page at so many addresses, each second one in English."""
    app = open_page(page, **VIEWS[page][0])
    drawn: list[Any] = [each for each in elements(app) if isinstance(each, Widget) and each.key]
    offered = {str(each.key): options_of(each) for each in drawn}
    stream = addresses(page, sorted(offered), offered, random)
    for at in range(count):
        lang = ("zh", "en")[at % 2]
        address = {"lang": lang} | next(stream)
        started = time.perf_counter()
        try:
            go(app, address)
        except Exception as error:  # noqa: BLE001 (the run itself ended: begin anew)
            found.faults.append(f"{page} {shown(address)}: {type(error).__name__}: {error}")
            app = open_page(page)
            continue
        took = time.perf_counter() - started
        found.slowest = max(found.slowest, took)
        told = [*wrong(app, lang if address["lang"] == lang else "")]
        if took > SLOWEST:
            told.append(f"took {took:.0f} s")
        found.faults += [f"{page} {shown(address)}: {each}" for each in dict.fromkeys(told)]
        if app.exception:
            app = open_page(page)
    found.opened[page] = found.opened.get(page, 0) + count


def shown(address: Address) -> str:
    """Return an address to read, long values cut."""
    return repr(
        {name: value if len(value) < 80 else f"{value[:40]}… ({len(value)})" for name, value in address.items()}
    )


def all_pages(shares: dict[str, int], seed: str) -> Fuzzed:
    """Open so many addresses of each page."""
    found = Fuzzed()
    pause = time.sleep  # a page waits for the browser to draw
    with as_on_a_server(), patch.object(time, "sleep", lambda seconds: pause(min(float(seconds), 0.001))):
        for page, share in shares.items():
            fuzz(page, share, Random(f"{seed}{page}"), found)
    return found


def main() -> int:
    """Fuzz as the command says; return 1 where there is a fault."""
    count, seed = int(sys.argv[1]), (sys.argv[2] if len(sys.argv) > 2 else str(Random().randrange(10**6)))
    logging.disable(logging.WARNING)
    started = time.process_time()
    found = all_pages(dict.fromkeys(VIEWS, -(-count // len(VIEWS))), seed)
    told = f"{found.opened}, {time.process_time() - started:.1f} s, slowest {found.slowest:.1f} s, seed {seed}"
    sys.stdout.write("\n".join([told, *found.faults, ""]))
    return int(bool(found.faults))


if __name__ == "__main__":
    sys.exit(main())
