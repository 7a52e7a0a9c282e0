"""Runs of viewers take turns: one at a time, and nobody waits for ever."""

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


def test_one_runs_at_a_time():
    most, taken = at_once(12, 0.02)
    assert most == 1
    assert taken >= 12 * 0.02


def test_nobody_waits_longer_than_the_longest_wait_for_a_page_that_takes_long(monkeypatch):
    monkeypatch.setattr(turns, "LONGEST_WAIT", 0.05)
    most, taken = at_once(12, 0.5)
    assert most == 12
    assert taken < 12 * 0.5


def test_within_a_turn_there_is_no_other_to_wait_for_and_the_turn_is_held_to_its_end(monkeypatch):
    monkeypatch.setattr(turns, "LONGEST_WAIT", 30)  # seconds, which the test would last
    with turns.turn():
        with turns.turn():
            pass
        monkeypatch.setattr(turns, "LONGEST_WAIT", 0.01)
        assert at_once(6, 0.1)[0] == 6, "none of them had the turn"
    monkeypatch.undo()
    assert at_once(6, 0.01)[0] == 1


def test_a_turn_is_given_back_by_what_fails():
    for _ in range(2):
        with pytest.raises(ValueError, match="as is"), turns.turn():
            raise ValueError("as is")
    assert at_once(6, 0.01)[0] == 1
