"""What visitors' browsers and computers do to the app that nobody thinks of."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.browser import REVIEWS, Visitor, lesson
from tests.e2e.server import serving

# What a browser's translator does: every text is put into elements of its own, again and again as texts change.
TRANSLATE = """
() => {
  const wrap = () => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) found.push(walker.currentNode);
    for (const text of found) {
      const parent = text.parentElement;
      if (!text.data.trim() || parent.closest("font, script, style, textarea, svg")) continue;
      const outer = document.createElement("font"), inner = document.createElement("font");
      inner.textContent = text.data;
      outer.append(inner);
      parent.replaceChild(outer, text);
    }
  };
  wrap();
  setInterval(wrap, 100);
}
"""


def test_a_translated_page_goes_on_while_its_numbers_change(visitor):
    failures = []

    def note(error):  # Playwright takes no built-in function
        failures.append(error)

    visitor.page.on("pageerror", note)
    visitor.open("train").pick("Lesson", lesson("003"))  # a run that outlasts the slowest browser
    visitor.enter("Epochs", "50").enter("Batch size", "1").click("Start training")
    visitor.sees(re.compile(r"Training: epoch \d"))
    visitor.page.evaluate(TRANSLATE)
    # On a slow computer what the server sends of a new page is drawn with the end of the page before.
    visitor.context.new_cdp_session(visitor.page).send("Emulation.setCPUThrottlingRate", {"rate": 8})
    for title in ("Data", "Evaluate", "Try it", "Train"):
        visitor.go(title)
        visitor.page.wait_for_timeout(1500)  # the numbers in the sidebar are drawn anew meanwhile
        expect(visitor.heading(title)).to_be_visible()
        expect(visitor.page.get_by_test_id("stException")).to_have_count(0)
    visitor.click("Stop").sees("What was learnt is kept.")
    assert not failures


def test_an_open_hangul_syllable_is_not_disturbed_by_what_comes_from_the_server(visitor):
    visitor.open("playground").pick("Network", REVIEWS)
    field = visitor.page.get_by_label("A film review")
    field.fill("")
    field.focus()
    keyboard = visitor.context.new_cdp_session(visitor.page)
    for syllables in (("ㅇ", "여", "영"), ("ㅎ", "호", "화")):
        for open_syllable in syllables:
            keyboard.send("Input.imeSetComposition", {"text": open_syllable, "selectionStart": 1, "selectionEnd": 1})
            visitor.page.wait_for_timeout(1200)  # the server answers to the open syllable meanwhile
        expect(field).to_have_value(re.compile(f"{syllables[-1]}$"))
        keyboard.send("Input.insertText", {"text": syllables[-1]})
    expect(field).to_have_value("영화")
    visitor.sees(re.compile("영화"))


@pytest.fixture
def a_file(tmp_path) -> Path:
    file = tmp_path / "file"
    file.write_text("not a folder", encoding="utf-8")
    return file


@pytest.mark.parametrize("folder", ["file/data", "/proc/playground"], ids=["impossible", "read-only"])
def test_a_data_folder_that_cannot_be_written_costs_the_downloads_alone(browser, tmp_path, a_file, folder):
    with serving(tmp_path / folder, PLAYGROUND_MNIST_MIRROR="http://127.0.0.1:9/") as server:
        visitor = Visitor(browser, server.url).open("train").choose("MNIST")
        visitor.click("Download MNIST (11.6 MB)").sees(re.compile("cannot be written|could not be|Not a directory"))
        visitor.click("Start training").sees("Finished:").go("Try it").leave()
