"""What a number of a scenario is: its name, unit and formula, and the assumptions that groups of them share."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Formula = tuple[str, tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True)
class Output:
    """A number of a scenario: its name, unit, formula (names of outputs and assumptions in braces), and what enters it.

    ``by_mode`` holds formula, outputs and assumptions of the demands where they differ.
    """

    title: str
    unit: str
    formula: str
    outputs: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()
    by_mode: Mapping[str, Formula] = field(default_factory=dict)

    def of(self, mode: str) -> Formula:
        """Return the formula of a demand, with the outputs and assumptions that enter it."""
        return self.by_mode.get(mode, (self.formula, self.outputs, self.assumptions))


PREVALENCE = ("disability_slope", "disability_sex_shift", "disability_trend")
DEMOGRAPHIC = ("mortality_return", "mortality_pace", "migration_shift")
INSIDE = ("institution_mild", "institution_moderate", "institution_severe")
COMMUNITY = ("community_mild", "community_moderate", "community_severe")
HOURS = ("care_hours_mild", "care_hours_moderate", "care_hours_severe", "worker_hours", "productive_share")
USE = ("use_slope", "use_trend")
RESIDENTS = ("resident_mild", "resident_moderate", "resident_severe", "resident_independent")
RATIOS = (
    "residents_per_carer_mild",
    "residents_per_carer_moderate",
    "residents_per_carer_severe",
    "residents_per_carer_independent",
)
LEVELS = ("mild", "moderate", "severe")
