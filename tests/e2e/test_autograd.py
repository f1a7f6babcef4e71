"""The autograd lab as a visitor works through it."""

import re
import subprocess
import sys

from playwright.sync_api import expect

from tests.e2e.browser import SEVEN, Visitor

POST = ["Network", "Parameters", "Input", "Forward", "Zero the gradients", "Backward from the outputs", "Forward"]
POST += ["Target", "Loss", "Graph", "Zero the gradients", "Backward", "Update", "Forward", "Loss"]


def run_step(visitor: Visitor, title: str) -> None:
    with visitor.redrawing():
        visitor.click(f"Run “{title}”")


def chapter(visitor: Visitor, number: int) -> None:
    with visitor.redrawing():
        visitor.page.get_by_role("radio", name=re.compile(f"^{number} ")).click()


def printed(visitor: Visitor) -> str:
    """The output of the last step."""
    return visitor.page.locator(".st-key-walk-latest").get_by_test_id("stCode").nth(1).inner_text()


CODE = ".st-key-lab-code .code-pane:visible"  # all lines that were run, under “The code”
# Whether the line that has run last is seen within its pane.
WITHIN = """() => {
    const shown = (css) => [...document.querySelectorAll(css)].find((each) => each.checkVisibility());
    const [line, pane] = [".cm-line.code-lit", ".cm-scroller"]
        .map((css) => shown(`.st-key-lab-code ${css}`).getBoundingClientRect());
    return pane.top <= line.top && line.bottom <= pane.bottom;
}"""


def without_addresses(text: str) -> str:
    return re.sub("0x[0-9a-f]+", "", text)


def test_the_whole_walk_of_the_post_by_clicking_and_back_again(visitor):
    visitor.open("autograd").sees("Begin with “Network”.")
    outputs = []
    for title in POST:
        run_step(visitor, title)
        outputs.append(printed(visitor))
    visitor.sees("You have walked the whole post")
    with visitor.redrawing():
        visitor.page.get_by_text("The code", exact=True).click()
    pane = visitor.page.locator(CODE)
    pane.evaluate("pane => pane.scrollIntoView({ block: 'end' })")  # lines that are not on the screen are not there
    expect(pane.locator(".cm-line.code-lit")).to_have_text("print(loss)")
    with visitor.page.expect_download() as downloading:
        visitor.click("Program (.py)")
    done = subprocess.run(
        [sys.executable, "-I", downloading.value.path()], capture_output=True, text=True, check=True, timeout=120
    )
    assert without_addresses(done.stdout) == without_addresses("\n".join(outputs) + "\n")
    assert outputs[1] == "10\ntorch.Size([6, 1, 3, 3])"
    assert "grad_fn=<AddmmBackward0>" in outputs[3]
    assert "AccumulateGrad" in outputs[9]
    assert outputs[11].startswith("None\ntensor([")
    for output in reversed(outputs[:-1]):
        with visitor.redrawing():
            visitor.click("Undo")
        if "object at" not in output:
            assert printed(visitor) == output
    with visitor.redrawing():
        visitor.click("Undo")
    visitor.sees("Begin with “Network”.")


def test_another_visitor_with_the_same_seed_sees_the_same_numbers(new_visitor):
    seen = []
    for seed in (41, 42, 42):
        visitor = new_visitor().open("autograd").enter("Seed", str(seed))
        for title in POST[:4]:
            run_step(visitor, title)
        seen.append(printed(visitor))
    assert seen[0] != seen[1] == seen[2]


def test_too_early_says_what_to_do_first(visitor):
    visitor.open("autograd")
    with visitor.redrawing():
        visitor.page.get_by_role("radio", name="Update", exact=True).click()
    expect(visitor.page.get_by_role("button", name="Run “Update”")).to_be_disabled()
    visitor.sees("Too early for “Update”. Do “Network”, “Input”, “Forward”, “Target”, “Loss” and “Backward” first.")


def test_a_drawn_digit_is_the_input(visitor):
    visitor.open("autograd")
    for title in POST[:2]:
        run_step(visitor, title)
    visitor.choose("My drawing")
    expect(visitor.page.get_by_role("button", name="Run “Input”")).to_be_disabled()
    visitor.draw(SEVEN)
    expect(visitor.page.get_by_role("button", name="Run “Input”")).to_be_enabled()
    run_step(visitor, "Input")
    visitor.sees("input = (pixels / 255 - 0.5) / 0.5")
    run_step(visitor, "Forward")
    visitor.sees("out = net(input)")


def test_a_click_on_the_graph_describes_the_node(visitor):
    visitor.open("autograd")
    chapter(visitor, 2)
    figure = visitor.page.get_by_role("figure", name=re.compile("^The graph of 26 nodes"))
    point = figure.locator(".scatterlayer .trace .points path").nth(1)
    point.scroll_into_view_if_needed()
    box = point.bounding_box()
    assert box is not None
    with visitor.redrawing():  # the click lands on the layer above that listens for the whole chart
        visitor.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    visitor.sees("A fully connected layer").sees("mat1 (1, 84)")
    expect(figure).to_have_attribute("aria-label", re.compile("1: AddmmBackward0 is chosen"))


def test_a_guess_is_answered_by_running_the_lines(visitor):
    visitor.open("autograd")
    chapter(visitor, 3)
    with visitor.redrawing():
        visitor.page.get_by_role("button", name="exactly twice that").first.click()
    visitor.sees("Right: exactly twice that.").sees("tensor([2., 2., 2., 2., 2., 2.])")


def test_a_learner_steps_through_the_training_loop_on_a_phone(new_visitor):
    visitor = new_visitor(viewport={"width": 390, "height": 844}).open("autograd")
    for title in POST[:4]:
        run_step(visitor, title)
    with visitor.redrawing():
        visitor.page.get_by_text("The code", exact=True).click()
    pane = visitor.page.locator(CODE)
    pane.scroll_into_view_if_needed()
    lit = pane.locator(".cm-line.code-lit")
    expect(lit).to_have_text("print(out)")
    visitor.page.wait_for_function(WITHIN)
    chapter(visitor, 6)
    for title in ("Zero the gradients", "Forward", "Loss", "Backward", "Update"):
        with visitor.redrawing():
            visitor.click(title)
    visitor.sees(re.compile("Before the last update it was 2"))
    with visitor.redrawing():
        visitor.click("10 rounds")
    visitor.sees(re.compile("after 11 updates"))
    pane.scroll_into_view_if_needed()
    expect(lit).to_have_text("print(net.conv1.bias)")  # the code is still open
    visitor.page.wait_for_function(WITHIN)
    chapter(visitor, 4)
    main = visitor.page.get_by_test_id("stMain")
    assert main.evaluate("main => main.scrollWidth <= main.clientWidth")


def test_the_lab_is_still_there_after_a_reload(visitor):
    visitor.open("autograd")
    for title in POST[:4]:
        run_step(visitor, title)
    before = printed(visitor)
    visitor.reload()
    assert printed(visitor) == before


def test_five_optimizers_race_live(visitor):
    visitor.open("autograd")
    chapter(visitor, 8)
    with visitor.redrawing():
        visitor.click("Start the race")
    visitor.sees("Mini-batch 200 of 200").sees("Loss, last 10 mini-batches")
    expect(
        visitor.page.get_by_role("figure", name=re.compile("^Loss of the last 10 mini-batches: SGD"))
    ).to_be_visible()


# Where each of these is on the screen: top and left, in whole pixels.
PLACES = """(all) => all.map((css) => {
    const { x, y } = document.querySelector(css).getBoundingClientRect();
    return [Math.round(x), Math.round(y)];
})"""
STAYS = [
    ".st-key-lab-chapter",
    ".st-key-lab-actions button",
    ".st-key-lab-undo",
    ".st-key-lab-reset",
    ".st-key-lab-seed",
]
BOXES = [".st-key-walk-cells", ".st-key-walk-about", ".st-key-walk-next"]
# Whether what was run last begins within the box of all that was run.
LATEST = """() => {
    const [latest, box] = [".st-key-walk-latest", ".st-key-walk-cells"]
        .map((css) => document.querySelector(css).getBoundingClientRect());
    return box.top <= latest.top && latest.top < box.bottom - 100;
}"""


def test_nothing_moves_while_the_post_is_walked_and_each_step_is_explained_beside_its_lines(visitor):
    visitor.open("autograd").sees("Begin with “Network”.")
    for css in STAYS + BOXES:
        expect(visitor.page.locator(css).first).to_be_visible()
    before = visitor.page.evaluate(PLACES, STAYS + BOXES)
    for number, title in enumerate(POST, start=1):
        run_step(visitor, title)
        expect(visitor.page.locator(".st-key-lab-actions button").first).to_be_visible()
        assert visitor.page.evaluate(PLACES, STAYS + BOXES) == before, title
        for css in (".st-key-walk-latest", ".st-key-walk-about"):
            expect(visitor.page.locator(css).get_by_text(f"{number}. {title}", exact=True)).to_be_in_viewport()
        visitor.page.wait_for_function(LATEST)
    assert visitor.page.get_by_test_id("stMain").evaluate("main => main.scrollTop") == 0


def test_the_bar_stays_on_the_screen_and_a_new_chapter_begins_at_its_top(visitor):
    visitor.open("autograd")
    main = visitor.page.get_by_test_id("stMain")
    chapters, seed = visitor.page.locator(".st-key-lab-chapter"), visitor.page.locator(".st-key-lab-seed")
    for number in (6, 3, 8):
        chapter(visitor, number)
        visitor.page.wait_for_function("() => document.querySelector('[data-testid=stMain]').scrollTop === 0")
        assert main.evaluate("main => { main.scrollTo(0, main.scrollHeight); return main.scrollTop; }") > 0
        for pinned in (chapters, seed):
            expect(pinned).to_be_in_viewport(ratio=0.99)
        row, button = chapters.get_by_role("radiogroup"), chapters.get_by_role("radio").first
        outer, inner = row.bounding_box(), button.bounding_box()
        assert outer is not None
        assert inner is not None
        assert outer["y"] < inner["y"]  # the row, which cuts off what is beyond it, leaves room for the borders
        assert inner["y"] + inner["height"] < outer["y"] + outer["height"]
    chapter(visitor, 1)
    expect(visitor.page.locator(".st-key-walk-about")).to_have_attribute("tabindex", "0")  # it scrolls by keyboard


def test_the_loop_is_whole_on_a_laptop_s_screen_with_the_line_that_has_run(visitor):
    visitor.open("autograd")
    chapter(visitor, 6)
    lines = visitor.page.locator(".st-key-loop-lines .cm-line")
    expect(lines).to_have_count(7)
    for line in lines.all():
        expect(line).to_be_in_viewport(ratio=0.99)
    for lit in ("net.zero_grad()", "out = net(input)", "loss = criterion(out, target)", "loss.backward()"):
        with visitor.redrawing():
            visitor.page.locator(".st-key-loop-run button").click()
        expect(visitor.page.locator(".st-key-loop-lines .code-lit")).to_have_text(re.compile(f"^ *{re.escape(lit)}$"))
    expect(visitor.page.locator(".st-key-loop-values")).to_be_in_viewport(ratio=0.99)
    visitor.sees(re.compile("^None"))
