"""axe-core finds nothing of moderate weight or more on any page, light or dark; the main ways work by keyboard."""

from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import expect

from tests.e2e.browser import SEVEN, Visitor, lesson

AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
GRAVE = ("moderate", "serious", "critical")


def findings(visitor: Visitor) -> list[str]:
    """What axe-core finds that is not minor, with the first place of each, once every part of the page has loaded.

    The page's parts come one by one, and some of them name or mend what stands there before them (a box that scrolls
    can be focused from then on): so what is found counts only if it is still there five seconds later.
    """
    visitor.page.add_script_tag(path=AXE)
    found: list[str] = visitor.page.evaluate(
        """async (grave) => {
             const until = performance.now() + 5000;
             const moves = ({ timeline, playState }) => timeline === document.timeline && playState === 'running';
             for (;;) {
               await new Promise(requestAnimationFrame);
               const late = performance.now() > until;
               if (!late && document.getAnimations().some(moves)) continue;
               const { violations } = await axe.run(document, { resultTypes: ['violations'] });
               const found = violations.filter((each) => grave.includes(each.impact));
               if (!found.length || late) return found.map((each) => `${each.id}: ${each.nodes[0].html}`);
             }
           }""",
        GRAVE,
    )
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("page", "shows"),
    [
        ("", "000 · MNIST, fully connected"),
        ("data", "Examples"),
        ("train", "Its curves will appear below."),
        ("evaluate", "Class by class"),
        ("playground", "The answer appears here"),
        ("autograd", "Begin with “Network”."),
        ("demo", "A network that knows nothing"),
    ],
)
def test_axe_finds_nothing_on_any_page(new_visitor, page, shows, scheme):
    visitor = new_visitor(color_scheme=scheme).open(page).sees(shows).settled()
    assert findings(visitor) == []


def test_nor_on_the_pages_on_which_something_is_shown(new_visitor):
    visitor = new_visitor().open("train").enter("Epochs", "1").click("Start training").sees("Finished:").settled()
    assert findings(visitor) == []
    visitor.go("Try it").draw(SEVEN).sees("The network says").sees("What moved the score of").settled()
    assert findings(visitor) == []
    visitor.go("Autograd")
    for title in ("Network", "Parameters", "Input", "Forward"):
        with visitor.redrawing():
            visitor.click(f"Run “{title}”")
    assert findings(visitor) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nor_on_the_cards_of_ones_own_data(new_visitor, scheme):
    visitor = new_visitor(color_scheme=scheme).open("data").pick("Lesson", lesson("001")).choose("Your own data")
    with visitor.redrawing():
        visitor.page.locator(".st-key-class-card-0").get_by_role("radio", name="Draw").click()
    visitor.draw(SEVEN).click("Add the drawing").sees("1 picture").settled()
    assert findings(visitor) == []


def test_a_run_is_started_by_keyboard_alone(visitor):
    visitor.open("train").enter("Epochs", "1")
    button = visitor.page.get_by_role("button", name="Start training")
    button.focus()
    expect(button).to_be_focused()
    visitor.page.keyboard.press("Enter")
    visitor.sees("Finished:")
