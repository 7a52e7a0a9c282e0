"""Care over time: who needs it, by which setting, with how many beds and carers; the levers of a scenario; what is built."""
