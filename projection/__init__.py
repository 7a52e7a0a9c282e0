"""People over time: base structure, mortality, fertility, migration, the cohort-component step, and its uncertainty."""
