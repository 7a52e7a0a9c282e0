"""The real tables, read once: a test that changes them gets its own copy."""

import pandas as pd
import pytest
from hypothesis import settings

from loaders.census.rows import ROWS
from policy.described import describe
from tests.unit.real import written_tables

# A busy machine is no fault of the code; what must be fast is measured in benchmarks.
settings.register_profile("atlas", deadline=None)
settings.load_profile("atlas")

Frames = dict[str, pd.DataFrame]


@pytest.fixture(scope="session")
def written() -> Frames:
    """Every curated table as it is written, and the policy packs; not to be changed."""
    return written_tables()


@pytest.fixture(scope="session")
def curated(written: Frames) -> Frames:
    """The same as ``store.read`` serves them, the rows of the census among people; not to be changed."""
    return written | {
        name: pd.concat([written[name], of_census(written["census"])], ignore_index=True)
        for name, of_census in ROWS.items()
    }


@pytest.fixture
def frames(written: Frames) -> Frames:
    """Every curated table as it is written, as copies to change."""
    return {name: frame.copy() for name, frame in written.items()}


@pytest.fixture(scope="session")
def described(curated: Frames) -> pd.DataFrame:
    """The facts joined with what the other tables say of them; not to be changed."""
    names = ("facts", "indicators", "places", "documents", "institutions", "vocabularies", "scopes")
    return describe(**{name: curated[name] for name in names})
