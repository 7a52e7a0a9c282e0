"""What every test of a page needs once."""

from collections.abc import Iterator
from functools import cache

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.testing.v1 import app_test, local_script_runner

from tests.app.screens import in_less_time


@pytest.fixture(scope="session", autouse=True)
def made_once() -> Iterator[None]:
    """What a server makes once, Streamlit's tests make anew for each run of a page: the metadata of every installed package, compiled scripts.

    They stay the same, so once will do.
    """
    scripts = ScriptCache()
    with pytest.MonkeyPatch.context() as patch, in_less_time():
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        patch.setattr(app_test, "ScriptCache", lambda: scripts)
        patch.setattr(local_script_runner, "ScriptCache", lambda: scripts)
        yield


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest tests begin first, so that no process works on alone at the end."""
    items.sort(key=lambda item: item.path.name != "test_walk.py")
