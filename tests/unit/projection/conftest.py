"""What the tests of the batch share."""

from collections.abc import Iterator

import pytest

from projection import __main__ as command
from tests.unit.projection.few import few


@pytest.fixture(scope="module")
def few_places() -> Iterator[None]:
    """The batch projects few places."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(command, "chunks", few)
        yield
