"""What is on the screen of every page without scrolling, and that nothing on Train moves by itself."""

import pytest
from playwright.sync_api import Locator, expect

from core.lessons import LESSONS
from tests.e2e.browser import SEVEN, Visitor

SIZES = {"laptop": (1280, 800), "wide": (1920, 1080), "phone": (390, 844), "presentation": (1280, 720)}
START, NETWORK, CURVE = "Start training", ".net-card:visible", '[role=figure][aria-label*="loss"]'
CANVAS = "canvas.upper-canvas"
CHOICE, MATRIX = ".st-key-evaluate-choice", '[role=figure][aria-label*="confused"]'
# Page -> size -> what is seen whole; a text is the name of a button, a link or a tab, else it is CSS.
SEEN = {
    "": {
        "laptop": (
            CANVAS,
            NETWORK,
            *(f"Open {lesson}" for lesson in LESSONS),
            "Bring my data",
            "Open the autograd lab",
        ),
        "wide": (
            CANVAS,
            NETWORK,
            *(f"Open {lesson}" for lesson in LESSONS),
            "Bring my data",
            "How good is the network?",
        ),
        "phone": (CANVAS, "Clear"),
        "presentation": (CANVAS,),
    },
    "data": {
        "laptop": (".st-key-lesson", "Show others", ".st-key-data-examples"),
        "wide": (".st-key-lesson", "Show others", ".st-key-data-examples"),
        "phone": (".st-key-lesson",),
        "presentation": (".st-key-lesson", "Show others"),
    },
    "train": {
        "laptop": (START, ".st-key-settings", "Paste", NETWORK, CURVE),
        "wide": (START, ".st-key-settings", "Paste", NETWORK, CURVE),
        "phone": (START, ".st-key-settings"),
        "presentation": (START, ".st-key-settings", NETWORK, CURVE),
    },
    "evaluate": {
        "laptop": (CHOICE, "Weights", "All answers (CSV)", "Worse examples", ".st-key-examples-which", "Why?"),
        "wide": (CHOICE, "Weights", "Worse examples", MATRIX, ".st-key-examples-which", "Why?"),
        "phone": (CHOICE, "Weights", "All answers (CSV)", "Where it fails"),
        "presentation": (CHOICE, "Weights", "Where it fails"),
    },
    "playground": {
        "laptop": (".st-key-network-in-use", CANVAS, "Clear", "Add it to my data", NETWORK, "What moved it"),
        "wide": (".st-key-network-in-use", CANVAS, "Clear", "Add it to my data", NETWORK, "What moved it"),
        "phone": (".st-key-network-in-use", CANVAS, "Clear"),
        "presentation": (".st-key-network-in-use", CANVAS, "Clear", NETWORK, "What moved it"),
    },
    "autograd": {
        "laptop": ("Run “Network”", "Undo", "Reset", ".st-key-lab-seed", ".st-key-walk-about", ".st-key-walk-cells"),
        "wide": ("Run “Network”", "Undo", "Reset", ".st-key-lab-seed", ".st-key-walk-about", ".st-key-walk-cells"),
        "phone": ("Run “Network”", "Undo", "Reset", ".st-key-walk-cells"),
        "presentation": ("Run “Network”", "Undo"),
    },
    "demo": {
        "laptop": ("Train it", ".st-key-demo-digits", NETWORK),
        "wide": ("Train it", ".st-key-demo-digits", NETWORK),
        "phone": ("Train it",),
        "presentation": ("Train it", ".st-key-demo-digits", NETWORK),
    },
}
HARDLY = 0.005  # of layout shift: a word that is a few pixels further right; what jumps a line has ten times as much
# Layout shift as browsers define it (web.dev/cls), of what moves without a click or a key less than half a second ago.
SHIFTS = """() => {
  window.shifts = [];
  new PerformanceObserver((list) => window.shifts.push(...list.getEntries().filter((each) => !each.hadRecentInput)
    .map((each) => each.value)))
    .observe({ type: "layout-shift" });
}"""


def named(visitor: Visitor, what: str) -> Locator:
    page = visitor.page
    if what.startswith((".", "[", "canvas")):
        return page.locator(what).filter(visible=True).first
    by_role = [page.get_by_role(role, name=what, exact=True) for role in ("button", "link", "tab")]
    return by_role[0].or_(by_role[1]).or_(by_role[2]).filter(visible=True).first


@pytest.mark.parametrize("size", SIZES)
def test_what_every_page_is_for_is_seen_without_scrolling(new_visitor, size):
    width, height = SIZES[size]
    visitor = new_visitor(viewport={"width": width, "height": height})
    for address, seen in SEEN.items():
        visitor.open(address)
        if size == "presentation":
            with visitor.redrawing():
                visitor.page.locator(".st-key-presentation-begin button").first.click()
        for what in seen[size]:
            expect(named(visitor, what), f"{what} on /{address}").to_be_in_viewport(ratio=0.99)
        wide = visitor.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, address


@pytest.mark.parametrize("size", ["laptop", "wide", "presentation"])
def test_an_answer_its_bars_and_a_warning_are_seen_beside_the_drawing(new_visitor, size):
    width, height = SIZES[size]
    visitor = new_visitor(viewport={"width": width, "height": height})
    visitor.open("train").click(START).sees("Finished:")  # of the built-in digits, so it warns of every drawing
    visitor.go("Try it")
    if size == "presentation":
        with visitor.redrawing():
            visitor.page.locator(".st-key-presentation-begin button").first.click()
    visitor.draw(SEVEN).sees("Unlike what it knows").settled()
    for css in (CANVAS, '[role=figure][aria-label^="Probabilities"]', '[data-testid="stMetric"]'):
        expect(visitor.shown(css)).to_be_in_viewport(ratio=0.99)
    expect(visitor.page.get_by_text("Unlike what it knows").filter(visible=True).first).to_be_in_viewport(ratio=0.99)


def test_homes_canvas_stays_where_it_is_while_a_run_goes_on_and_after_it(visitor):
    visitor.open()
    before = visitor.canvas().bounding_box()
    visitor.go("Train").click(START)
    visitor.go("Home").sees("Training,")
    assert visitor.canvas().bounding_box() == before
    visitor.sees("Accuracy on the").settled()
    assert visitor.canvas().bounding_box() == before


def test_a_drawing_is_added_to_own_data_without_moving_the_page(new_visitor):
    visitor = new_visitor(viewport={"width": 1280, "height": 600})
    visitor.open().click("Bring my data")
    with visitor.redrawing():
        visitor.page.get_by_role("radio", name="Draw").first.click()
    visitor.draw(SEVEN)
    add = visitor.page.get_by_role("button", name="Add the drawing")
    expect(add).to_be_enabled()
    visitor.page.get_by_test_id("stMain").evaluate("page => page.scrollTo(0, page.scrollHeight)")
    before = visitor.canvas().bounding_box()
    add.click()
    visitor.sees("1 picture").settled()
    assert visitor.canvas().bounding_box() == before


def test_nothing_moves_when_a_run_starts_goes_on_and_ends(visitor):
    visitor.open("train")
    expect(named(visitor, NETWORK)).to_be_visible()
    expect(named(visitor, CURVE)).to_be_visible()
    visitor.settled().page.evaluate(SHIFTS)
    visitor.click(START).sees("Finished:").settled()
    shifts = visitor.page.evaluate("window.shifts")
    assert sum(shifts) < HARDLY, shifts


@pytest.mark.parametrize("locale", ["en-US", "ko-KR"])
@pytest.mark.parametrize("size", ["laptop", "presentation"])
def test_the_lesson_s_name_is_seen_whole_and_the_strip_stays_on_the_screen(new_visitor, size, locale):
    width, height = SIZES[size]
    visitor = new_visitor(viewport={"width": width, "height": height}, locale=locale)
    visitor.open("train")
    if size == "presentation":
        with visitor.redrawing():
            visitor.page.locator(".st-key-presentation-begin button").first.click()
    visitor.page.locator(".st-key-start button").click()
    steps = visitor.page.locator(".st-key-next-steps a")
    expect(steps.last).to_be_in_viewport(ratio=1)
    assert visitor.settled().page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= width
    lesson = visitor.page.locator(".st-key-lesson input")
    for place in range(1, len(LESSONS)):
        lesson.click()
        with visitor.redrawing():
            visitor.page.get_by_role("option").nth(place).click()
        assert lesson.evaluate("input => input.scrollWidth - input.clientWidth") <= 0, lesson.input_value()


def test_a_row_that_scrolls_sideways_fades_where_there_is_more_and_nowhere_else(new_visitor):
    visitor = new_visitor(viewport={"width": 390, "height": 844})
    visitor.open("autograd")
    chapters = visitor.page.locator(".st-key-lab-chapter [role=radiogroup]")
    expect(chapters).to_have_css("--more-before", "0px")
    expect(chapters).not_to_have_css("--more-behind", "0px")
    chapters.evaluate("row => row.scrollTo({ left: row.scrollWidth })")
    expect(chapters).to_have_css("--more-behind", "0px")
    expect(chapters).not_to_have_css("--more-before", "0px")
    languages = visitor.page.locator(".st-key-top [role=radiogroup]")  # all of it is to be seen
    expect(languages).to_have_css("--more-before", "0px")
    expect(languages).to_have_css("--more-behind", "0px")
