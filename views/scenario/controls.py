"""What each control of the scenario page is called: for the control itself, and for what is said of it in a link."""

from i18n.texts import translator
from views import edition
from views.edition import kept
from views.places import place_names
from views.scenario.state import GIVEN, State, assumption, levers, pack_of
from views.words import named, word


@kept
def titles(lang: str) -> dict[str, str]:
    """Return the name of every control by its name in the address."""
    _ = translator(lang)
    so_many, standing = _("{what}: so many a year from 2026 on"), _("{what}: at the end of 2025")
    return {
        "definition": _("Who counts as disabled"),
        "mode": _("Who lives in institutions"),
        "pack": _("Policy to try"),
        "plan": _("Beds provided and paid for"),
        "stock": _("Beds that stand, if you know better"),
        "nursing_stock": _("Nursing beds that stand"),
        "carer_stock": _("Carers there are"),
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
        **{
            name: (so_many if name.endswith("_added") else standing).format(what=word("pack_count", name, lang))
            for name in GIVEN
        },
        **{name: named(assumption(name), "name", lang) for name in levers()},
    }


@kept
def pack_names(lang: str) -> dict[str, str]:
    """Return the name of each policy pack with the place it is from."""
    packs = edition.table("packs").drop_duplicates("pack")
    places = place_names(lang)
    return {
        str(row["pack"]): f"{places[row['place']]} · {named(row, 'scheme', lang)}" for _index, row in packs.iterrows()
    }


def to_give(place: str, state: State) -> list[str]:
    """Return what only the viewer can count and the chosen pack has a price for, by the words of ``pack_count``."""
    return _to_give(pack_of(state, place))


@kept
def _to_give(pack: str) -> list[str]:
    packs = edition.table("packs")
    counts = packs.loc[packs["pack"] == pack, "counts"]
    return [name for name in GIVEN if any(name in cell.split(";") for cell in counts)]
