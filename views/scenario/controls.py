"""The controls of a scenario: what each is called, what can be chosen, which levers are drawn, and what their cards say."""

from dataclasses import dataclass

from i18n.numbers import WHOLE, listed, percent, unit_name, with_unit
from i18n.texts import translator
from policy.refs import ref
from policy.scenario.borrowed import NO_PACK, targets_to_borrow
from policy.scenario.costs import ADDED, BASES, STANDING
from policy.scenario.output import RESIDENTS, USE
from policy.text import N_, Name
from projection.care.assumptions import DEFINITIONS, SEVERITIES
from projection.people.rates import NATION
from views import edition
from views.address import Typed
from views.edition import kept, kept_up_to
from views.places import place_names
from views.scenario.case import FIRST, Case
from views.scenario.packs import countable_rules
from views.scenario.standing import counted_stock
from views.scenario.state import (
    GIVEN,
    GRADES,
    LIMIT_UNITS,
    LIMITS,
    STANDARDS,
    assumption,
    assumption_ref,
    levers,
    span,
    unit_of,
)
from views.words import bracketed, named, period_text, plain, value_text, word

PEOPLE = ("mortality", "fertility", "migration")
BUILDING = "build_years"
# Sections of levers that serve one view, and stand in it.
OF_VIEW = {"services": ("services", "dementia")}
# Levers that one demand alone uses.
OF_MODE = {
    "use": (*USE, *RESIDENTS),
    "need": ("independent_share",),
    "policy": ("places_institution",),
}
# Sections of levers behind “more”.
SECTIONS = {
    "people": N_("Mortality, fertility, migration"),
    "disability": N_("Disability"),
    "settings": N_("Where care is given"),
    "beds": N_("Beds"),
    "workforce": N_("Carers"),
    "money": N_("Prices and fees"),
    "take_up": N_("Who qualifies and claims"),
    "uncertainty": N_("How unsure it is"),
}


@kept
def titles(lang: str) -> dict[str, str]:
    """Return the name of every control by its name in the address."""
    _ = translator(lang)
    so_many, standing = _("{what}: so many a year from 2026 on"), _("{what}: at the end of 2025")
    given = {
        name: (so_many if name.endswith("_added") else standing).format(what=word("pack_count", name, lang))
        for name in GIVEN
    }
    return (
        given
        | {name: getattr(lever.title, lang) for name, lever in levers().items()}
        | {
            "definition": _("Definition of disability"),
            "mode": _("Demand"),
            "rule": _("Provision by"),
            "pack": _("Policy to try"),
            "plan": _("Beds provided and paid for"),
            "stock": _("Institution beds that stand"),
            "nursing_stock": _("Nursing beds that stand"),
            "carer_stock": _("Carers there are"),
            "residents": _("Residents of institutions at the end of 2025"),
            "bed_target": _("Beds per 1,000 of"),
            "nursing_target": _("Nursing share of"),
            "scale": _("Prices, in percent of those printed"),
            "after": _("A price whose last year has passed"),
            "more": _("Section"),
            "year": _("Year"),
            "view": _("View"),
            "output": _("Number to look into"),
            "goal": _("Number to match"),
            "turn": _("Lever to turn"),
            "most": _("At most a year (beds, carers); empty: no limit"),
            "budget": _("At most so many yuan a year for added beds"),
        }
    )


def typed(name: str, lang: str) -> Typed:
    """Return what can be typed as the value of a lever, of what the viewer counts, or of a limit, by its name in the address."""
    low, high, step = (1, LIMITS[name], 0.0) if name in LIMITS else span(name)
    units = LIMIT_UNITS[name] if name in LIMITS else (unit_of(name),)
    return Typed(titles(lang)[name], low, high, units, step, whole=WHOLE.issuperset(units))


@kept
def option_names(lang: str) -> dict[str, dict[str, str]]:
    """Return the names of what can be chosen by its code, for each choice among several."""
    _ = translator(lang)
    targets = targets_to_borrow(edition.described())
    return {
        "definition": {name: getattr(definition_name(name), lang) for name in DEFINITIONS},
        "mode": {"use": _("current use"), "need": _("by need"), "policy": _("by provision")},
        "rule": {"9073": _("9073: a share of all older people"), "per_1000": _("beds per 1,000")},
        "plan": {"need": _("what is needed"), "standard": _("the standard"), "larger": _("the larger")},
        "after": {"stops": _("stops"), "continues": _("continues")},
        "pack": pack_names(lang),
        "more": {name: _(title) for name, title in SECTIONS.items()},
    } | {
        name: {"": _("the lever's own number")}
        | {
            str(row["fact"]): f"{named(row, 'place', lang)} · {value_text(row, lang)} · {period_text(row, lang)}"
            for _index, row in targets[name].iterrows()
        }
        for name in STANDARDS.values()
    }


def definition_name(definition: str) -> Name:
    """Return the name of a definition of disability: that of its rate, without the words that say that it is a rate."""
    title = levers()[definition].title
    return Name(title.zh.partition("：")[2], title.en.partition(": ")[2])


@kept
def pack_names(lang: str) -> dict[str, str]:
    """Return the name of each policy pack with the place it is from, after that of none."""
    packs = edition.table("packs").drop_duplicates("pack")
    places = place_names(lang)
    return {NO_PACK: translator(lang)("no policy")} | {
        str(row["pack"]): f"{places[row['place']]} · {named(row, 'scheme', lang)}" for _index, row in packs.iterrows()
    }


@kept
def to_give(pack: str) -> list[str]:
    """Return what only the viewer can count and a pack has a price for, by the words of ``pack_count``."""
    packs = edition.table("packs")
    counts = packs.loc[packs["pack"] == pack, "counts"]
    return [name for name in GIVEN if any(name in cell.split(";") for cell in counts)]


@kept_up_to(600)
def active(case: Case) -> list[str]:
    """Return the levers that move a number of a scenario, in the order of their table.

    Out are: other definitions and their splits, what only another demand uses, portions and fees that no countable rule in force
    uses, what a borrowed target stands in for, a standard that is neither the demand nor provided, the years of building
    where none is short, for the nation the spread of migration, and that of use where residents are counted.
    """
    scenario, prices = case.scenario, case.priced
    out = {name for name in DEFINITIONS if name != scenario.definition} | case.borrowed.keys()
    out |= {name for definition, names in SEVERITIES.items() if definition != scenario.definition for name in names}
    out |= {name for mode, names in OF_MODE.items() if mode != scenario.mode for name in names}
    out |= {"institution_mild", "institution_moderate", "institution_severe"} if scenario.mode == "use" else set()
    out |= {"places_institution"} if scenario.rule == "per_1000" else set()
    standard = scenario.plan != "need"
    out |= set() if standard or (scenario.mode, scenario.rule) == ("policy", "per_1000") else {"beds_per_1000"}
    out |= set() if standard else {"nursing_share"}
    no_one = scenario.mode == "need" and case.assumed["independent_share"] == 0
    out |= {"residents_per_carer_independent"} if no_one else set()
    out |= {"sd_migration"} if case.place == NATION else set()
    out |= {"sd_use"} if case.residents.own or scenario.mode != "use" else set()
    out |= {name for name, lever in levers().items() if lever.section == "take_up"} - prices.portions
    out |= BASES.keys() - prices.bases
    out |= set() if prices.lasting else {"price_growth", "inflation"}
    out |= set() if _builds(case) else {BUILDING}
    return [name for name in levers() if name not in out]


def borrowable(case: Case) -> list[str]:
    """Return what can be borrowed or scaled and moves a number: targets, prices that are counted, and those of them that end."""
    rules = countable_rules(case.place, case.pack, case.state.scale, frozenset(case.given))
    prices = {"scale": len(rules) > 0, "after": rules["until"].notna().any()}
    return [*STANDARDS.values(), *(name for name, moves in prices.items() if moves)]


def _builds(case: Case) -> bool:
    """Tell whether a price counts beds that a known stock is short of, so that the years of building move a cost."""
    beds = case.priced.counts.intersection((*STANDING, *ADDED))
    if case.stock["stock"] is None or not beds:
        return False
    kinds = {"beds": "stock"}
    if any(count.startswith(("nursing", "other")) for count in beds):
        kinds["nursing"] = "nursing_stock"
    longest = FIRST + int(levers()[BUILDING].high)
    return any(
        case.stock[stock] is not None and case.path(name).central[FIRST:longest].max() > case.stock[stock]
        for kind, stock in kinds.items()
        for name in case.provided[kind]
    )


def _first(case: Case) -> list[str]:
    scenario = case.scenario
    provision = "places_institution" if scenario.rule == "9073" else "beds_per_1000"
    of_mode = {
        "use": ("use_trend", "resident_severe"),
        "need": ("institution_severe", SEVERITIES[scenario.definition][-1]),
        "policy": (provision,),
    }
    return ["occupancy", *of_mode[scenario.mode], scenario.definition, "disability_trend"]


def first_levers(case: Case) -> list[str]:
    """Return the levers that come first: how full beds are to be, who moves in, who is disabled and how that changes."""
    return [name for name in _first(case) if name in active(case)]


def levers_of_view(case: Case, view: str) -> list[str]:
    """Return the levers that come first in a view: its own where it has some."""
    sections = OF_VIEW.get(view)
    if sections is None:
        return first_levers(case)
    return [name for name in active(case) if levers()[name].section in sections]


def more_levers(case: Case) -> dict[str, list[str]]:
    """Return the other levers that move a number, by section behind “more”."""
    found: dict[str, list[str]] = {name: [] for name in SECTIONS}
    for name in active(case):
        section = levers()[name].section
        if name not in (*_first(case), BUILDING) and section not in OF_VIEW["services"]:
            found["people" if section in PEOPLE else section].append(name)
    return {section: names for section, names in found.items() if names}


def changed_elsewhere(case: Case, lang: str) -> str:
    """Return the names of the levers behind “more” that are not at their default (Markdown); empty where all are."""
    changed = [name for name, _value in case.state.scenario.changed if name not in (*_first(case), BUILDING)]
    return plain(listed((titles(lang)[name] for name in changed), lang))


@dataclass(frozen=True)
class LeverCard:
    """What is said of a lever (Markdown): name, and with its unit; default, range and where the default is from; the unit, where few know it.

    ``number`` is how its slider writes a value; ``ref`` opens the record of the default.
    """

    name: str
    label: str
    line: str
    help: str | None
    number: str
    ref: str


@kept
def card(name: str, lang: str) -> LeverCard:
    """Return what is said of a lever."""
    _ = translator(lang)
    lever = levers()[name]
    default, low, high = (with_unit(each, lever.unit, lang) for each in (lever.default, lever.low, lever.high))
    text = _("default {default}, {low} to {high}").format(default=default, low=low, high=high)
    source = _("assumed")
    if lever.status != "assumed":
        documents = edition.table("documents").set_index("document")
        source = documents.at[assumption(name)["document"], "title" if lang == "zh" else "title_en"]
    log_odds = _(
        "Log-odds: the logarithm of share ÷ (1 − share). 0.1 more makes a share of 10% one of 10.9%, and a share of 50% one of 52.5%."
    )
    places = len(f"{lever.step:.6f}".rstrip("0").partition(".")[2])
    whole = float(lever.step).is_integer() and float(lever.low).is_integer()
    return LeverCard(
        plain(titles(lang)[name]),
        bracketed(plain(titles(lang)[name]), unit_name(lever.unit, lang), lang),
        plain(f"{text} · {source}"),
        log_odds if lever.unit.startswith("log_odds") else None,
        "%d" if whole else f"%.{places}f",
        assumption_ref(name, lever.default),
    )


def counted_line(case: Case, name: str, lang: str) -> tuple[str, str] | None:
    """Return what is counted of a stock (Markdown) with its reference; nothing where nobody counts it or the viewer gave it."""
    row = counted_stock(case.place).get(name)
    if row is None or getattr(case.state, name) is not None:
        return None
    line = translator(lang)("counted: {value} ({indicator}, {period})").format(
        value=plain(value_text(row, lang)),
        indicator=plain(named(row, "indicator", lang)),
        period=plain(period_text(row, lang)),
    )
    return line, ref("fact", row["fact"])


def contradictions(case: Case, lang: str) -> list[str]:
    """Say (Markdown) which choices contradict each other, and what is taken in their stead."""
    _, told = translator(lang), []
    beds, nursing = case.stock["stock"], case.stock["nursing_stock"]
    if beds is not None and nursing is not None and nursing > beds:
        told.append(_("More nursing beds than beds: all beds that stand are taken for nursing."))
    if case.graded > 100 and any(name in active(case) for name in GRADES):
        sentence = _(
            "The grades of carers add up to {sum}, more than all carers: each is brought down in proportion, so that nobody is paid twice."
        )
        told.append(sentence.format(sum=percent(round(case.graded, 1), lang)))
    return told
