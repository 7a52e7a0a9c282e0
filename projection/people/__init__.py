"""People over time: rates, the cohort-component engine and its kernel, places, uncertainty. Knows nothing of care."""
