"""What computes the chunks of a batch: threads of this machine or the workers of a dask cluster, and what is said when that breaks off."""

import asyncio
import importlib
import logging
import traceback
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pandas as pd

from projection.batch import Chunk, Method, computed, province_bands

ANSWER_SECONDS = 3


@contextmanager
def pool_of(threads: int, scheduler: str | None) -> Iterator[Executor]:
    """Give so many threads of this machine, or the workers behind a dask scheduler.

    Raises:
        ValueError: dask is not installed, or no scheduler answers at that address.
    """
    if scheduler is None:
        with ThreadPoolExecutor(threads) as pool:
            yield pool
        return
    try:
        distributed = importlib.import_module("distributed")
    except ImportError as error:
        raise ValueError('--scheduler needs dask: install it with `pip install -e ".[cluster]"`') from error
    with _quiet("distributed"):  # what dask reports of a lost connection is said in one sentence
        asyncio.run(_reached(distributed.core.connect, scheduler))
        with distributed.Client(scheduler, timeout=ANSWER_SECONDS) as client:
            yield client.get_executor()


@contextmanager
def _quiet(name: str) -> Iterator[None]:
    """Silence a logger and those below it, each of which has a level and a handler of its own."""
    below = [other for other in logging.root.manager.loggerDict if other.startswith(f"{name}.")]
    loggers = [logger for logger in map(logging.getLogger, (name, *below)) if not logger.disabled]
    for logger in loggers:
        logger.disabled = True
    try:
        yield
    finally:
        for logger in loggers:
            logger.disabled = False


def computed_on(
    todo: list[Chunk], method: Method, pool: Executor, scheduler: str | None
) -> Iterator[tuple[Chunk, pd.DataFrame]]:
    """Yield each chunk with its bands (``projection.batch.computed``).

    Raises:
        ValueError: the cluster broke off. What the computation itself raises, here or on a worker, stays what it is.
    """
    try:
        yield from computed(todo, method, pool)
    except Exception as error:
        steps = traceback.walk_tb(error.__traceback__)
        own = any(frame.f_code.co_name == province_bands.__name__ for frame, _line in steps)
        if scheduler is None or own:
            raise
        raise ValueError(
            f"{scheduler}: the cluster broke off ({type(error).__name__}: {error}); see that its scheduler and workers run and hold "
            "this version of the atlas, and run the same command again to go on"
        ) from error


async def _reached(connect: Callable[..., Awaitable[Any]], address: str) -> None:
    """Return once a dask scheduler has answered: dask itself waits for good where something else listens.

    Raises:
        ValueError: none does.
    """
    try:
        answered = await asyncio.wait_for(connect(address, timeout=ANSWER_SECONDS), ANSWER_SECONDS)
    except (OSError, ValueError, MemoryError) as error:
        raise ValueError(f"{address}: no dask scheduler answers there; check the address") from error
    answered.abort()
