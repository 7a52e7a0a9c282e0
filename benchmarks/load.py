"""`python -m benchmarks load`: many viewers of one atlas, each of whom moves a lever every two to three seconds.

A viewer speaks with the server as the browser does, over a WebSocket: opens the page, takes note of the controls that come, and
sends a moved lever with the values of all controls of the page and the fragment that the lever stands in. Answered is a lever
once all messages of its run have come and the server says that it has ended. Viewers come at different moments, look at different
places and move levers by chance, each by a seed of its own: the same viewers in every run.

With several processes the viewers are dealt out in turn, as a proxy deals out new visitors. The driver shares the processors with
the atlas; its part of the time is told.
"""

import argparse
import asyncio
import random
import re
import ssl
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.Slider_pb2 import Slider
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus, WebSocketException
from websockets.typing import Subprotocol

from benchmarks.served import ROOT, running

PLACES = (
    *("370500", "530100", "520100", "500000", "310000", "110000", "420100", "510100", "620700", "321100"),
    *("330100", "440100", "610100", "230100", "210200"),
)
# The controls that the viewers of a page move.
LEVERS = {
    "scenario": ("occupancy", "use_trend", "resident_severe", "disability_survey", "disability_trend"),
    "portrait": ("year",),
}
# Pages whose viewers, every other time, choose another place instead.
WHOLE = ("portrait",)
VIEWERS = (1, 10, 30, 60)
ARRIVAL = 0.2  # seconds between one viewer's arrival and the next
PAUSE = 2.0, 3.0  # seconds between a lever's answer and the next lever
SECONDS, PATIENCE = 40, 120
RETURN = 0.5  # seconds until a browser tries a broken line again
LARGEST = 64 << 20  # bytes of one message
PAGE_ENDED, FRAGMENT_ENDED = 0, 3
MOST_RATIO = 4.0


@dataclass
class Control:
    """What the browser knows of a control: the value it sends along, the fragment it stands in, and what a slider may be moved to."""

    state: WidgetState
    fragment: str
    slider: Slider = field(default_factory=Slider)


@dataclass
class Viewer:
    """A page in a browser, and what came of it: seconds and bytes of each answer, how often it ``returned`` to a broken line, and faults.

    ``headers`` and ``trust`` are what a proxy before the server asks for.
    """

    server: str
    page: str
    place: str
    chance: random.Random
    headers: dict[str, str] = field(default_factory=dict)
    trust: ssl.SSLContext | None = None
    returns: bool = False
    controls: dict[str, Control] = field(default_factory=dict)
    drawn: set[str] = field(default_factory=set)
    hashes: set[str] = field(default_factory=set)
    query: str = ""
    script: str = ""
    left: dict[str, float | None] = field(default_factory=dict)
    opened: float = 0.0
    returned: int = 0
    seconds: list[float] = field(default_factory=list)
    received: list[int] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    async def watch(self, wait: float, opened: asyncio.Barrier, seconds: float) -> None:
        """Open the page after ``wait`` seconds, and once everybody has, move levers for so many seconds; what goes wrong is a fault.

        A line that breaks is a fault, too, unless the viewer ``returns``.
        """
        await asyncio.sleep(wait)
        self.query = f"lang=zh&place={self.place}"
        try:
            async with self._line() as line:
                begun = time.monotonic()
                await self._asked(line, "")
                self.opened = time.monotonic() - begun
                await opened.wait()
                end = time.monotonic() + seconds
                broken = await self._move(line, end)
            while broken:
                await asyncio.sleep(RETURN)
                with suppress(OSError, InvalidStatus):  # nobody there, or the proxy says so
                    async with self._line() as line:
                        await self._return(line)
                        broken = await self._move(line, end)
        except (
            OSError,
            TimeoutError,
            ValueError,
            LookupError,
            WebSocketException,
            asyncio.BrokenBarrierError,
        ) as error:
            self.faults.append(f"{type(error).__name__}: {error}")
            await opened.abort()

    def _line(self) -> connect:
        return connect(
            f"{self.server.replace('http', 'ws', 1)}/_stcore/stream",
            subprotocols=[Subprotocol("streamlit")],
            additional_headers=self.headers,
            ssl=self.trust,
            max_size=LARGEST,
            compression=None,
        )

    async def _move(self, line: ClientConnection, end: float) -> bool:
        """Move levers until ``end`` (of ``time.monotonic``); return whether the line broke and the viewer is to come back."""
        await asyncio.sleep(self.chance.uniform(0, PAUSE[1]))
        while time.monotonic() < end:
            lever = self._other_place() if self.page in WHOLE and self.chance.random() < 0.5 else self._lever()
            begun = time.monotonic()
            try:
                self.received.append(await self._asked(line, lever.fragment))
            except ConnectionClosed:
                if not self.returns:
                    raise
                # What it was asked for last never came into its address.
                self.left = self.values() | {name_of(lever): None}
                return True
            self.seconds.append(time.monotonic() - begun)
            await asyncio.sleep(self.chance.uniform(*PAUSE))
        return False

    async def _return(self, line: ClientConnection) -> None:
        """Open the page at the address it was left at; it is a fault where its levers stand elsewhere."""
        self.script, self.controls, self.hashes = "", {}, set()
        await self._asked(line, "")
        self.returned += 1
        if self.left != self.values() | {name: None for name, value in self.left.items() if value is None}:
            self.faults.append(f"came back to {self.values()} from {self.left}")

    def values(self) -> dict[str, float | None]:
        """Return where the levers of the page stand."""
        levers = (each for each in self.controls.values() if name_of(each) in LEVERS[self.page])
        return {name_of(each): each.state.double_array_value.data[0] for each in levers}

    def _other_place(self) -> Control:
        """Ask for another place, as by a link: the page runs as a whole."""
        self.place = self.chance.choice([place for place in PLACES if place != self.place])
        self.query = re.sub(r"place=\d+", f"place={self.place}", self.query)
        return Control(WidgetState(id="place"), "")

    def _lever(self) -> Control:
        """Move one of the page's levers to another of its values, and return it."""
        lever = self.chance.choice([each for each in self.controls.values() if name_of(each) in LEVERS[self.page]])
        slider, data = lever.slider, lever.state.double_array_value.data
        steps = range(round((slider.max - slider.min) / slider.step) + 1)
        values = [slider.min + step * slider.step for step in steps]
        data[:] = [self.chance.choice([value for value in values if abs(value - data[0]) > slider.step / 2])]
        return lever

    async def _asked(self, line: ClientConnection, fragment: str) -> int:
        """Ask for a run of the page or of a fragment; return the bytes of the answer."""
        message = BackMsg()
        asked = message.rerun_script
        asked.query_string, asked.page_name, asked.page_script_hash = self.query, self.page, self.script
        asked.fragment_id = fragment
        asked.widget_states.widgets.extend(control.state for control in self.controls.values())
        asked.cached_message_hashes.extend(self.hashes)
        asked.context_info.url = f"{self.server}/{self.page}"
        await line.send(message.SerializeToString())
        self.drawn, received = set(), 0
        async with asyncio.timeout(PATIENCE):
            while True:
                part = await line.recv(decode=False)
                received += len(part)
                if self._ended(ForwardMsg.FromString(part)):
                    break
        self.controls = {
            name: control
            for name, control in self.controls.items()
            if name in self.drawn or (fragment and control.fragment != fragment)
        }
        return received

    def _ended(self, answer: ForwardMsg) -> bool:
        """Take a message as the browser does; return whether it ends the run that was asked for."""
        kind = answer.WhichOneof("type")
        if kind == "navigation":
            self.script = answer.navigation.page_script_hash
        elif kind == "page_info_changed":
            self.query = answer.page_info_changed.query_string
        elif kind == "delta":
            if answer.metadata.cacheable:
                self.hashes.add(answer.hash)
            self._take(answer.delta.new_element, answer.delta.fragment_id)
        # A run that gave way to the next one says that it ended early, and is not the one that was asked for.
        return kind == "script_finished" and answer.script_finished in (PAGE_ENDED, FRAGMENT_ENDED)

    def _take(self, element: Element, fragment: str) -> None:
        """Note a control that the page draws, with the value that the browser sends along from now on."""
        kind = element.WhichOneof("type")
        if kind == "exception":
            self.faults.append(element.exception.message)
        if kind not in ("slider", "text_input", "selectbox", "button_group"):
            return
        drawn = getattr(element, kind)
        self.drawn.add(drawn.id)
        known = self.controls.setdefault(drawn.id, Control(WidgetState(id=drawn.id), fragment))
        known.fragment = fragment  # which differs from place to place
        if known.state.WhichOneof("value") and not drawn.set_value:
            return  # the viewer's own value stays
        if kind == "slider":
            known.slider = drawn
            known.state.double_array_value.data[:] = drawn.value if drawn.set_value else drawn.default
        elif kind == "text_input":
            known.state.string_value = drawn.value if drawn.set_value else drawn.default
        elif kind == "selectbox":
            known.state.string_value = drawn.raw_value if drawn.set_value else drawn.options[drawn.default]
        else:
            chosen = drawn.raw_values if drawn.set_value else [drawn.options[at].content for at in drawn.default]
            known.state.string_array_value.data[:] = chosen


def name_of(control: Control) -> str:
    """Return the key that the page gave a control, which ends the name that Streamlit gives it."""
    return control.state.id.rsplit("-", 1)[-1]


@dataclass(frozen=True)
class Load:
    """What a number of viewers came to: milliseconds of their levers, levers answered, faults, kilobytes a lever, and the most memory in MB.

    ``longest`` is how many seconds the page took to open for whom it took longest, while the others came.

    ``driver`` and ``server`` are processor seconds a second of the measured time.
    """

    page: str
    processes: int
    viewers: int
    longest: float
    typical: float
    slow: float
    answered: int
    faults: list[str]
    sent: float
    memory: float
    driver: float
    server: float


def measured(page: str, viewers: int, seconds: float, processes: int) -> Load:
    """Start the atlas in so many processes, let the viewers move levers, and tell what came of it.

    Raises:
        RuntimeError: a server does not start.
    """
    with ExitStack() as stack:
        servers = [stack.enter_context(running(ROOT / "dashboard.py")) for _process in range(processes)]
        crowd = [
            Viewer(servers[at % processes][0], page, PLACES[at % len(PLACES)], random.Random(at))  # noqa: S311 - chance, no secret
            for at in range(viewers)
        ]
        pids = [pid for _address, pid in servers]
        return asyncio.run(_watched(page, crowd, pids, seconds))


async def _watched(page: str, crowd: Sequence[Viewer], pids: Sequence[int], seconds: float) -> Load:
    used: list[tuple[float, float, float]] = []

    def note() -> None:
        used.append((time.monotonic(), time.process_time(), sum(map(_processor, pids))))

    async def timed() -> None:
        with suppress(asyncio.BrokenBarrierError):  # the viewer who broke it tells why
            await opened.wait()
        note()

    opened, most = asyncio.Barrier(len(crowd) + 1), 0.0
    watching = asyncio.gather(
        timed(),
        *(viewer.watch(at * ARRIVAL, opened, seconds) for at, viewer in enumerate(crowd)),
    )
    while not watching.done():
        await asyncio.wait([watching], timeout=2)
        most = max(most, sum(map(_memory, pids)))
    await watching
    note()
    lasted, driver, server = (end - begin for begin, end in zip(*used, strict=True))
    taken = [1000 * each for viewer in crowd for each in viewer.seconds]
    received = [each for viewer in crowd for each in viewer.received]
    return Load(
        page,
        len(pids),
        len(crowd),
        max(viewer.opened for viewer in crowd),
        median(taken) if taken else float("nan"),
        quantiles(taken, n=20)[-1] if len(taken) > 1 else float("nan"),
        len(taken),
        [fault for viewer in crowd for fault in viewer.faults],
        sum(received) / max(len(received), 1) / 1000,
        most,
        driver / lasted,
        server / lasted,
    )


def _processor(pid: int) -> float:
    """Return the processor seconds of a process (Linux, proc(5))."""
    fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100


def _memory(pid: int) -> float:
    """Return the memory of a process in MB, what it shares with others counted once among them (Linux, proc(5))."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


HEADS = (
    "page",
    "processes",
    "viewers",
    "opened",
    "median",
    "95%",
    "levers",
    "faults",
    "kB/lever",
    "MB",
    "driver",
    "server",
)


def table(loads: Sequence[Load]) -> str:
    """Return the loads as a table to print."""
    rows: list[Sequence[str]] = [HEADS]
    for load in loads:
        rows.append(
            (
                load.page,
                str(load.processes),
                str(load.viewers),
                f"{load.longest:.1f} s",
                f"{load.typical:.0f} ms",
                f"{load.slow:.0f} ms",
                str(load.answered),
                str(len(load.faults)),
                f"{load.sent:.0f}",
                f"{load.memory:.0f}",
                f"{load.driver:.0%}",
                f"{load.server:.0%}",
            )
        )
    widths = [max(len(row[at]) for row in rows) for at in range(len(HEADS))]
    return "\n".join("  ".join(text.rjust(width) for text, width in zip(row, widths, strict=True)) for row in rows)


def command(arguments: Sequence[str], tell: Callable[[str], None] = print) -> None:
    """Run the command line: measure each number of viewers on each page and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks load", description="Many viewers of one atlas.")
    parser.add_argument("--viewers", type=int, nargs="+", default=VIEWERS)
    parser.add_argument("--pages", nargs="+", choices=LEVERS, default=list(LEVERS))
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=SECONDS, help="how long levers are moved")
    asked = parser.parse_args(arguments)
    loads = []
    for page in asked.pages:
        for viewers in asked.viewers:
            loads.append(measured(page, viewers, asked.seconds, asked.processes))
            for fault in dict.fromkeys(loads[-1].faults):
                tell(f"{page}, {viewers} viewers: {fault}")
    tell(table(loads))
    for page in asked.pages:
        of_page = [load for load in loads if load.page == page]
        alone = [load.typical for load in of_page if load.viewers == 1]
        if alone and len(of_page) > 1:
            most = max(of_page, key=lambda load: load.viewers)
            tell(
                f"{page}: 95% of {most.viewers} viewers within {most.slow / alone[0]:.1f} × the median of one (goal {MOST_RATIO:g} ×)"
            )
