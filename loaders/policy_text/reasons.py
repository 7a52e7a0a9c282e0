"""Why a candidate is what it is: the rules that fired, by name, each with its sentence."""

from dataclasses import dataclass

# English sentences; a page translates them. What stands in braces are words of the document itself, or values.
RULES = {
    "number": "“{printed}” is read as {value}",
    "word_number": "“{printed}” is a number in words, read as {value}",
    "range": "two numbers make one range",
    "unit": "counted in “{unit}”",
    "unit_of_list": "its unit stands at the end of the list",
    "unit_lost": "its unit is not printed; the words before it suggest one",
    "bound": "“{words}” makes it a bound",
    "universal": "“{words}” speaks of all: read as {value}",
    "table": "the value of “{name}” for {year} in a table of indicators",
    "date": "under the date “{words}”",
    "date_paragraph": "under the date “{words}”, carried on from an earlier sentence",
    "date_section": "under the date “{words}”, carried on from an earlier paragraph of the clause",
    "date_list": "under the date “{words}” at the head of the list",
    "date_redacted": "its year is blacked out in the document (“{words}”)",
    "date_issued": "no date of its own: taken as of the day of issue",
    "date_none": "no date of its own",
    "date_damaged": "a date beside it has lost its marks",
    "kind": "“{words}” makes it {kind}",
    "kind_age": "an age: {kind}, a limit of who is served",
    "kind_level": "a level of hospitals: {kind}, a limit of which are meant",
    "kind_duration": "a number of years that a rule names: {kind}",
    "kind_named": "how many “{words}” the document lists: {kind}",
    "kind_condition": "a size that decides to whom a rule applies: {kind}",
    "kind_money": "an amount that a rule sets: {kind}",
    "kind_share_paid": "“{words}”: a share that a rule sets: {kind}",
    "kind_people": "“{words}” counts people: {kind}",
    "kind_ahead": "{words} lies after the day of issue: {kind}",
    "kind_past": "{words} lies before the day of issue: {kind}",
    "kind_before": "“{words}” in the sentence before makes it {kind}",
    "kind_bound": "a bound without a word of result: {kind}",
    "kind_from": "what it was before: {kind}",
    "kind_weak": "nothing decides what kind of statement it is; taken as {kind}",
    "place_named": "“{words}” is named beside it",
    "place_document": "of the document's own place",
    "place_none": "no place is named",
    "indicator": "nearest indicator by its words; next: {next}",
    "indicator_none": "no indicator is near enough; it would be a new one",
    "scope": "“{words}” narrows it",
    "hundred": "printed for each hundred, not each thousand",
}


@dataclass(frozen=True)
class Reason:
    """A rule that fired, and the words or values that it fired on."""

    rule: str
    values: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        """Return it as an English sentence."""
        return RULES[self.rule].format(**dict(self.values))


def reason(rule: str, **values: str) -> Reason:
    """Return a reason of a rule."""
    return Reason(rule, tuple(values.items()))
