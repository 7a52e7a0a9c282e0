"""The real tables, read once: a test that changes them gets its own copy."""

import pandas as pd
import pytest
from hypothesis import settings

from loaders.curated import read_all
from loaders.packs import read_packs
from policy.described import describe

# A busy machine is no fault of the code; what must be fast is measured in benchmarks.
settings.register_profile("atlas", deadline=None)
settings.load_profile("atlas")

Frames = dict[str, pd.DataFrame]


@pytest.fixture(scope="session")
def curated() -> Frames:
    """Every curated table and the policy packs; not to be changed."""
    tables = read_all()
    return tables | {"packs": read_packs(tables)}


@pytest.fixture
def frames(curated: Frames) -> Frames:
    """Every curated table, as copies to change."""
    return {name: frame.copy() for name, frame in curated.items()}


@pytest.fixture(scope="session")
def described(curated: Frames) -> pd.DataFrame:
    """The facts joined with what the other tables say of them; not to be changed."""
    names = ("facts", "indicators", "places", "documents", "institutions", "vocabularies", "scopes")
    return describe(**{name: curated[name] for name in names})
