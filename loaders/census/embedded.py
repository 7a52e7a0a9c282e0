"""The censuses that the project carries: its tables ``census`` and ``ended_codes``, and the places they speak of, made from the workbooks.

Who needs them stands in ``WITH_AGES``: by sex and five-year ages the nation, provinces, prefectures and counties run by a province; of any
other county the headline counts, and its ages come with the fetched census (``fetch``).
"""

import csv
import io
from pathlib import Path

import numpy as np
import pandas as pd

from loaders import store
from loaders.census.codes import coded, ended_codes, under_todays_code
from loaders.census.editions import NATION
from loaders.census.traits import read_traits
from loaders.census.workbook import MUNICIPALITIES, Census, read_census
from loaders.curated import CURATED, read_curated
from loaders.geography.english_names import english_names
from loaders.tables import TABLES
from loaders.tables.people import CELLS, COUNTS

# 三元区 to 2021: the plan of 三元区, one of the documents the atlas began with, speaks of it.
WITH_AGES = ("350403",)
URBAN_YEAR = 2020


def write_census(workbooks: dict[int, Path], curated: Path = CURATED) -> dict[str, int]:
    """Write ``census.csv`` and ``ended_codes.csv``, and add to ``places.csv`` the places it does not name yet.

    Args:
        workbooks: the workbook of each census (``fetch.workbooks``).
        curated: the folder of the curated tables.

    Returns:
        Rows by table.

    Raises:
        DataProblems: a workbook cannot be read (``read_census``), or ``places.csv`` or ``hindcast_places.csv`` are broken.
        OSError: a file cannot be read or written.
    """
    censuses = {year: read_census(path, year) for year, path in workbooks.items()}
    units = {year: coded(census.units) for year, census in censuses.items()}
    known = read_curated(TABLES["places"], curated)
    compared = read_curated(TABLES["hindcast_places"], curated).query("status == 'compared' and place != place_before")
    renamed = dict(zip(compared["place_before"], compared["place"], strict=True))
    ended = ended_codes(units[min(units)], units[max(units)], renamed)
    census = pd.concat([_rows(censuses[year], units[year], workbooks[year], ended) for year in sorted(units)])
    nation = census[census["place"].str.endswith("0000") & (census["year"] == min(units))]
    census = pd.concat([census, _sum_of(nation)]).sort_values(["place", "year"], ignore_index=True)
    tables = {
        "places": pd.concat([known, _new_places(units, known)], ignore_index=True),
        "ended_codes": ended,
        "census": census[[column.name for column in TABLES["census"].columns]],
    }
    for name, frame in tables.items():
        store.write_whole(curated / f"{name}.csv", _csv(frame))
    return {name: len(frame) for name, frame in tables.items()}


def _rows(census: Census, units: pd.DataFrame, path: Path, ended: pd.DataFrame) -> pd.DataFrame:
    """Return one census as rows of the table ``census``, each place under its code of today."""
    year = int(census.report.date[:4])
    cells = census.population["persons"].to_numpy(dtype="int64").reshape(-1, len(CELLS))
    cells = pd.DataFrame(cells, columns=list(CELLS))[census.units.index.isin(units.index)].set_axis(units.index)
    ages = np.array([low for _sex, low, _high in CELLS.values()])
    places = under_todays_code(units["place"], ended)
    frame = pd.DataFrame({"place": places, "year": year, "clause": "第" + units["row"].astype("str") + "行"})
    for name, least in zip(COUNTS, (0, 60, 65, 80), strict=False):
        frame[name] = cells.loc[:, ages >= least].sum(axis=1)
    frame["urban"] = pd.array([pd.NA] * len(frame), dtype="Int64")
    if year == URBAN_YEAR:  # the share times everybody: the printed count
        share = read_traits(path, year, units["row"])["urban"].to_numpy()
        frame["urban"] = np.round(share * frame["total"])
    run_by_province = units["parent"].str.endswith("0000") & ~units["place"].str[:2].isin(MUNICIPALITIES)
    whole = (units["level"] != "county") | run_by_province | places.isin(WITH_AGES)
    return frame.join(cells.where(whole).astype("Int64")).astype({"urban": "Int64"})


def _sum_of(provinces: pd.DataFrame) -> pd.DataFrame:
    """Return the nation as the sum of its provinces, which the workbook of 2010 does not print."""
    counts = [name for name in (*COUNTS, *CELLS) if name != "urban"]
    told = {"place": NATION, "year": provinces["year"].iloc[0], "clause": f"各省级行（{len(provinces)}行）"}
    return pd.DataFrame([told | {name: provinces[name].sum() for name in counts}])


def _new_places(units: dict[int, pd.DataFrame], known: pd.DataFrame) -> pd.DataFrame:
    """Return the places of both censuses that are not named yet, as rows of ``places``; the newest census names them.

    A code that ended gets its English name last, so that it is the one that is told apart from a name of today.
    """
    names, new = dict(zip(known["place"], known["name_en"], strict=True)), []
    for year in sorted(units, reverse=True):
        own = units[year].assign(name_en=english_names(units[year], names))
        own = own[~own["place"].isin(list(names))]
        names |= dict(zip(own["place"], own["name_en"], strict=True))
        new.append(own)
    added = pd.concat(new).sort_values("place", ignore_index=True)
    return added.reindex(columns=list(known.columns), fill_value="")


def _csv(frame: pd.DataFrame) -> bytes:
    text = io.StringIO()
    frame.to_csv(text, index=False, quoting=csv.QUOTE_MINIMAL, lineterminator="\n")
    return text.getvalue().encode()
