"""What a scenario's numbers are called, the formula behind each, and the sentences about them, by rule."""

from dataclasses import dataclass

from policy.projection_sentences import three_digits
from policy.sentences import N_, Amount, Name, Sentence, Text


@dataclass(frozen=True)
class Output:
    """A number of a scenario: its name, unit, formula (names of outputs and assumptions in braces), and what enters it."""

    title: str
    unit: str
    formula: str
    outputs: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()
    policy_formula: str = ""


BAND = N_("{formula}; 80 % of {draws} draws lie between {low} and {high}; a projection, not a forecast")
PREVALENCE = ("disability_slope", "disability_sex_shift", "disability_trend")
DEMOGRAPHIC = ("mortality_pace", "migration_shift")
INSIDE = ("institution_mild", "institution_moderate", "institution_severe")
COMMUNITY = ("community_mild", "community_moderate", "community_severe")
HOURS = ("care_hours_mild", "care_hours_moderate", "care_hours_severe", "worker_hours", "productive_share")
RATIOS = (
    "residents_per_carer_mild",
    "residents_per_carer_moderate",
    "residents_per_carer_severe",
    "residents_per_carer_independent",
)
LEVELS = ("mild", "moderate", "severe")
OUTPUTS = {
    "age60": Output(
        N_("People aged 60+"),
        "persons",
        N_(
            "cohort-component projection from the census of 1 Nov 2020 by the UN's rates, mortality falling at {mortality_pace}"
        ),
        (),
        DEMOGRAPHIC,
    ),
    "age80": Output(
        N_("People aged 80+"),
        "persons",
        N_(
            "cohort-component projection from the census of 1 Nov 2020 by the UN's rates, mortality falling at {mortality_pace}"
        ),
        (),
        DEMOGRAPHIC,
    ),
    "dependency": Output(
        N_("People aged 60+ per 100 aged 15–59"),
        "persons_per_100",
        N_(
            "{age60} aged 60+ over those aged 15–59 of the same projection, fertility {fertility_shift} against the UN's"
        ),
        ("age60",),
        ("fertility_shift", *DEMOGRAPHIC),
    ),
    "disabled": Output(
        N_("Disabled people"),
        "persons",
        N_(
            "people aged 60+ by age and sex ({age60}) × the share disabled at each age, set so that {definition_share} of the nation's "
            "60+ of 2020 are, and changing by {disability_trend} since 2020"
        ),
        ("age60",),
        PREVALENCE,
    ),
    **{
        level: Output(
            title, "persons", formula, ("disabled",), ("severity_mild", "severity_moderate", "severity_severe")
        )
        for level, title, formula in (
            ("mild", N_("of these, mildly"), N_("{disabled} × {severity_mild} (the three shares scaled to 100)")),
            (
                "moderate",
                N_("of these, moderately"),
                N_("{disabled} × {severity_moderate} (the three shares scaled to 100)"),
            ),
            ("severe", N_("of these, severely"), N_("{disabled} × {severity_severe} (the three shares scaled to 100)")),
        )
    },
    "dementia": Output(
        N_("People with dementia"),
        "persons",
        N_(
            "people aged 60+ by age and sex ({age60}) × the share with dementia at each age, set so that {dementia_share} of the nation's 60+ have it"
        ),
        ("age60",),
        ("dementia_share", "dementia_slope", "dementia_sex_shift", "dementia_trend"),
    ),
    "dementia_only": Output(
        N_("of these, not disabled"),
        "persons",
        N_("{dementia} less the {dementia_overlap} who are disabled, too"),
        ("dementia",),
        ("dementia_overlap",),
    ),
    "home": Output(
        N_("Disabled people cared for at home"),
        "persons",
        N_("{disabled} less those in the community ({community}) and in institutions ({institution})"),
        ("disabled", "community", "institution"),
        (),
    ),
    "community": Output(
        N_("Disabled people cared for in the community"),
        "persons",
        N_("{mild} × {community_mild} + {moderate} × {community_moderate} + {severe} × {community_severe}"),
        LEVELS,
        COMMUNITY,
        N_(
            "{mild} × {community_mild} + {moderate} × {community_moderate} + {severe} × {community_severe}, up to {places_community} of all 60+"
        ),
    ),
    "institution": Output(
        N_("Disabled people in institutions"),
        "persons",
        N_("{mild} × {institution_mild} + {moderate} × {institution_moderate} + {severe} × {institution_severe}"),
        LEVELS,
        INSIDE,
        N_(
            "{mild} × {institution_mild} + {moderate} × {institution_moderate} + {severe} × {institution_severe}, up to {places_institution} of all 60+"
        ),
    ),
    "independent": Output(
        N_("Residents of institutions who need no care"),
        "persons",
        N_("{independent_share} of those aged 60+ who are not disabled ({age60} less {disabled})"),
        ("age60", "disabled", "institution"),
        ("independent_share",),
        N_("{places_institution} of {age60} less the disabled in institutions ({institution})"),
    ),
    "in_community": Output(
        N_("All people aged 60+ with a place in the community"),
        "persons",
        N_("the disabled cared for there: {community}"),
        ("community", "age60"),
        (),
        N_("{places_community} of {age60}, whether they need care or not"),
    ),
    "in_institution": Output(
        N_("All people aged 60+ in institutions"),
        "persons",
        N_("{institution} disabled and {independent} others"),
        ("institution", "independent", "age60"),
        (),
        N_("{places_institution} of {age60}, whether they need care or not"),
    ),
    "beds_need": Output(
        N_("Beds needed"),
        "beds",
        N_("({institution} disabled and {independent} other residents) ÷ {occupancy} occupancy"),
        ("institution", "independent"),
        ("occupancy",),
    ),
    "beds_policy": Output(
        N_("Beds of the standard"),
        "beds",
        N_("{age60} aged 60+ ÷ 1,000 × {beds_per_1000}"),
        ("age60",),
        ("beds_per_1000",),
    ),
    "nursing_need": Output(
        N_("Nursing beds needed"),
        "beds",
        N_("({moderate} × {institution_moderate} + {severe} × {institution_severe}) ÷ {occupancy} occupancy"),
        ("moderate", "severe"),
        ("institution_moderate", "institution_severe", "occupancy"),
        N_(
            "({moderate} × {institution_moderate} + {severe} × {institution_severe}, as far as the policy's places reach) ÷ {occupancy} "
            "occupancy"
        ),
    ),
    "nursing_policy": Output(
        N_("Nursing beds of the standard"),
        "beds",
        N_("{beds_policy} × {nursing_share}"),
        ("beds_policy",),
        ("nursing_share",),
    ),
    "carers_home": Output(
        N_("Carers at home"),
        "persons",
        N_("hours of care a week of {home} people ÷ ({worker_hours} × {productive_share})"),
        ("home",),
        HOURS,
    ),
    "carers_community": Output(
        N_("Carers in the community"),
        "persons",
        N_("hours of care a week of {community} people ÷ ({worker_hours} × {productive_share})"),
        ("community",),
        HOURS,
    ),
    "carers_institution": Output(
        N_("Carers in institutions"),
        "persons",
        N_("{institution} disabled residents by level and {independent} others, each ÷ residents a carer"),
        ("institution", "independent"),
        RATIOS,
    ),
    "carers": Output(
        N_("Carers needed"),
        "persons",
        N_("{carers_home} at home + {carers_community} in the community + {carers_institution} in institutions"),
        ("carers_home", "carers_community", "carers_institution"),
    ),
    "cost": Output(
        N_("Yearly cost to budget and fund"),
        "yuan",
        N_("sum of the lines of the policy pack whose quantities are known, without what people pay themselves"),
        (),
        ("price_growth",),
    ),
    "cost_real": Output(
        N_("The same in yuan of 2026"),
        "yuan",
        N_("{cost} less price rises of {inflation} since 2026"),
        ("cost",),
        ("inflation",),
    ),
    **{
        f"cost_{payer}": Output(
            title, "yuan", N_("sum of this payer's lines of the policy pack whose quantities are known")
        )
        for payer, title in (
            ("fiscal", N_("of this, paid by the budget")),
            ("fund", N_("of this, paid by the insurance fund")),
            ("person", N_("Besides, paid by the people themselves")),
        )
    },
}
# First on the page: what a planner asks for.
SHOWN = ("age60", "age80", "disabled", "beds_need", "nursing_need", "carers", "cost", "dependency")
PAYERS = {"fiscal": N_("budget"), "fund": N_("insurance fund"), "person": N_("the people themselves")}
FACTORS = {
    "mortality": (N_("Mortality"), ("sd_mortality",)),
    "fertility": (N_("Fertility"), ("sd_fertility",)),
    "migration": (N_("Migration"), ("sd_migration",)),
    "base": (N_("Census base"), ()),
    "drift": (N_("The place's own drift of the old"), ()),
    "disability_level": (N_("Level of disability within the definition"), ("sd_disability",)),
    "disability_trend": (N_("Trend of disability"), ("sd_disability_trend",)),
    "institution": (N_("Share of the disabled in institutions"), ("settings_weight",)),
    "occupancy": (N_("Occupancy of beds"), ("sd_occupancy",)),
}


def amount(name: str, value: float) -> Amount:
    """Return a scenario's number as finely as it deserves to be said."""
    unit = OUTPUTS[name].unit
    return Amount(round(value, 1) if unit == "persons_per_100" else three_digits(value), unit)


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
            "{place} needs {beds} in {year} ({low} to {high} in 80 % of {draws} draws), of which for nursing {nursing} ({nursing_low} to "
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


def cost_sentence(scheme: Name, year: int, cost: Triple, real: float, per_bed: float, unknown: int) -> Sentence:
    """Say what a policy pack costs in a year, and what that is a bed.

    Args:
        scheme: name of the pack.
        year: of the answer.
        cost: yuan in that year's prices, central value and ends of the 80 % band.
        real: the same in yuan of 2026.
        per_bed: yuan of that year over the beds that stand.
        unknown: rules whose quantity is not known here.
    """
    values: dict[str, object] = {
        "scheme": scheme,
        "year": str(year),
        "cost": amount("cost", cost[0]),
        "low": amount("cost", cost[1]),
        "high": amount("cost", cost[2]),
        "real": amount("cost", real),
        "per_bed": Amount(three_digits(per_bed), "yuan"),
        "unknown": unknown,
    }
    if cost[0] == 0:
        return Sentence(
            N_(
                "“{scheme}” has no price that holds in {year} and whose quantity is known; {unknown} rules lack a quantity."
            ),
            values,
        )
    if unknown:
        return Sentence(
            N_(
                "“{scheme}” would cost {cost} in {year} ({low} to {high} in 80 % of the draws; {real} in yuan of 2026), {per_bed} a bed; "
                "{unknown} rules are left out, as their quantity is not known."
            ),
            values,
        )
    return Sentence(
        N_(
            "“{scheme}” would cost {cost} in {year} ({low} to {high} in 80 % of the draws; {real} in yuan of 2026), {per_bed} a bed."
        ),
        values,
    )


def fan_sentence(name: str, year: int, first: tuple[int, float], at: Triple) -> Sentence:
    """Say where an output starts and where it stands in the year of the answer.

    Args:
        name: of the output.
        year: of the answer.
        first: first year and its value.
        at: central value and ends of the 80 % band in ``year``.
    """
    return Sentence(
        N_("{first} in {start}, {value} in {year} ({low} to {high})."),
        {
            "first": amount(name, first[1]),
            "start": str(first[0]),
            "value": amount(name, at[0]),
            "year": str(year),
            "low": amount(name, at[1]),
            "high": amount(name, at[2]),
        },
    )


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
            "“{output}” of {year}, {central}, moves most with “{factor}”: {low} at its 10th percent, {high} at its 90th."
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


def goal_sentence(name: str, year: int, target: float, stock: float | None, found: object) -> Sentence:
    """Say what a year it takes to meet a target, or why it cannot be met.

    Args:
        name: of the output that is to be met (beds or carers).
        year: by which.
        target: number wanted by then.
        stock: what stands now.
        found: ``policy.goal_seek.Found`` or ``Infeasible``.
    """
    values: dict[str, object] = {
        "year": str(year),
        "target": amount(name, target),
        "output": Text(OUTPUTS[name].title),
        "stock": Amount(stock, OUTPUTS[name].unit) if stock is not None else "",
    }
    because = getattr(found, "because", "")
    if because == "stock_unknown":
        return Sentence(
            N_("{output}: infeasible, because how many there are now is not known; give the number."), values
        )
    if because == "deadline_passed":
        return Sentence(N_("{output}: infeasible, because no year is left until {year}."), values)
    if because == "above_most":
        numbers = found.numbers  # pyright: ignore[reportAttributeAccessIssue]
        values |= {"needed": amount(name, numbers["needed"]), "most": amount(name, numbers["most"])}
        values["reached"] = amount(name, numbers["reached"])
        return Sentence(
            N_(
                "{output}: infeasible, because {target} by {year} takes {needed} a year, more than the {most} allowed, which reach "
                "{reached}."
            ),
            values,
        )
    values["yearly"] = amount(name, found.yearly)  # pyright: ignore[reportAttributeAccessIssue]
    return Sentence(N_("{output}: from {stock} now to {target} by {year} takes {yearly} a year."), values)


def subsidy_sentence(year: int, yuan: float) -> Sentence:
    """Say what the chosen policy pays once for the beds that are added in a year, were all of them nursing beds."""
    return Sentence(
        N_("For beds added at that pace, were all of them nursing beds, the chosen policy pays {yuan} in {year}."),
        {"yuan": amount("cost", yuan), "year": str(year)},
    )
