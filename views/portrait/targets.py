"""A place's targets: how its own stand on a day, each on a line of time, and those set above it."""

import datetime as dt

import pandas as pd

from charts.timeline import timeline
from i18n.texts import translator
from policy.described import has_warning
from policy.inherited import inherited_sentence, inherited_targets
from policy.portrait import standing_sentence, timeline_sentence
from policy.refs import ref
from views import edition
from views.facts import conditioned, hover_texts, shortened
from views.targets import assessed, status_names
from views.view import ByCell, Chart, Table
from views.words import column, own_marked, period_texts, say, value_texts, word_names


def standing(place: str, today: dt.date, lang: str) -> str:
    """Return how the place's own targets stand on a day (Markdown)."""
    found = assessed(today)
    own = found[(found["place"] == place) & ~has_warning(found, "inherited_target")]
    return say(standing_sentence(own["status"], status_names()), lang)


def deadlines(place: str, today: dt.date, lang: str) -> Chart | None:
    """Return the place's dated targets with their status on a day, the earliest deadline first; nothing where it has none."""
    _ = translator(lang)
    found = assessed(today)
    own = found[(found["place"] == place) & found["year"].notna()].sort_values(["year", "indicator"], kind="stable")
    if own.empty:
        return None
    labels = conditioned(own, lang).map(shortened)
    again = labels.groupby(labels).cumcount()
    names = word_names("status", lang)
    texts = [f"{value} · {names[status]}" for value, status in zip(value_texts(own, lang), own["status"], strict=True)]
    marks = pd.DataFrame(
        {
            "label": [f"{label}{' ' * count}" for label, count in zip(labels, again, strict=True)],
            "year": own["year"].astype("float64"),
            "text": [f"  {text}  " for text in own_marked(texts, own, lang)],
            "hover": hover_texts(own, lang),
            "status": own["status"],
            "ref": [ref("status", f"{slug}@{today.isoformat()}") for slug in own["fact"]],
        }
    )
    return Chart(
        marks[["label", "text"]].set_axis([_("Indicator"), _("Target")], axis=1),
        marks["ref"].tolist(),
        say(timeline_sentence(marks, marks["status"], status_names()), lang),
        figure=timeline(marks, today.year + today.timetuple().tm_yday / 366, _("today")),
        title=_("Targets and their status"),
        how_to_read=_(
            "Each row is a target: its diamond at the year of its deadline, its status in words; filled: reached; "
            "crossed: missed. Click a mark for the rule and numbers behind the status."
        ),
    )


def inherited(place: str, today: dt.date, lang: str) -> Table[ByCell] | None:
    """Return the targets that the place's province and the nation set, with its own newest result of the same thing; nothing where there is none."""
    _ = translator(lang)
    facts = edition.described()
    found = inherited_targets(facts, place, today)
    if found.empty:
        return None
    results = facts[facts["fact"].isin(found["result"])]
    told = zip(results["fact"], value_texts(results, lang), period_texts(results, lang), strict=True)
    texts = {slug: f"{value} · {period}" for slug, value, period in told}
    result = _("Newest result here")
    table = pd.DataFrame(
        {
            _("Set by"): found[f"place_{lang}"],
            _("Indicator"): found[f"indicator_{lang}"],
            _("Condition"): found[column("scope", lang)],
            _("Target"): value_texts(found, lang),
            _("Deadline"): period_texts(found, lang),
            result: [texts.get(slug, "") for slug in found["result"]],
            _("Original wording"): found["as_printed"],
            _("Grade"): found["grade"],
        }
    )
    refs: ByCell = {}
    for at, (target, answer) in enumerate(zip(found["fact"], found["result"], strict=True)):
        refs |= {(at, name): ref("fact", target) for name in table.columns}
        refs[at, result] = ref("fact", answer or target)
    return Table(table, refs, say(inherited_sentence(found), lang))
