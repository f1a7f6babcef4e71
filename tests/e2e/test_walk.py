"""A mini-batch line by line, in a real browser: every value to be seen, and the run goes on as if nothing had been."""

import re

from playwright.sync_api import Locator

from tests.e2e.browser import Visitor, expect
from tests.e2e.test_accessibility import findings

TITLE, LIT = "Line by line: one mini-batch, every value", ".cm-line.code-lit"
LINES = (
    "inputs, labels = data",
    "optimizer.zero_grad()",
    "outputs = net(inputs)",
    "loss = criterion(outputs, labels)",
    "loss.backward()",
    "optimizer.step()",
    "running_loss += loss.item()",
)


def open_walk(visitor: Visitor) -> Visitor:
    visitor.open("train").page.get_by_text(TITLE).click()
    return visitor.click("Start a run line by line").sees("Paused in epoch 1 after 0 of")


def lit(visitor: Visitor, label: str = "The loop over mini-batches") -> Locator:
    pane = visitor.page.locator(".code-pane").filter(has=visitor.page.locator(".code-label", has_text=label))
    return pane.locator(LIT)


def number_in(visitor: Visitor, pattern: str) -> float:
    text = visitor.sees(re.compile(pattern)).page.get_by_text(re.compile(pattern)).first.inner_text()
    found = re.search(pattern, text)
    assert found is not None
    return float(found[1])


def test_forth_and_back_through_the_lines_and_the_run_s_curve_goes_on(visitor):
    open_walk(visitor)
    for line in LINES[:3]:
        expect(lit(visitor)).to_have_text(line)
        visitor.click("Next")
    expect(lit(visitor)).to_have_text(LINES[3])
    loss = number_in(visitor, r"The mean over all 32 examples is ([\d.]+)\.")
    visitor.click("Back")
    expect(lit(visitor)).to_have_text(LINES[2])
    expect(visitor.page.get_by_role("cell", name="32 x 128").first).to_be_visible()
    visitor.click("Step in")
    expect(lit(visitor, "The network's forward")).to_have_text("x = x.view(x.shape[0], -1)")
    visitor.click("Next")
    expect(lit(visitor, "The network's forward")).to_have_text("x = torch.relu(self.fc1(x))")
    visitor.click("Step out")
    for line in LINES[3:]:
        visitor.click("Next")
        expect(lit(visitor)).to_have_text(line)
    expect(visitor.page.get_by_role("button", name="Next", exact=True)).to_be_disabled()
    assert findings(visitor) == []
    visitor.click("Let the run do it too").sees("Paused in epoch 1 after 1 of")
    assert abs(number_in(visitor, r"the same loss to the last digit: ([\d.]+)\.") - loss) < 0.001
    chart = visitor.page.get_by_role("figure", name=re.compile("^Loss: .* after 1 mini-batches?"))
    expect(chart).to_be_visible()
    visitor.click("Play").sees("Finished:").sees_no("no longer the next one")


def test_by_keyboard_alone_and_on_a_phone(new_visitor):
    visitor = open_walk(new_visitor(viewport={"width": 390, "height": 844}, has_touch=True))
    expect(lit(visitor)).to_have_text(LINES[0])
    button = visitor.page.get_by_role("button", name="Next", exact=True)
    button.focus()
    for line in LINES[1:]:
        visitor.page.keyboard.press("Enter")
        expect(lit(visitor)).to_have_text(line)
    box = visitor.page.get_by_role("button", name="Back", exact=True).bounding_box()
    assert box is not None
    assert box["height"] >= 40
    wide = visitor.page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 390


def test_when_the_run_goes_on_the_mini_batch_is_closed_with_a_sentence(visitor):
    open_walk(visitor).click("Next")
    expect(lit(visitor)).to_have_text(LINES[1])
    visitor.click("Step").sees("Paused in epoch 1 after 1 of").sees("no longer the next one")
    expect(lit(visitor)).to_have_count(0)
    visitor.click("Begin with the next mini-batch").click("Next")
    expect(lit(visitor)).to_have_text(LINES[1])
    visitor.click("Play").sees("Finished:")
