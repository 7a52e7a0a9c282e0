"""The numbers of a scenario: what each is called, its unit, the formula behind it and what enters it."""

from i18n.numbers import WHOLE
from policy.scenario.carers import CARERS
from policy.scenario.costs import CONTRIBUTIONS, PUBLIC
from policy.scenario.output import (
    COMMUNITY,
    DEMOGRAPHIC,
    INSIDE,
    LEVELS,
    PREVALENCE,
    RESIDENTS,
    USE,
    Output,
)
from policy.text import N_, Amount, three_digits

BAND = N_("{formula}; 80% of {draws} draws lie between {low} and {high}; a projection, not a forecast")
OUTPUTS = {
    "age60": Output(
        N_("People aged 60+"),
        "persons",
        N_(
            "cohort-component projection from the census of 1 Nov 2020 by the UN's rates, set to the nation's official counts of "
            "2021 to 2025, mortality falling at {mortality_pace}"
        ),
        (),
        DEMOGRAPHIC,
    ),
    "age80": Output(
        N_("People aged 80+"),
        "persons",
        N_(
            "cohort-component projection from the census of 1 Nov 2020 by the UN's rates, set to the nation's official counts of "
            "2021 to 2025, mortality falling at {mortality_pace}"
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
            "60+ of {defined_in} are, and changing by {disability_trend} since"
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
        N_("People with dementia who are not disabled"),
        "persons",
        N_("{dementia} less the {dementia_overlap} who are disabled, too, as far as {disabled} are"),
        ("dementia", "disabled"),
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
        by_mode={
            "policy": (
                N_(
                    "{mild} × {community_mild} + {moderate} × {community_moderate} + {severe} × {community_severe}, up to {places_community} of "
                    "all 60+"
                ),
                LEVELS,
                (*COMMUNITY, "places_community"),
            )
        },
    ),
    "institution": Output(
        N_("Disabled people in institutions"),
        "persons",
        N_("{mild} × {institution_mild} + {moderate} × {institution_moderate} + {severe} × {institution_severe}"),
        LEVELS,
        INSIDE,
        by_mode={
            "use": (
                N_(
                    "the {resident_mild}, {resident_moderate} and {resident_severe} of {in_institution} who are disabled"
                ),
                ("in_institution",),
                RESIDENTS,
            ),
            "policy": (
                N_(
                    "{mild} × {institution_mild} + {moderate} × {institution_moderate} + {severe} × {institution_severe}, up to the "
                    "{in_institution} there are places for"
                ),
                (*LEVELS, "in_institution"),
                INSIDE,
            ),
        },
    ),
    "independent": Output(
        N_("Residents of institutions who are not disabled"),
        "persons",
        N_("{independent_share} of those aged 60+ who are not disabled ({age60} less {disabled})"),
        ("age60", "disabled"),
        ("independent_share",),
        by_mode={
            "use": (
                N_("{in_institution} less the disabled ({institution})"),
                ("in_institution", "institution"),
                RESIDENTS,
            ),
            "policy": (N_("{in_institution} less the disabled ({institution})"), ("in_institution", "institution"), ()),
        },
    ),
    "in_community": Output(
        N_("All people aged 60+ with a place in the community"),
        "persons",
        N_("the disabled cared for there: {community}"),
        ("community",),
        (),
        by_mode={
            "policy": (
                N_("{places_community} of {age60}, whether they need care or not"),
                ("age60",),
                ("places_community",),
            )
        },
    ),
    "in_institution": Output(
        N_("Residents of institutions"),
        "persons",
        N_("{institution} disabled and {independent} others"),
        ("institution", "independent"),
        (),
        by_mode={
            "use": (
                N_(
                    "people aged 60+ by age ({age60}) × the share who live in institutions at each age, set so that {count} of {whom} did "
                    "in {counted_in}, and changing by {use_trend} since"
                ),
                ("age60",),
                USE,
            ),
            "policy": (N_("{beds_by_rule} places × {occupancy} occupancy"), ("beds_by_rule",), ("occupancy",)),
        },
    ),
    "beds_need": Output(
        N_("Beds needed"),
        "beds",
        N_("{in_institution} residents ÷ {occupancy} target occupancy"),
        ("in_institution",),
        ("occupancy",),
        by_mode={"policy": (N_("places by the rule: {beds_by_rule}"), ("beds_by_rule",), ())},
    ),
    "beds_by_use": Output(
        N_("Beds at current use"),
        "beds",
        N_(
            "people aged 60+ by age ({age60}) × the share who live in institutions at each age, set so that {count} of {whom} did in "
            "{counted_in}, and changing by {use_trend} since; ÷ {occupancy} target occupancy"
        ),
        ("age60",),
        (*USE, "occupancy"),
    ),
    "beds_by_need": Output(
        N_("Beds by need"),
        "beds",
        N_(
            "({mild} × {institution_mild} + {moderate} × {institution_moderate} + {severe} × {institution_severe} disabled and "
            "{independent_share} of {age60} less {disabled} not disabled) ÷ {occupancy} target occupancy"
        ),
        (*LEVELS, "age60", "disabled"),
        (*INSIDE, "independent_share", "occupancy"),
    ),
    "beds_by_rule": Output(
        N_("Places by the rule"),
        "beds",
        N_("{age60} aged 60+ × {places_institution}"),
        ("age60",),
        ("places_institution",),
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
        N_("({moderate} × {institution_moderate} + {severe} × {institution_severe}) ÷ {occupancy} target occupancy"),
        ("moderate", "severe"),
        ("institution_moderate", "institution_severe", "occupancy"),
        by_mode={
            "use": (
                N_("the {resident_moderate} and {resident_severe} of {in_institution} ÷ {occupancy} target occupancy"),
                ("in_institution",),
                (*RESIDENTS, "occupancy"),
            ),
            "policy": (
                N_(
                    "({moderate} × {institution_moderate} + {severe} × {institution_severe}, as far as {in_institution} reach) ÷ {occupancy} "
                    "target occupancy"
                ),
                ("moderate", "severe", "in_institution"),
                ("institution_moderate", "institution_severe", "occupancy"),
            ),
        },
    ),
    "nursing_policy": Output(
        N_("Nursing beds of the standard"),
        "beds",
        N_("{beds_policy} × {nursing_share}"),
        ("beds_policy",),
        ("nursing_share",),
    ),
    **CARERS,
    "home_beds": Output(
        N_("Home-care beds"),
        "beds",
        N_("{home_bed_share} of the moderately and severely disabled among those cared for at home ({home})"),
        ("home", "moderate", "severe"),
        ("home_bed_share",),
    ),
    "day_places": Output(
        N_("Day-care places"),
        "seats",
        N_("{community} cared for in the community × {day_care_days} ÷ 5 days a week"),
        ("community",),
        ("day_care_days",),
    ),
    "dementia_beds": Output(
        N_("Beds in dementia units"),
        "beds",
        N_("{dementia} × {dementia_inside} ÷ {occupancy} target occupancy"),
        ("dementia",),
        ("dementia_inside", "occupancy"),
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
    "cost_per_bed_in_use": Output(
        N_("Yearly cost per bed in use"),
        "yuan_per_year",
        N_("{cost} ÷ {in_institution} residents of institutions, each in a bed"),
        ("cost", "in_institution"),
    ),
    "cost_per_older": Output(
        N_("Yearly cost per resident aged 60+"),
        "yuan_per_year",
        N_("{cost} ÷ {age60} aged 60+"),
        ("cost", "age60"),
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
    "fund_income": Output(
        N_("Yearly income of the insurance fund"),
        "yuan",
        N_("what each insured person's contributions come to × the insured, whose number stays"),
    ),
    "fund_balance": Output(
        N_("Balance of the insurance fund in the year"),
        "yuan",
        N_("{fund_income} of income − {cost_fund} paid out; what was saved before is not in it"),
        ("fund_income", "cost_fund"),
    ),
}
# Whose lines of cost an output adds up. Of the fund's balance: those that it pays out, the other way round.
PAID_BY = {
    **dict.fromkeys(("cost", "cost_real", "cost_per_bed_in_use", "cost_per_older"), PUBLIC),
    **{"cost_fiscal": ("fiscal",), "cost_fund": ("fund",), "cost_person": ("person",)},
    **{"fund_income": (CONTRIBUTIONS,), "fund_balance": ("fund",)},
}
FUND = ("fund_income", "cost_fund", "fund_balance")
COST_BAND = N_(
    "{formula}; {why}. 80% of {draws} draws of the quantities lie between {low} and {high} at the same prices; a projection, not a forecast"
)
# First on the page: what a planner asks for.
SHOWN = ("beds_need", "nursing_need", "carers", "cost", "disabled", "age60", "age80", "dependency")
# The two charts beside the levers: need against supply, and what it costs, or who is needed where nothing has a price.
FIRST = ("beds_need", "cost", "carers")
# What stands beside beds in institutions, in the view of services and staff.
SERVICES = ("home_beds", "day_places", "dementia_beds", "hires")
# What a scenario does not model, said on the page.
NOT_MODELLED = (
    N_("the years between approval and opening of a home"),
    N_("rehabilitation"),
    N_("respite care"),
    N_("medical beds"),
)
PAYERS = {
    "fiscal": N_("budget"),
    "fund": N_("insurance fund"),
    "person": N_("the people themselves"),
    "contributions": N_("contributions to the fund"),
}
FACTORS = {
    "mortality": (N_("Mortality"), ("sd_mortality",)),
    "fertility": (N_("Fertility"), ("sd_fertility",)),
    "migration": (N_("Migration"), ("sd_migration",)),
    "base": (N_("Census base"), ()),
    "drift": (N_("The place's own drift of the old"), ()),
    "disability_level": (N_("Level of disability within the definition"), ("sd_disability",)),
    "disability_trend": (N_("Trend of disability"), ("sd_disability_trend",)),
    "institution": (N_("Share of the disabled in institutions"), ("settings_weight",)),
    "use": (N_("Use of institutions against the nation's"), ("sd_use",)),
}


def rounded(name: str, value: float) -> float:
    """Return a scenario's number as finely as it deserves to be said; there is no half of a person or a bed."""
    unit = OUTPUTS[name].unit
    if unit == "persons_per_100":
        return round(value, 1)
    return float(round(three_digits(value))) if unit in WHOLE else three_digits(value)


def amount(name: str, value: float) -> Amount:
    """Return a scenario's number, rounded, with its unit."""
    return Amount(rounded(name, value), OUTPUTS[name].unit, rounded=True)
