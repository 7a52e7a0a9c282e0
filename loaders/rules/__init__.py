"""The rules of the data contract that need two columns or two tables. Each returns the faults it finds."""

from collections.abc import Callable, Iterator

from loaders.errors import Problem
from loaders.rules import people, policy, tables
from loaders.rules.faults import Frames

RULES: tuple[Callable[[Frames], Iterator[Problem]], ...] = (
    tables.unique_keys,
    tables.known_references,
    tables.known_words,
    tables.places_nest,
    tables.known_units,
    policy.values_and_comparators,
    policy.years_and_dates,
    tables.dates_exist,
    policy.known_scopes,
    policy.commitments,
    tables.evidence,
    tables.both_languages,
    policy.policy_findings,
    policy.programmes_fit,
    people.ages_run_upwards,
    people.age_groups,
    people.totals_agree,
    people.census_adds_up,
    people.censuses_stand_once,
    people.ended_codes_lead_on,
    people.vital_rates,
    policy.assumptions_hold,
    policy.schemes_hold,
)


def broken_rules(frames: Frames) -> list[Problem]:
    """Return every fault that the rules find, in the order of the rules."""
    return [problem for rule in RULES for problem in rule(frames)]
