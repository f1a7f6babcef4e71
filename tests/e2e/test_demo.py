"""Three minutes in front of a class, and the first page's ways on."""

import re

import pytest
from playwright.sync_api import expect

from tests.conftest import await_state
from tests.e2e.browser import SEVEN, Visitor


def press(visitor: Visitor, label: str) -> Visitor:
    with visitor.redrawing():
        visitor.click(label)
    return visitor


def test_the_demo_from_its_first_button_to_its_last(visitor):
    visitor.open("demo").sees("Step 1 of 5")
    press(visitor, "Train it").sees("It learns")
    visitor.sees(re.compile("Finished: "))
    press(visitor, "How good is it?").sees("Test accuracy")
    visitor.page.get_by_text("All answers in a table").click()
    visitor.pick("The truth is", "7").sees("where the truth is 7")
    press(visitor, "Draw for it").sees("The answer appears here")
    # One stroke: how far to believe the answer of a network that was trained just now appears by itself.
    visitor.draw(SEVEN).sees("The network says").sees(re.compile("Sure|Unsure|Unlike what it knows"))
    visitor.sees("The network that came with the app says 7")
    press(visitor, "Why does it say that?").sees(re.compile("^It says"))
    press(visitor, "Back").sees("Step 4 of 5")
    press(visitor, "Why does it say that?")
    press(visitor, "Begin again").sees("Step 1 of 5")
    press(visitor, "Go on").sees(re.compile("Finished: "))
    press(visitor, "Back")
    press(visitor, "Train it again").sees(re.compile("Finished: "))
    visitor.go("Train").sees("Your runs (1 of 6")


def test_without_a_drawing_there_is_a_way_back(visitor):
    visitor.open("demo")
    press(visitor, "Train it").sees(re.compile("Finished: "))
    for label in ("How good is it?", "Draw for it", "Why does it say that?"):
        press(visitor, label)
    visitor.sees("Nothing has been drawn yet.")
    press(visitor, "Back to the canvas").sees("The answer appears here")


def test_the_button_stays_in_its_place_and_network_and_curves_are_on_one_screen(new_visitor):
    visitor = new_visitor(viewport={"width": 1280, "height": 720}).open("demo")
    place = visitor.shown(".st-key-demo-train button").bounding_box()
    press(visitor, "Train it")
    for what in (".net", '[role=figure][aria-label^="Loss"]', ".st-key-accuracy-chart [role=figure]"):
        expect(visitor.shown(what)).to_be_in_viewport(ratio=0.99)
    button = visitor.shown(".st-key-demo-next button")
    assert button.bounding_box() == place


def test_presentation_mode_hides_the_menu_and_comes_back(visitor):
    visitor.open("demo")
    menu = visitor.page.get_by_test_id("stTopNav")
    size = "() => parseFloat(getComputedStyle(document.documentElement).fontSize)"
    before = visitor.page.evaluate(size)
    press(visitor, "Presentation mode")
    expect(menu).to_be_hidden()
    assert visitor.page.evaluate(size) > 1.15 * before
    press(visitor, "End the presentation")
    expect(menu).to_be_visible()
    assert visitor.page.evaluate(size) == before


@pytest.mark.parametrize(
    ("button", "heading", "shows"),
    [
        ("Open 000", "Train", "As in the post"),
        ("Bring my data", "Data", "Add a class"),
        ("Open the autograd lab", "Autograd", "Seed"),
    ],
)
def test_home_leads_to_what_a_visitor_came_for(visitor, button, heading, shows):
    visitor.open().click(button)
    expect(visitor.heading(heading)).to_be_visible()
    visitor.sees(shows)


def test_the_post_that_was_chosen_on_the_first_page_is_open_as_in_the_post(visitor):
    visitor.open().click("Open 003")
    expect(visitor.heading("Train")).to_be_visible()
    with visitor.settled().settings():
        visitor.sees("Exactly the post's values: batches of 4")


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1280, 800), (1920, 1080)])
def test_home_s_canvas_fills_its_place_and_nothing_else_moves_at_the_first_stroke(new_visitor, width, height):
    visitor = new_visitor(viewport={"width": width, "height": height}).open()
    hint = visitor.page.get_by_text("Draw here")
    expect(hint).to_be_visible()
    canvas, ground = visitor.canvas(), visitor.page.locator(".st-key-small-pad-ground")

    def is_filled() -> bool:
        inner, drawn_on = ground.evaluate("ground => [ground.clientWidth, ground.clientHeight]"), canvas.bounding_box()
        return drawn_on is not None and [drawn_on["width"], drawn_on["height"]] == pytest.approx(inner, abs=1)

    await_state(is_filled)
    cards = visitor.page.locator(".st-key-lesson-cards")
    expect(visitor.page.locator(".net-card").first).to_be_visible()
    before = cards.bounding_box()
    with visitor.redrawing(part=True):
        visitor.draw(SEVEN)
    visitor.sees("The network says")
    expect(hint).to_have_count(0)
    expect(visitor.page.locator(".net-card").last).to_contain_text(
        "7"
    )  # the output of the network, which has the drawing in it
    assert visitor.bright_at(140, 60)
    assert cards.bounding_box() == before
    with visitor.redrawing():
        visitor.page.get_by_role("link", name="See why").click()
    visitor.sees("The network says")
    assert visitor.bright_at(140, 60)  # there the canvas has another size
