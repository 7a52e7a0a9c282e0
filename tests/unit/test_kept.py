"""What is kept by its arguments (``functools.lru_cache``): a list, a table or an array among them would fail at the first call."""

import dataclasses
import datetime as dt
import importlib
import pkgutil
from collections.abc import Iterator
from functools import _lru_cache_wrapper
from types import NoneType, UnionType
from typing import Literal, Union, get_args, get_origin, get_type_hints

import pandas as pd
import pytest

import pages.parts

PLAIN = (str, int, float, bool, NoneType, dt.date)


def kept() -> Iterator[tuple[str, _lru_cache_wrapper]]:
    """Give every kept function of the pages with its name."""
    for found in pkgutil.walk_packages(pages.parts.__path__, "pages.parts."):
        module = importlib.import_module(found.name)
        for name, value in vars(module).items():
            if isinstance(value, _lru_cache_wrapper) and value.__module__ == module.__name__:
                yield f"{module.__name__}.{name}", value


KEPT = dict(kept())


def can_be_a_key(hint: object) -> bool:
    """Whether every value of a type has a hash that goes by what is in it."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Literal:
        return True
    if origin in (UnionType, Union, tuple, frozenset):
        return all(can_be_a_key(part) for part in inner if part is not Ellipsis)
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        frozen = hint.__dataclass_params__.frozen  # pyright: ignore[reportAttributeAccessIssue]
        return frozen and all(can_be_a_key(part) for part in get_type_hints(hint).values())
    return hint in PLAIN


@pytest.mark.parametrize("hint", [list[str], dict[str, int], tuple[list[str], ...], pd.DataFrame, str | list[str]])
def test_what_has_no_hash_is_recognised(hint):
    assert not can_be_a_key(hint)


@pytest.mark.parametrize("name", KEPT)
def test_what_is_kept_takes_only_arguments_that_can_be_a_key(name):
    hints = get_type_hints(KEPT[name].__wrapped__)
    hints.pop("return", None)
    assert [argument for argument, hint in hints.items() if not can_be_a_key(hint)] == []


def test_what_is_kept_was_found():
    assert len(KEPT) > 80
