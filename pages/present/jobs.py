"""A long piece of work beside the page: it goes on while the page is used, says how far it is, and can be given up."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from views.edition import bound

Progress = Callable[[int, int], None]


class GivenUp(Exception):
    """The viewer has given the work up."""


@dataclass
class Job:
    """Work on a file: how far it is (``done`` of ``whole`` steps), and at its end the file, or the sentence why there is none."""

    make: Callable[[Progress], bytes]
    done: int = 0
    whole: int = 1
    content: bytes | None = None
    fault: Exception | None = None
    given_up: threading.Event = field(default_factory=threading.Event)

    def start(self) -> None:
        """Begin, in a thread of its own, which reads the edition that this viewer reads."""
        threading.Thread(target=bound(self._run), daemon=True).start()

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
