"""What a viewer's system asks for: less motion, high contrast, a dark look. Everything stays readable, and nothing moves."""

import io
from collections.abc import Iterator

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page

from tests.browser.everywhere import PAGES, visit
from tests.sampling import sampled

pytestmark = pytest.mark.browser

MOVING = """() => [...document.querySelectorAll("body *")].filter((each) => {
  const { transitionDuration, animationName, animationDuration } = getComputedStyle(each);
  const long = (times) => times.split(",").some((time) => parseFloat(time) > 0.01);
  return each.getClientRects().length && (long(transitionDuration) || (animationName !== "none" && long(animationDuration)));
}).map((each) => `${each.dataset.testid} ${each.className}`)"""


@pytest.fixture
def asked() -> Iterator[dict[str, Page]]:
    """Hold the page whose wishes are taken back afterwards, as the next test has the same tab."""
    held: dict[str, Page] = {}
    yield held
    for page in held.values():
        page.emulate_media(reduced_motion="reduce", forced_colors="none", color_scheme="light")


@pytest.mark.parametrize("address", sampled(PAGES, 12))
def test_nothing_moves_for_who_wants_less_motion(server, watch, address):
    page = visit(watch(), server, address)  # the browser of the tests asks for it
    assert page.evaluate(MOVING) == []


def ground_of(page: Page, selector: str) -> tuple[float, float]:
    """Return how light most of an element is, and how dark the darkest of it, from 0 to 255."""
    picture = np.array(Image.open(io.BytesIO(page.locator(selector).first.screenshot())).convert("L"))
    return float(np.median(picture)), float(picture.min())


@pytest.mark.parametrize("address", sampled(["scenario?place=370500", "gaps", "map", "compare"], 4))
def test_charts_are_dark_on_white_in_high_contrast(server, watch, asked, address):
    watched = watch()
    asked["page"] = watched.page
    watched.page.emulate_media(forced_colors="active", color_scheme="dark")
    page = visit(watched, server, address)
    light, dark = ground_of(page, ".plot-chart, .live-chart")
    assert light == 255
    assert dark < 80
    if address.startswith("scenario"):
        light, _dark = ground_of(page, "[data-testid=stSlider] [role=group]")
        assert light > 200
        chosen = page.locator("[data-testid=stButtonGroup] button[aria-checked=true]").first
        seen = np.array(Image.open(io.BytesIO(chosen.screenshot())).convert("L"))
        assert seen.max() - seen.min() > 100, "what is chosen cannot be read"
    watched.assert_clean()


@pytest.mark.parametrize("address", sampled(["gaps", "scenario?place=370500", "add"], 3))
def test_the_atlas_stays_light_where_the_system_is_dark(server, watch, asked, address):
    watched = watch()
    asked["page"] = watched.page
    watched.page.emulate_media(color_scheme="dark")
    page = visit(watched, server, address)
    light, dark = ground_of(page, "[data-testid=stMain]")
    assert light == 255
    assert dark < 80
    watched.assert_clean()
