"""Gaps, care models and instruments in a real browser: from the Overview's number to a clause, and the advisor."""

from itertools import pairwise

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.actions import cells, click_row, grid, wait_for_drawer
from tests.browser.conftest import settle

pytestmark = pytest.mark.browser

VIEWS = {
    "gaps": ("dumbbell", "status", "silent", "supply", "unjudged"),
    "models": ("side", "services", "institutions", "advisor"),
    "instruments": ("matrix", "pair", "money"),
}


def bars(page: Page) -> Locator:
    """Return the bars of the chart of cities, one each."""
    found = page.locator(".st-key-silent .barlayer .point path")
    expect(found.first).to_be_visible()
    return found


def drawn(page: Page, marks: str) -> list[str]:
    """Return the texts of the chart of cities, as plotly writes them."""
    expect(bars(page).first).to_be_visible()
    return page.locator(f".st-key-silent {marks}").all_text_contents()


def click_middle(page: Page, mark: Locator) -> None:
    """Click the middle of a mark: plotly's own layer lies over it, so the mouse goes there."""
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def list_of(page: Page, city: str) -> list[list[str]]:
    """Wait until the list is one city's alone, and return it with its head."""
    canvas = grid(page, "silent_list")
    expect(canvas.locator("tbody tr").first).to_contain_text(city)
    settle(page)
    listed = cells(canvas)
    assert {line[0] for line in listed[1:]} == {city}
    return listed


@pytest.mark.parametrize(
    ("lang", "link", "printed"), [("zh", "看是哪些", "条款"), ("en", "See which", "Clause")], ids=["zh", "en"]
)
def test_three_clicks_lead_from_the_number_to_one_citys_clause(server, watch, lang, link, printed):
    watched = watch()
    page = watched.page
    watched.open(f"{server}/?lang={lang}")
    box = page.locator(".st-key-headlines").get_by_test_id("stVerticalBlock").filter(has_text=link).last
    number = int(box.get_by_test_id("stHeading").inner_text().split()[0].replace(",", "").rstrip("个项"))

    page.locator(".st-key-headlines").get_by_role("link", name=link).click()  # one
    page.wait_for_url("**/gaps?**")
    settle(page)
    counts = [int(count) for count in drawn(page, ".barlayer .bartext")]
    assert sum(counts) == number
    city = drawn(page, ".ytick text")[::-1][1]  # plotly writes the lowest first
    assert 0 < counts[1] <= counts[0]

    click_middle(page, bars(page).nth(1))  # two
    page.wait_for_url("**place=**")
    settle(page)
    expect(page.get_by_test_id("stHeading").filter(has_text=f"{city} · ")).to_be_visible()
    listed = list_of(page, city)
    assert len(listed) == counts[1] + 1

    click_row(page, "silent_list", 0)  # three
    record = wait_for_drawer(page)
    expect(record).to_contain_text(city)
    expect(record).to_contain_text(printed)
    for shown in listed[1][1:4]:  # indicator, target, deadline
        expect(record).to_contain_text(shown)
    expect(record.locator("blockquote")).to_be_visible()
    assert "evidence=fact" in page.url
    watched.assert_clean()


def test_a_second_click_on_the_bar_of_another_city_lists_that_city(server, watch):
    watched = watch()
    page = watched.page
    watched.open(f"{server}/gaps?lang=en&view=silent")
    seen = []
    for at in (0, 2):
        city = drawn(page, ".ytick text")[::-1][at]
        click_middle(page, bars(page).nth(at))
        expect(page.get_by_test_id("stHeading").filter(has_text=f"{city} · ")).to_be_visible()
        seen.append(list_of(page, city))
    assert seen[0] != seen[1]
    watched.assert_clean()


def test_the_bars_are_in_the_order_of_their_numbers(server, watch):
    watched = watch()
    watched.open(f"{server}/gaps?lang=zh&view=silent")
    counts = [int(count) for count in drawn(watched.page, ".barlayer .bartext")]
    assert len(counts) > 10
    assert all(more >= fewer for more, fewer in pairwise(counts))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("path", VIEWS)
def test_every_view_follows_the_size_of_the_window(server, watch, path, lang):
    watched = watch()
    for view in VIEWS[path]:
        watched.open(f"{server}/{path}?lang={lang}&view={view}")
        watched.assert_fits()
    watched.assert_clean()


def advice(page: Page) -> str:
    """Return what the advisor says."""
    settle(page)
    return " ".join(page.get_by_test_id("stMainBlockContainer").get_by_test_id("stMarkdown").all_inner_texts())


@pytest.mark.parametrize(
    ("lang", "modes"),
    [("zh", ("共同体", "协作体")), ("en", ("Joint body", "Cooperation body"))],
    ids=["zh", "en"],
)
def test_the_advisor_names_both_modes_for_exactly_500_beds(server, watch, lang, modes):
    watched = watch()
    page = watched.page
    watched.open(f"{server}/models?lang={lang}&view=advisor")
    beds = page.locator(".st-key-care_beds input")
    for number, expected in ((500, modes), (501, modes[:1]), (499, modes[1:])):
        beds.fill(str(number))
        beds.press("Enter")
        page.wait_for_url(f"**care_beds={number}**")
        said = advice(page)
        assert [mode for mode in modes if mode in said] == list(expected)
    watched.assert_clean()


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("", "The institution has no beds"),
        ("care_beds=0", "The institution has no beds"),
        ("care_beds=-5", "A number of beds is below zero"),
        ("care_beds=99.5", "A number of beds is not whole"),
        (
            "model=kunming-311&kind=medical_institution&medical_beds=500&bed_use=101",
            "The bed use lies outside 0 to 100%",
        ),
    ],
)
def test_impossible_figures_get_a_sentence_and_no_advice(server, watch, query, told):
    watched = watch()
    watched.open(f"{server}/models?lang=en&view=advisor&{query}")
    expect(watched.page.get_by_test_id("stAlert").filter(has_text=told)).to_be_visible()
    expect(watched.page.locator(".st-key-verdicts")).to_have_count(0)
    watched.assert_clean()


def test_a_verdict_opens_the_clause_of_its_rule(server, watch):
    watched = watch()
    page = watched.page
    watched.open(f"{server}/models?lang=zh&view=advisor&care_beds=500&has_clinic=1")
    listed = cells(grid(page, "verdicts"))
    assert len(listed) == 3
    click_row(page, "verdicts", 1)
    record = wait_for_drawer(page)
    expect(record).to_contain_text("一(四)1第二")
    expect(record).to_contain_text("100至500张养老床位的养老机构")
    watched.assert_clean()


def test_a_policy_code_opens_its_clause(server, watch):
    watched = watch()
    page = watched.page
    watched.open(f"{server}/instruments?lang=en&places=620700,530100")
    listed = cells(grid(page, "matrix"))
    row = next(at for at, line in enumerate(listed[1:]) if line[1].startswith("●"))
    click_row(page, "matrix", row)  # the name of the instrument, which leads nowhere
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("ArrowRight")
    expect(wait_for_drawer(page)).to_contain_text("Zhangye")
    assert "evidence=code%3A620700" in page.url or "evidence=code:620700" in page.url
    watched.assert_clean()
