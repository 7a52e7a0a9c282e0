"""What a policy costs: the lines of a year, and the record behind each: units, the clause with the price, what counts the units."""

import pandas as pd

from i18n.numbers import with_unit
from i18n.texts import translator
from policy.derived import Derived
from policy.refs import ref
from policy.scenario.costs import ADDED, STANDING, paid_once
from policy.scenario.money_sentences import reasons_text
from policy.scenario.outputs import OUTPUTS, PAYERS
from policy.text import N_, Amount, Name, Sentence, three_digits
from views.edition import kept
from views.scenario.case import Case
from views.scenario.standing import MONEY_FROM, counted_stock
from views.scenario.state import GIVEN, levers
from views.view import ByRow, Table
from views.words import amount_text, printed_text

QUALIFY = N_("{rule}: {units} that qualify × {price} each (prices at {scale} of those printed)")
BUILT = N_(
    "what is short of those that stand is built over {building}, the same number a year, so that the need of {last} is just met; then "
    "what the need rises by"
)
RISEN = N_("what the need rises by, as how many stand is not known")
SHARED = N_("the same share as of those needed in the year, as the nursing beds that stand are not known")
# The numbers of a scenario behind what prices count, where its name does not say them.
PEOPLE = {"beds_occupied": ["institution", "independent"], "institution_independent": ["independent"]}
# By what is to be said besides: how many beds there are, where that is not the need of the year, and how many are for nursing.
LINES = {
    (False, False): QUALIFY,
    (True, False): N_("{what}. How many: {many}"),
    (False, True): N_("{what}. Of these for nursing: {nursing}"),
    (True, True): N_("{what}. How many: {many}. Of these for nursing: {nursing}"),
}


@kept
def money_lines(case: Case, year: int, lang: str) -> Table[ByRow]:
    """Return the lines of cost of the year: rule, payer, units, price, yuan of that year and of 2026."""
    _ = translator(lang)
    refs, texts = [], []
    for row in case.lines[case.lines["year"] == year].to_dict("records"):
        rule = case.rules[case.rules["rule"] == row["rule"]]
        known, bound = not row["reason"], str(row["bound"])
        unit = counted_unit(str(rule["counts"].iloc[0]).split(";"))
        price = Amount(float(round(row["price"])), _price_unit(rule))
        paid = (Amount(float(f"{row[prices]:.3g}"), "yuan", bound) for prices in ("nominal", "real"))
        refs.append(case.ref("line", year, row["line"]) if known else printed_refs(rule)[0])
        texts.append(
            (
                row[f"name_{lang}"],
                _(PAYERS[row["payer"]]),
                with_unit(float(f"{row['units']:.3g}"), unit, lang) if known else _("quantity not known"),
                amount_text(price, lang) if known else "",
                *(amount_text(yuan, lang, exact=False) if known else "" for yuan in paid),
                printed_text(str(rule["as_printed"].iloc[0]), lang),
            )
        )
    heads = [
        _("Rule"),
        _("Payer"),
        _("What qualifies"),
        _("Price each in {year}").format(year=year),
        str(year),
        _("Yuan of 2026"),
        _("Original wording"),
    ]
    return Table(pd.DataFrame(texts, columns=heads), refs)


def line_record(case: Case, year: int, name: str) -> Derived:
    """Return the record of a line of cost: units times price, the clause that printed the price, and what counts the units.

    Raises:
        KeyError: there is no such line in that year, or nobody knows its quantity.
    """
    lines = case.lines
    own = lines[(lines["line"] == name) & (lines["year"] == year) & lines["nominal"].notna()]
    if len(own) != 1:
        raise KeyError(name)
    row = own.iloc[0]
    rule = case.rules[case.rules["rule"] == row["rule"]]
    counts = str(rule["counts"].iloc[0]).split(";")
    many, nursing = _how_many(case, counts)
    values: dict[str, object] = {
        "rule": Name(str(row["name_zh"]), str(row["name_en"])),
        "units": Amount(three_digits(float(row["units"])), counted_unit(counts)),
        "price": Amount(float(round(row["price"])), _price_unit(rule)),
        "scale": Amount(case.state.scale, "percent"),
        "building": Amount(case.build_years, "years"),
        "last": str(MONEY_FROM + case.build_years - 1),
    }
    parts = {"what": QUALIFY, "many": many, "nursing": nursing}
    assumed = [*portions(rule), str(rule["base"].iloc[0]), "price_growth", *(["build_years"] if many == BUILT else [])]
    told = Sentence(
        LINES[bool(many), bool(nursing)],
        values | {part: Sentence(text, values) for part, text in parts.items() if text},
    )
    return Derived(
        three_digits(float(row["nominal"])),
        "yuan",
        N_("{line}; why not exact: {why}"),
        {"line": told, "why": reasons_text(str(row["why"]).split(";"))},
        (
            *printed_refs(rule),
            *_counted_refs(case, year, counts),
            *(case.assumed_ref(slug) for slug in assumed if slug in levers()),
        ),
        str(row["bound"]),
    )


def _how_many(case: Case, counts: list[str]) -> tuple[str, str]:
    """Return the texts that say how the beds of a rule come about, and which of them are for nursing; empty where that is plain."""
    if not any(map(_of_beds, counts)):
        return "", ""
    beds, nursing = case.stock["stock"], case.stock["nursing_stock"]
    risen = RISEN if any(count.endswith("_added") for count in counts) else ""
    shared = any(map(_of_kinds, counts)) and None in (beds, nursing)
    return risen if beds is None else BUILT, SHARED if shared else ""


def _of_beds(count: str) -> bool:
    return count in (*STANDING, *ADDED)


def _of_kinds(count: str) -> bool:
    return count.startswith(("nursing_beds", "other_beds"))


def _price_unit(rule: pd.DataFrame) -> str:
    """Return the unit of what a rule (its rows of a pack) pays for one: yuan once, yuan a bed once, or yuan a year."""
    if not paid_once(rule):
        return "yuan_per_year"
    return "yuan_per_bed" if "beds" in str(rule["counts"].iloc[0]) else "yuan"


def counted_unit(counts: list[str]) -> str:
    """Return the unit of what a rule counts: beds, persons, or that of homes, centres and providers."""
    if counts[0] in GIVEN:
        return GIVEN[counts[0]][1]
    return "beds" if "beds" in counts[0] else "persons"


def _counted_refs(case: Case, year: int, counts: list[str]) -> list[str]:
    """Return the numbers behind what a rule counts: of the scenario, the stock, and what the viewer gave.

    While what is short is built, the beds of a year follow from the need of the last of those years; what is added to an
    unknown stock from the need of the year before, too.
    """
    names: list[str] = []
    for count in counts:
        if _of_beds(count):
            kinds = ("nursing", "beds") if _of_kinds(count) else ("beds",)
            names += [name for kind in kinds for name in case.provided[kind]]
        else:
            parts = PEOPLE.get(count) or ([count] if count in OUTPUTS else count.split("_"))
            names += [part for part in parts if part in OUTPUTS]
    how = _how_many(case, counts)
    when = [max(year, MONEY_FROM + case.build_years - 1) if BUILT in how else year]
    when += [year] if SHARED in how and year not in when else []
    when += [year - 1] if RISEN in how else []
    refs = [case.ref("scenario", at, name) for at in when for name in dict.fromkeys(names)]
    stock = [stock_ref(case, name) for name in ("stock", "nursing_stock")] if BUILT in how else []
    return [*refs, *filter(None, stock), *filter(None, (stock_ref(case, count) for count in counts if count in GIVEN))]


def stock_ref(case: Case, name: str) -> str:
    """Return the reference of what stands: given by the viewer, or a count; empty where it is not known."""
    if getattr(case.state, name) is not None:
        return ref("given", name, case.code)
    counted = counted_stock(case.place)
    return ref("fact", counted[name]["fact"]) if name in counted else ""


def portions(rules: pd.DataFrame) -> list[str]:
    """Return the assumptions that say who qualifies under rules of a pack."""
    return [name.removeprefix("-") for cell in rules["portions"].unique() for name in cell.split(";") if name]


def printed_refs(rules: pd.DataFrame) -> tuple[str, ...]:
    """Return the references of the printed values of a pack's rows."""
    return tuple(
        ref("fact", row["fact"])
        if row["fact"]
        else ref("pack", *(row[key] for key in ("pack", "rule", "part", "order")))
        for row in rules.to_dict("records")
    )
