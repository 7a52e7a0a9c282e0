"""A long piece of work beside the page: it goes on while the page is used, says how far it is, and can be given up."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from views.edition import bound

Progress = Callable[[int, int], None]
Made = TypeVar("Made")


class GivenUp(Exception):
    """The viewer has given the work up."""


@dataclass
class Job(Generic[Made]):
    """Work on a file: how far it is (``done`` of ``whole`` steps), and at its end what was made of it, or the fault why there is nothing."""

    make: Callable[[Progress], Made]
    done: int = 0
    whole: int = 1
    content: Made | None = None
    fault: Exception | None = None
    given_up: threading.Event = field(default_factory=threading.Event)

    thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin, in a thread of its own, which reads the edition that this viewer reads."""
        self.thread = threading.Thread(target=bound(self._run), daemon=True)
        self.thread.start()

    def wait(self, seconds: float) -> None:
        """Wait so long at most: what is short is over before anybody is told of it."""
        if self.thread:
            self.thread.join(seconds)

    @property
    def over(self) -> bool:
        """Whether there is nothing more to wait for."""
        return self.content is not None or self.fault is not None

    def _run(self) -> None:
        try:
            self.content = self.make(self._step)
        except Exception as error:  # noqa: BLE001 (the page tells of it, whatever it is)
            self.fault = error

    def _step(self, done: int, whole: int) -> None:
        self.done, self.whole = done, max(whole, 1)
        if self.given_up.is_set():
            raise GivenUp
