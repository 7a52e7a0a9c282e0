"""Links of the first version open to the numbers that they showed then: what a viewer reads, and what the charts draw.

``tests/data/links.json`` holds each link with its numbers. ``python -m tests.app.test_links`` writes the numbers anew for
the same links: only where a change of them is meant, and then the difference of the file is read line by line.
"""

import base64
import datetime as dt
import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest

from tests.app.screens import drawer, figures, open_page, seen
from tests.app.walk import VIEWS

OPEN = {"scenario": "every_number_fold"}  # what has been laid behind a fold since
LATER = {"add"}  # pages that the first version had not
FILE = Path(__file__).parents[1] / "data" / "links.json"
DATE = dt.date
TODAY = DATE(2026, 11, 26)
# Elements and fields that hold what a viewer reads of the answer, and not of a control or of a chart.
READ = {"body", "value", "note", "sentence", "title"}
TABLES = {"dataframe", "arrow_data_frame", "table", "arrow_table"}
LINKS: list[dict[str, Any]] = json.loads(FILE.read_text("utf-8"))


class _Days(type):
    def __instancecheck__(cls, value: object) -> bool:
        return isinstance(value, DATE)


class Today(DATE, metaclass=_Days):
    """Days as they are, but for today, which is the day on which the links were kept."""

    __slots__ = ()

    @classmethod
    def today(cls) -> dt.date:
        return TODAY


def numbers(app: Any) -> dict[str, list[str]]:
    """Return what a page says in numbers: its texts with a digit, in the order of signs, and each row of a chart summed up."""
    footer = app.caption[-1].value
    texts = [
        text.text.replace("\\", "")
        for text in seen(app)
        if (text.element in TABLES or text.where in READ or text.element == "expander")
        and text.text != footer
        and re.search(r"\d", text.text)
    ]
    drawn = [row for figure in figures(app) for trace in figure["data"] for row in _rows(trace)]
    return {"texts": sorted(set(texts)), "charts": drawn}


def _rows(trace: dict[str, Any]) -> Iterator[str]:
    """Give of each row of numbers that a trace draws: how many, the first, the last, the least, the greatest, and the sum."""
    for name in ("x", "y", "z", "values"):
        row = trace.get(name)
        if isinstance(row, dict):
            row = np.frombuffer(base64.b64decode(row["bdata"]), row["dtype"])
        found = np.array(
            [value for value in (() if row is None else row) if isinstance(value, (int, float, np.number))]
        )
        found = found[~np.isnan(found)].astype("float64")
        if len(found):
            ends = (found[0], found[-1], found.min(), found.max(), found.sum())
            yield f"{len(found)} " + " ".join(f"{value:.12g}" for value in ends)


@pytest.fixture(scope="module", autouse=True)
def imported() -> None:
    """Whatever a page imports it imports before today is another day."""
    open_page("scenario")


def open_link(link: dict[str, Any]) -> Any:
    """Return the page of a link; its record is open where it asks for one."""
    with patch.object(dt, "date", Today):
        app = open_page(link["page"], link["lang"], OPEN.get(link["page"], ""), **link["query"])
    assert not app.exception
    assert not app.error
    said = " ".join(warning.value for warning in app.warning).replace("\\", "")
    for name, value in link["query"].items():
        # What a later version no longer has, or has in another range, is named in one sentence.
        assert app.query_params.get(name) in (value, [value]) or value in said or name in said, (name, value)
    if "evidence" in link["query"]:
        assert any(element.type == "title" for element in drawer(app)), "the drawer shows no number"
    return app


@pytest.mark.parametrize("link", LINKS, ids=[f"{link['page']}-{at}" for at, link in enumerate(LINKS)])
def test_a_link_of_the_first_version_opens_to_the_same_numbers(link):
    found = numbers(open_link(link))
    assert found["texts"] == link["texts"]
    assert len(found["charts"]) == len(link["charts"])
    for own, kept in zip(found["charts"], link["charts"], strict=True):
        assert [float(value) for value in own.split()] == pytest.approx(
            [float(value) for value in kept.split()], rel=1e-9
        )


def test_the_links_ask_for_every_page_and_view():
    assert len(LINKS) == 60
    views = {(link["page"], link["query"].get("view", link["query"].get("section"))) for link in LINKS}
    wanted = {
        (page, asked.get("view", asked.get("section")))
        for page, views in VIEWS.items()
        for asked in views
        if page not in LATER
    }
    assert wanted <= views


if __name__ == "__main__":
    logging.disable(logging.WARNING)
    open_page("scenario")
    written = [{name: link[name] for name in ("page", "lang", "query")} | numbers(open_link(link)) for link in LINKS]
    FILE.write_text(json.dumps(written, ensure_ascii=False, indent=0) + "\n", "utf-8")
