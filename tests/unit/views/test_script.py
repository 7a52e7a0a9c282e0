"""A script computes every view in both languages, without Streamlit and without a page: as a slide or a sheet will ask for it."""

import subprocess
import sys
from pathlib import Path

SCRIPT = """
import datetime as dt
import importlib
import pkgutil
import sys

import views
from views import compare, gaps, instruments, models, overview, places, records, search, sources, validation
from views.map.choice import Choice, chosen_map
from views.portrait import peers, people, projection, whole
from views.scenario import answer, doubt, money
from views.scenario.case import case_of

for module in pkgutil.walk_packages(views.__path__, "views."):
    importlib.import_module(module.name)

TODAY, PLACE, YEAR = dt.date(2026, 11, 27), "620700", 2035
case = case_of(PLACE, "ex75")
for lang in ("zh", "en"):
    near = tuple(list(places.neighbour_names("500000", (1.0,) * 7, lang))[:8])
    shown = [
        overview.cards(TODAY, lang), overview.coverage(lang), overview.ages_map(TODAY, lang),
        search.hits("昆明", lang), records.record("fact:zhangye-2023-04", lang),
        compare.matrix("core", ("530100", "620700"), ("achieved", "target"), "chosen", lang),
        compare.ranking("care_beds_total", "achieved", "city", 5, False, lang),
        compare.multiples(("530100", "500000"), "achieved", 5, lang, "500000"),
        gaps.against_results("nursing_share", "province", 5, TODAY, lang), gaps.of_place(PLACE, TODAY, lang), gaps.of_status(TODAY, "all", lang),
        gaps.silent(TODAY, "all", lang), gaps.supply("city", 5, lang), gaps.unjudged(TODAY, lang),
        chosen_map(Choice("province", "100000", "share60", "value", "none", "quantile", "none"), TODAY, lang),
        whole.portrait(PLACE, TODAY, lang), people.age_pyramid(PLACE, "2010", lang), peers.results("500000", near, lang),
        projection.outlook(PLACE, lang), projection.pyramid_ahead(PLACE, YEAR, lang),
        models.side_by_side(models.FIRST_MODELS, lang), models.clauses("kunming-311", lang),
        models.services_by_mode(models.FIRST_MODELS, lang), models.institutions(lang),
        instruments.matrix(("530100",), lang), instruments.money("construction_subsidy_share", (), lang),
        validation.errors_map("traits", 60, lang), validation.place_chart("620700", lang), validation.un_chart(lang),
        sources.documents(lang), sources.indicators("all", lang), sources.grades(lang), sources.readings(lang),
        answer.big_numbers(case, YEAR, lang), money.money_lines(case, YEAR, lang), doubt.doubt(case, "beds_need", YEAR, lang),
    ]
    assert all(view is not None and view != [] for view in shown), [at for at, view in enumerate(shown) if view is None]
    print(len(shown))
assert "streamlit" not in sys.modules, "a view brought Streamlit along"
"""


def test_every_view_is_computed_from_a_script_in_both_languages():
    root = Path(__file__).parents[3]
    done = subprocess.run([sys.executable, "-c", SCRIPT], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.split() == ["36", "36"]
