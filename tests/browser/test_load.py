"""The viewers that `python -m benchmarks load` lets loose on a server are answered as browsers are."""

import asyncio
import random

import pytest

from benchmarks.load import LEVERS, Viewer

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize("page", LEVERS)
def test_a_driven_viewer_finds_the_levers_of_a_page_and_is_answered(server, page):
    viewer = Viewer(server, page, "370500", random.Random(0))

    async def watch() -> None:
        opened = asyncio.Barrier(1)
        await viewer.watch(0, opened, 6)

    asyncio.run(watch())
    assert viewer.faults == []
    assert viewer.values().keys() == set(LEVERS[page])
    assert viewer.seconds
    assert min(viewer.received) > 1000
    # What it asked for stands in its address, as in that of a browser.
    assert any(f"{lever}=" in viewer.query for lever in LEVERS[page])


def test_a_driven_viewer_counts_what_it_cannot_reach_as_a_fault():
    viewer = Viewer("http://127.0.0.1:1", "scenario", "370500", random.Random(0))

    async def watch() -> None:
        await viewer.watch(0, asyncio.Barrier(1), 1)

    asyncio.run(watch())
    assert len(viewer.faults) == 1
