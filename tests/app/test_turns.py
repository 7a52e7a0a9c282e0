"""Runs of viewers take turns: few at a time, and nobody waits for ever."""

import threading
import time

import pytest

from pages.parts import turns


def at_once(many: int, seconds: float) -> tuple[int, float]:
    """Let so many threads take a turn of some seconds; return how many had one at the same time, and how long all took."""
    inside, most, lock = 0, 0, threading.Lock()

    def run() -> None:
        nonlocal inside, most
        with turns.turn():
            with lock:
                inside += 1
                most = max(most, inside)
            time.sleep(seconds)
            with lock:
                inside -= 1

    threads = [threading.Thread(target=run) for _ in range(many)]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return most, time.monotonic() - began


def test_as_many_as_are_allowed_run_at_once_and_no_more():
    most, _taken = at_once(12, 0.02)
    assert most == turns.AT_ONCE


def test_nobody_waits_longer_than_the_longest_wait_for_a_page_that_takes_long(monkeypatch):
    monkeypatch.setattr(turns, "LONGEST_WAIT", 0.05)
    most, taken = at_once(12, 0.5)
    assert most == 12
    assert taken < 12 / turns.AT_ONCE * 0.5


def test_within_a_turn_there_is_no_other_to_wait_for():
    with turns.turn(), turns.turn():
        most, _taken = at_once(6, 0.01)
    assert most == turns.AT_ONCE - 1  # the one that is held is held once


def test_a_turn_is_given_back_by_what_fails():
    for _ in range(turns.AT_ONCE + 1):
        with pytest.raises(ValueError, match="as is"), turns.turn():
            raise ValueError("as is")
    assert at_once(6, 0.01)[0] == turns.AT_ONCE
