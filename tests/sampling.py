"""Which parameters of a test `make test` tries, and which `make test-full` alone: sampling keeps the former short."""

from collections.abc import Iterable
from typing import Any

import pytest


def sampled(values: Iterable[Any], step: int) -> list[Any]:
    """Return parameters of which every ``step``-th, the first among them, is tried in `make test`, and all in `make test-full`.

    A tuple is one test's parameters.
    """
    return [
        pytest.param(*(value if isinstance(value, tuple) else (value,)), marks=pytest.mark.slow if at % step else ())
        for at, value in enumerate(values)
    ]
