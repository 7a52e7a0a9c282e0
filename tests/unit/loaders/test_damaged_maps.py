"""Damaged map files: pages draw from them, or say that they have not been built; the next start builds them anew."""

import json
import os
from pathlib import Path
from random import Random

import pytest

from loaders.geography import layers
from loaders.geography.layers import BoundariesUnreadable
from tests.unit.damage import damaged

SEED = os.environ.get("ATLAS_FUZZ_SEED") or "1"  # `make test-full` takes another each time
FRAME = {"bounds": [73, 3, 135, 54], "parallels": [25, 47], "meridian": 105, "centre": [104, 36]}
UNITS = "level,place,name_zh,name_en,short_zh,parent,lon,lat,room\nprovince,110000,北京市,Beijing,北京,100000,116.5,40.4,44.2\n"
SQUARE = '{"type": "FeatureCollection", "features": []}'


@pytest.fixture
def maps(tmp_path) -> Path:
    """A folder with map files as the build leaves them."""
    (tmp_path / "units.csv").write_text(UNITS, "utf-8")
    (tmp_path / "provinces.geojson").write_text(SQUARE, "utf-8")
    sizes = {path.name: path.stat().st_size for path in tmp_path.iterdir()}
    entries = {
        name: {"bytes": size, "places": ["110000"], "outlines": [], "frame": FRAME} for name, size in sizes.items()
    }
    (tmp_path / "manifest.json").write_text(json.dumps({**layers.inputs(), "files": entries}), "utf-8")
    return tmp_path


def drawn(folder: Path) -> bool:
    """Tell whether a map can be drawn; anything but the one error is a fault."""
    try:
        layer = layers.layer("province", folder=folder)
        layers.label_points("province", folder=folder)
        assert isinstance(layers.features(layer.units, folder), str)
    except BoundariesUnreadable:
        return False
    return True


def test_whole_files_are_drawn_and_up_to_date(maps):
    assert drawn(maps)
    assert not layers.stale(maps)


@pytest.mark.parametrize("name", ["units.csv", "provinces.geojson", "manifest.json"])
@pytest.mark.parametrize("left", [None, b"", b"[]", b"{}", b"level,place\nprovince,1\n", b"\xff\xfe\0", b"PAR1"])
def test_a_file_that_is_gone_empty_or_another_is_built_anew(maps, name, left):
    (maps / name).unlink()
    if left is not None:
        (maps / name).write_bytes(left)
    readable = (
        name == "provinces.geojson" and left is not None and b"\xff" not in left
    )  # the browser reads what is in it
    assert drawn(maps) == readable
    assert layers.stale(maps)


def test_files_that_are_swapped_are_built_anew(maps):
    units, areas = maps / "units.csv", maps / "provinces.geojson"
    held = units.read_bytes()
    units.write_bytes(areas.read_bytes())
    areas.write_bytes(held)
    assert not drawn(maps)
    assert layers.stale(maps)


def test_whatever_the_damage_there_is_one_error_or_none(maps):
    random = Random(SEED)
    names = ("units.csv", "manifest.json", "provinces.geojson")
    whole, found = {name: (maps / name).read_bytes() for name in names}, 0
    for _at in range(200):
        name = random.choice(names)
        (maps / name).write_bytes(damaged(whole[name], random))
        found += not drawn(maps)
        layers.stale(maps)
        (maps / name).write_bytes(whole[name])
    assert found > 40, f"ATLAS_FUZZ_SEED={SEED}"
