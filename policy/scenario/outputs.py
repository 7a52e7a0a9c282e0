"""The numbers of a scenario: what each is called, its unit, the formula behind it and what enters it."""

from dataclasses import dataclass

from policy.text import N_, Amount, three_digits


@dataclass(frozen=True)
class Output:
    """A number of a scenario: its name, unit, formula (names of outputs and assumptions in braces), and what enters it."""

    title: str
    unit: str
    formula: str
    outputs: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()
    policy_formula: str = ""


BAND = N_("{formula}; 80% of {draws} draws lie between {low} and {high}; a projection, not a forecast")
PREVALENCE = ("disability_slope", "disability_sex_shift", "disability_trend")
DEMOGRAPHIC = ("mortality_return", "mortality_pace", "migration_shift")
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
        N_("People with dementia who are not disabled"),
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
        N_(
            "({mild} × (100% − {community_mild} − {institution_mild}) × {care_hours_mild} + {moderate} × (100% − {community_moderate} − "
            "{institution_moderate}) × {care_hours_moderate} + {severe} × (100% − {community_severe} − {institution_severe}) × "
            "{care_hours_severe}) ÷ ({worker_hours} × {productive_share})"
        ),
        (*LEVELS, "community", "institution"),
        (*COMMUNITY, *INSIDE, *HOURS),
        N_(
            "({mild} × {care_hours_mild} + {moderate} × {care_hours_moderate} + {severe} × {care_hours_severe}, each less those in the community "
            "and in institutions) ÷ ({worker_hours} × {productive_share}); of the {community} in the community and the {institution} in "
            "institutions each level has the part it has of {mild} × {community_mild}, {moderate} × {community_moderate}, {severe} × "
            "{community_severe} and of {mild} × {institution_mild}, {moderate} × {institution_moderate}, {severe} × {institution_severe}"
        ),
    ),
    "carers_community": Output(
        N_("Carers in the community"),
        "persons",
        N_(
            "({mild} × {community_mild} × {care_hours_mild} + {moderate} × {community_moderate} × {care_hours_moderate} + {severe} × "
            "{community_severe} × {care_hours_severe}) ÷ ({worker_hours} × {productive_share})"
        ),
        (*LEVELS, "community"),
        (*COMMUNITY, *HOURS),
        N_(
            "({mild} × {community_mild} × {care_hours_mild} + {moderate} × {community_moderate} × {care_hours_moderate} + {severe} × "
            "{community_severe} × {care_hours_severe}) ÷ ({worker_hours} × {productive_share}), brought down to the {community} that there are "
            "places for"
        ),
    ),
    "carers_institution": Output(
        N_("Carers in institutions"),
        "persons",
        N_(
            "{mild} × {institution_mild} ÷ {residents_per_carer_mild} + {moderate} × {institution_moderate} ÷ {residents_per_carer_moderate} + "
            "{severe} × {institution_severe} ÷ {residents_per_carer_severe} + {independent} who need no care ÷ {residents_per_carer_independent}"
        ),
        (*LEVELS, "institution", "independent"),
        (*INSIDE, *RATIOS),
        N_(
            "{mild} × {institution_mild} ÷ {residents_per_carer_mild} + {moderate} × {institution_moderate} ÷ {residents_per_carer_moderate} + "
            "{severe} × {institution_severe} ÷ {residents_per_carer_severe}, brought down to the {institution} that there are places for, + "
            "{independent} who need no care ÷ {residents_per_carer_independent}"
        ),
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
# Levers that move a number one way all along their range, so that goal-seek can turn one until a target is met.
_PEOPLE = ("mortality_pace", "migration_shift")
_DISABLED = ("disability_census", "disability_survey", "disability_partly", "disability_trend")
_BEDS = ("occupancy", "institution_severe", "institution_moderate")
TURNS = {
    "beds_need": (*_BEDS, "institution_mild", "independent_share", "places_institution", *_DISABLED, *_PEOPLE),
    "nursing_need": (*_BEDS, "places_institution", *_DISABLED, *_PEOPLE),
    "beds_policy": ("beds_per_1000", *_PEOPLE),
    "nursing_policy": ("nursing_share", "beds_per_1000", *_PEOPLE),
    "carers": ("productive_share", "worker_hours", *HOURS[:3], *RATIOS, *_DISABLED, *_PEOPLE),
}
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


def rounded(name: str, value: float) -> float:
    """Return a scenario's number as finely as it deserves to be said."""
    return round(value, 1) if OUTPUTS[name].unit == "persons_per_100" else three_digits(value)


def amount(name: str, value: float) -> Amount:
    """Return a scenario's number, rounded, with its unit."""
    return Amount(rounded(name, value), OUTPUTS[name].unit, rounded=True)
