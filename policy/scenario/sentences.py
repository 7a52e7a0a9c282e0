"""The sentences about a scenario, by rule: what is needed and short, what it costs, and what moves it."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from policy.scenario.bounds import OPPOSITE, REASONS
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


def cost_sentence(scheme: Name, year: int, cost: Triple, real: float, bound: str = "=") -> Sentence:
    """Say what a policy pack costs in a year, in prices of that year and of 2026.

    Args:
        scheme: name of the pack.
        year: of the answer.
        cost: yuan in that year's prices, central value and ends of the 80 % band of what prices multiply.
        real: the same in yuan of 2026.
        bound: the word for how far the cost binds (``policy.scenario.bounds``).
    """
    values: dict[str, object] = {
        "scheme": scheme,
        "year": str(year),
        "cost": replace(amount("cost", cost[0]), comparator=bound),
        "low": amount("cost", cost[1]),
        "high": amount("cost", cost[2]),
        "real": amount("cost", real),
    }
    if cost[0] == 0:
        return Sentence(N_("“{scheme}” has no price that holds in {year} and whose quantity is known."), values)
    if amount("cost", cost[1]) == amount("cost", cost[2]):
        return Sentence(
            N_("“{scheme}” in {year}: {cost}, whatever the draw ({real} in yuan of 2026)."),
            values,
        )
    return Sentence(
        N_(
            "“{scheme}” in {year}: {cost}; for the quantities of 80% of the draws, at the same prices, {low} to {high}; {real} in yuan of 2026."
        ),
        values,
    )


def shared_out_sentence(per_older: float, per_bed: float | None, bound: str) -> Sentence:
    """Say what a cost is for each resident aged 60+, and for each bed in use where prices count beds.

    Args:
        per_older: yuan a year for each resident aged 60+.
        per_bed: yuan a year for each bed in use; None where a price counts what is no bed, nor who is in one.
        bound: the word for how far they bind.
    """
    values: dict[str, object] = {"older": replace(amount("cost_per_older", per_older), comparator=bound)}
    if per_bed is None:
        return Sentence(N_("For each resident aged 60+: {older}."), values)
    values["bed"] = replace(amount("cost_per_bed_in_use", per_bed), comparator=bound)
    return Sentence(N_("For each bed in use: {bed}; for each resident aged 60+: {older}."), values)


def binds_sentence(reasons: Collection[str]) -> Sentence:
    """Say why a cost is not exact.

    Args:
        reasons: words of ``policy.scenario.bounds.REASONS``, at least one.
    """
    return Sentence(N_("Why not exact: {why}."), {"why": reasons_text(reasons)})


def reasons_text(reasons: Collection[str]) -> object:
    """Return the reasons why a cost is not exact, to stand in a sentence; that it is exact where there are none."""
    told = tuple(Text(text) for reason, text in REASONS.items() if reason in reasons)
    return told or Text(N_("prices and portions are taken as they are chosen"))


def no_policy_sentence(*, ask: bool = True) -> Sentence:
    """Say that no policy is chosen, so that nothing is said of money, whether the place has one or not.

    Args:
        ask: whoever reads it can choose one; nobody can on paper.
    """
    if not ask:
        return Sentence(N_("No policy is chosen, so no cost is shown."))
    return Sentence(
        N_(
            "No policy is chosen, so no cost is shown. A place's own is taken where the atlas holds one still in "
            "force, and none from elsewhere: choose one under “Policy and stock”."
        )
    )


def fund_sentence(year: int, numbers: dict[str, tuple[float, str]]) -> Sentence:
    """Say what an insurance fund takes in and pays out in a year, and what is left or lacking.

    Args:
        year: of the answer.
        numbers: yuan of that year with the word for how far it binds, by the outputs of ``FUND``.
    """
    told = {name: replace(amount(name, abs(value)), comparator=bound) for name, (value, bound) in numbers.items()}
    balance, bound = numbers["fund_balance"]
    values: dict[str, object] = {"year": str(year), **told}
    if balance < 0:
        values["fund_balance"] = replace(told["fund_balance"], comparator=OPPOSITE[bound])
        return Sentence(
            N_("The fund takes in {fund_income} in {year} and pays {cost_fund}: lacking {fund_balance}."), values
        )
    return Sentence(N_("The fund takes in {fund_income} in {year} and pays {cost_fund}: left {fund_balance}."), values)


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


def left_out_sentence(unknown: int, to_give: bool) -> Sentence:
    """Say how many rules of a pack are left out, as their quantity is not known.

    Args:
        unknown: how many rules.
        to_give: the viewer can give quantities, such as those of homes, centres or insured people.
    """
    if to_give:
        return Sentence(
            N_(
                "Rules left out, as their quantity is not known: {unknown}. Give the numbers asked for under “Policy and stock”."
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


def without_policy_sentence(scenarios: Sequence[str]) -> Sentence:
    """Say which of the scenarios side by side have no policy, and so no cost to compare."""
    return Sentence(
        N_("No policy is chosen in {scenarios}, so no cost is compared there."), {"scenarios": tuple(scenarios)}
    )
