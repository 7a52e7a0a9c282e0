"""The carers of a scenario: where they work, how many there are to be, and how many to be hired."""

from policy.scenario.output import COMMUNITY, HOURS, INSIDE, LEVELS, RATIOS, RESIDENTS, Output
from policy.text import N_

CARERS = {
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
        by_mode={
            "use": (
                N_(
                    "({mild} × (100% − {community_mild}) × {care_hours_mild} + {moderate} × (100% − {community_moderate}) × {care_hours_moderate} "
                    "+ {severe} × (100% − {community_severe}) × {care_hours_severe}, each less the {resident_mild}, {resident_moderate} and "
                    "{resident_severe} of {in_institution}) ÷ ({worker_hours} × {productive_share})"
                ),
                (*LEVELS, "in_institution"),
                (*COMMUNITY, *RESIDENTS, *HOURS),
            ),
            "policy": (
                N_(
                    "({mild} × {care_hours_mild} + {moderate} × {care_hours_moderate} + {severe} × {care_hours_severe}, each less those in the "
                    "community and in institutions) ÷ ({worker_hours} × {productive_share}); of the {community} in the community and the "
                    "{institution} in institutions each level has the part it has of {mild} × {community_mild}, {moderate} × "
                    "{community_moderate}, {severe} × {community_severe} and of {mild} × {institution_mild}, {moderate} × "
                    "{institution_moderate}, {severe} × {institution_severe}"
                ),
                (*LEVELS, "community", "institution"),
                (*COMMUNITY, *INSIDE, *HOURS),
            ),
        },
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
        by_mode={
            "policy": (
                N_(
                    "({mild} × {community_mild} × {care_hours_mild} + {moderate} × {community_moderate} × {care_hours_moderate} + {severe} × "
                    "{community_severe} × {care_hours_severe}) ÷ ({worker_hours} × {productive_share}), brought down to the {community} that "
                    "there are places for"
                ),
                (*LEVELS, "community"),
                (*COMMUNITY, *HOURS),
            )
        },
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
        by_mode={
            "use": (
                N_(
                    "{in_institution} × ({resident_mild} ÷ {residents_per_carer_mild} + {resident_moderate} ÷ {residents_per_carer_moderate} + "
                    "{resident_severe} ÷ {residents_per_carer_severe} + {resident_independent} ÷ {residents_per_carer_independent})"
                ),
                ("in_institution",),
                (*RESIDENTS, *RATIOS),
            ),
            "policy": (
                N_(
                    "{mild} × {institution_mild} ÷ {residents_per_carer_mild} + {moderate} × {institution_moderate} ÷ {residents_per_carer_moderate} + "
                    "{severe} × {institution_severe} ÷ {residents_per_carer_severe}, brought down to the {institution} that there are places for, + "
                    "{independent} who need no care ÷ {residents_per_carer_independent}"
                ),
                (*LEVELS, "institution", "independent"),
                (*INSIDE, *RATIOS),
            ),
        },
    ),
    "carers": Output(
        N_("Carers needed"),
        "persons",
        N_("{carers_home} at home + {carers_community} in the community + {carers_institution} in institutions"),
        ("carers_home", "carers_community", "carers_institution"),
    ),
    "hires": Output(
        N_("Carers to be hired in the year"),
        "persons",
        N_("what {carers} are more than a year before, and {carer_turnover} of those of the year before, who leave"),
        ("carers",),
        ("carer_turnover",),
    ),
}
