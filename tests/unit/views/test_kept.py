"""What is kept by its arguments (``views.edition.kept``): a list, a table or an array among them would fail at the first call."""

import dataclasses
import datetime as dt
import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from types import NoneType, UnionType
from typing import Literal, Union, get_args, get_origin, get_type_hints

import pandas as pd
import pytest

import pages.parts
import views
from views.edition import kept

PLAIN = (bytes, str, int, float, bool, NoneType, dt.date)


def functions() -> Iterator[tuple[str, Callable]]:
    """Give every kept function of the pages and views with its name."""
    keeper = getattr(kept(str), "__code__", None)
    for room in (pages.parts, views):
        for found in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
            module = importlib.import_module(found.name)
            for name, value in vars(module).items():
                if getattr(value, "__code__", None) is keeper and value.__module__ == module.__name__:
                    yield f"{module.__name__}.{name}", value


KEPT = dict(functions())


def can_be_a_key(hint: object) -> bool:
    """Whether every value of a type has a hash that goes by what is in it."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Literal:
        return True
    if origin in (UnionType, Union, tuple, frozenset):
        return all(can_be_a_key(part) for part in inner if part is not Ellipsis)
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        frozen = hint.__dataclass_params__.frozen  # pyright: ignore[reportAttributeAccessIssue]
        hints, compared = get_type_hints(hint), [part.name for part in dataclasses.fields(hint) if part.compare]
        return frozen and all(can_be_a_key(hints[name]) for name in compared)
    return hint in PLAIN


@pytest.mark.parametrize("hint", [list[str], dict[str, int], tuple[list[str], ...], pd.DataFrame, str | list[str]])
def test_what_has_no_hash_is_recognised(hint):
    assert not can_be_a_key(hint)


@pytest.mark.parametrize("name", KEPT)
def test_what_is_kept_takes_only_arguments_that_can_be_a_key(name):
    hints = get_type_hints(inspect.unwrap(KEPT[name]))
    hints.pop("return", None)
    assert [argument for argument, hint in hints.items() if not can_be_a_key(hint)] == []


def test_what_is_kept_was_found():
    assert len(KEPT) > 80


def test_pages_and_views_keep_things_in_one_way():
    other = re.compile(r"lru_cache|functools\.cache|import .*\bcache\b|\bcache_(data|resource)\b")
    root = Path(views.__file__).parents[1]
    found = [
        path
        for room in ("pages", "views")
        for path in (root / room).rglob("*.py")
        if other.search(path.read_text("utf-8"))
    ]
    assert [path.relative_to(root).as_posix() for path in found] == ["views/edition.py"]
