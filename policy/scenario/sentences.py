"""The sentences about a scenario, by rule: what is needed and short, and what moves it; those about money stand in ``money_sentences``."""

from collections.abc import Sequence
from dataclasses import replace

from policy.scenario.outputs import FACTORS, OUTPUTS, PAID_BY, amount
from policy.text import N_, Amount, Name, Sentence, Text, three_digits

Triple = tuple[float, float, float]


NEED = {
    "use": N_(
        "{place}, {year}, at current use ({basis}): {residents} in institutions, who take {beds} ({low} to {high} in 80% of {draws} "
        "draws) at a target occupancy of {occupancy}; of these for nursing {nursing}. By need it would be {by_need}."
    ),
    "need": N_(
        "{place}, {year}, by need: {residents} in institutions, who take {beds} ({low} to {high} in 80% of {draws} draws) at a target "
        "occupancy of {occupancy}; of these for nursing {nursing}. At current use ({basis}) it would be {by_use}."
    ),
    "policy": N_(
        "{place}, {year}, by provision ({rule}): {beds} ({low} to {high} in 80% of {draws} draws), in which {residents} live at a target "
        "occupancy of {occupancy}; of these for nursing {nursing}. At current use ({basis}) it would be {by_use}, by need {by_need}."
    ),
}


def need_sentence(
    place: Name, year: int, mode: str, words: dict[str, object], values: dict[str, Triple], draws: int
) -> Sentence:
    """Say how many residents and beds a demand comes to in a year, how sure that is, and what the other demands come to.

    Args:
        place: whose people.
        year: of the answer.
        mode: the demand: use, need or policy.
        words: ``basis`` of current use, ``rule`` of provision, target ``occupancy``.
        values: central value and ends of the 80 % band by output.
        draws: behind the band.
    """
    beds, low, high = values["beds_need"]
    return Sentence(
        NEED[mode],
        words
        | {
            "place": place,
            "year": str(year),
            "beds": amount("beds_need", beds),
            "low": amount("beds_need", low),
            "high": amount("beds_need", high),
            "draws": str(draws),
            "residents": amount("in_institution", values["in_institution"][0]),
            "nursing": amount("nursing_need", values["nursing_need"][0]),
            "by_use": amount("beds_by_use", values["beds_by_use"][0]),
            "by_need": amount("beds_by_need", values["beds_by_need"][0]),
        },
    )


def basis_sentence(count: float, period: str, whose: str, whom: Name) -> Sentence:
    """Say from which count of residents current use goes on.

    Args:
        count: residents.
        period: of the count.
        whose: ``given`` by the viewer, the place's ``own``, or the ``nation``'s, by whose rates the place's people live there.
        whom: the place, or the nation.
    """
    texts = {
        "given": N_("{count} in institutions at the end of 2025, as you say"),
        "own": N_("{count} in institutions, counted in {whom}, {period}"),
        "nation": N_("by the nation's rates at each age: {count} in institutions, {period}"),
    }
    return Sentence(texts[whose], {"count": Amount(count, "persons"), "period": period, "whom": whom})


def carers_sentence(definition: Name, values: dict[str, Triple]) -> Sentence:
    """Say how many carers are needed, how many of them in institutions, and who counts as disabled."""
    return Sentence(
        N_("Carers: {carers}, of whom in institutions {inside}. Counted as disabled: {disabled} ({definition})."),
        {
            "carers": amount("carers", values["carers"][0]),
            "inside": amount("carers_institution", values["carers_institution"][0]),
            "disabled": amount("disabled", values["disabled"][0]),
            "definition": definition,
        },
    )


def supply_sentence(year: int, mode: str, needed: float, stock: float, counted: Text | Sentence) -> Sentence:
    """Say how many institution beds are short of a demand against what stands; a surplus is never a finding about need.

    Args:
        year: of the answer.
        mode: the demand: use, need or policy.
        needed: beds in that year.
        stock: institution beds that stand.
        counted: what is counted, and when.
    """
    short = needed - stock
    values: dict[str, object] = {
        "stock": Amount(stock, "beds"),
        "short": Amount(three_digits(abs(short)), "beds"),
        "year": str(year),
        "counted": counted,
    }
    if short > 0:
        return Sentence(N_("Standing: {stock} ({counted}); {short} are short in {year}."), values)
    if mode == "use":
        return Sentence(
            N_(
                "Standing: {stock} ({counted}), {short} more than current use takes in {year}; whether use meets the need is another "
                "question."
            ),
            values,
        )
    return Sentence(N_("Standing: {stock} ({counted}), {short} more than {year} takes."), values)


def unknown_stock_sentence(old: Amount | None, period: str, *, ask: bool = True) -> Sentence:
    """Say that nothing is set against what stands: it is not known, or the count is too old to be used.

    Args:
        old: the latest count; None where there is none.
        period: of that count.
        ask: whoever reads it can give the number; nobody can on paper.
    """
    if old is None and ask:
        return Sentence(
            N_(
                "How many institution beds stand is not known, so no gap is shown: give the number under “Policy and stock”."
            )
        )
    if old is None:
        return Sentence(N_("How many institution beds stand is not known, so no gap is shown."))
    values: dict[str, object] = {"old": old, "period": period}
    if ask:
        return Sentence(
            N_(
                "The latest count of institution beds, {old} ({period}), is undated or older than five years and is not used: give a "
                "newer one under “Policy and stock”."
            ),
            values,
        )
    return Sentence(
        N_(
            "The latest count of institution beds, {old} ({period}), is undated or older than five years and is not used: no gap is shown."
        ),
        values,
    )


def given_sentence(name: str, needed: float, stock: float) -> Sentence:
    """Say what is short of nursing beds or carers against what the viewer gave, or the latest count."""
    output = OUTPUTS[name]
    short = needed - stock
    values: dict[str, object] = {
        "output": Text(output.title),
        "stock": Amount(stock, output.unit),
        "needed": amount(name, needed),
        "short": Amount(three_digits(abs(short)), output.unit),
    }
    if short > 0:
        return Sentence(N_("{output}: {needed}; there are {stock}, {short} short."), values)
    return Sentence(N_("{output}: {needed}; there are {stock}, {short} more."), values)


def occupancy_sentence(residents: float, beds: float, period: str) -> Sentence:
    """Say what share of institution beds was in use where residents and beds were counted at one date."""
    return Sentence(
        N_("Observed: {residents} in {beds}, {share} in use ({period})."),
        {
            "residents": Amount(residents, "persons"),
            "beds": Amount(beds, "beds"),
            "share": Amount(round(100 * residents / beds, 1), "percent"),
            "period": period,
        },
    )


def fan_sentence(
    name: str, year: int, first: tuple[int, float], at: Triple, bounds: Sequence[str | None] = ("=", "=")
) -> Sentence:
    """Say where an output starts and where it stands in the year of the answer.

    Args:
        name: of the output.
        year: of the answer.
        first: first year and its value.
        at: central value and ends of the 80 % band in ``year``.
        bounds: words for how far the first year's value and that of ``year`` bind; None where it is not known.
    """
    if None in bounds:
        return Sentence(N_("Not known: nobody counts what its prices are for."))
    values: dict[str, object] = {
        "first": replace(amount(name, first[1]), comparator=bounds[0] or "="),
        "start": str(first[0]),
        "value": replace(amount(name, at[0]), comparator=bounds[1] or "="),
        "year": str(year),
        "low": amount(name, at[1]),
        "high": amount(name, at[2]),
    }
    if name in PAID_BY and amount(name, at[1]) == amount(name, at[2]):
        return Sentence(N_("{first} in {start}, {value} in {year}, whatever the draw."), values)
    if name in PAID_BY and year == first[0]:
        return Sentence(
            N_("{value} in {year} ({low} to {high} for 80% of the quantities, at the same prices)."), values
        )
    if name in PAID_BY:
        return Sentence(
            N_(
                "{first} in {start}, {value} in {year} ({low} to {high} for 80% of the quantities, at the same prices)."
            ),
            values,
        )
    if year == first[0]:
        return Sentence(N_("{value} in {year} ({low} to {high})."), values)
    return Sentence(N_("{first} in {start}, {value} in {year} ({low} to {high})."), values)


def tornado_sentence(
    name: str, year: int, central: float, swings: list[tuple[str, float, float]], bound: str = "="
) -> Sentence:
    """Say which factor moves an output most, and how far.

    Args:
        name: of the output.
        year: of the answer.
        central: its value with no factor moved.
        swings: factor and value at its 10th and 90th percent, the widest first.
        bound: the word for how far the value binds.
    """
    values: dict[str, object] = {
        "output": Text(OUTPUTS[name].title),
        "year": str(year),
        "central": replace(amount(name, central), comparator=bound),
    }
    if not swings:
        return Sentence(N_("No uncertain factor moves “{output}” of {year}: {central}."), values)
    widest, low, high = swings[0]
    values |= {"factor": Text(FACTORS[widest][0]), "low": amount(name, low), "high": amount(name, high)}
    return Sentence(
        N_(
            "“{output}” of {year}, {central}, moves most with “{factor}”: {low} at its 10th percentile, {high} at its 90th."
        ),
        values,
    )


def difference_sentence(
    year: int, name: str, scenario: str, value: float, baseline: float, bounds: tuple[str, str] = ("=", "=")
) -> Sentence:
    """Say how far a scenario lies from the baseline; ``bounds``: the words for how far the two numbers bind."""
    values: dict[str, object] = {
        "scenario": scenario,
        "year": str(year),
        "output": Text(OUTPUTS[name].title),
        "difference": amount(name, abs(value - baseline)),
        "value": replace(amount(name, value), comparator=bounds[0]),
        "baseline": replace(amount(name, baseline), comparator=bounds[1]),
    }
    if amount(name, value) == amount(name, baseline):
        return Sentence(N_("“{scenario}”, {output} of {year}: {value}, the same as the baseline."), values)
    if value > baseline:
        return Sentence(
            N_("“{scenario}”, {output} of {year}: {value}, {difference} more than the baseline's {baseline}."), values
        )
    return Sentence(
        N_("“{scenario}”, {output} of {year}: {value}, {difference} less than the baseline's {baseline}."), values
    )
