"""How far a sum of costs binds: the reasons why it is not exact, and the one word that says which way it is off.

The words are those of ``i18n.numbers``: ``=`` exact, ``minimum`` counted at printed minimum prices, ``known`` only what is known,
``known_minimum`` both, ``least``, ``most`` (of a cost) and ``up_to`` (of what follows from one) a bound, ``~`` bounds of both kinds at once.
"""

from collections.abc import Iterable

from policy.text import N_

AT_LEAST = {
    "minimum": N_("prices printed as “not below” are counted at that minimum"),
    "left_out": N_("rules whose quantity is not known are left out"),
    "rest": N_("what is paid for the person is printed as a maximum, so that the rest is a minimum"),
}
AT_MOST = {
    "maximum": N_("prices printed as a maximum are counted in full"),
    "claims": N_("all who qualify are taken to claim"),
}
REASONS = AT_LEAST | AT_MOST
WORDS = {
    frozenset({"minimum"}): "minimum",
    frozenset({"left_out"}): "known",
    frozenset({"minimum", "left_out"}): "known_minimum",
}
# Of what is left of a sum, or bought with it, where the sum binds from one side.
OPPOSITE = {"=": "=", "~": "~", "most": "least", "up_to": "least"} | dict.fromkeys((*WORDS.values(), "least"), "up_to")


def bound_of(reasons: Iterable[str]) -> str:
    """Return the word for a sum that is not exact for these reasons.

    >>> bound_of([]), bound_of(["claims"]), bound_of(["minimum", "claims"])
    ('=', 'most', '~')
    """
    found = frozenset(reasons)
    least, most = found.intersection(AT_LEAST), found.intersection(AT_MOST)
    if least and most:
        return "~"
    if most:
        return "most"
    return WORDS.get(least, "least") if least else "="
