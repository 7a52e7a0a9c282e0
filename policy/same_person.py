"""What insurance pays the same person, as references, records and a sentence; the rules themselves stand in ``policy.schemes``."""

from collections.abc import Mapping

import pandas as pd

from policy.derived import Derived
from policy.refs import parts_of, ref, refs
from policy.schemes import (
    INSURED,
    LEVELS,
    SETTINGS,
    Formula,
    Offer,
    Person,
    funding,
    offers,
    years_text,
)
from policy.text import N_, Amount, Name, Sentence


def person_ref(kind: str, person: Person, place: str, condition: str) -> str:
    """Return the reference of what a scheme pays the person: ``benefit`` in yuan, ``benefit_share`` of the fee."""
    return ref(kind, place, person.level, person.setting, person.insured, f"{person.fee:g}", condition)


def offer_of(reference: str, schemes: pd.DataFrame) -> tuple[Person, Offer]:
    """Return the person and the offer behind a reference of ``person_ref``.

    Raises:
        KeyError: it names no such person, place or offer.
    """
    place, level, setting, insured, fee, condition = parts_of(reference, 6)
    try:
        person = Person(level, setting, insured, float(fee))
    except ValueError as error:
        raise KeyError(reference) from error
    if level not in LEVELS or setting not in SETTINGS or insured not in INSURED or not person.fee > 0:
        raise KeyError(reference)
    found, _without = offers(schemes[schemes["place"] == place], person)
    for offer in found:
        if offer.condition == condition:
            return person, offer
    raise KeyError(reference)


def benefit_record(reference: str, schemes: pd.DataFrame) -> Derived:
    """Return what a scheme pays a person a month, in yuan.

    Raises:
        KeyError: as for ``offer_of``.
    """
    _person, offer = offer_of(reference, schemes)
    formula, values = _as_formula(offer.formula)
    if offer.caveats:
        formula, values = (
            N_("{formula} (note: {caveats})"),
            {"formula": Sentence(formula, values), "caveats": offer.caveats},
        )
    return Derived(offer.pay, "yuan_per_month", formula, values, entry_refs(offer.entries), offer.comparator)


def _as_formula(formula: Formula) -> tuple[str, dict[str, object]]:
    """Return a formula as a record holds it: its text and its values."""
    if isinstance(formula, Amount):
        return N_("{amount}, as printed"), {"amount": formula}
    return formula.template, dict(formula.values)


def benefit_share_record(reference: str, schemes: pd.DataFrame) -> Derived:
    """Return what share of the fee a scheme pays a person, in percent; above 100 where a fixed benefit exceeds the fee.

    Raises:
        KeyError: as for ``offer_of``.
    """
    person, offer = offer_of(reference, schemes)
    values: dict[str, object] = {
        "pay": Amount(offer.pay, "yuan_per_month", offer.comparator),
        "fee": Amount(person.fee, "yuan_per_month"),
    }
    inputs = (reference.replace("benefit_share", "benefit", 1),)
    return Derived(fee_share(person, offer), "percent", N_("{pay} ÷ {fee}"), values, inputs, offer.comparator)


def funding_record(reference: str, schemes: pd.DataFrame) -> Derived:
    """Return what is paid into a scheme per head and year, in yuan.

    Raises:
        KeyError: the reference names no scheme, or what is paid into it is not known in yuan.
    """
    place, insured = parts_of(reference, 2)
    paid_in = funding(schemes, place, insured)
    if insured not in INSURED or paid_in.value is None or paid_in.formula is None:
        raise KeyError(reference)
    inputs = entry_refs(paid_in.entries)
    return Derived(paid_in.value, "yuan_per_person_year", *_as_formula(paid_in.formula), inputs, paid_in.comparator)


def fee_share(person: Person, offer: Offer) -> float:
    """Return what share of the fee an offer pays, in percent."""
    return round(100 * offer.pay / person.fee, 1)


def same_person_sentence(found: list[Offer], unknown: int, names: Mapping[str, Name]) -> Sentence:
    """Say which scheme pays the person most and which least of those that may be named so, with their years, and how many are not known."""
    ranked = [offer for offer in found if offer.ranked]
    counts: dict[str, object] = {"known": len({offer.place for offer in ranked}), "unknown": unknown}
    if not ranked:
        return Sentence(
            N_("No text that may be ranked says what this person is paid; {unknown} places are not known."), counts
        )
    most, least = (
        tuple(_dated(offer, names) for offer in ranked if offer.pay == end) for end in (ranked[0].pay, ranked[-1].pay)
    )
    values = counts | {"most": most, "pays_most": _paid(ranked[0]), "least": least, "pays_least": _paid(ranked[-1])}
    if ranked[0].pay == ranked[-1].pay:
        template = N_("{most} pays {pays_most}, as far as known; {unknown} places are not known.")
    else:
        template = N_(
            "Of {known} places whose text says so (grade B- or better), {most} pays most, {pays_most}, and {least} least, {pays_least}; {unknown} more "
            "places are not known."
        )
    return Sentence(template, values)


def _paid(offer: Offer) -> Amount:
    return Amount(offer.pay, "yuan_per_month", offer.comparator)


def _dated(offer: Offer, names: Mapping[str, Name]) -> Sentence:
    values: dict[str, object] = {"place": names[offer.place], "years": years_text(offer.entries)}
    return Sentence(N_("{place} (rule of {years})") if values["years"] else N_("{place} (no year)"), values)


def entry_refs(entries: pd.DataFrame) -> tuple[str, ...]:
    """Return the references of printed values, each once."""
    return tuple(dict.fromkeys(refs("scheme", entries["entry"])))
