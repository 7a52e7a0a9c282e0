"""Every page enlarged to 200 % on a laptop, and on a window 320 px wide: nothing scrolls sideways, is cut off or lies over another."""

import pytest

from tests.browser.everywhere import ADDRESSES, visit
from tests.sampling import sampled

pytestmark = pytest.mark.browser

SIZES = {"200 %": (683, 312), "320 px": (320, 640)}
# What sticks out of the window without a frame that scrolls it, what a control covers of another, and words that leave their card.
FAULTS = """() => {
  const main = document.querySelector("[data-testid=stMain]");
  const box = (each) => each.getBoundingClientRect();
  const above = function* (each) { for (let up = each.parentElement; up && up !== main; up = up.parentElement) yield up; };
  const seen = (each) => box(each).width > 2 && box(each).height > 2 && getComputedStyle(each).visibility !== "hidden"
    && !each.closest(".for-readers, [aria-hidden=true], .main-svg *, canvas *") && !["range", "checkbox", "radio", "file"].includes(each.type);
  const scrolled = (each) => [...above(each)].some((up) => /auto|scroll/.test(getComputedStyle(up).overflowX + getComputedStyle(up).overflowY)
    && (up.scrollWidth > up.clientWidth + 1 || up.scrollHeight > up.clientHeight + 1));
  const sticky = (each) => [each, ...above(each)].some((up) => getComputedStyle(up).position === "sticky");
  const field = (each) => each.closest("[data-testid=stMultiSelect], [data-testid=stSelectbox], .picker-box");
  const words = (each) => `${each.tagName} ${(each.ariaLabel ?? each.textContent).trim().slice(0, 30)}`;
  const all = [...main.querySelectorAll("a, button, input, summary, p, h1, h2, h3, label, li")].filter(seen);
  const wide = document.documentElement.scrollWidth > innerWidth || main.scrollWidth > main.clientWidth + 1;
  const out = all.filter((each) => (box(each).right > innerWidth + 1 || box(each).left < -1) && !scrolled(each));
  const left = all.filter((each) => each.matches("h2, p") && each.scrollWidth > each.clientWidth + 2 && getComputedStyle(each).overflowX === "visible"
    && getComputedStyle(each).display === "block" && !each.closest("button, label") && !scrolled(each));
  const pressed = all.filter((each) => each.matches("a, button, input, summary") && !scrolled(each) && getComputedStyle(each).pointerEvents !== "none");
  const over = pressed.flatMap((one, at) => pressed.slice(at + 1).filter((other) => {
    if (one.contains(other) || other.contains(one) || sticky(one) !== sticky(other) || (field(one) && field(one) === field(other))) return false;
    const [a, b] = [box(one), box(other)];
    return Math.min(a.right, b.right) - Math.max(a.left, b.left) > 4 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4;
  }).map((other) => [words(one), words(other)]));
  return { wide, out: out.map(words), left: left.map(words), over };
}"""


@pytest.mark.parametrize(
    ("address", "lang", "size"),
    sampled([(address, ("zh", "en")[at % 2], size) for at, address in enumerate(ADDRESSES) for size in SIZES], 96),
)
def test_nothing_is_lost_when_enlarged(server, watch, address, lang, size):
    watched = watch(*SIZES[size])
    page = visit(watched, server, address, lang)
    found = {}
    for _try in range(8):  # tables and charts find their size some time after the window has
        page.wait_for_timeout(250)
        found = page.evaluate(FAULTS)
        if found == {"wide": False, "out": [], "left": [], "over": []}:
            break
    assert found == {"wide": False, "out": [], "left": [], "over": []}
    watched.assert_clean()
