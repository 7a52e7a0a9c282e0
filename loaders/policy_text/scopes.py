"""What narrows a figure: new homes, urban communities, leased premises. A share of a part must not be ranked with that of a whole."""

from collections.abc import Mapping

import pandas as pd

SAME = {
    "改建或扩建": "改扩建",
    "改建扩建": "改扩建",
    "改建、扩建": "改扩建",
    "城镇社区": "城市社区",
    "租用": "租赁用房",
    "自建": "自建用房",
}
SHARES = ("percent", "per_mille", "money")  # counts say what they count; a share or a price says of what it is one
STEM = 3  # letters by which an indicator names the same thing: 日间照料中心, and coverage by 日间照料
SHORTEST = 2  # letters; 村 and the like stand in too many words


class Scopes:
    """The words that narrow figures of the atlas, to be found beside a number."""

    def __init__(self, scopes: pd.DataFrame, indicators: pd.DataFrame) -> None:
        """Take the table of scopes, of which those that leave a place whole are left out, and the indicators, whose own words narrow nothing."""
        part = scopes[scopes["whole"].astype(str) != "1"]
        narrowing = {str(word): str(word) for word in part["scope"] if len(word) >= SHORTEST}
        self.words: Mapping[str, str] = dict(
            sorted((narrowing | SAME).items(), key=lambda pair: (-len(pair[0]), pair[0]))
        )
        texts = indicators["name_zh"] + indicators["numerator"] + indicators["denominator"]
        self.own = dict(zip(indicators["indicator"], texts, strict=True))

    def narrowed(self, text: str, unit: str, indicator: str) -> str:
        """Return the words of a stretch of plain text that narrow a figure, joined by ·; empty for a count.

        Args:
            text: beside the number.
            unit: class of its unit.
            indicator: that it is taken for: what this says itself narrows nothing.
        """
        if unit not in SHARES:
            return ""
        found: dict[str, None] = {}
        own = self.own.get(indicator, "")
        for printed, word in self.words.items():
            if printed in text and word[:STEM] not in own:
                found[word] = None
                text = text.replace(printed, "·")
        return "·".join(found)
