"""Places are chosen by typing, also through an input method, by keyboard and by mouse."""

import pytest
from playwright.sync_api import CDPSession, Locator, Page, expect

from tests.browser.conftest import settle
from tests.sampling import sampled

pytestmark = pytest.mark.browser
COMPOSED = ("z", "zh", "zhang", "zhang'ye")
PICKERS = [("portrait", "place"), ("scenario", "place"), ("map", "find")]


def picker(page: Page, key: str = "place") -> Locator:
    """Return the box of a picker, which stands still once its place is shown."""
    box = page.locator(f".st-key-{key}_picker").get_by_role("combobox")
    expect(box).not_to_have_value("")
    return box


def options(page: Page) -> Locator:
    """Return the rows that are listed."""
    return page.get_by_role("option")


def compose(page: Page, box: Locator) -> CDPSession:
    """Type the letters of 张掖 as an input method does; what is composed must stand in the box as it is."""
    method = page.context.new_cdp_session(page)
    for letters in COMPOSED:
        end = {"selectionStart": len(letters), "selectionEnd": len(letters)}
        method.send("Input.imeSetComposition", {"text": letters, **end})
        expect(box).to_have_value(letters)
    return method


@pytest.mark.parametrize(("page_name", "key"), sampled(PICKERS, 2))
def test_a_composed_name_takes_the_place_of_the_one_that_stands_there(server, watch, page_name, key):
    watched = watch()
    page = watched.page
    watched.open(f"{server}/{page_name}?lang=zh")
    box = picker(page, key)
    box.click()
    method = compose(page, box)
    expect(options(page).first).to_have_text("张掖市")  # letters that are being composed find by Pinyin
    method.send("Input.insertText", {"text": "张掖"})
    expect(box).to_have_value("张掖")
    expect(options(page)).to_have_text(["张掖市"])
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{key}=620700**")
    settle(page)
    expect(picker(page, key)).to_have_value("张掖市")
    watched.assert_clean()


def test_a_key_of_the_input_method_chooses_nothing(server, watch):
    watched = watch()
    page = watched.page
    watched.open(f"{server}/portrait?lang=zh&place=530100")
    box = picker(page)
    box.click()
    compose(page, box)
    box.evaluate(
        "box => box.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true}))"
    )
    expect(box).to_have_value("zhang'ye")
    expect(options(page).first).to_be_visible()
    assert "place=530100" in page.url


def test_a_row_clicked_while_composing_leaves_no_letters(server, watch):
    watched = watch()
    page = watched.page
    watched.open(f"{server}/portrait?lang=zh&place=530100")
    box = picker(page)
    box.click()
    compose(page, box)
    options(page).filter(has_text="张掖市").click()
    page.wait_for_url("**place=620700**")
    settle(page)
    expect(box).to_have_value("张掖市")


FOUND = {
    "zh": {
        "张掖市": ("zhangye", "zy", "张掖", "張掖", "Ｚｈａｎｇｙｅ"),
        "西安市": ("xi'an", "xian"),
        "呼和浩特市": ("huhehaote", "hohhot"),
    },
    "en": {"Zhangye": ("张掖", "zhang ye", "ZHANGYE")},
}


@pytest.mark.parametrize("lang", FOUND)
def test_a_place_is_found_by_name_pinyin_first_letters_and_english(server, watch, lang):
    watched = watch()
    page = watched.page
    watched.open(f"{server}/portrait?lang={lang}&place=530100")
    box = picker(page)
    box.click()
    for name, ways in FOUND[lang].items():
        for typed in ways:
            box.fill(typed)
            expect(options(page).get_by_text(name, exact=True)).to_be_visible()


def test_the_keyboard_moves_chooses_and_leaves(server, watch):
    watched = watch()
    page = watched.page
    watched.open(f"{server}/portrait?lang=zh&place=530100")
    box = picker(page)
    box.focus()
    expect(box).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("ArrowDown")
    expect(box).to_have_attribute("aria-expanded", "true")
    first = options(page).nth(0)
    expect(first).to_have_text("昆明市")
    expect(first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    second = options(page).nth(1)
    expect(box).to_have_attribute("aria-activedescendant", str(second.get_attribute("id")))
    name = second.inner_text()
    page.keyboard.press("Escape")
    expect(options(page)).to_have_count(0)
    expect(box).to_have_value("昆明市")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "place=530100" not in address)
    settle(page)
    expect(box).to_have_value(name)


@pytest.mark.parametrize(
    ("lang", "none", "more"),
    sampled([("zh", "没有匹配的地区", "请继续输入"), ("en", "No matching place", "type on to narrow")], 2),
)
def test_it_says_where_nothing_fits_and_lists_fifty_rows_at_most(server, watch, lang, none, more):
    watched = watch()
    page = watched.page
    watched.open(f"{server}/portrait?lang={lang}&place=530100")
    box = picker(page)
    box.click()
    expect(options(page)).to_have_count(50)
    status = page.locator(".picker-list").get_by_role("status")
    expect(status).to_contain_text(more)
    box.fill("没有这个地方")
    expect(options(page)).to_have_count(0)
    expect(status).to_contain_text(none)
    page.keyboard.press("Tab")
    expect(box).to_have_value("昆明市" if lang == "zh" else "Kunming")  # what was typed and not chosen goes
    watched.assert_clean()
