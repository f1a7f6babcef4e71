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
    return visitor.page.get_by_test_id("stCode").nth(1).inner_text()


# Whether the line that has run last is seen within its pane.
WITHIN = """() => {
    const shown = (css) => [...document.querySelectorAll(css)].find((each) => each.checkVisibility());
    const [line, pane] = [".cm-line.code-lit", ".cm-scroller"].map((css) => shown(css).getBoundingClientRect());
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
    pane = visitor.page.locator(".code-pane:visible")
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
    run_step(visitor, "Update")
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
    pane = visitor.page.locator(".code-pane:visible")
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
