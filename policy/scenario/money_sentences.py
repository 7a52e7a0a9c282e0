"""The sentences about the money of a scenario: what a policy costs, why that is not exact, and what is left out."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from policy.scenario.bounds import OPPOSITE, REASONS
from policy.scenario.outputs import amount
from policy.scenario.sentences import Triple
from policy.text import N_, Amount, Name, Sentence, Text, three_digits


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


def without_policy_sentence(scenarios: Sequence[str]) -> Sentence:
    """Say which of the scenarios side by side have no policy, and so no cost to compare."""
    return Sentence(
        N_("No policy is chosen in {scenarios}, so no cost is compared there."), {"scenarios": tuple(scenarios)}
    )
