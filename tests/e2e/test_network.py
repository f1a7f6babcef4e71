"""The network as it learns, in a real browser: on a page of its own (network_app.py), and on Train."""

import re
import shutil

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.browser import Visitor
from tests.e2e.server import ROOT, serving
from tests.e2e.test_accessibility import findings

LINKED = ".code-linked"
# The pixels of every canvas, as one number each.
PIXELS = """() => [...document.querySelectorAll(".net canvas")].map((canvas) => {
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    let sum = 0;
    for (let i = 0; i < data.length; i += 1) sum = (31 * sum + data[i]) % 1000000007;
    return sum;
})"""
# Where what stands below the network is, each time that the browser has drawn something, until `watched` is taken away.
WATCH = """() => {
    const below = [...document.querySelectorAll(".st-key-living-after, .live-chart")];
    const network = document.querySelector(".net");
    const top = (each) => each.getBoundingClientRect().top - network.getBoundingClientRect().top;
    window.watched = below.map((each) => new Set([Math.round(top(each))]));
    window.heights = new Set();
    const look = () => {
        if (!window.watched) return;
        below.forEach((each, i) => { if (each.isConnected) window.watched[i].add(Math.round(top(each))); });
        window.heights.add(Math.round(network.getBoundingClientRect().height));
        requestAnimationFrame(look);
    };
    look();
}"""


@pytest.fixture(scope="module")
def page_of_network(tmp_path_factory):
    folder = tmp_path_factory.mktemp("network")
    script = shutil.copy(ROOT / "tests" / "e2e" / "network_app.py", folder)
    (ROOT / "static").mkdir(exist_ok=True)
    (folder / "static").symlink_to(ROOT / "static")  # Streamlit serves the folder beside the script
    with serving(folder, script=script, PYTHONPATH=str(ROOT)) as running:
        yield running


@pytest.fixture
def arrive(browser, page_of_network):
    visitors = []

    def open_page(address: str = "", **options) -> Visitor:
        visitor = Visitor(browser, page_of_network.url, **options)
        visitors.append(visitor)
        visitor.open(address)
        expect(cards(visitor).first).to_be_visible()
        return visitor

    yield open_page
    for visitor in visitors:
        visitor.leave()
    page_of_network.assert_quiet()


def cards(visitor: Visitor) -> Locator:
    return visitor.page.locator(".net-card")


def titles(visitor: Visitor) -> list[str]:
    return visitor.page.locator(".net-title").all_inner_texts()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1000])
@pytest.mark.parametrize(
    ("address", "blocks"),
    [
        ("?lesson=000", ["input", "fc1", "fc2", "fc3", "output"]),
        ("?lesson=002b", ["input", "embedding", "lstm", "fc", "output"]),
        ("?lesson=003&source=residual", ["input", "first", "second", "head", "output"]),
    ],
)
def test_the_blocks_are_there_at_every_width_and_axe_finds_nothing(arrive, address, blocks, width, scheme):
    visitor = arrive(address, viewport={"width": width, "height": 900}, color_scheme=scheme)
    assert titles(visitor) == blocks
    assert len(set(visitor.page.evaluate(PIXELS))) >= 3
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= width
    inside = "card => [...card.querySelectorAll('.net-foot > span, .net-guess, .net-word')].every((each) =>"
    inside += " each.getBoundingClientRect().bottom <= card.getBoundingClientRect().bottom)"
    assert all(card.evaluate(inside) for card in cards(visitor).all())
    assert findings(visitor) == []


def test_new_weights_take_the_place_of_the_old_ones_and_edges_get_their_width(arrive):
    visitor = arrive("?lesson=000")
    before, handles = visitor.page.evaluate(PIXELS), visitor.page.locator(".net canvas").element_handles()
    expect(visitor.page.locator(".net-edge.net-known")).to_have_count(0)
    with visitor.redrawing():
        visitor.click("Learn")
    expect(visitor.page.locator(".net-edge.net-known")).to_have_count(3)
    after = visitor.page.evaluate(PIXELS)
    assert after[0] == before[0]  # the example is the same
    assert all(new != old for new, old in zip(after[1:], before[1:], strict=True))
    assert all(handle.evaluate("canvas => canvas.isConnected") for handle in handles)
    expect(cards(visitor).nth(1)).to_contain_text(re.compile(r"gradient \d"))


def test_it_is_gone_through_by_keyboard_and_opened(arrive):
    visitor = arrive("?lesson=000")
    first = visitor.page.get_by_role("button", name="fc1, fully connected, relu, 128, 100,480 parameters")
    first.focus()
    visitor.page.keyboard.press("ArrowRight")
    expect(cards(visitor).nth(2)).to_be_focused()
    visitor.page.keyboard.press("End")
    expect(cards(visitor).nth(4)).to_be_focused()
    visitor.page.keyboard.press("ArrowUp")
    with visitor.redrawing():
        visitor.page.keyboard.press("Enter")
    visitor.sees("opened: 3")
    expect(cards(visitor).nth(3)).to_have_attribute("aria-expanded", "true")
    expect(cards(visitor).nth(3)).to_be_focused()
    visitor.page.keyboard.press("Shift+Tab")
    expect(cards(visitor).nth(2)).to_be_focused()


def test_a_block_and_its_lines_light_each_other(arrive):
    visitor = arrive("?lesson=003", viewport={"width": 1280, "height": 1400})
    lit = visitor.page.locator(LINKED)
    expect(visitor.page.locator(".cm-editor")).to_be_visible()
    cards(visitor).nth(2).hover()
    expect(lit).to_have_text(["self.conv2 = nn.Conv2d(6, 16, 5)", "x = self.pool(F.relu(self.conv2(x)))"])
    cards(visitor).nth(6).focus()
    visitor.page.mouse.move(1, 1)
    expect(lit).to_have_text(["return x"])
    visitor.page.locator(".cm-line", has_text="x = F.relu(self.fc1(x))").hover()
    expect(visitor.page.locator(".net-lit")).to_have_attribute("aria-label", re.compile("^fc1, "))
    visitor.page.mouse.move(1, 1)
    expect(visitor.page.locator(".net-lit")).to_have_count(0)


def test_with_reduced_motion_nothing_moves(arrive):
    visitor = arrive("?lesson=000", reduced_motion="reduce")
    visitor.page.evaluate("""() => {
        window.moved = 0;
        const animate = Element.prototype.animate;
        Element.prototype.animate = function (...given) { window.moved += 1; return animate.apply(this, given); };
    }""")
    with visitor.redrawing():
        visitor.click("Learn")
    expect(visitor.page.locator(".net-edge.net-known")).to_have_count(3)
    assert visitor.page.evaluate("window.moved") == 0


def test_on_train_nothing_below_moves_while_it_learns(visitor):
    visitor.open("train").enter("Epochs", "50").enter("Batch size", "1").click("Start training")
    visitor.sees(re.compile("Training: epoch"))
    expect(visitor.page.locator(".net-edge.net-known")).to_have_count(3)
    visitor.page.evaluate(WATCH)
    before = visitor.page.evaluate(PIXELS)
    visitor.page.wait_for_function(f"(before) => String(({PIXELS})()) !== String(before)", arg=before)
    now = visitor.page.evaluate(PIXELS)
    visitor.page.wait_for_function(f"(before) => String(({PIXELS})()) !== String(before)", arg=now)
    places = visitor.page.evaluate("() => window.watched.map((each) => [...each])")
    heights = visitor.page.evaluate("() => [...window.heights]")
    visitor.page.evaluate("() => { window.watched = null; }")
    assert len(places) >= 2
    assert all(len(each) == 1 for each in places)
    assert len(heights) == 1
    visitor.click("Pause").sees(re.compile("Paused in epoch"))


@pytest.mark.parametrize("size", [(1280, 800), (390, 844)])
def test_a_block_opens_over_the_page_and_follows_the_run_until_it_is_closed(new_visitor, size):
    width, height = size
    visitor = new_visitor(viewport={"width": width, "height": height})
    visitor.open("train").enter("Epochs", "50").enter("Batch size", "1").click("Start training")
    visitor.sees(re.compile("Training: epoch"))
    block, dialog = visitor.page.get_by_role("button", name=re.compile("^fc2, ")), visitor.page.get_by_role("dialog")
    block.focus()
    visitor.page.keyboard.press("Enter")
    picture = dialog.locator("img").last
    expect(picture).to_be_in_viewport(ratio=1)
    expect(dialog).to_contain_text("fc2, ReLU: 64")
    expect(dialog).to_contain_text(re.compile(r"Last update: [\d.e-]+ times as long as the weights\."))
    expect(block).to_have_attribute("title", re.compile(r"^Last update: [\d.e-]+ times"))
    assert findings(visitor) == []
    before = picture.get_attribute("src")
    expect(picture).not_to_have_attribute("src", before)
    visitor.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(block).to_be_focused()
    for _ in range(2):  # what is redrawn by itself does not open it again
        with visitor.redrawing(part=True):
            pass
    expect(dialog).to_have_count(0)
    visitor.click("Pause").sees(re.compile("Paused in epoch"))
    block.click()
    expect(dialog).to_be_visible()
    visitor.page.get_by_role("button", name="Close", exact=True).click()
    expect(dialog).to_have_count(0)
