"""The sentences about a scenario, by rule: what is needed and short, what it costs, and what moves it."""

from collections.abc import Sequence
from dataclasses import replace

from policy.scenario.outputs import FACTORS, OUTPUTS, amount
from policy.text import N_, Amount, Name, Sentence, Text, three_digits

Triple = tuple[float, float, float]


def need_sentence(place: Name, year: int, definition: Name, values: dict[str, Triple], draws: int) -> Sentence:
    """Say how many beds and carers are needed in a year, and how sure that is.

    Args:
        place: whose people.
        year: of the answer.
        definition: of disability.
        values: central value and ends of the 80 % band by output.
        draws: behind the band.
    """
    beds, low, high = values["beds_need"]
    nursing, nursing_low, nursing_high = values["nursing_need"]
    return Sentence(
        N_(
            "{place} needs {beds} in {year} ({low} to {high} in 80% of {draws} draws), of which for nursing {nursing} ({nursing_low} to "
            "{nursing_high}). Carers: {carers}. Counted as disabled: {disabled} ({definition})."
        ),
        {
            "place": place,
            "year": str(year),
            "beds": amount("beds_need", beds),
            "low": amount("beds_need", low),
            "high": amount("beds_need", high),
            "draws": str(draws),
            "nursing": amount("nursing_need", nursing),
            "nursing_low": amount("nursing_need", nursing_low),
            "nursing_high": amount("nursing_need", nursing_high),
            "carers": amount("carers", values["carers"][0]),
            "disabled": amount("disabled", values["disabled"][0]),
            "definition": definition,
        },
    )


def supply_sentence(year: int, short: float | None, stock: float | None, counted_in: str) -> Sentence:
    """Say how many beds are short of the need against what stands, or that the stock is not known.

    Args:
        year: of the answer.
        short: beds short in that year; negative where more stand; None where the stock is unknown.
        stock: beds that stand.
        counted_in: year of the count, empty where it has none or the viewer gave it.
    """
    if short is None or stock is None:
        return Sentence(
            N_("How many beds stand is not known, so no gap is shown: give the number under “Policy and stock”.")
        )
    values: dict[str, object] = {
        "stock": Amount(stock, "beds"),
        "short": Amount(three_digits(abs(short)), "beds"),
        "year": str(year),
        "counted": counted_in,
    }
    if short <= 0:
        return Sentence(N_("Standing: {stock} ({counted}). That is {short} more than {year} needs."), values)
    return Sentence(N_("Standing: {stock} ({counted}). Against the need of {year}, {short} are short."), values)


def cost_sentence(
    scheme: Name, year: int, cost: Triple, real: float, per_bed: float | None, comparator: str = "="
) -> Sentence:
    """Say what a policy pack costs in a year, and what that is a bed.

    Args:
        scheme: name of the pack.
        year: of the answer.
        cost: yuan in that year's prices, central value and ends of the 80 % band.
        real: the same in yuan of 2026.
        per_bed: yuan of that year over the beds that stand; None where a price counts what is no bed, nor who is in one.
        comparator: whether the cost is exact, at least or at most that much, or about.
    """
    values: dict[str, object] = {
        "scheme": scheme,
        "year": str(year),
        "cost": replace(amount("cost", cost[0]), comparator=comparator),
        "low": amount("cost", cost[1]),
        "high": amount("cost", cost[2]),
        "real": replace(amount("cost", real), comparator=comparator),
    }
    if cost[0] == 0:
        return Sentence(N_("“{scheme}” has no price that holds in {year} and whose quantity is known."), values)
    if per_bed is None and amount("cost", cost[1]) == amount("cost", cost[2]):
        return Sentence(
            N_("“{scheme}” would cost {cost} in {year}, whatever the draw ({real} in prices of 2026)."),
            values,
        )
    if per_bed is None:
        return Sentence(
            N_(
                "“{scheme}” would cost {cost} in {year} ({low} to {high} in 80% of the draws; {real} in prices of 2026)."
            ),
            values,
        )
    return Sentence(
        N_(
            "“{scheme}” would cost {cost} in {year} ({low} to {high} in 80% of the draws; {real} in prices of 2026), {per_bed} a bed that stands."
        ),
        values | {"per_bed": Amount(three_digits(per_bed), "yuan", comparator)},
    )


def provided_sentence(beds: float, year: int, plan: str) -> Sentence:
    """Say how many beds a policy pays for, where they are not those of the need.

    Args:
        beds: that stand in the year.
        year: of the answer.
        plan: ``standard`` or ``larger``.
    """
    texts = {
        "standard": N_("Paid for are {beds} in {year}: what the standard asks for is provided, not the need."),
        "larger": N_("Paid for are {beds} in {year}: the larger of need and standard is provided."),
    }
    return Sentence(texts[plan], {"beds": Amount(three_digits(beds), "beds"), "year": str(year)})


def old_count_sentence() -> Sentence:
    """Say that a count of beds is old, or has no year, and what to do."""
    return Sentence(
        N_("That count is old or undated, and is taken as of the end of 2025: give a newer one if you can.")
    )


def left_out_sentence(unknown: int, to_give: bool) -> Sentence:
    """Say how many rules of a pack are left out, as their quantity is not known.

    Args:
        unknown: how many rules.
        to_give: the viewer can give quantities of homes, centres or providers.
    """
    if to_give:
        return Sentence(
            N_(
                "Rules left out, as their quantity is not known: {unknown}. Give the numbers of homes, centres or providers under “Policy "
                "and stock”."
            ),
            {"unknown": unknown},
        )
    return Sentence(N_("Rules left out, as their quantity is not known: {unknown}."), {"unknown": unknown})


def fan_sentence(
    name: str, year: int, first: tuple[int, float], at: Triple, bounds: Sequence[str | None] = ("=", "=")
) -> Sentence:
    """Say where an output starts and where it stands in the year of the answer.

    Args:
        name: of the output.
        year: of the answer.
        first: first year and its value.
        at: central value and ends of the 80 % band in ``year``.
        bounds: comparators of the first year's value and of that of ``year``; None where it is not known.
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
    if year == first[0]:
        return Sentence(N_("{value} in {year} ({low} to {high})."), values)
    return Sentence(N_("{first} in {start}, {value} in {year} ({low} to {high})."), values)


def tornado_sentence(name: str, year: int, central: float, swings: list[tuple[str, float, float]]) -> Sentence:
    """Say which factor moves an output most, and how far.

    Args:
        name: of the output.
        year: of the answer.
        central: its value with no factor moved.
        swings: factor and value at its 10th and 90th percent, the widest first.
    """
    values: dict[str, object] = {
        "output": Text(OUTPUTS[name].title),
        "year": str(year),
        "central": amount(name, central),
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


def difference_sentence(year: int, name: str, scenario: str, value: float, baseline: float) -> Sentence:
    """Say how far a scenario lies from the baseline."""
    values: dict[str, object] = {
        "scenario": scenario,
        "year": str(year),
        "output": Text(OUTPUTS[name].title),
        "difference": amount(name, abs(value - baseline)),
        "value": amount(name, value),
        "baseline": amount(name, baseline),
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
