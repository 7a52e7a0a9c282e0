"""Every page in every view, and what opens on top of one: where tests look that hold everywhere."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.browser.conftest import PATIENCE, Watched, settle

TABS = {
    "compare": ("view", ("charts", "matrix", "one", "two")),
    "gaps": ("view", ("dumbbell", "city", "status", "silent", "supply", "series", "unjudged")),
    "scenario?place=370500": ("view", ("answer", "further", "services", "money", "doubt", "compare", "goal")),
    "models": ("view", ("side", "services", "institutions", "advisor")),
    "instruments": ("view", ("matrix", "pair", "money", "programmes", "person")),
    "validation": ("view", ("hindcast", "place", "nation")),
    "sources": ("section", ("documents", "indicators", "quality", "readings", "downloads")),
    "map": ("level", ("province", "prefecture")),
}
# One of each page, then each view of each.
PAGES = ["", *(tab for tab in TABS), "portrait?place=620700", "present", "add"]
VIEWS = [
    f"{page}{'&' if '?' in page else '?'}{name}={view}" for page, (name, views) in TABS.items() for view in views[1:]
]
ASKED = [
    *("?q=昆明", "?evidence=fact:zhangye-2023-04", "?evidence=headline:overdue"),
    *("scenario?place=370500&more=settings&mode=need", "portrait?place=000000", "map?level=prefecture&area=620000"),
]
ADDRESSES = [*PAGES, *VIEWS, *ASKED]


def with_lang(address: str, lang: str) -> str:
    """Return an address in a language."""
    return f"{address}{'&' if '?' in address else '?'}lang={lang}"


def visit(watched: Watched, server: str, address: str, lang: str = "zh") -> Page:
    """Open an address and wait until its charts are drawn."""
    watched.open(f"{server}/{with_lang(address, lang)}")
    page = watched.page
    page.wait_for_function(
        "() => [...document.querySelectorAll('.plot-chart, .live-chart')].every((each) => each.dataset.drawn)",
        timeout=PATIENCE,
    )
    settle(page)
    return page


@dataclass(frozen=True)
class State:
    """Something that is open: where, and how a viewer comes to it."""

    name: str
    address: str
    open: Callable[[Page], None]

    def __str__(self) -> str:
        return self.name


def _press(selector: str) -> Callable[[Page], None]:
    def press(page: Page) -> None:
        page.locator(selector).first.click()
        settle(page)

    return press


def _picker(page: Page) -> None:
    page.locator(".place-picker input").first.click()
    expect(page.locator(".picker-list").first).to_be_visible()


def _keep(page: Page) -> None:
    page.locator("[class*='st-key-pin_'] button").first.click()
    settle(page)


def _show(page: Page) -> None:
    page.locator(".st-key-start_story button").click()
    page.locator(".st-key-show_screens button").click()
    expect(page.locator(".screen-title")).to_be_visible()
    settle(page)


def _tray(page: Page) -> None:
    page.locator(".st-key-start_story button").click()
    expect(page.locator(".st-key-show_screens")).to_be_visible()
    settle(page)


def _bring(page: Page) -> None:
    table = "2024年末江西省各市养老服务情况\n单位：张、个\n地区,养老床位数（张）,养老机构数（个）\n南昌市,20000,100\n九江市,20100,101\n"
    file = {"name": "江西.csv", "mimeType": "text/csv", "buffer": table.encode("gb18030")}
    page.locator(".st-key-add_bring input[type=file]").set_input_files(file)  # pyright: ignore[reportArgumentType]
    expect(page.locator(".add-rows tbody tr").first).to_be_visible()
    settle(page)


STATES = [
    State("picker of a place", "portrait?place=620700", _picker),
    State("select box", "gaps", _press("[data-testid=stSelectbox] [role=combobox]")),
    State("several cities", "compare", _press("[data-testid=stMultiSelect] [role=combobox]")),
    State("more choices", "map", _press(".st-key-filters [data-testid=stPopover] button")),
    State("data and checks", "gaps", _press(".st-key-bar_doubt button")),
    State("a view kept for a meeting", "compare", _keep),
    State("chart as a table", "gaps", _press("[data-testid=stExpander] summary")),
    State("map as a table", "map", _press(".st-key-map_fold summary")),
    State("full screen", "gaps", _press(".plot-strip button")),
    State("table on the full screen", "gaps?view=status", _press(".strip button")),
    State("record of a number", "", _press(".number-card button")),
    State("more levers", "scenario?place=370500", _press(".st-key-more_fold summary")),
    State("tray of a meeting", "present?story=self&place=500000", _tray),
    State("screen of a meeting", "present?story=self&place=500000", _show),
    State("a table brought", "add", _bring),
]
