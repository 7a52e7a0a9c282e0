"""Where a figure that a viewer brings meets one that is known: it says the same, or something else."""

from dataclasses import dataclass

from i18n.texts import translator

SAME, DIFFERS = "same", "differs"


@dataclass(frozen=True)
class Meeting:
    """A known figure of the same place, indicator, kind and time: how the two stand, its reference, and the sentence about both."""

    how: str
    ref: str
    said: str

    def short(self, lang: str) -> str:
        """Return in a word or two how they stand."""
        _ = translator(lang)
        return _("Already in the atlas") if self.how == SAME else _("Differs from a known figure")
