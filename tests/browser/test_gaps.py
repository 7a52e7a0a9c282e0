"""Gaps, care models and instruments in a real browser: from the Overview's number to a clause, and the advisor."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.actions import cells, click_row, grid, wait_for_drawer
from tests.browser.conftest import settle
from tests.sampling import sampled

pytestmark = pytest.mark.browser

VIEWS = {
    "gaps": ("dumbbell", "city", "status", "silent", "supply", "series", "unjudged"),
    "models": ("side", "services", "institutions", "advisor"),
    "instruments": ("matrix", "pair", "money", "programmes", "person"),
}


@pytest.mark.parametrize(("lang", "link"), sampled([("zh", "查看明细"), ("en", "See the list")], 2), ids=["zh", "en"])
def test_two_clicks_lead_from_the_number_to_a_targets_clause(server, watch, lang, link):
    watched = watch()
    page = watched.page
    watched.open(f"{server}/?lang={lang}")
    page.get_by_role("link", name=link).click()  # one
    page.wait_for_url("**/gaps?**")
    settle(page)
    listed = cells(grid(page, "statuses"))
    click_row(page, "statuses", 0)  # two
    record = wait_for_drawer(page)
    expect(record).to_contain_text(listed[1][0])
    expect(record.locator("blockquote")).to_be_visible()
    assert "evidence=fact" in page.url
    watched.assert_clean()


@pytest.mark.parametrize(
    ("lang", "bound"), sampled([("zh", "不足1.3万张"), ("en", "at most 13,000 beds")], 2), ids=["zh", "en"]
)
def test_the_portrait_begins_with_target_state_gap_and_verdict(server, watch, lang, bound):
    watched = watch()
    page = watched.page
    watched.open(f"{server}/portrait?lang={lang}&place=500000")
    listed = cells(grid(page, "verdicts"))
    assert bound in listed[1]
    click_row(page, "verdicts", 0)
    expect(wait_for_drawer(page).locator("blockquote")).to_be_visible()
    watched.assert_clean()


@pytest.mark.parametrize("lang", sampled(["zh", "en"], 2))
@pytest.mark.parametrize("path", sampled(VIEWS, 3))
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
    page.wait_for_timeout(500)
    page.keyboard.press("Enter")
    expect(wait_for_drawer(page)).to_contain_text("Zhangye")
    assert "evidence=code%3A620700" in page.url or "evidence=code:620700" in page.url
    watched.assert_clean()
