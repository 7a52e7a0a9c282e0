"""A walk through every control of a page, each through its values: what it changes there, and what goes wrong.

``python -m tests.app.walk LANGUAGE [--wide] [PAGE …]`` prints how many controls and values it met, and every fault. It walks
with the census that ``ATLAS_CACHE`` holds; ``ATLAS_WALK_SEED`` repeats the values taken at random.
"""

import argparse
import csv
import datetime as dt
import hashlib
import logging
import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import Any

from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Widget

from benchmarks.pages import as_on_a_server
from loaders.uploads import Upload
from tests import conftest
from tests.app.screens import PICKED, Picker, elements, in_less_time, open_page, pickers, run
from views.add.brought import Brought, begin, codebook, read
from views.edition import STORED
from views.meeting.pins import Pin

Address = dict[str, str]

# The views of each page by what the address asks for, with a choice that has much to show.
VIEWS: dict[str, list[Address]] = {
    "overview": [{}],
    "compare": [{"view": "charts"}, {"view": "matrix"}, {"view": "one", "topic": "care_beds_total"}, {"view": "two"}],
    "gaps": [{"view": view} for view in ("dumbbell", "city", "status", "silent", "supply", "series", "unjudged")],
    "map": [{}],
    "portrait": [{"place": "620700"}],
    "scenario": [
        *({"view": view, "place": "370500"} for view in ("answer", "further", "services", "money", "doubt", "compare")),
        {"view": "goal", "place": "370500", "stock": "7000", "pack": "kunming-2017"},
    ],
    "models": [
        *({"view": view} for view in ("side", "services", "institutions")),
        {"view": "advisor", "care_beds": "600", "medical_beds": "100"},
        {"view": "advisor", "model": "chenzhou-combinations", "kind": "home", "care_beds": "600"},
    ],
    "instruments": [{"view": view} for view in ("matrix", "pair", "money", "programmes", "person")],
    "present": [{"place": "620700", "story": "two"}],
    "add": [{}],
    "validation": [{"view": view} for view in ("hindcast", "place", "nation")],
    "sources": [{"section": section} for section in ("documents", "indicators", "quality", "readings", "downloads")],
}
# Choices of the first view under which further controls appear.
ALSO: dict[str, list[Address]] = {
    "map": [{"variable": "beds_density"}],
    "scenario": [
        {"mode": "policy", "more": "settings"},
        {"mode": "policy", "rule": "per_1000", "more": "workforce"},
        {"mode": "need", "more": "settings"},
        {"mode": "need", "more": "disability"},
        {"definition": "disability_census", "more": "disability"},
        {"definition": "disability_partly", "more": "disability"},
        {"plan": "standard", "more": "beds"},
        {"pack": "hefei-2022", "stock": "5000", "more": "people"},
        *(
            {"pack": pack, "more": "take_up"}
            for pack in (
                *("hefei-2022", "huashan-2023", "qingdao-2014", "tengzhou-2023"),
                *("kunming-2017", "fujian-2023", "qiqihar-2017"),
            )
        ),
        {"pack": "wenzhou-2019", "centres": "40", "centres_added": "5", "rated_providers": "9", "more": "take_up"},
        {"pack": "tengzhou-2023", "more": "money"},
    ],
}
# Every assumption is a lever, but these: how unsure the count of a place is.
LEVERS, NO_LEVERS = (
    Path(__file__).parents[2] / "data" / "curated" / "assumptions.csv",
    {"sd_base_60", "sd_base_80", "dementia_overlap", "places_community", "severity_census_severe"},
)
FEW, SPREAD = 11, 30  # options: in a wide walk a few are tried all; of more, that many
NARROW = 4  # options tried of a few in any other walk; of more, two values: both only where the first changes nothing
SAMPLED = 0.1  # of the controls that stand beside every view of a page: the part tried in each view after the first
WORDS = ("q", "scenario_name")  # fields for words; into the others a number is typed
WRITES = ("text_input", "text_area")
WRITTEN = ("昆明", "nursing beds", "没有这样的词")
NUMBERS = ("1", "７２", "3,200", "9万", "-5", "许多")
# A button that takes what is written beside it: the field, and what is written there first.
TAKES = {"keep": ("scenario_name", "甲")}
# A button that opens what was kept: from an address that has moved on from it.
MOVED_ON = {"open_s1": {"occupancy": "75"}}
# A control that changes nothing, and why.
IDLE = {
    "scenario_name": "its text is taken by the button beside it",
    "other": "the story that is begun next speaks of it",
    "pin_title_": "it is read on the screen",
    "pin_note_": "it is read in the speaker's notes",
    "pin_levers_": "they stand on the screen",
    "package_every": "it is asked for when the package is made",
    "figure_": "it is taken when the figure is saved",
    "document_kind": "it stands in the record of the document",
    "document_issued_on": "it stands in the record of the document",
    "document_grade": "it stands in the record of each figure",
    "document_issuer": "it stands in the record of the document",
    "document_doc_number": "it stands in the record of the document",
    "add_paste_": "it is read by the button below it",
    "add_read": "there is nothing to read",
    "template_place": "the file is made for it",
}
FILES = ("download_button", "file_uploader")  # hand out or take a file, of which a walk has none
FOLDS = ("expander", "popover")
# The field beside a slider, which says its value in another way.
SAID_TWICE = "type_"
# What a control draws for its own sake, which is no change of the page.
OWN = ("reset_", "from_")
# Another view or language: what appears there is walked there.
ELSEWHERE = ("view", "section", "language_switch")
# The viewer's city: one that has much to show is always tried; these views are of no city, or of all alike.
ALWAYS = {"mine_picker": ("重庆市", "Chongqing")}
OF_NO_CITY = {
    *("gaps status", "gaps series", "gaps unjudged", "validation hindcast", "validation nation"),
    *(
        "instruments programmes",
        "instruments person",
        "models side",
        "models services",
        "models institutions",
        "models advisor",
    ),
    *(f"sources {section}" for section in ("documents", "indicators", "quality", "readings", "downloads")),
}
# The bar's search: tried once a page; what it finds is walked on the overview.
SEARCH = "q"
# What a session keeps of a viewer beside the address: the city that is theirs, that they were asked for it, and what goes to a meeting.
KEPT: dict[str, Any] = {
    **{"mine": "", "asked_for_mine": "", "pins": [], "meeting_job": None},
    **{
        "add_brought": {},
        "add_open": "",
        "add_times": 0,
        "add_way": "file",
        "add_job": None,
        "figure_open": None,
        "own_added": None,
        "edition": STORED,
    },
}
# Controls that stand where they do by what is kept and not by the address: walked where a page begins with them.
OF_SESSION = ("pin_", "drop_all", "give_up", "add_", "template_", "figure_")
# What is kept for the meeting where its page is walked.
PINS = [
    Pin("portrait", "verdicts", {"place": "620700"}, key="a"),
    Pin("scenario", "path", {"place": "370500"}, levers=("occupancy",), key="b"),
]
# A text of a viewer's own, of which one figure is looked at.
TEXT = "邻市养老服务规划\n一、到2025年，全市养老机构护理型床位占比不低于55%，每千名老年人拥有养老床位40张。\n二、建成社区食堂12家。\n"


def brought() -> dict[str, Brought]:
    """Return the text as it is brought, with nothing decided."""
    upload = Upload("规划.txt", "text", TEXT.encode())
    text = begin(read(upload, codebook()))
    text.document = replace(text.document, place="361000")
    return {text.name: text}


def controls(app: AppTest) -> dict[str, Any]:
    """Return the controls on a page by name that can be used, pickers of places last.

    What hands out or takes a file changes no page and is left out.
    """
    drawn = [each for each in elements(app) if isinstance(each, Widget) and each.type not in FILES]
    assert all(each.key for each in drawn), "a control without a name"
    return {str(each.key): each for each in drawn if not getattr(each.proto, "disabled", False)} | pickers(app)


def look(app: AppTest) -> str:
    """Return a digest of all that a page shows, but for what its controls are set to, and warnings."""
    digest = hashlib.sha256()
    for element in elements(app):
        if isinstance(element, Widget):
            if not str(element.key).startswith(OWN):
                drawn = (element.type, element.key, element.proto.label, getattr(element, "options", ""))
                digest.update(repr(drawn).encode())
        elif str(element.key).endswith(PICKED):
            digest.update(repr((element.key, Picker(app, element).options)).encode())
        elif element.type != "warning" and isinstance(element.proto, Message) and not hasattr(element, "children"):
            shown = element.proto
            if "id" in shown.DESCRIPTOR.fields_by_name:
                shown = type(shown)()
                shown.CopyFrom(element.proto)
                shown.ClearField("id")
            digest.update(shown.SerializeToString(deterministic=True))
    return digest.hexdigest()


def address(app: AppTest) -> Address:
    """Return the address as it stands."""
    return {key: str(value) for key, value in app.query_params.items()}


def options_of(control: Any) -> list[str]:
    """Return what a control offers to choose from, if it does."""
    return list(getattr(control, "options", []))


def value_of(control: Any) -> Any:
    """Return what a control is set to, in the form in which ``values`` gives it."""
    if control.type == "multiselect":
        return list(control.values)
    if control.type == "button_group":
        return next(iter(control.formatted_values), None)
    if control.type == "selectbox":
        return None if control.index is None else control.options[control.index]
    return control.value


def values(control: Any, random: Random, *, wide: bool) -> list[Any]:
    """Return the values to try: two of first, last and one at random, or some of a few; all of those and more in a wide walk."""
    found, usual = TRIED[control.type](control, random, wide), value_of(control)
    found = [value for at, value in enumerate(found) if value != usual and value not in found[:at]]
    if not wide and control.type in SPREAD_OVER:
        found = found[: NARROW if 0 < len(options_of(control)) <= FEW else 2]
    return found + [value for value in ALWAYS.get(str(control.key), ()) if value in control.options and value != usual]


def _spread(options: range | list[str], random: Random, wide: bool) -> list[Any]:
    if not wide:
        return random.sample([options[0], options[-1], random.choice(options)], 3)
    last = len(options) - 1
    return [options[round(at * last / (SPREAD - 1))] for at in range(SPREAD)]


def _options(control: Any, random: Random, wide: bool) -> list[str]:
    options = list(control.options)
    return random.sample(options, len(options)) if len(options) <= FEW else _spread(options, random, wide)


def _several(control: Any, random: Random, wide: bool) -> list[list[str]]:
    options = list(control.options)
    many = random.sample(options, min(control.max_selections or len(options), len(options)))
    return [[], *([option] for option in _spread(options, random, wide)), many]


def _steps(control: Any, random: Random, wide: bool) -> list[float]:
    low, high, step = control.min, control.max, control.step
    whole = isinstance(control.value, int)
    steps = _spread(range(round((high - low) / step) + 1), random, wide)
    return [int(low + at * step) if whole else round(low + at * step, 6) for at in steps]


def _days(control: Any, random: Random, wide: bool) -> list[dt.date]:
    days = range((control.max - control.min).days + 1)
    return [control.min + dt.timedelta(at) for at in _spread(days, random, wide)]


SPREAD_OVER = ("selectbox", "picker", "slider", "date_input")
TRIED: dict[str, Callable[[Any, Random, bool], list[Any]]] = {
    "selectbox": _options,
    "picker": _options,
    "button_group": _options,
    "multiselect": _several,
    "slider": _steps,
    "date_input": _days,
    "toggle": lambda *_: [False, True],
    "text_input": lambda control, *_: list(WRITTEN if control.key in WORDS else NUMBERS),
    "text_area": lambda *_: list(WRITTEN),
    "button": lambda *_: [True],
}


@dataclass
class Met:
    """What a walk met: the controls of each view, the number of values tried, and each fault in words."""

    views: dict[str, list[str]] = field(default_factory=dict)
    values: int = 0
    faults: list[str] = field(default_factory=list)


class Walk:
    """One view of a page, opened once with all that can be unfolded, whose controls are tried one after the other."""

    def __init__(self, page: str, lang: str, asked: Address, random: Random, met: Met, *, wide: bool) -> None:
        self.page, self.view = page, f"{page} {asked.get('view', asked.get('section', ''))}".strip()
        self.name = " ".join((page, lang, *asked.values()))
        self.random, self.met, self.wide = random, met, wide
        self.looks: dict[tuple[tuple[str, str], ...], str] = {}
        self.walked = met.views.setdefault(self.name, [])
        self.app = open_page(page, lang, **asked)
        self.folds: list[str] = []
        self.before: set[str] = set()  # controls that another view has tried widely
        self.known: set[str] = set()
        self.check("as opened")
        self.unfold()
        self.start = address(self.app)

    def unfold(self) -> None:
        """Open every fold and menu, of which the content is drawn only then; the page must show more."""
        opened = True
        while opened:
            opened = False
            for each in elements(self.app):
                name = each.proto.id.split("-", 2)[2] if each.type in FOLDS and each.proto.id else ""
                if name and name not in self.folds:
                    before = look(self.app)
                    self.app.session_state[name] = opened = True
                    self.run(f"{name} unfolded")
                    self.folds.append(name)
                    self.walked.append(name)
                    if look(self.app) == before:
                        self.fault(f"{name} unfolds nothing")
                    break

    def fault(self, text: str) -> None:
        """Note what is wrong."""
        self.met.faults.append(f"{self.name}: {text}")

    def run(self, told: str) -> None:
        """Run the page once more, and note what no page may show."""
        run(self.app)
        self.met.values += 1
        self.check(told)

    def check(self, told: str) -> None:
        """Note the exceptions and error boxes that are shown."""
        raised = [each.proto.type for each in self.app.exception]
        for text in (*raised, *(each.value for each in self.app.error)):
            self.fault(f"{told}, {address(self.app)}: {text}")

    def go(self, to: Address) -> str:
        """Bring the page to an address, unless it is there; return how it looks there to a viewer who has just come."""
        kept = self.kept()
        if address(self.app) != to or any(
            self.app.session_state[name] != kept[name] for name in kept if name in self.app.session_state
        ):
            self.ask(to)
            self.app.run()
            self.check("as asked")
            if any(name in self.app.session_state and not self.app.session_state[name] for name in self.folds):
                self.ask(to)  # a fold has another label in another language, and is another one
                self.app.run()
        written = {name: str(each.value) for name, each in controls(self.app).items() if each.type in WRITES}
        return self.looks.setdefault(tuple(sorted((to | written).items())), look(self.app))

    def ask(self, to: Address) -> None:
        """Write an address, which holds with the next run; what was unfolded is so again, also after another view."""
        self.app.query_params.clear()
        self.app.query_params.update(to)
        for name, value in self.kept().items():
            self.app.session_state[name] = value
        for name in self.folds:
            self.app.session_state[name] = True

    def idle(self, name: str) -> bool:
        """Whether a control is known to change nothing; a name that ends in ``_`` stands for all that begin so."""
        return name in IDLE or name.startswith(tuple(each for each in IDLE if each.endswith("_")))

    def kept(self) -> dict[str, Any]:
        """Return what the session of a viewer keeps who has just come."""
        pins = list(PINS) if self.page == "present" else []
        return KEPT | {"pins": pins, "add_brought": brought() if self.page == "add" else {}}

    def all(self, leave: Callable[[str], bool]) -> None:
        """Try every control that is not to be left, and those that appear with a value of one; then the page is as it was."""
        first = self.go(self.start)
        self.known |= set(controls(self.app))
        for name in [name for name in controls(self.app) if not leave(name) and not name.startswith(SAID_TWICE)]:
            self.one(name, self.start)
        self.go(self.start)
        if look(self.app) != first:
            self.fault("the page does not come back to what it was")

    def new(self, at: Address) -> None:
        """Try what has appeared at an address, of a long list of buttons a sample."""
        names = [
            name
            for name in controls(self.app)
            if name not in self.known and not name.startswith((SAID_TWICE, *OF_SESSION))
        ]
        self.known |= set(names)
        buttons = [name for name in names if controls(self.app)[name].type == "button"]
        left = set(self.random.sample(buttons, max(0, len(buttons) - (SPREAD if self.wide else 1))))
        for name in names:
            if name not in left:
                self.one(name, at)

    def one(self, name: str, at: Address) -> None:
        """Try a control that stands at an address; one of its values at least must change what the page shows."""
        at = at | MOVED_ON.get(name, {})
        before = self.go(at)
        self.walked.append(name)
        control = controls(self.app)[name]
        usual, changed = value_of(control), False
        for value in values(control, self.random, wide=self.wide and name not in self.before):
            here = controls(self.app).get(name)
            if here is not None and options_of(here) == options_of(control):
                self.ask(at)
            else:  # what stands there may not offer the value
                self.go(at)
            if name in TAKES:
                beside, text = TAKES[name]
                controls(self.app)[beside].set_value(text)
            controls(self.app)[name].set_value(value)
            self.run(f"{name} = {value}")
            changed |= look(self.app) != before
            if name not in ELSEWHERE and (name != SEARCH or self.page == "overview"):
                self.new(address(self.app))
            if changed and self.one_is_enough(control):
                break
        if not changed and not self.idle(name) and not (name in ALWAYS and self.view in OF_NO_CITY):
            self.fault(f"{name} changes nothing")
        if control.type in WRITES and name in controls(self.app):  # its text does not stand in the address
            controls(self.app)[name].set_value(usual).run()

    def one_is_enough(self, control: Any) -> bool:
        """Whether one value of a control that has many is tried where it changes the page: not in a wide walk."""
        few = 0 < len(options_of(control)) <= FEW
        return not self.wide and control.type in SPREAD_OVER and not few and control.key not in ALWAYS


def walk(page: str, lang: str, random: Random, *, wide: bool = False) -> Met:
    """Walk through every view of a page.

    Of the controls that stand beside every view, if they are many, each view after the first tries a sample; in a wide walk all,
    with few values.
    """
    met = Met()
    walks = [Walk(page, lang, asked, random, met, wide=wide) for asked in VIEWS[page]]
    first, *others = walks
    beside = set(controls(first.app)).intersection(*(controls(each.app) for each in others)) if others else set()
    first.all(set().__contains__)
    for each in others:
        each.before = first.known
        each.all(
            lambda name: (
                name == SEARCH or (not wide and len(beside) > FEW and name in beside and random.random() > SAMPLED)
            )
        )
    for asked in ALSO.get(page, []):
        more = Walk(page, lang, VIEWS[page][0] | asked, random, met, wide=wide)
        more.known = first.known
        more.all(set(first.known).__contains__)
        first.walked += more.walked
    for name in ("view", "section"):
        if (chosen := controls(first.app).get(name)) and len(chosen.options) != len(
            {asked[name] for asked in VIEWS[page]}
        ):
            first.fault(f"its views are {', '.join(chosen.options)}")
    if page == "scenario":
        with LEVERS.open(encoding="utf-8") as file:
            left = (
                {row["assumption"] for row in csv.DictReader(file)}
                - set().union(*(each.walked for each in walks))
                - NO_LEVERS
            )
        if left:
            first.fault(f"no walk meets the levers {', '.join(sorted(left))}")
    return met


def main() -> int:
    """Walk as the command says; return 1 where there is a fault."""
    command = argparse.ArgumentParser(prog="python -m tests.app.walk")
    command.add_argument("language", choices=("zh", "en"))
    command.add_argument("pages", nargs="*", default=list(VIEWS))
    command.add_argument("--wide", action="store_true", help=f"up to {SPREAD} values of each control")
    asked = command.parse_args()
    logging.disable(logging.WARNING)
    conftest.spare_what_is_loaded()
    seed = os.environ.get("ATLAS_WALK_SEED") or str(Random().randrange(10**6))
    pause = time.sleep
    time.sleep = lambda seconds: pause(min(float(seconds), 0.001))  # a page waits for the browser to draw
    faults: list[str] = []
    total = [0, 0, 0]
    for page in asked.pages:
        started = time.process_time()
        with as_on_a_server(), in_less_time():
            met = walk(page, asked.language, Random(f"{seed}{page}"), wide=asked.wide)
        counts = [len(VIEWS[page]), sum(map(len, met.views.values())), met.values]
        total = [sum(each) for each in zip(total, counts, strict=True)]
        print(
            "{}: {} views, {} controls, {} values".format(page, *counts),
            f"{time.process_time() - started:.1f} s",
            flush=True,
        )
        faults += met.faults
    print("{} pages, {} views, {} controls, {} values; ATLAS_WALK_SEED={}".format(len(asked.pages), *total, seed))
    print(*faults, sep="\n")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
