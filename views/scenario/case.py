"""A scenario on a place, worked out once and handed on: people and care from ``projection``, money from ``policy``.

Draws are made once and shared by all scenarios (``views.scenario.draws``); a lever only runs the kernel anew. Prices
multiply what the projection counts (``projection.care.supply``), and homes, centres and providers as the viewer gives them. A
rule whose quantity nobody knows is left out of a sum, and the sum says so.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from policy import refs
from policy.scenario.borrowed import NO_PACK
from policy.scenario.bounds import OPPOSITE, bound_of
from policy.scenario.costs import ADDED, BASES, CONTRIBUTIONS, PUBLIC, STANDING, Terms, apply, reasons, totals
from policy.scenario.outputs import PAID_BY
from projection.care import scenarios, supply
from projection.care.assumptions import DEFINED_IN, SEVERITIES
from projection.care.residents import Residents
from projection.care.scenarios import DEMOGRAPHIC, Levels, Run, Scenario
from projection.care.uncertain import CareDraws, spread_of
from projection.people.cohort_component import Array
from projection.people.kernel import Deviations
from projection.people.places import PlaceInputs
from projection.people.rates import NATION
from projection.people.uncertainty import BANDS, Spread, quantiles
from views import edition, projections
from views.edition import kept_up_to
from views.scenario.draws import care_of, inputs_of, sums_of, unsourced_of
from views.scenario.packs import Priced, countable_rules, priced, rules_of, usual_pack_of
from views.scenario.path import Path, Triple, once
from views.scenario.standing import MONEY_FROM, counted_stock, old, people_of, residents_of
from views.scenario.state import (
    GIVEN,
    GRADES,
    STANDARDS,
    STOCKS,
    State,
    assumption_ref,
    decoded,
    defaults,
    levers,
    moved,
)

YEARS = projections.YEARS
MONEY_YEARS = tuple(range(MONEY_FROM, YEARS[-1] + 1))
FIRST = YEARS.index(MONEY_FROM)
# What the draws of care depend on; their trend is the levers' own plus a draw, so that it needs no new draws.
CARED = {"settings", "services", "uncertainty"}
# Sections in which an assumption without a source is drawn over its range for the wider band; and what that band is of.
UNSOURCED = ("settings", "services", "workforce")
WIDE = ("in_institution", "beds_need", "nursing_need", "carers")
# Cases whose draws are kept: those that are looked at now. 600 cases with their draws took 1.3 GB.
DRAWN = 30
STARTS_WITH_GROWTH = "hires"  # has no first year
# What stands grows by what is added a year, where that is given, too.
GROWS_BY = {"centres": "centres_added"}


@dataclass(frozen=True)
class Case:
    """A scenario on a place. What follows is worked out when it is first asked for, from the tables of the edition in force.

    ``code`` is how links and references say the state (``views.scenario.state.decoded``); of a case with a lever moved it is
    that of the case it was moved from.
    """

    place: str
    state: State
    code: str

    def __hash__(self) -> int:
        """Return a hash of what is quick to hash: a case is asked for a hundred times a run."""
        return hash((self.place, self.code))

    def ref(self, kind: str, *parts: object) -> str:
        """Return the reference of a number of this case."""
        return refs.ref(kind, self.place, *parts, self.code)

    def moved(self, lever: str, value: float | str) -> "Case":
        """Return the case with one lever at another value."""
        return replace(self, state=moved(self.state, lever, value))

    @once
    def borrowed(self) -> dict[str, str]:
        """The facts whose value stands in for a standard, by its assumption."""
        return {name: fact for name, field in STANDARDS.items() if (fact := getattr(self.state, field))}

    @once
    def scenario(self) -> Scenario:
        """The scenario with the standards that are borrowed from another place's target."""
        borrowed = {name: _value_of(fact) for name, fact in self.borrowed.items()}
        return replace(self.state.scenario, changed=tuple((dict(self.state.scenario.changed) | borrowed).items()))

    @once
    def assumed(self) -> dict[str, float]:
        """The value of every assumption; grades of carers that are more than all of them are brought down to all, in proportion."""
        values = self.scenario.values(defaults())
        if self.graded <= 100:
            return values
        return values | {name: values[name] * 100 / self.graded for name in GRADES}

    @once
    def graded(self) -> float:
        """The grades of carers as they are chosen, together, in percent; the cost counts no carer twice (``assumed``)."""
        values = self.scenario.values(defaults())
        return sum(values[name] for name in GRADES)

    def assumed_ref(self, name: str) -> str:
        """Return the reference of an assumption, or of the target that is borrowed in its stead."""
        return (
            refs.ref("fact", self.borrowed[name]) if name in self.borrowed else assumption_ref(name, self.assumed[name])
        )

    @once
    def inputs(self) -> PlaceInputs:
        """What the place is projected from.

        Raises:
            KeyError: it has no count to start from.
        """
        found = inputs_of(self.place)
        if found is None:
            raise KeyError(self.place)
        return found

    @once
    def residents(self) -> Residents:
        """The count of residents from which current use goes on: what the viewer gave, the place's own count, or the nation's."""
        return residents_of(self.place, self.state.residents)

    def run(self, deviations: Deviations | None = None, drawn: CareDraws | None = None, **known: Any) -> Run:
        """Return the people and care of the scenario: the central path, or draws where they are given.

        Args:
            deviations: of the people of each draw.
            drawn: the care of each draw.
            known: what need not be worked out again, as ``scenarios.run`` names it.
        """
        levels = Levels(nation(), self.residents)
        return scenarios.run(
            self.inputs, levels, self.scenario, defaults(), deviations=deviations, drawn=drawn, **known
        )

    @once
    def central(self) -> Run:
        """The central path."""
        return self.run(summed=self._sums(None))

    @property
    def drawn(self) -> Run:
        """The people and care of each draw; of a few cases alone, as they take a hundred times the memory of all else."""
        return _drawn(self)

    def _sums(self, spread: Spread | None) -> Callable[[Array], Array]:
        """Return what sums the people up by weights, for the central path (no ``spread``) or in each draw."""
        people = tuple(self.assumed[name] for name in DEMOGRAPHIC)
        return lambda weights: sums_of(self.place, people, spread, weights.tobytes())

    def draw(self) -> Run:
        """Return the people and care of each draw, worked out."""
        values = self.assumed
        given = (pair for pair in self.scenario.changed if levers()[pair[0]].section in CARED)
        about_zero = care_of(self.place, tuple(given))
        cared = replace(about_zero, trend=values["disability_trend"] / 100 + about_zero.trend)
        return self.run(drawn=cared, about=self.central.about, summed=self._sums(spread_of(values)))

    @once
    def outputs(self) -> tuple[str, ...]:
        """The names of every output: people and care first, then money."""
        return (*scenarios.OUTPUTS, *self.money)

    @once
    def money(self) -> dict[str, Array]:
        """The yuan of the central path by output."""
        return self.costs(self.central)

    @once
    def known_paths(self) -> dict[str, Path]:
        """The outputs over the years that were asked for so far."""
        return {}

    def path(self, name: str) -> Path:
        """Return an output over its years, with its draws.

        Raises:
            KeyError: there is no such output.
        """
        if name not in self.known_paths:
            if name in scenarios.OUTPUTS:
                first = 1 if name == STARTS_WITH_GROWTH else 0
                middle, spread = (scenarios.OUTPUTS[name](run)[..., first:] for run in (self.central, self.drawn))
                self.known_paths[name] = Path(YEARS[first:], middle, quantiles(spread))
            else:
                self.known_paths[name] = Path(MONEY_YEARS, self.money[name], quantiles(_moneys(self)[name]))
        return self.known_paths[name]

    @once
    def unsourced(self) -> tuple[str, ...]:
        """The assumptions without a source that the wider band puts over their range: those that the viewer left as they are."""
        changed = dict(self.scenario.changed)
        split = SEVERITIES[self.scenario.definition]
        return tuple(
            name
            for name, lever in levers().items()
            if lever.status == "assumed" and name not in changed and (lever.section in UNSOURCED or name in split)
            if name != "use_slope"  # moves the people who are counted, not what they need
        )

    @once
    def known_wide(self) -> dict[int, dict[str, tuple[float, float]]]:
        """The wider bands by year that were asked for so far."""
        return {}

    def wide(self, name: str, year: int) -> tuple[float, float]:
        """Return the ends of the 80 % band of an output of ``WIDE`` with the unsourced assumptions over their range, too."""
        if year not in self.known_wide:
            drawn = unsourced_of(self.unsourced)
            values = self.assumed | drawn
            found = scenarios.widened(self.drawn, WIDE, values, self.scenario, YEARS.index(year))
            ends = [BANDS[80][0], BANDS[80][1]]
            self.known_wide[year] = {each: tuple(np.quantile(numbers, ends)) for each, numbers in found.items()}
        return self.known_wide[year][name]

    def at(self, name: str, year: int) -> Triple:
        """Return the central value of an output in a year and the ends of its 80 % band."""
        return self.path(name).at(year)

    def value(self, name: str, year: int, run: Run | None = None) -> Array:
        """Return one output of a run in one year, ``[...]``; of the central path where none is given."""
        run = run or self.central
        if name in PAID_BY:
            return self.costs(run)[name][..., MONEY_YEARS.index(year)]
        return scenarios.OUTPUTS[name](run)[..., YEARS.index(year)]

    @once
    def provided(self) -> dict[str, tuple[str, ...]]:
        """The outputs whose larger one is provided and paid for, of beds and of nursing beds; and that of carers."""
        plans = {"need": ("need",), "standard": ("policy",), "larger": ("need", "policy")}[self.state.scenario.plan]
        beds = {kind: tuple(f"{kind}_{plan}" for plan in plans) for kind in ("beds", "nursing")}
        return beds | {"carers": ("carers",)}

    @once
    def pack(self) -> str:
        """The policy pack that is tried: the chosen one, or the place's usual one; ``NO_PACK`` where there is none."""
        return self.state.pack or usual_pack_of(self.place)

    @once
    def rules(self) -> pd.DataFrame:
        """The rows of that pack: the place's own, or borrowed with its prices scaled."""
        return rules_of(self.place, self.pack, self.state.scale)

    @once
    def priced(self) -> Priced:
        """What the countable rules of that pack use."""
        return priced(self.place, self.pack, self.state.after, frozenset(self.given))

    @once
    def terms(self) -> Terms:
        """The terms under which its prices are worked out."""
        values = self.assumed
        return Terms(
            base_year=MONEY_FROM,
            portions={name: values[name] for name, lever in levers().items() if lever.section == "take_up"},
            bases={name: values[name] for name in BASES if name in values},
            growth=values["price_growth"],
            inflation=values["inflation"],
            after_end="continues" if self.state.after == "continues" else "stops",
        )

    @once
    def stock(self) -> dict[str, float | None]:
        """What stands: what the viewer gave, or a count of the last years, or None."""
        given = {name: getattr(self.state, name) for name in STOCKS}
        counted = {name: float(row["value"]) for name, row in counted_stock(self.place).items() if not old(row)}
        return counted | {name: value for name, value in given.items() if value is not None or name not in counted}

    @once
    def given(self) -> dict[str, float]:
        """What the viewer gave of homes, centres, providers and insured people, the last of them or as counted."""
        counted = counted_stock(self.place)
        known = {name: float(counted[name]["value"]) for name in GIVEN if name in counted}
        return known | {name: value for name in GIVEN if (value := getattr(self.state, name)) is not None}

    @once
    def build_years(self) -> int:
        """Over how many years from 2026 on what is short is built."""
        return int(self.assumed["build_years"])

    def quantities(self, run: Run) -> dict[str, Array]:
        """Return what prices multiply in each year from 2026, ``[..., 25]``.

        From what stands at the end of 2025, as far as it is known, and what the viewer gave: what is added is the same number
        every year; what stands is that of the end of 2025 with what was added since.
        """
        beds, nursing = self.stock["stock"], self.stock["nursing_stock"]
        counted = supply.quantities(run.demand, beds, nursing, start=FIRST, years=self.build_years)
        counted |= {name: np.full(len(MONEY_YEARS), value) for name, value in self.given.items()}
        for name, added in GROWS_BY.items():
            if {name, added} <= self.given.keys():
                counted[name] = counted[name] + np.cumsum(counted[added])
        return counted

    @once
    def counted(self) -> dict[str, Array]:
        """What prices multiply on the central path."""
        return self.quantities(self.central)

    @once
    def of_beds(self) -> bool:
        """Whether every price counts beds, or who is in one, so that the cost can be shared out over the beds in use."""
        counts = self.priced.counts
        of_beds = {"beds_occupied", *STANDING, *ADDED}
        inside = {count for count in counts if count in of_beds or "institution" in count}
        return bool(counts) and inside == counts and bool((self.counted["beds_occupied"] > 0).all())

    def costs(self, run: Run) -> dict[str, Array]:
        """Return yuan by year from 2026 of countable rules: to budget and fund together, and what follows from that; nothing without a pack.

        That is in prices of 2026, for each older person, and for each bed in use where prices count beds; then by payer. Where
        a policy says what people pay into the insurance fund, and how many do is known, the fund's income and balance, too.
        """
        if self.pack == NO_PACK:
            return {}
        known = self.counted if run is self.central else self.quantities(run)
        pack = countable_rules(self.place, self.pack, self.state.scale, frozenset(self.given))
        shape = known["beds"].shape
        by_payer = totals(pack, known, np.array(MONEY_YEARS), self.terms) if len(pack) else {}
        paid = {payer: np.broadcast_to(values, shape) for payer, values in by_payer.items()}
        income = paid.pop(CONTRIBUTIONS, None)
        public = sum((paid[payer] for payer in PUBLIC if payer in paid), np.zeros(shape))
        deflated = public / (1 + self.terms.inflation / 100) ** np.arange(len(MONEY_YEARS))
        found = {"cost": public, "cost_real": deflated, "cost_per_older": public / known["older"]}
        if self.of_beds:
            used = known["beds_occupied"]
            found["cost_per_bed_in_use"] = np.divide(public, used, out=np.zeros(shape), where=used > 0)
        found |= {f"cost_{payer}": values for payer, values in paid.items()}
        if income is not None and "fund" in paid:
            found |= {"fund_income": income, "fund_balance": income - paid["fund"]}
        return found

    @once
    def lines(self) -> pd.DataFrame:
        """The cost lines of the central path, one a line and year (``policy.scenario.costs.apply``); none without a pack."""
        if self.pack == NO_PACK:
            return pd.DataFrame(columns=["line", "year", "payer", "nominal", "reason"])
        return apply(self.rules, self.counted, np.array(MONEY_YEARS), self.terms)

    def reasons(self, name: str, year: int) -> frozenset[str] | None:
        """Return why a cost of a year is not exact (``policy.scenario.bounds``), None where no quantity is known."""
        return _reasons(self, PAID_BY[name])[MONEY_YEARS.index(year)]

    def bound(self, name: str, year: int) -> str | None:
        """Return the word for how far an output of a year binds: of a cost that of its lines, None where no quantity is known."""
        if name not in PAID_BY:
            return "="
        why = self.reasons(name, year)
        if why is None:
            return None
        return OPPOSITE[bound_of(why)] if name == "fund_balance" else bound_of(why)


@kept_up_to(600)
def case_of(place: str, code: str) -> Case:
    """Return the scenario of a code on a place, the same one each time it is asked for.

    Raises:
        KeyError: the code is not known.
    """
    return Case(place, decoded(code), code)


@kept_up_to(DRAWN)
def _drawn(case: Case) -> Run:
    return case.draw()


@kept_up_to(DRAWN)
def _moneys(case: Case) -> dict[str, Array]:
    return case.costs(case.drawn)


@kept_up_to(200)
def _value_of(fact: str) -> float:
    facts = edition.described()
    return float(facts.loc[facts["fact"] == fact, "value"].iloc[0])


def nation() -> Array:
    """Return the nation's people by year, on which a definition's level is solved, as far as the latest definition."""
    return people_of(NATION)[: max(DEFINED_IN.values()) - YEARS[0] + 1]


@kept_up_to(600)
def _reasons(case: Case, payers: tuple[str, ...]) -> list[frozenset[str] | None]:
    return reasons(case.rules, case.counted, np.array(MONEY_YEARS), case.terms, payers)
