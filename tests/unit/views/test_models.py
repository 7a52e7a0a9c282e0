"""Care models side by side: every cell opens a record, and no view shows a rule as code."""

from itertools import combinations

import pytest

from policy.care_model_sentences import parts
from policy.care_models import subtree
from tests.sampling import sampled
from views import edition, models, records
from views.portrait import whole

CODE = ("==", ">=", "<=", "care_beds", "care_institution", "medical_institution", "has_clinic", "hospital_level")
LANGUAGES = ("zh", "en")


def texts(table) -> str:
    """Return all that a table says."""
    return " ".join(str(cell) for cells in table.table.to_pydict().values() for cell in cells)


@pytest.mark.parametrize("lang", sampled(LANGUAGES, 2))
@pytest.mark.parametrize("count", [1, 2, 4])
def test_every_cell_that_is_said_opens_its_record(lang, count):
    names = models.model_names(lang)
    for chosen in combinations(names, count):
        table = models.side_by_side(chosen, lang)
        columns = table.table.to_pydict()
        assert list(columns)[1:] == [names[root] for root in chosen]
        for root in chosen:
            own = len(parts(subtree(edition.table("care_models"), root)))
            cells = columns[names[root]]
            assert [(at, names[root]) in table.refs for at in range(len(cells))] == [
                at < 3 + own for at in range(len(cells))
            ]
        for ref in table.refs.values():
            assert records.record(ref, lang).as_printed


def test_the_first_view_is_kunming_guiyang_and_chongqing_each_with_its_city():
    for lang, cities in (("zh", ("昆明", "贵阳", "重庆")), ("en", ("Kunming", "Guiyang", "Chongqing"))):
        heads = models.side_by_side(models.FIRST_MODELS, lang).table.column_names[1:]
        assert [city in head for city, head in zip(cities, heads, strict=True)] == [True] * 3


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_model_is_named_with_its_place(lang):
    places = edition.table("places").set_index("place")
    for row in edition.table("care_models").query("level == 'model'").to_dict("records"):
        place = str(places.at[row["place"], f"name_{lang}"])
        city = place.removesuffix("市").split("（")[0].split(" (")[0]
        assert city in str(row[f"name_{lang}"])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_view_shows_a_rule_as_code(lang):
    roots = tuple(models.model_names(lang))
    shown = [texts(models.clauses(root, lang)) for root in roots]
    shown += [texts(models.side_by_side((root,), lang)) for root in roots]
    answers = (("kind", "care_institution"), ("care_beds", 500.0), ("has_clinic", 1.0))
    shown += [texts(models.advice(root, answers, lang)) for root in models.models_with_rules(lang)]
    for node in edition.table("care_models")["node"]:
        record = records.record(f"node:{node}", lang)
        shown.append(" ".join([record.title, record.value, *record.badges]))
    kunming = whole._care_models("530100", lang)
    assert kunming is not None
    shown.append(texts(kunming))
    assert [code for code in CODE for told in shown if code in told] == []


def test_the_record_of_a_mode_lists_its_parts_and_a_leaf_none():
    parts_of = records.record("node:kunming-311-gongtongti", "zh").inputs
    assert "node:kunming-311-gongtongti-rule-care" in parts_of
    assert "node:kunming-311-gongtongti" not in parts_of
    assert records.record("node:kunming-311-gongtongti-rule-care", "zh").inputs == ()


def test_services_stand_under_every_mode_with_its_place_also_where_none_is_named():
    table = models.services_by_mode(models.FIRST_MODELS, "zh").table
    heads = table.column_names
    assert "昆明市 · 共同体" in heads
    assert "昆明市 · “1+1+X”联合体" in heads
    assert set(table.to_pydict()["昆明市 · “1+1+X”联合体"]) == {""}
    assert "●" in table.to_pydict()["重庆四种重点服务模式"]
