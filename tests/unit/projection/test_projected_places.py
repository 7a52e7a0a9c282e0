"""The nation's rates and the places of the real tables, from the clone alone."""

import numpy as np
import pandas as pd
import pytest

from projection.people.bases import age_tables, bases, decimal_year, headline_counts
from projection.people.cohort_component import AGES
from projection.people.life_table import life_table
from projection.people.places import BASE, Local, count, inputs_of, local_of, locals_of, project_place
from projection.people.rates import NATION, between_dates, national_rates, national_shape

Tables = tuple[pd.DataFrame, pd.DataFrame]
KUNMING, ZHANGYE, BEIJING = "530100", "620700", "110000"


def base(place, date, population, totals, rates):
    """The base of one place."""
    people, structures = bases([place], date, population, totals, rates)
    return people[0], structures[0]


def inputs(place, to, population, totals, rates, **local):
    return inputs_of([place], to, population, totals, rates, {place: Local(**local)})[place]


@pytest.fixture(scope="module")
def rates(curated):
    return national_rates(curated["vital_rates"])


@pytest.fixture(scope="module")
def tables(curated):
    return curated["population"], curated["population_totals"]


@pytest.fixture(scope="module")
def without_ages(tables: Tables) -> Tables:
    """The same without the ages of 北京, of which the headline counts are left: 60+, 65+ and 80+."""
    population, totals = tables
    return population[population["place"] != BEIJING], totals


def test_every_year_meets_the_life_expectancy_published_for_it(curated, rates):
    rows = curated["vital_rates"]
    rows = rows[(rows["measure"] == "life_expectancy") & rows["variant"].isin(["estimate", "medium"])]
    un = rows.pivot_table(index="year_from", columns="sex", values="value")[["female", "male"]]
    assert (un.index == np.arange(rates.first_year, rates.last_year + 1)).all()
    np.testing.assert_allclose(life_table(rates.mx).e0, un, atol=1e-6)


def test_every_year_has_the_fertility_sex_ratio_and_migrants_published_for_it(curated, rates):
    rows = curated["vital_rates"]

    def published(measure, year, sexes=("both",)):
        found = rows[(rows["measure"] == measure) & (rows["year_from"] == year) & rows["sex"].isin(sexes)]
        return found[found["variant"].isin(["estimate", "medium"])]["value"].sum()

    for year in (2000, 2010, 2022, 2023, 2024, 2060):
        at = year - rates.first_year
        sexes = ("both",) if year < 2023 else ("female", "male")
        assert rates.fertility[at].sum() == pytest.approx(published("total_fertility", year))
        assert rates.sex_ratio[at] == pytest.approx(published("sex_ratio_at_birth", year))
        assert rates.migration[at].sum() == pytest.approx(published("net_migrants", year, sexes))


def test_a_year_from_a_date_on_mixes_the_two_calendar_years_it_lies_in(rates):
    at = 2020 - rates.first_year
    whole, quarter = between_dates(rates, 2020.0, 1), between_dates(rates, 2020.25, 1)
    np.testing.assert_allclose(whole.fertility[0], rates.fertility[at])
    np.testing.assert_allclose(quarter.fertility[0], 0.75 * rates.fertility[at] + 0.25 * rates.fertility[at + 1])
    assert len(between_dates(rates, decimal_year(BASE), 40).survivorship) == 40
    with pytest.raises(ValueError, match="rates cover 2000–2060"):
        between_dates(rates, decimal_year(BASE), 41)
    with pytest.raises(ValueError, match="rates cover 2000–2060"):
        between_dates(rates, 1999.5, 2)


def test_the_census_day_is_five_sixths_into_its_year():
    assert decimal_year("2020-11-01") == pytest.approx(2020 + 305 / 366)
    assert decimal_year("2010-01-01") == 2010


def test_the_small_cohorts_of_1959_to_1961_stand_at_their_age(rates):
    shape = national_shape(rates, decimal_year(BASE)).sum(0)
    assert shape[59] < 0.75 * shape[57]
    assert shape[59] < 0.6 * shape[55]
    earlier = national_shape(rates, decimal_year("2010-11-01")).sum(0)
    assert earlier[49] < 0.75 * earlier[47]


@pytest.mark.parametrize("missing", ["death_rate", "total_fertility", "net_migrants", "population", "births"])
def test_a_missing_measure_is_said(curated, missing):
    rows = curated["vital_rates"]
    with pytest.raises(ValueError, match=f"vital_rates: {missing}"):
        national_rates(rows[rows["measure"] != missing])


def test_a_missing_year_is_said(curated):
    rows = curated["vital_rates"]
    gap = (rows["measure"] == "total_fertility") & (rows["year_from"] == 2031)
    with pytest.raises(ValueError, match="vital_rates: total_fertility is missing in 2031"):
        national_rates(rows[~gap])


@pytest.mark.parametrize("place", [NATION, "620000", KUNMING, ZHANGYE, "350403"])
def test_a_base_keeps_every_census_cell(tables: Tables, rates, place):
    people, structure = base(place, BASE, *tables, rates)
    (groups,) = age_tables(tables[0], BASE, {place})
    assert groups.places == (place,)
    np.testing.assert_allclose(np.add.reduceat(people, groups.starts, axis=1), groups.persons[0], rtol=1e-9)
    assert structure.name == "S2"


def test_a_place_with_headline_counts_keeps_them_in_a_poorer_class(without_ages: Tables, rates):
    people, structure = base(BEIJING, BASE, *without_ages, rates)
    counts = headline_counts(without_ages[1], BEIJING, BASE)
    assert structure.name == "S3"
    assert set(counts) == {0, 60, 65, 80}
    for age, persons in counts.items():
        assert count(people, age) == pytest.approx(persons, rel=1e-9)


def test_total_and_60_alone_make_the_poorest_class(without_ages: Tables, rates):
    population, totals = without_ages
    people, structure = base(BEIJING, BASE, population, totals[~totals["age_from"].isin([65, 80])], rates)
    assert structure.name == "S4"
    assert count(people, 60) == pytest.approx(headline_counts(totals, BEIJING, BASE)[60])


def test_broad_counts_of_a_place_come_near_its_age_table(tables: Tables, rates):
    """Known truth: the places with an age table, told only their total, 60+, 65+ and 80+."""
    population, totals = tables
    for place in (KUNMING, "370200", "431000"):
        truth = base(place, BASE, population, totals, rates)[0]
        rough, structure = base(place, BASE, population[population["place"] != place], totals, rates)
        assert structure.name == "S3"
        assert count(rough, 70, 79) == pytest.approx(count(truth, 70, 79), rel=0.06)
        assert count(rough, 40, 59) == pytest.approx(count(truth, 40, 59), rel=0.15)


def test_a_place_without_a_count_and_counts_that_contradict_are_answered_with_a_sentence(without_ages: Tables, rates):
    population, totals = without_ages
    with pytest.raises(ValueError, match="999999 has neither an age table nor a resident count of 60"):
        base("999999", BASE, population, totals, rates)
    wrong = totals.copy()
    wrong.loc[(wrong["place"] == BEIJING) & (wrong["age_from"] == 65), "persons"] = 10**8
    with pytest.raises(ValueError, match="110000: the counts of 2020-11-01 do not fall with age"):
        base(BEIJING, BASE, population, wrong, rates)
    one_sex = population[
        ~((population["place"] == KUNMING) & (population["sex"] == "male") & (population["age_from"] == 5))
    ]
    with pytest.raises(ValueError, match="530100: an age group of 2020-11-01 is given for one sex only"):
        base(KUNMING, BASE, one_sex, totals, rates)


@pytest.mark.parametrize("place", [NATION, "370000", KUNMING, ZHANGYE, BEIJING])
def test_a_place_is_projected_to_2060_in_one_call(tables: Tables, rates, place):
    made = assert_it_ages_to_2060(place, tables, rates)
    assert made.inputs.migration == ("un" if place == NATION else "census_residual")


def test_a_place_without_ages_is_projected_to_2060_without_migration(without_ages: Tables, rates):
    made = assert_it_ages_to_2060(BEIJING, without_ages, rates)
    assert made.inputs.migration == "none"


def assert_it_ages_to_2060(place, tables: Tables, rates):
    made = project_place(place, 2060, *tables, rates)
    people = made.projection.population
    assert people.shape == (41, 2, AGES)
    assert made.years == tuple(range(2020, 2061))
    assert made.projection.clipped.sum() < 1e-3 * people[0].sum()
    share = count(people, 60) / count(people, 0)
    assert share[15] > share[0]
    assert 0.2 < share[30] < 0.7
    return made


def test_the_nation_ages_as_the_bulletins_say(tables: Tables, rates):
    """The National Bureau of Statistics counts 267.36 million aged 60+ at the end of 2021, and 310.31 at that of 2024.

    The second comes from a sample; the UN's death rates leave 2 % fewer of the census' old alive by then.
    """
    people = project_place(NATION, 2026, *tables, rates).projection.population
    old = count(people, 60)
    # 1 November is a sixth of a year before the year's end.
    for year, counted in ((2021, 267.36e6), (2024, 310.31e6)):
        at = year - 2020
        assert old[at] + (old[at + 1] - old[at]) / 6 == pytest.approx(counted, rel=0.025)


def test_a_heavier_mortality_leaves_fewer_old_and_a_later_year_none_at_all(tables: Tables, rates):
    light, heavy = (
        inputs(KUNMING, 2050, *tables, rates, hazard=(ratio, ratio)).rates.survivorship for ratio in (0.8, 1.25)
    )
    assert (light[:, :, 31:] > heavy[:, :, 31:]).all()
    np.testing.assert_array_equal(light[:, :, :30], heavy[:, :, :30])
    with pytest.raises(ValueError, match="2020 is not a later year"):
        inputs(KUNMING, 2020, *tables, rates)


def test_where_children_are_not_counted_fertility_is_the_nations(tables: Tables, without_ages: Tables, rates):
    assert inputs(BEIJING, 2030, *without_ages, rates).fertility_ratio == 1
    for place in (BEIJING, KUNMING):
        assert inputs(place, 2030, *tables, rates).fertility_ratio != 1


def test_many_places_at_once_are_each_alone(without_ages: Tables, rates):
    places = [KUNMING, BEIJING, NATION, ZHANGYE, "370000"]
    together = inputs_of(places, 2040, *without_ages, rates)
    assert list(together) == places
    for place in places:
        alone = inputs_of([place], 2040, *without_ages, rates)[place]
        np.testing.assert_array_equal(together[place].people, alone.people)
        assert together[place].migration == alone.migration
        for one, other in zip(together[place].rates, alone.rates, strict=True):
            np.testing.assert_allclose(one, other, rtol=1e-12, atol=1e-9)


def test_migration_of_all_parts_of_a_nation_would_sum_to_nothing(tables: Tables, rates):
    """The census survival ratio takes the nation's own residual out, so that the nation itself has none."""
    population = tables[0]
    twin = population[population["place"] == NATION].assign(place="990000")
    found = inputs_of(["990000"], 2030, pd.concat([population, twin]), tables[1], rates)["990000"]
    assert found.migration == "census_residual"
    assert abs(found.rates.migration[:, :, 15:]).max() < 1e-3
    assert found.fertility_ratio == pytest.approx(1)


def twin_after(population: pd.DataFrame, factor: float) -> tuple[pd.DataFrame, str]:
    """A place like 昆明 that had so many times fewer people in 2010, and its code."""
    twin = population[population["place"] == KUNMING].assign(place="990000")
    earlier = twin["date"] == "2010-11-01"
    twin.loc[earlier, "persons"] = (twin.loc[earlier, "persons"] / factor).round().astype("int64")
    return pd.concat([population, twin]), "990000"


@pytest.mark.parametrize(
    ("factor", "source"), [(0.4, "changed"), (1.0, "census_residual"), (1.3, "census_residual"), (2.1, "changed")]
)
def test_no_residual_is_carried_on_where_a_place_changed_beyond_the_limit(tables: Tables, rates, factor, source):
    """昆明 grew to 1.32 times from 2010 to 2020; the twin's growth is that times the factor."""
    population, twin = twin_after(tables[0], factor)
    found = inputs_of([twin], 2050, population, tables[1], rates)[twin]
    assert found.migration == source
    assert found.rates.migration.any() == (source == "census_residual")


def test_given_rates_of_migration_take_the_place_of_the_residual(tables: Tables, rates):
    none = inputs(KUNMING, 2030, *tables, rates, migration=np.zeros((2, AGES)))
    assert none.migration == "given"
    assert not none.rates.migration.any()


def test_what_traits_lead_to_expect_takes_the_place_of_the_residual(curated, tables: Tables, rates):
    expected = local_of(curated["local_factors"], KUNMING)
    assert expected is not None
    rows = curated["local_factors"]
    own = rows[(rows["place"] == KUNMING) & (rows["factor"] == "migration") & (rows["sex"] == "male")]
    ten_years = own.set_index("age_from")["expected"] / 100
    assert expected.migration is not None
    for reached in (10, 25, 55, 60):
        assert (1 + expected.migration[1, reached - 5]) ** 10 == pytest.approx(1 + ten_years[reached])
    assert expected.migration[1, 90] == expected.migration[1, 60]
    made = project_place(KUNMING, 2030, *tables, rates, local=expected)
    assert made.inputs.migration == "traits"
    assert made.inputs.hazard == expected.hazard != (1.0, 1.0)
    assert local_of(curated["local_factors"], NATION) is None


def test_a_county_takes_what_is_expected_of_its_prefecture_or_municipality(curated):
    for county, above in (("350403", "350400"), ("310106", "310000")):
        found, own = (local_of(curated["local_factors"], place) for place in (county, above))
        assert found is not None
        assert own is not None
        assert (found.source, own.source) == ("prefecture_traits", "traits")
        assert found.hazard == own.hazard
        np.testing.assert_array_equal(found.migration, own.migration)
    assert local_of(curated["local_factors"], "429004") is None  # a city run by the province
    assert locals_of(curated["local_factors"]).keys() >= {"350400", KUNMING}


def test_knowing_nothing_besides_is_the_projection_without_it_to_the_bit(tables: Tables, rates):
    plain = project_place(KUNMING, 2030, *tables, rates)
    neutral = project_place(KUNMING, 2030, *tables, rates, local=Local())
    np.testing.assert_array_equal(plain.projection.population, neutral.projection.population)


def test_age_groups_of_another_width_are_taken_too(tables: Tables, rates):
    population = tables[0]
    coarse = population[population["place"] == KUNMING].copy()
    coarse["age_from"] = coarse["age_from"] // 20 * 20
    coarse = coarse.groupby(["place", "date", "basis", "sex", "age_from"], as_index=False)["persons"].sum()
    others = population[population["place"] != KUNMING]
    people, structure = base(KUNMING, BASE, pd.concat([others, coarse]), tables[1], rates)
    assert structure.name == "S2"
    assert count(people, 60, 79) == pytest.approx(count(base(KUNMING, BASE, *tables, rates)[0], 60, 79))


def test_frames_are_left_as_they_were(tables: Tables, rates):
    before = [frame.copy() for frame in tables]
    project_place(KUNMING, 2030, *tables, rates)
    for frame, kept in zip(tables, before, strict=True):
        pd.testing.assert_frame_equal(frame, kept)
