"""What texts are read against."""

import pandas as pd

from loaders.policy_text.indicators import Indicators
from loaders.policy_text.scopes import Scopes
from loaders.policy_text.whose import Places


class Codebook:
    """What a text is read against: the indicators, the places, and the words that narrow a figure."""

    def __init__(
        self, indicators: Indicators, places: Places, units: dict[str, str], scopes: Scopes | None = None
    ) -> None:
        self.indicators = indicators
        self.places = places
        self.scopes = scopes
        self.units = units  # of each indicator

    @classmethod
    def of(
        cls,
        indicators: pd.DataFrame,
        places: pd.DataFrame,
        facts: pd.DataFrame | None = None,
        scopes: pd.DataFrame | None = None,
    ) -> "Codebook":
        """Return the codebook of two tables, of the words in which documents have printed its indicators (``facts``), and of what narrows them."""
        units = dict(zip(indicators["indicator"], indicators["unit"], strict=True))
        phrases = [] if facts is None else facts.groupby("indicator")["as_printed"]
        printed = {str(indicator): set(words) for indicator, words in phrases}
        narrowing = None if scopes is None else Scopes(scopes, indicators)
        return cls(Indicators(indicators, printed), Places(places), units, narrowing)
