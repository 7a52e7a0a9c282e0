"""The sentences of goal-seek, by rule: what a year it takes in beds, carers or yuan, what a budget buys, where a lever must stand."""

from policy.goal_seek import Found, Infeasible
from policy.projection_sentences import three_digits
from policy.scenario_outputs import OUTPUTS, amount
from policy.sentences import N_, Amount, Name, Sentence, Text


def goal_sentence(name: str, year: int, target: float, stock: float | None, found: Found | Infeasible) -> Sentence:
    """Say what a year it takes to meet a target, or why it cannot be met.

    Args:
        name: of the output that is to be met (beds or carers).
        year: by which.
        target: number wanted by then.
        stock: what stands at the end of 2025.
        found: what goal-seek found.
    """
    values: dict[str, object] = {
        "year": str(year),
        "target": amount(name, target),
        "output": Text(OUTPUTS[name].title),
        "stock": Amount(stock, OUTPUTS[name].unit) if stock is not None else "",
    }
    if isinstance(found, Found):
        values["yearly"] = amount(name, found.yearly)
        if found.yearly == 0:
            return Sentence(
                N_("{output}: {stock} now and {target} in {year}; nothing has to be added."),
                values,
            )
        return Sentence(N_("{output}: from {stock} now to {target} by {year} takes {yearly} a year."), values)
    if found.because == "stock_unknown":
        return stock_unknown_sentence(name)
    if found.because == "deadline_passed":
        return Sentence(N_("{output}: infeasible, because no year is left until {year}."), values)
    values |= {name_: amount(name, found.numbers[name_]) for name_ in ("needed", "most", "reached")}
    return Sentence(
        N_(
            "{output}: infeasible, because {target} by {year} takes {needed} a year, more than the {most} allowed, which reach "
            "{reached}."
        ),
        values,
    )


def stock_unknown_sentence(name: str) -> Sentence:
    """Say that nothing can be sought for an output of which nobody knows how many stand."""
    return Sentence(
        N_(
            "{output}: infeasible, because how many there are now is not known: give the number under “Policy and stock”."
        ),
        {"output": Text(OUTPUTS[name].title)},
    )


def unpaid_sentence(scheme: Name, year: int) -> Sentence:
    """Say that a policy pays nothing for a bed added in a year, so that no yearly sum can lead to a target."""
    return Sentence(
        N_("Infeasible, because “{scheme}” pays nothing for a bed added in {year}; choose a policy that does."),
        {"scheme": scheme, "year": str(year)},
    )


def paid_sentence(
    scheme: Name, name: str, year: int, ends: tuple[float, float], yuan: Amount, prices: tuple[Amount, Amount]
) -> Sentence:
    """Say what a policy pays every year for added beds when that just meets the target.

    Args:
        scheme: name of the pack.
        name: of the output that is to be met.
        year: by which.
        ends: beds at the end of 2025, and the target.
        yuan: a year, with the comparator of the prices.
        prices: of an added bed in 2026 and in ``year``.
    """
    values: dict[str, object] = {
        "scheme": scheme,
        "year": str(year),
        "stock": Amount(ends[0], "beds"),
        "target": amount(name, ends[1]),
        "yuan": yuan,
        "price": prices[0],
        "last": prices[1],
    }
    if prices[0] == prices[1]:
        return Sentence(
            N_(
                "From {stock} now to {target} by {year}, “{scheme}” comes to {yuan} for the beds added in each year, {price} a "
                "bed on average."
            ),
            values,
        )
    return Sentence(
        N_(
            "From {stock} now to {target} by {year}, “{scheme}” comes to {yuan} for the beds added in each year, {price} a bed on "
            "average in 2026 and {last} in {year}."
        ),
        values,
    )


def running_sentence(year: int, yuan: Amount) -> Sentence:
    """Say what the same policy pays besides for beds that stand."""
    return Sentence(
        N_(
            "On top come its subsidies for beds that stand, {yuan} in {year}, and what it pays for staff and people: see “What it costs”."
        ),
        {"yuan": yuan, "year": str(year)},
    )


def budget_sentence(year: int, budget: float, numbers: dict[str, Amount], *, enough: bool) -> Sentence:
    """Say what a budget buys, and how far that leads.

    Args:
        year: of the target.
        budget: yuan a year.
        numbers: ``needed`` yuan a year, beds a year ``bought``, beds ``reached`` in ``year`` and their ``share`` of the target.
        enough: the budget meets the target.
    """
    values: dict[str, object] = {**numbers, "budget": Amount(budget, "yuan", rounded=True), "year": str(year)}
    if enough:
        return Sentence(
            N_("{budget} a year buys {bought} a year on average and is enough: {needed} a year meets the target."),
            values,
        )
    return Sentence(
        N_(
            "{budget} a year buys {bought} a year on average. In {year} {reached} stand, {share} of the target: infeasible, because the "
            "target takes {needed} a year."
        ),
        values,
    )


def turned_sentence(
    name: str, year: int, lever: Name, now: Amount, stands: float | None, found: Found | Infeasible
) -> Sentence:
    """Say at which value of one lever the need is what stands, or that it cannot be.

    Args:
        name: of the output.
        year: of the need.
        lever: name of the lever.
        now: its value, with its unit.
        stands: how many stand in that year.
        found: what goal-seek found.
    """
    values: dict[str, object] = {
        "output": Text(OUTPUTS[name].title),
        "year": str(year),
        "lever": lever,
        "now": now,
        "stands": Amount(stands, OUTPUTS[name].unit) if stands is not None else "",
    }
    if isinstance(found, Found):
        values["value"] = Amount(three_digits(found.yearly), now.unit)
        return Sentence(
            N_(
                "“{output}” of {year} is the {stands} that stand then if “{lever}” is {value}, all else as chosen; it is {now} now."
            ),
            values,
        )
    if found.because == "stock_unknown":
        return stock_unknown_sentence(name)
    values |= {end: Amount(found.numbers[end], now.unit) for end in ("low", "high")}
    values |= {end: amount(name, found.numbers[end]) for end in ("least", "greatest")}
    return Sentence(
        N_(
            "Infeasible, because between {low} and {high} of “{lever}” the number “{output}” of {year} only reaches {least} to {greatest}, "
            "and {stands} stand."
        ),
        values,
    )
