"""The same person in every city: what insurance pays a month, of what fee, and what is paid into it; a choice in, chart and tables out."""

import pandas as pd

from charts.bars import amount_bars
from i18n.numbers import unit_name, with_unit
from i18n.texts import translator
from policy.described import GRADE_ORDER
from policy.refs import ref
from policy.same_person import fee_share, person_ref, same_person_sentence
from policy.schemes import (
    EXCLUDED,
    INSURED,
    LEVELS,
    SETTINGS,
    Formula,
    Funding,
    Offer,
    Person,
    funding,
    offers,
    years_text,
)
from policy.text import Amount
from views import edition
from views.address import Typed
from views.edition import kept, kept_up_to
from views.facts import set_off
from views.places import both_names, place_names
from views.view import ByCell, Chart, Table
from views.words import amount_text, labelled, say, say_plain, word_names

FEE = "institution_fee"  # the assumption that the usual fee and its range are taken from
MOST_DISABLED = LEVELS[-1]
UNIT = "yuan_per_month"


def choices(vocabulary: str, lang: str) -> dict[str, str]:
    """Return the names of what can be asked of a person: ``scheme_level``, ``scheme_setting`` or ``scheme_insured``."""
    asked = {"scheme_level": LEVELS, "scheme_setting": SETTINGS, "scheme_insured": INSURED}[vocabulary]
    names = word_names(vocabulary, lang)
    return {code: names[code] for code in asked}


def fee_field(lang: str) -> Typed:
    """Return what can be typed as the monthly fee; its label says which fee counts where nothing is typed."""
    row, usual = _fee(), with_unit(usual_fee(), UNIT, lang)
    label = translator(lang)("Fee for care a month ({usual} where nothing is typed)").format(usual=usual)
    return Typed(label, float(row["low"]), float(row["high"]), (UNIT,))


def usual_fee() -> float:
    """Return the fee for care that counts where none is typed, in yuan a month."""
    return float(_fee()["default"])


def _fee() -> pd.Series:
    return edition.table("assumptions").set_index("assumption").T[FEE]


@kept
def paid(person: Person, lang: str, mine: str = "") -> Chart | None:
    """Return what each scheme pays the person, the most first, bounds behind; nothing where no text says so.

    The viewer's own place (``mine``, an adcode) is set off.
    """
    _ = translator(lang)
    found = _found(person)[0]
    if not found:
        return None
    sentence = same_person_sentence(found, len(_unknown(person)), both_names())
    shares = [_share_text(person, offer, lang) for offer in found]
    texts = [
        f"{_pay_text(offer, lang, 'yuan')} · {share} · {_since(offer, lang)}"
        for offer, share in zip(found, shares, strict=True)
    ]
    labels = [_label(offer, lang) for offer in found]
    refs = [_ref("benefit", person, offer) for offer in found]
    marks = pd.DataFrame(
        {
            "label": labels,
            "value": [offer.pay for offer in found],
            "text": texts,
            "hover": [labelled(label, text, lang) for label, text in zip(labels, texts, strict=True)],
            "bound": [offer.comparator == "<=" for offer in found],
            "ref": refs,
        }
    )
    table = pd.DataFrame(
        {
            _("Place"): labels,
            _("Pays a month"): [_pay_text(offer, lang) for offer in found],
            _("Share of the fee"): shares,
        }
    )
    legend = {"known": _("Paid a month"), "bound": _("at most; not ranked")}
    return Chart(
        table.assign(**{_("Since"): [_since(offer, lang) for offer in found]}),
        refs,
        say(sentence, lang),
        figure=amount_bars(
            set_off(marks, pd.Series([offer.place == mine for offer in found])), legend, unit_name(UNIT, lang)
        ),
        title=_("What insurance pays the same person, place by place"),
    )


@kept
def known(person: Person, lang: str) -> Table[ByCell]:
    """Return the places whose text says what the person is paid: the sum, its share of the fee, and what is paid in; each cell opens."""
    _ = translator(lang)
    heads = [_("Pays a month"), _("Share of the fee"), _("Paid in per head and year")]
    rows, refs = [], {}
    for at, offer in enumerate(_found(person)[0]):
        taken_in = _funding(offer.place, person.insured)
        rows.append(
            {
                _("Place"): _label(offer, lang),
                heads[0]: _pay_text(offer, lang),
                heads[1]: _share_text(person, offer, lang),
                heads[2]: _funding_text(taken_in, lang),
                _("Since"): _since(offer, lang),
                _("Grade"): max(offer.entries["grade"], key=GRADE_ORDER.index),
                _("Calculation"): _formula_text(offer.formula, lang),
                _("Not stated in the text"): _listed(offer, lang),
            }
        )
        refs[at, heads[0]] = _ref("benefit", person, offer)
        refs[at, heads[1]] = _ref("benefit_share", person, offer)
        if taken_in.value is not None:
            refs[at, heads[2]] = ref("scheme_funding", offer.place, person.insured)
    return Table(pd.DataFrame(rows), refs)


@kept
def not_known(person: Person, lang: str) -> Table[ByCell]:
    """Return the other places with a scheme: what their text lacks, or that it grants the benefit to others only; never ranked."""
    _ = translator(lang)
    paid_in, places = _("Paid in per head and year"), place_names(lang)
    rows, refs = [], {}
    without = sorted(_found(person)[1].items(), key=lambda item: (item[1][0] == EXCLUDED, item[0]))
    for at, (place, (status, missing)) in enumerate(without):
        taken_in = _funding(place, person.insured)
        missing_text = _(missing.text)
        rows.append(
            {
                _("Place"): str(places[place]),
                _("Known"): _("not for this person") if status == EXCLUDED else _("not known"),
                _("Why"): missing_text if status == EXCLUDED else _("not printed: {what}").format(what=missing_text),
                paid_in: _funding_text(taken_in, lang),
            }
        )
        if taken_in.value is not None:
            refs[at, paid_in] = ref("scheme_funding", place, person.insured)
    return Table(pd.DataFrame(rows), refs)


@kept
def _found(person: Person) -> tuple[list[Offer], dict]:
    found, without = offers(edition.table("schemes"), person)
    return sorted(found, key=lambda offer: offer.comparator == "<="), without


def _unknown(person: Person) -> list[str]:
    return [place for place, (status, _missing) in _found(person)[1].items() if status != EXCLUDED]


@kept_up_to(200, of=("schemes",))
def _funding(place: str, insured: str) -> Funding:
    return funding(edition.table("schemes"), place, insured)


def _funding_text(taken_in: Funding, lang: str) -> str:
    _ = translator(lang)
    if taken_in.value is None:
        return _("not known: {what}").format(what=_(taken_in.missing.text) if taken_in.missing else "")
    value = amount_text(Amount(taken_in.value, "yuan_per_person_year", taken_in.comparator), lang)
    years = years_text(taken_in.entries)
    return (_("{value} (rule of {years})") if years else _("{value} (no year)")).format(value=value, years=years)


def _ref(kind: str, person: Person, offer: Offer) -> str:
    return person_ref(kind, person, offer.place, offer.condition)


def _label(offer: Offer, lang: str) -> str:
    condition = offer.condition if lang == "zh" else offer.condition_en
    name = str(place_names(lang)[offer.place])
    return f"{name} · {condition}" if condition else name


def _pay_text(offer: Offer, lang: str, unit: str = UNIT) -> str:
    return amount_text(Amount(offer.pay, unit, offer.comparator), lang)


def _share_text(person: Person, offer: Offer, lang: str) -> str:
    return amount_text(Amount(fee_share(person, offer), "percent", offer.comparator), lang)


def _since(offer: Offer, lang: str) -> str:
    _ = translator(lang)
    text = years_text(offer.entries) or _("no year")
    inferred = offer.entries["warnings"].str.contains("inferred_year").any()
    return _("{year} (inferred)").format(year=text) if inferred else text


def _formula_text(formula: Formula, lang: str) -> str:
    return amount_text(formula, lang) if isinstance(formula, Amount) else say_plain(formula, lang)


def _listed(offer: Offer, lang: str) -> str:
    _ = translator(lang)
    return _("; ").join(_(caveat.text) for caveat in offer.caveats)
