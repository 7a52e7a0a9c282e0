"""The engine against the UN's own projection: China from 1 July 2020, by the UN's rates from the UN's own people.

Nothing of the atlas' census enters. What differs from the UN is the single ages behind five-year groups, the death rates
between each tenth year, and migration and fertility within their groups; the step itself is the UN's.
"""

import numpy as np
import pandas as pd

from projection.people.cohort_component import OPEN, SEXES, project
from projection.people.life_table import life_table
from projection.people.mortality import STARTS, graduated
from projection.people.rates import CENTRAL, FIVE, NATION, NationalRates, between_dates, national_shape

BASE_YEAR = 2020
# Most that a figure may be off, in percent; life expectancy in years.
GATES = {"60+": 0.2, "80+": 0.5}
GROUP_GATE, GATED_GROUPS = 2.0, range(60, 95, 5)
E0_GATE = 0.05
OLDER = (0, 60, 65, 80)


def against_the_un(rates: NationalRates) -> pd.DataFrame:
    """Return people projected from 2020 beside the UN's, one row a year and age group.

    Columns: ``year`` (1 July), ``age`` (``total``, ``60+``, ``60–64``, …), ``projected``, ``un`` (persons), ``error`` (percent),
    ``gate`` (percent; missing where none is set), ``within``.

    Raises:
        ValueError: the UN's people of 2020 or its rates are missing.
    """
    years = [year for year in rates.group_years if year > BASE_YEAR]
    if BASE_YEAR not in rates.group_years or not years:
        raise ValueError(f"vital_rates: the UN's population of {BASE_YEAR} and of a later year must be there")
    start = BASE_YEAR + 0.5
    found = project(national_shape(rates, start), *between_dates(rates, start, years[-1] - BASE_YEAR))
    rows = []
    for year in years:
        own = np.add.reduceat(found.population[year - BASE_YEAR].sum(axis=0), FIVE)
        un = rates.groups[rates.group_years.index(year)].sum(axis=0)
        for age in OLDER:
            name = f"{age}+" if age else "total"
            rows.append((year, name, own[age // 5 :].sum(), un[age // 5 :].sum(), GATES.get(name, np.nan)))
        for group, age in enumerate(FIVE):
            name = f"{age}–{age + 4}" if age < OPEN else f"{age}+"
            rows.append((year, name, own[group], un[group], GROUP_GATE if age in GATED_GROUPS else np.nan))
    table = pd.DataFrame(rows, columns=["year", "age", "projected", "un", "gate"])
    error = 100 * (table["projected"] / table["un"] - 1)
    table.insert(4, "error", error)
    return table.assign(within=table["gate"].isna() | (error.abs() <= table["gate"]))


def births_and_deaths(rates: NationalRates, vital_rates: pd.DataFrame) -> pd.DataFrame:
    """Return births and deaths of each projected year (July to June) beside the UN's, with the error in percent.

    The UN's are the means of the two calendar years. Columns: ``year`` (in which it begins), ``measure``, ``projected``,
    ``un``, ``error``.
    """
    start, years = BASE_YEAR + 0.5, rates.group_years[-1] - BASE_YEAR
    found = project(national_shape(rates, start), *between_dates(rates, start, years))
    rows = []
    for measure, values in (("births", found.births), ("deaths", found.deaths)):
        un = vital_rates[vital_rates["measure"] == measure].set_index("year_from")["value"].astype("float64")
        for year, own in enumerate(values.sum(axis=-1), start=BASE_YEAR):
            rows.append((year, measure, own, (un[year] + un[year + 1]) / 2))
    table = pd.DataFrame(rows, columns=["year", "measure", "projected", "un"])
    return table.assign(error=100 * (table["projected"] / table["un"] - 1))


def life_expectancies(vital_rates: pd.DataFrame) -> pd.DataFrame:
    """Return the life expectancy of each life table made from the UN's age groups beside the one it publishes.

    Columns: ``year``, ``sex``, ``made``, ``un``, ``error``, ``gate`` (years), ``within``.
    """
    rows = vital_rates[(vital_rates["place"] == NATION) & vital_rates["variant"].isin(CENTRAL)]
    rates = rows[rows["measure"] == "death_rate"].pivot_table(
        index="year_from", columns=["sex", "age_from"], values="value"
    )
    groups = np.stack([rates[sex][STARTS.tolist()].to_numpy(dtype=np.float64) for sex in SEXES], axis=1)
    made = pd.DataFrame(life_table(graduated(groups)).e0, index=rates.index, columns=list(SEXES))
    long = made.reset_index(names="year").melt(id_vars="year", var_name="sex", value_name="made")
    un = rows[rows["measure"] == "life_expectancy"].rename(columns={"year_from": "year", "value": "un"})
    table = long.merge(un[["year", "sex", "un"]], on=["year", "sex"], validate="1:1")
    table = table.assign(error=table["made"] - table["un"], gate=E0_GATE)
    return table.assign(within=table["error"].abs() <= E0_GATE)
