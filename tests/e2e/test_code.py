"""The editor of programs, on a page of its own (code_app.py)."""

import re
import shutil

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.browser import Visitor
from tests.e2e.code_app import NOTE, PROGRAM
from tests.e2e.server import ROOT, serving
from tests.e2e.test_accessibility import findings

READING, WRITING = "The program that is running", "My network"
# For each text in a pane that is on the screen: its contrast with what is really behind it.
CONTRASTS = """() => {
    const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
    const mixed = (colours) => {
        canvas.clearRect(0, 0, 1, 1);
        for (const colour of colours) { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); }
        const linear = (x) => x / 255 <= 0.04045 ? x / 255 / 12.92 : ((x / 255 + 0.055) / 1.055) ** 2.4;
        const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map(linear);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const found = [];
    for (const pane of document.querySelectorAll(".code-pane")) {
        const walk = document.createTreeWalker(pane, NodeFilter.SHOW_TEXT);
        while (walk.nextNode()) {
            const element = walk.currentNode.parentElement;
            const seen = element.checkVisibility() && !element.closest(".code-unseen");
            if (!seen || !walk.currentNode.data.trim()) continue;
            const behind = [];
            for (let at = element; at; at = at.parentElement) behind.unshift(getComputedStyle(at).backgroundColor);
            const [back, text] = [mixed(behind), mixed([...behind, getComputedStyle(element).color])];
            const contrast = (Math.max(back, text) + 0.05) / (Math.min(back, text) + 0.05);
            found.push([contrast, walk.currentNode.data, element.className]);
        }
    }
    return found;
}"""


@pytest.fixture(scope="module")
def page_of_code(tmp_path_factory):
    folder = tmp_path_factory.mktemp("code")
    script = shutil.copy(ROOT / "tests" / "e2e" / "code_app.py", folder)
    (ROOT / "static").mkdir(exist_ok=True)
    (folder / "static").symlink_to(ROOT / "static")  # Streamlit serves the folder beside the script
    with serving(folder, script=script) as running:
        yield running


@pytest.fixture
def arrive(browser, page_of_code):
    visitors = []

    def open_page(without: str = "", **options) -> Visitor:
        visitor = Visitor(browser, page_of_code.url, **options)
        visitors.append(visitor)
        if without:
            visitor.page.route(without, lambda route: route.abort())
        visitor.open()
        if not without:
            expect(visitor.page.locator(".cm-editor")).to_have_count(2)
        return visitor

    yield open_page
    for visitor in visitors:
        visitor.leave()
    page_of_code.assert_quiet()


def pane(visitor: Visitor, label: str) -> Locator:
    return visitor.page.locator(".code-pane").filter(has=visitor.page.locator(".code-label", has_text=label))


def field(visitor: Visitor, label: str = WRITING) -> Locator:
    return visitor.page.get_by_role("textbox", name=label)


def line(visitor: Visitor, text: str, label: str = READING) -> Locator:
    return pane(visitor, label).locator(".cm-line").filter(has_text=text)


def redraw(visitor: Visitor, button: str = "Rerun") -> None:
    with visitor.redrawing():
        visitor.click(button)


def test_a_program_is_shown_with_its_marks_and_missing_lines_are_not_counted(arrive):
    visitor = arrive()
    field(visitor, READING).focus()
    pane(visitor, READING).locator(".cm-scroller").evaluate("each => each.scrollTop = each.scrollHeight")
    missing = pane(visitor, READING).locator(".code-missing del")
    expect(missing).to_have_text("scheduler = optim.lr_scheduler.StepLR(optimizer, 10)")
    expect(line(visitor, "manual_seed")).to_have_class(re.compile("code-ours"))
    expect(line(visitor, "Net(width=64)")).to_have_class(re.compile("code-changed"))
    numbers = pane(visitor, READING).locator(".cm-lineNumbers .cm-gutterElement")
    expect(numbers.last).to_have_text(str(len(PROGRAM.split("\n"))))
    expect(pane(visitor, READING).locator(".code-signs")).to_have_text(re.compile(r"\+\s*~\s*−"))
    expect(field(visitor, READING)).to_have_attribute("translate", "no")


@pytest.mark.parametrize("allowed", [True, False])
def test_a_program_is_copied_as_it_is_with_and_without_the_permission(arrive, allowed):
    visitor = arrive(permissions=["clipboard-read", "clipboard-write"])
    if not allowed:
        visitor.page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
    pane(visitor, READING).get_by_role("button", name="Copy").click()
    expect(pane(visitor, READING).get_by_role("status").first).to_have_text("Copied")
    assert visitor.page.evaluate("() => navigator.clipboard.readText()") == PROGRAM


def test_where_nothing_can_be_copied_the_program_is_selected_for_the_keyboard(arrive):
    visitor = arrive()
    visitor.page.evaluate("""() => {
        Object.defineProperty(navigator, "clipboard", { value: undefined });
        document.execCommand = () => false;
    }""")
    pane(visitor, WRITING).get_by_role("button", name="Copy").click()
    expect(pane(visitor, WRITING).get_by_role("status").first).to_have_text("Press Ctrl+C or ⌘C")
    assert "x = 1" in visitor.page.evaluate("() => getSelection().toString()")


def test_what_is_typed_arrives_indents_by_itself_and_starts_no_shortcut(arrive):
    visitor = arrive()
    field(visitor).click()
    keys = visitor.page.keyboard
    keys.press("Control+End")
    keys.press("Enter")
    keys.type("for c in r:")
    keys.press("Enter")
    keys.type("print(c)")
    visitor.sees(r"typed: 'x = 1\ny = x + 0\nfor c in r:\n    print(c)'")
    keys.press("Tab")
    keys.press("Control+Enter")
    visitor.sees(r"\n        print(c)'")
    keys.press("Shift+Tab")
    keys.press("Control+z")
    keys.press("Control+z")
    keys.press("Control+Enter")
    visitor.sees(r"\n    print(c)'")
    expect(field(visitor)).to_be_focused()
    visitor.sees("drawn: 0")
    keys.press("Escape")
    keys.press("Tab")
    expect(field(visitor)).not_to_be_focused()


def test_what_is_typed_stays_when_the_page_is_drawn_anew_and_goes_when_the_program_is_another(arrive):
    visitor = arrive()
    field(visitor).click()
    keys = visitor.page.keyboard
    keys.press("Control+Home")
    keys.type("abc")
    field(visitor).evaluate("each => { each.same = true; }")
    redraw(visitor)
    visitor.sees("typed: 'abcx = 1").sees("drawn: 1")
    field(visitor).focus()
    keys.type("d")
    visitor.sees("typed: 'abcdx = 1")
    keys.type("e")
    redraw(visitor)  # told as the finger goes down, before the button is
    visitor.sees("typed: 'abcdex = 1")
    assert field(visitor).evaluate("each => each.same") is True
    redraw(visitor, "Other program")
    expect(line(visitor, "y = x + 1", WRITING)).to_be_visible()
    expect(line(visitor, "abc", WRITING)).to_have_count(0)
    visitor.sees("typed: None")


def test_a_letter_of_several_strokes_is_left_alone_until_it_is_finished(arrive):
    visitor = arrive()
    field(visitor).click()
    visitor.page.keyboard.press("Control+Home")
    ime = visitor.context.new_cdp_session(visitor.page)
    for unfinished in ("ㅎ", "하", "한"):
        ime.send("Input.imeSetComposition", {"text": unfinished, "selectionStart": 1, "selectionEnd": 1})
    visitor.page.wait_for_timeout(800)  # longer than the editor waits before it tells
    visitor.sees("typed: None")
    ime.send("Input.insertText", {"text": "한"})
    visitor.sees("typed: '한x = 1")
    expect(line(visitor, "한x = 1", WRITING)).to_have_count(1)


def test_what_is_wrong_is_said_below_its_line_and_underlined(arrive):
    visitor = arrive()
    redraw(visitor, "Wrong")
    expect(pane(visitor, WRITING).locator(".code-error")).to_have_text("y = x + 0")
    expect(pane(visitor, WRITING).locator(".code-error-text")).to_have_text("NaMe is not defined")
    expect(pane(visitor, WRITING).get_by_role("status").last).to_have_text("Line 2: NaMe is not defined")


def test_the_line_that_has_run_is_seen_without_a_new_editor_or_a_scrolled_page(arrive):
    visitor = arrive(viewport={"width": 900, "height": 400})
    field(visitor, READING).evaluate("each => { each.same = true; }")
    main = visitor.page.get_by_test_id("stMain")
    main.evaluate("each => each.scrollTo(0, 100)")
    for step in range(1, 18):
        with visitor.redrawing():
            visitor.page.get_by_role("button", name="Step").dispatch_event("click")  # where it is, out of sight
        expect(pane(visitor, READING).locator(".code-lit")).to_have_count(1)
        assert PROGRAM.split("\n")[step - 1] in pane(visitor, READING).locator(".code-lit").inner_text()
    lit, around = (pane(visitor, READING).locator(css).bounding_box() for css in (".cm-line.code-lit", ".cm-scroller"))
    assert around["y"] <= lit["y"] <= lit["y"] + lit["height"] <= around["y"] + around["height"]
    assert main.evaluate("each => each.scrollTop") == 100
    assert field(visitor, READING).evaluate("each => each.same") is True


def test_lines_flash_once_and_without_movement_for_those_who_want_none(arrive):
    visitor = arrive(reduced_motion="reduce")
    redraw(visitor, "Other program")
    flashing = pane(visitor, READING).locator(".code-flash")
    expect(flashing).to_have_text("lr = 0.1")
    assert flashing.evaluate("each => getComputedStyle(each).animationName") == "none"
    expect(flashing).to_have_count(0)
    redraw(visitor)
    expect(flashing).to_have_count(0)


def test_on_a_phone_the_page_cannot_be_scrolled_sideways_and_long_lines_go_on_below(arrive):
    visitor = arrive(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    for css in ("html", "[data-testid=stMain]", ".cm-scroller >> nth=0"):
        assert visitor.page.locator(css).evaluate("each => each.scrollWidth <= each.clientWidth"), css
    text = line(visitor, "A small convolutional").evaluate("each => getComputedStyle(each).fontSize")
    assert 12 <= float(text.removesuffix("px")) <= 13.5
    line(visitor, "x = 1", WRITING).tap()
    expect(field(visitor)).to_be_focused()
    pane(visitor, READING).locator(".cm-scroller").evaluate("each => each.scrollTop = each.scrollHeight")
    line(visitor, "Net(width=64)").tap()
    expect(visitor.page.get_by_role("tooltip")).to_have_text(NOTE)
    tip = visitor.page.get_by_role("tooltip").bounding_box()
    assert tip["x"] >= 0
    assert tip["x"] + tip["width"] <= 390


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_colour_can_be_read_and_axe_finds_nothing(arrive, scheme):
    visitor = arrive(color_scheme=scheme, viewport={"width": 1280, "height": 900})
    redraw(visitor, "Wrong")
    checked = set()
    for step in range(3):  # one that scrolls to a comment, and one that lights a marked line
        pane(visitor, READING).locator(".cm-scroller").evaluate("(each, to) => each.scrollTop = to", 150 * step)
        if step == 2:
            visitor.page.evaluate("""() => { for (const each of document.querySelectorAll(".code-pane .cm-line"))
                each.classList.add("code-lit"); }""")
        found = visitor.page.evaluate(CONTRASTS)
        assert not [each for each in found if each[0] < 4.5]
        checked |= {name for _, _, name in found}
    assert {"code-keyword", "code-string", "code-number", "code-comment", "code-builtin", "code-name"} <= checked
    assert findings(visitor) == []


def test_a_note_appears_by_pointing_and_by_keyboard_and_goes_with_escape(arrive):
    visitor = arrive()
    note = visitor.page.get_by_role("tooltip")
    pane(visitor, READING).locator(".cm-scroller").evaluate("each => each.scrollTop = each.scrollHeight")
    line(visitor, "Net(width=64)").hover(position={"x": 30, "y": 8})
    expect(note).to_have_text(NOTE)
    pane(visitor, READING).locator(".code-signs .code-missing").hover()
    expect(note).to_have_text("You chose none.")
    note.hover()  # it may be read, and its words selected
    visitor.page.wait_for_timeout(400)  # longer than it stays when nobody points at it
    expect(note).to_be_visible()
    visitor.page.keyboard.press("Escape")
    expect(note).to_be_hidden()
    pane(visitor, READING).get_by_role("button", name="Copy").focus()
    visitor.page.keyboard.press("Tab")
    expect(field(visitor, READING)).to_be_focused()
    visitor.page.keyboard.press("Tab")
    expect(note).to_have_text(re.compile("sets a seed"))
    visitor.page.keyboard.press("Tab")
    expect(note).to_have_text(NOTE)
    expect(visitor.page.get_by_role("button", name=f"Changed line: {NOTE}")).to_be_focused()
    visitor.page.keyboard.press("Escape")
    expect(note).to_be_hidden()


@pytest.mark.parametrize("blocked", ["**/codemirror-*.js", "**/pane-*.js"])
def test_without_codemirror_a_plain_field_shows_copies_and_takes_programs(arrive, blocked):
    visitor = arrive(without=blocked, permissions=["clipboard-read", "clipboard-write"])
    expect(pane(visitor, READING).locator("pre")).to_contain_text("net = Net(width=64)")
    pane(visitor, READING).get_by_role("button", name="Copy").click()
    expect(pane(visitor, READING).get_by_role("status").first).to_have_text("Copied")
    assert visitor.page.evaluate("() => navigator.clipboard.readText()") == PROGRAM
    field(visitor).fill("z = 2")
    visitor.sees("typed: 'z = 2'")
    redraw(visitor, "Wrong")
    expect(field(visitor)).to_have_value("z = 2")
    expect(pane(visitor, WRITING).get_by_text("Line 2: NaMe is not defined")).to_be_visible()


def test_the_scripts_are_loaded_once_and_not_again_after_a_reload(arrive):
    visitor = arrive()
    asked = []
    visitor.page.on("request", lambda request: asked.append(request.url))
    redraw(visitor)
    redraw(visitor, "Step")
    assert not [url for url in asked if "/app/static/" in url]
    with visitor.redrawing():
        visitor.page.reload()
    expect(visitor.page.locator(".cm-editor")).to_have_count(2)
    sizes = visitor.page.evaluate(
        """() => performance.getEntriesByType("resource").filter(({ name }) => name.includes("/app/static/"))
            .map(({ transferSize }) => transferSize)"""
    )
    assert sizes == [0, 0]
