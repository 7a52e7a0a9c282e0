"""Why a figure was read as it was: the rules that fired, in the viewer's words."""

from i18n.texts import translator
from loaders.own_table.records import Reason as CellReason
from loaders.policy_text.reasons import Reason
from policy.text import N_
from views.add.cells import RULES, filled
from views.add.figures import indicator_names
from views.add.marks import visible
from views.words import kind_names

# By rule, as ``loaders.policy_text.reasons.RULES`` says it; what stands in braces are the document's own words, or values.
SENTENCES = {
    "number": N_("“{printed}” is read as {value}"),
    "word_number": N_("“{printed}” is a number in words, read as {value}"),
    "range": N_("two numbers make one range"),
    "unit": N_("counted in “{unit}”"),
    "unit_of_list": N_("its unit stands at the end of the list"),
    "unit_lost": N_("its unit is not printed; the words before it suggest one"),
    "bound": N_("“{words}” makes it a bound"),
    "universal": N_("“{words}” speaks of all: read as {value}"),
    "date": N_("under the date “{words}”"),
    "date_paragraph": N_("under the date “{words}”, carried on from an earlier sentence"),
    "date_section": N_("under the date “{words}”, carried on from an earlier paragraph of the clause"),
    "date_list": N_("under the date “{words}” at the head of the list"),
    "date_redacted": N_("its year is blacked out in the document (“{words}”)"),
    "date_issued": N_("no date of its own: taken as of the day of issue"),
    "date_none": N_("no date of its own"),
    "date_damaged": N_("a date beside it has lost its marks"),
    "kind": N_("“{words}” makes it {kind}"),
    "kind_weak": N_("nothing decides what kind of statement it is; taken as {kind}"),
    "kind_age": N_("an age: {kind}, a limit of who is served"),
    "kind_level": N_("a level of hospitals: {kind}, a limit of which are meant"),
    "kind_duration": N_("a number of years that a rule names: {kind}"),
    "kind_named": N_("how many “{words}” the document lists: {kind}"),
    "kind_condition": N_("a size that decides to whom a rule applies: {kind}"),
    "kind_money": N_("an amount that a rule sets: {kind}"),
    "kind_share_paid": N_("“{words}”: a share that a rule sets: {kind}"),
    "kind_people": N_("“{words}” counts people: {kind}"),
    "kind_ahead": N_("{words} lies after the day of issue: {kind}"),
    "kind_past": N_("{words} lies before the day of issue: {kind}"),
    "kind_before": N_("“{words}” in the sentence before makes it {kind}"),
    "kind_bound": N_("a bound without a word of result: {kind}"),
    "kind_from": N_("what it was before: {kind}"),
    "place_named": N_("“{words}” is named beside it"),
    "place_document": N_("of the document's own place"),
    "place_none": N_("no place is named"),
    "indicator": N_("nearest indicator by its words; next: {next}"),
    "indicator_none": N_("no indicator is near enough; it would be a new one"),
    "table": N_("the value of “{name}” for {year} in a table of indicators"),
    "scope": N_("“{words}” narrows it"),
    "hundred": N_("printed for each hundred, not each thousand"),
}


def reason_sentence(reason: Reason | CellReason, lang: str) -> str:
    """Return a reason as a sentence, plain text; one of a rule without a sentence here says its words alone."""
    _ = translator(lang)
    values = {name: visible(value) for name, value in reason.values}
    if "kind" in values:
        values["kind"] = kind_names(lang).get(values["kind"], values["kind"])
    if "next" in values:
        values["next"] = indicator_names(lang).get(values["next"], _("none"))
    return filled(SENTENCES | RULES, reason.rule, values.items(), lang)
