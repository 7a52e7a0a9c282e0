"""What a file says of each item, whatever the file: texts that can be written, rows, references with what they follow from, and the link."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from exports.clean import clean, one_line
from i18n.texts import translator
from policy.derived import Derived
from views import records
from views.meeting.item import Item, still
from views.view import Chart, Panels, Table
from views.words import unmarked

Progress = Callable[[int, int], None]  # is told how many items are done, and of how many


def taken(items: Sequence[Item], lang: str) -> list[Item]:
    """Return the items with all their texts clean, and the title and the sentence of the view where they have none of their own.

    Raises:
        ValueError: there is none; one sentence in the language.
    """
    if not items:
        raise ValueError(translator(lang)("Nothing has been chosen for the file: add at least one chart or table."))
    return [_whole(item) for item in items]


def _whole(item: Item) -> Item:
    own = item.view.title if isinstance(item.view, Chart | Panels) else ""
    return replace(
        item,
        title=one_line(item.title or own),
        sentence=still(clean(item.sentence or unmarked(item.view.sentence))),
        note=clean(item.note),
        values=clean(item.values),
        query={one_line(name): one_line(value) for name, value in item.query.items()},
    )


def rows(view: Table[Any]) -> pd.DataFrame:
    """Return the rows of a view as they are shown, with clean texts."""
    frame = view.table.to_pandas().reset_index(drop=True)
    heads: list[str] = []
    for name in frame.columns:
        head = one_line(str(name))
        while head in heads:  # two may have differed in a control sign
            head += " *"
        heads.append(head)
    return frame.map(lambda cell: clean(cell) if isinstance(cell, str) else cell).set_axis(heads, axis=1)


def refs(view: Table[Any]) -> list[str]:
    """Return the references of the records that a view shows, each once."""
    found = view.refs.values() if isinstance(view.refs, dict) else view.refs
    return [ref for ref in dict.fromkeys(found) if ":" in ref]


def behind(asked: Sequence[str]) -> list[str]:
    """Return references with those of what their computed numbers follow from, down to what was printed, each once."""
    return list(dict.fromkeys(_behind(asked, set())))


def _behind(asked: Sequence[str], seen: set[str]) -> Iterator[str]:
    for ref in asked:
        if ref in seen or ":" not in ref:
            continue
        seen.add(ref)
        try:
            known = records.found(ref)
        except KeyError:
            continue
        yield ref
        if isinstance(known, Derived):
            yield from _behind(known.inputs, seen)
