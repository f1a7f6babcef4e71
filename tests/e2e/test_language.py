"""Korean and English in a real browser: which one comes first, changing it, and that Korean fits on every screen."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.conftest import await_state
from tests.e2e.browser import SEVEN, Visitor

ADDRESSES = ("", "data", "train", "evaluate", "playground", "autograd", "demo")
WIDTHS = (390, 1280, 1920)
# Elements that reach beyond the right edge of the window or of the box that cuts them off; what scrolls may,
# and so may words that are for screen readers alone, in a box of one pixel.
CUT_OFF = """() => {
  const scrolls = (box) =>
    ["auto", "scroll"].includes(getComputedStyle(box).overflowX) && box.scrollWidth > box.clientWidth;
  const in_a_row_that_scrolls = (each) => {
    for (let box = each; box.dataset.testid !== "stMain" && box !== document.body; box = box.parentElement)
      if (scrolls(box)) return true;
    return false;
  };
  return [...document.querySelectorAll('button p, label p, h1, h2, h3, [data-testid="stMetricValue"] div')]
    .filter((each) => each.offsetParent && each.parentElement.clientWidth > 1)
    .filter((each) => !each.closest('[data-testid="stSidebar"]'))
    .filter((each) => each.scrollWidth > each.clientWidth + 1 && getComputedStyle(each).overflow !== 'visible'
      || each.getBoundingClientRect().right > window.innerWidth + 1
      && !each.closest('[role=tablist]') && !in_a_row_that_scrolls(each))
    .map((each) => each.textContent);
}"""


def in_korean(visitor: Visitor) -> Locator:
    return visitor.page.locator("html[lang=ko]")


def switch(visitor: Visitor, language: str) -> Visitor:
    return visitor.choose(language)


def pressed(visitor: Visitor, key: str) -> Visitor:
    visitor.page.locator(f".st-key-{key} button").first.click()
    return visitor


def test_a_korean_browser_is_greeted_in_korean_from_the_first_page_on(new_visitor):
    visitor = new_visitor(locale="ko-KR").open().settled()
    expect(in_korean(visitor)).to_have_count(1)
    assert "lang=" not in visitor.page.url
    visitor.draw(SEVEN).sees(re.compile("신경망의 답|신경망은"))
    for title in ("데이터", "학습", "평가", "써 보기", "자동 미분", "시연"):
        visitor.go(title)
    expect(in_korean(visitor)).to_have_count(1)


def test_the_language_changes_in_the_middle_of_a_run_and_of_a_drawing_and_nothing_is_lost(new_visitor):
    visitor = new_visitor(locale="en-US").open("train").enter("Epochs", "50").enter("Batch size", "1")
    visitor.click("Start training").sees(re.compile(r"Training: epoch \d"))
    switch(visitor, "한국어")
    expect(in_korean(visitor)).to_have_count(1)
    assert "lang=ko" in visitor.page.url
    with visitor.settings():
        expect(visitor.page.locator(".st-key-config-epochs input")).to_have_value("50")
    visitor.sees(re.compile(r"학습 중"))
    visitor.go("써 보기").draw(SEVEN).sees("신경망의 답").settled()
    ink = visitor.ink()
    switch(visitor, "English")
    expect(visitor.page.locator("html[lang=en]")).to_have_count(1)
    visitor.sees("The network says").settled()
    await_state(lambda: visitor.ink() == ink)
    visitor.go("Train").sees(re.compile(r"Training: epoch \d"))
    with visitor.settings():
        expect(visitor.page.locator(".st-key-config-epochs input")).to_have_value("50")


def test_the_language_outlives_pages_and_a_reload(new_visitor):
    visitor = new_visitor(locale="en-US").open()
    switch(visitor, "한국어").go("데이터")
    with visitor.redrawing():
        visitor.page.reload()
    expect(visitor.heading("데이터")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_korean_fits_on_a_phone_a_laptop_and_a_wide_screen(new_visitor, scheme):
    visitor = new_visitor(locale="ko-KR", color_scheme=scheme)
    for address in ADDRESSES:
        visitor.open(address)
        for width in WIDTHS:
            visitor.page.set_viewport_size({"width": width, "height": 800})
            visitor.settled()
            wide = visitor.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            assert wide <= 0, (address, width)
            assert visitor.page.evaluate(CUT_OFF) == [], (address, width)


def test_the_fonts_of_the_theme_have_hangul(visitor):
    visitor.open()
    family = visitor.page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily")
    for name in ("Apple SD Gothic Neo", "Malgun Gothic", "Noto Sans KR", "NanumGothic"):
        assert name in family
