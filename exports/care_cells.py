"""From projected people to residents, beds and carers as formulas of Excel, over the levers of a scenario.

The equations are those of ``projection.care.demand``; each stands in a column of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from exports.columns import Columns
from exports.people_cells import Inputs
from exports.terms import Term, exponential, least, most, over, term, total
from i18n.numbers import listed
from i18n.texts import translator
from policy.scenario.output import LEVELS
from policy.text import N_
from projection.care.assumptions import DEFINED_IN, SEVERITIES, WHO
from projection.care.demand import SETTINGS, WEEK
from views.scenario.case import YEARS, Case
from views.words import labelled

IN_LEVEL = {"mild": N_("mildly disabled"), "moderate": N_("moderately disabled"), "severe": N_("severely disabled")}
WHERE = {"home": N_("At home"), "community": N_("In the community"), "institution": N_("In institutions")}
By = dict[tuple[str, str], Term]  # setting and level


@dataclass(frozen=True)
class Care:
    """The care of a scenario as cells: its ``outputs`` by name, and people by the words of the list ``pack_count``.

    ``beds`` and ``nursing`` are those provided and paid for, ``highest`` the most beds of any year so far.
    """

    outputs: dict[str, Term]
    counts: dict[str, Term]
    beds: Term
    nursing: Term
    highest: Term


@dataclass(frozen=True)
class _Settled:
    """Disabled people by setting and level, residents who are not disabled, and everybody in the community and in institutions."""

    users: By
    independent: Term
    community: Term
    inside: Term


class _Work:
    """What the columns of care are made with: the scenario, where they go, its levers, and what is known so far."""

    def __init__(self, case: Case, at: Columns, people: Mapping[str, Term], inputs: Inputs, lang: str) -> None:
        self.case, self.at, self.people, self.lang = case, at, people, lang
        self.lever, self.share = inputs.lever, inputs.share
        self.found: dict[str, Term] = {}

    def output(self, name: str, made: Term) -> Term:
        self.found[name] = self.at.output(name, made)
        return self.found[name]

    def by(self, title: str, made: By) -> By:
        """Add columns by setting and level."""
        _ = translator(self.lang)
        heads = {key: listed((_(WHERE[key[0]]), _(IN_LEVEL[key[1]])), self.lang) for key in made}
        return {
            key: self.at.add(labelled(title, heads[key], self.lang) if title else heads[key], "persons", each)
            for key, each in made.items()
        }

    def grown(self, name: str, years: Term) -> Term:
        """Return the factor of a yearly change over years."""
        return exponential(self.share(name) * years)


def care(case: Case, at: Columns, people: Mapping[str, Term], inputs: Inputs, lang: str) -> Care:
    """Add a column for every number of a scenario's care, and for those between.

    Args:
        case: the scenario.
        at: the columns to which they are added.
        people: rows of people by name (``exports.people_cells.write_people``).
        inputs: the cells of the levers.
        lang: of the heads.
    """
    work = _Work(case, at, people, inputs, lang)
    by_level = _counted(work)
    used, sent, well = _demands(work, by_level)
    settled = {"use": _by_use, "need": _by_need, "policy": _by_provision}[case.scenario.mode](
        work, by_level, used, sent, well
    )
    _settings(work, settled)
    _beds(work, settled, used, sent, well)
    _carers(work, settled)
    counts = {"older": work.found["age60"], "institution_independent": settled.independent}
    counts["beds_occupied"] = at.add(
        translator(lang)("Beds in use"), "beds", work.found["institution"] + settled.independent
    )
    counts |= {f"carers_{where}": work.found[f"carers_{where}"] for where in SETTINGS}
    counts |= {f"{where}_{level}": each for (where, level), each in settled.users.items()}
    _ = translator(lang)
    beds = at.add(_("Beds provided"), "beds", _provided(work, "beds"))
    nursing = at.add(_("Nursing beds provided"), "beds", _provided(work, "nursing"))
    return Care(work.found, counts, beds, nursing, _highest(at, beds, lang))


def _counted(work: _Work) -> dict[str, Term]:
    """Add who is old, disabled and has dementia; return the disabled by level."""
    people, year, scenario = work.people, work.at.year, work.case.scenario
    older = work.output("age60", people["age60"])
    work.output("age80", people["age80"])
    work.output("dependency", term(100) * older / people["age15_59"])
    trend = work.grown("disability_trend", year - DEFINED_IN[scenario.definition])
    disabled = work.output("disabled", least(people["disabled"] * trend, older))
    parts = [work.lever(name) for name in SEVERITIES[scenario.definition]]
    found = {
        level: work.output(level, disabled * part / total(parts)) for level, part in zip(LEVELS, parts, strict=True)
    }
    dementia = work.output("dementia", least(people["dementia"] * work.grown("dementia_trend", year - YEARS[0]), older))
    both = least(dementia * work.share("dementia_overlap"), disabled)
    work.output("dementia_only", most(dementia - both, 0))
    return found


def _demands(work: _Work, by_level: Mapping[str, Term]) -> tuple[Term, By, Term]:
    """Add the residents at current use, whom the shares of settings send where, and the residents by need who are not disabled."""
    _, older = translator(work.lang), work.found["age60"]
    since = most(work.at.year - (YEARS[0] + work.case.residents.since), 0)
    used = least(work.people["inside"] * work.grown("use_trend", since), older)
    used = work.at.add(_("Residents at current use"), "persons", used)
    sent = {
        (where, level): by_level[level] * work.share(f"{where}_{level}")
        for where in ("community", "institution")
        for level in LEVELS
    }
    sent = work.by(_("By the shares of settings"), sent)
    well = work.share("independent_share") * (older - work.found["disabled"])
    return used, sent, work.at.add(_("By need: not disabled, in institutions"), "persons", well)


def _by_use(work: _Work, by_level: Mapping[str, Term], used: Term, sent: By, _well: Term) -> _Settled:
    """Settle people as institutions are used today, by the make-up of their residents."""
    whole = total([work.lever(f"resident_{who}") for who in WHO])
    inside = {
        ("institution", level): least(used * work.lever(f"resident_{level}") / whole, by_level[level])
        for level in LEVELS
    }
    users = work.by("", inside)
    coming = {
        ("community", level): least(sent["community", level], by_level[level] - users["institution", level])
        for level in LEVELS
    }
    users |= work.by("", coming)
    users |= work.by("", _at_home(by_level, users))
    disabled = total([users["institution", level] for level in LEVELS])
    rest = most(work.found["age60"] - work.found["disabled"], 0)
    independent = work.output("independent", least(used - disabled, rest))
    return _Settled(users, independent, total([users["community", level] for level in LEVELS]), disabled + independent)


def _by_need(work: _Work, by_level: Mapping[str, Term], _used: Term, sent: By, well: Term) -> _Settled:
    """Settle people as the shares of settings say."""
    users = sent | work.by("", _at_home(by_level, sent))
    independent = work.output("independent", well)
    inside = total([sent["institution", level] for level in LEVELS]) + independent
    return _Settled(users, independent, total([sent["community", level] for level in LEVELS]), inside)


def _by_provision(work: _Work, by_level: Mapping[str, Term], _used: Term, sent: By, _well: Term) -> _Settled:
    """Settle people in the places that a rule provides, first those whom the shares of settings send there."""
    _, older = translator(work.lang), work.found["age60"]
    community = work.at.add(_("Places in the community by the rule"), "persons", older * work.share("places_community"))
    inside = work.at.add(
        _("Residents that the places by the rule hold"), "persons", _places(work) * older * work.share("occupancy")
    )
    users: By = {}
    for where, limit in (("community", community), ("institution", inside)):
        wanted = total([sent[where, level] for level in LEVELS])
        part = work.at.add(
            labelled(_("Part that finds a place"), _(WHERE[where]), work.lang), "share", least(1, over(limit, wanted))
        )
        users |= work.by("", {(where, level): sent[where, level] * part for level in LEVELS})
    users |= work.by("", {key: most(left, 0) for key, left in _at_home(by_level, users).items()})
    disabled = total([users["institution", level] for level in LEVELS])
    return _Settled(users, work.output("independent", most(inside - disabled, 0)), community, inside)


def _at_home(by_level: Mapping[str, Term], users: By) -> By:
    """Return who is left at home."""
    return {
        ("home", level): by_level[level] - users["community", level] - users["institution", level] for level in LEVELS
    }


def _places(work: _Work) -> Term:
    """Return the rule's places in institutions for each person aged 60+."""
    return (
        work.lever("beds_per_1000") / 1000
        if work.case.scenario.rule == "per_1000"
        else work.share("places_institution")
    )


def _settings(work: _Work, settled: _Settled) -> None:
    for where in SETTINGS:
        work.output(where, total([settled.users[where, level] for level in LEVELS]))
    work.output("in_community", settled.community)
    work.output("in_institution", settled.inside)


def _beds(work: _Work, settled: _Settled, used: Term, sent: By, well: Term) -> None:
    """Add the beds of the demand that is chosen, of the others, and of the standard; and what serves outside institutions."""
    users, older, occupancy = settled.users, work.found["age60"], work.share("occupancy")
    work.output("beds_need", (work.found["institution"] + settled.independent) / occupancy)
    work.output("beds_by_use", used / occupancy)
    work.output("beds_by_need", (total([sent["institution", level] for level in LEVELS]) + well) / occupancy)
    work.output("beds_by_rule", older * _places(work))
    standard = work.output("beds_policy", older * work.lever("beds_per_1000") / 1000)
    nursed = users["institution", "moderate"] + users["institution", "severe"]
    work.output("nursing_need", nursed / occupancy)
    work.output("nursing_policy", standard * work.share("nursing_share"))
    work.output("day_places", work.found["community"] * work.lever("day_care_days") / WEEK)
    with_bed = users["home", "moderate"] + users["home", "severe"]
    work.output("home_beds", with_bed * work.share("home_bed_share"))
    work.output("dementia_beds", work.found["dementia"] * work.share("dementia_inside") / occupancy)


def _carers(work: _Work, settled: _Settled) -> None:
    """Add the carers by where they work, and those to be hired."""
    _, users = translator(work.lang), settled.users
    week = work.lever("worker_hours") * work.share("productive_share")
    for where in ("home", "community"):
        hours = total([users[where, level] * work.lever(f"care_hours_{level}") for level in LEVELS])
        work.output(f"carers_{where}", hours / week)
    inside = [users["institution", level] / work.lever(f"residents_per_carer_{level}") for level in LEVELS]
    work.output(
        "carers_institution", total([*inside, settled.independent / work.lever("residents_per_carer_independent")])
    )
    carers = work.output("carers", total([work.found[f"carers_{where}"] for where in SETTINGS]))
    work.output("hires", most(carers - carers.before(), 0) + work.share("carer_turnover") * carers.before())


def _provided(work: _Work, kind: str) -> Term:
    """Return the beds, or nursing beds, that are provided and paid for."""
    return most(*(work.found[name] for name in work.case.provided[kind]))


def _highest(at: Columns, beds: Term, lang: str) -> Term:
    """Add the most beds of any year so far: what stands where nobody counted it."""

    def text(row: int, above: str) -> str:
        return f"MAX({above},{beds.text(row)})" if above else f"MAX({beds.text(row)},0)"

    values = np.maximum.accumulate(np.maximum(beds.value, 0))
    return at.running(translator(lang)("Most beds provided in any year so far"), "beds", text, values)
