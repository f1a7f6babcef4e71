"""A reader of post 000 pastes it, runs it, changes one number, runs it again, compares both, and takes one home."""

import re
import subprocess
import sys
import zipfile
from contextlib import suppress

import pytest
from playwright.sync_api import Locator, expect
from playwright.sync_api import TimeoutError as TimedOut

from core.lessons import LESSONS
from core.script.script import posts_text_of
from tests.conftest import built_in
from tests.e2e.browser import Visitor

WORDS = {  # what the reader looks for, in both languages
    "en": {
        "paste": "Paste",
        "program": "Program",
        "taken": "The form has taken what this code says.",
        "start": "Start training",
        "accuracy": "Accuracy of the network on the 360 test images",
        "own": "your class SimpleNet",
        "ended": r"\(2\)\. It prints the same lines, and ends with the same weights",
        "evaluate": "Evaluate",
        "two": "Two networks",
        "train": "Train",
        "download": "Program (.py) with its files (.zip)",
        "mend": re.compile("Repair line"),
    },
    "ko": {
        "paste": "붙여 넣기",
        "program": "프로그램",
        "taken": "양식이 이 코드의 내용을 담고 있어요.",
        "start": "학습 시작",
        "accuracy": "Accuracy of the network on the 360 test images",
        "own": "직접 쓴 클래스 SimpleNet",
        "ended": r"\(2\)의 프로그램이에요. 같은 줄을 출력하고 같은 가중치로 끝나요",
        "evaluate": "평가",
        "two": "두 신경망",
        "train": "학습",
        "download": "프로그램 (.py)과 필요한 파일 (.zip)",
        "mend": re.compile("번째 줄 고치기"),
    },
}
FAULTY = ("        x = x.view(x.shape[0], -1)\n", "")  # a beginner forgets to flatten


def line_of(pane: Locator, text: str) -> Locator:
    """A line of the program, scrolled into view: the editor has only the lines there that can be seen."""
    line = pane.locator(".cm-line", has_text=text).first
    for top in range(0, 4000, 200):
        pane.locator(".cm-scroller").evaluate("(element, top) => { element.scrollTop = top; }", top)
        with suppress(TimedOut):
            line.wait_for(state="attached", timeout=300)
            return line
    raise AssertionError(f"no line has {text}")


def open_code(visitor: Visitor) -> Locator:
    pane = visitor.page.locator(".code-pane:visible")
    expect(pane.locator(".cm-line").first).to_be_visible()
    return pane


def paste(visitor: Visitor, pane: Locator, text: str) -> None:
    pane.locator(".cm-content").click()
    visitor.page.keyboard.press("Control+A")
    with visitor.redrawing():
        visitor.page.keyboard.insert_text(text)


def replace_in(visitor: Visitor, pane: Locator, old: str, new: str) -> None:
    """Type another end of a line."""
    at = "() => getSelection().anchorNode?.parentElement?.closest('.cm-line')?.textContent ?? ''"
    for _ in range(10):  # the pane can scroll to a changed line between two looks at it
        try:
            line_of(pane, old).click(timeout=2000)
        except TimedOut:
            continue
        visitor.page.keyboard.press("End")
        if old in str(visitor.page.evaluate(at)):
            break
    for _ in old:
        visitor.page.keyboard.press("Backspace")
    with visitor.redrawing():
        visitor.page.keyboard.type(new)


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_reader_of_post_000_pastes_it_changes_a_number_compares_and_takes_it_home(visitor, language, tmp_path):
    words = WORDS[language]
    visitor.open(f"train?lang={language}")
    pane = open_code(visitor)
    visitor.page.get_by_role("tab", name=words["paste"], exact=True).click()
    expect(pane.locator(".code-label")).to_have_text(words["paste"])
    program = posts_text_of(LESSONS["000"], built_in(LESSONS["000"]))
    paste(visitor, pane, program.replace(*FAULTY))
    with visitor.redrawing():
        visitor.page.get_by_role("button", name=words["mend"]).click()
    visitor.sees(re.compile(words["taken"]))
    expect(line_of(pane, "torch.flatten(x, 1)")).to_be_visible()
    visitor.click(words["start"]).sees(re.compile(words["accuracy"]))
    expect(visitor.page.locator(".st-key-next-steps")).to_be_visible()  # the page knows that the run has ended

    with visitor.settled().redrawing():
        visitor.page.get_by_role("tab", name=words["program"], exact=True).click()
    expect(pane.locator(".code-label")).to_have_text(words["program"])
    replace_in(visitor, pane, "28 * 28, 128)", "28 * 28, 256)")
    expect(pane.locator(".code-wrong")).to_contain_text("mat1 and mat2 shapes cannot be multiplied")
    expect(visitor.page.get_by_role("button", name=words["start"], exact=True)).to_be_disabled()
    replace_in(visitor, pane, "(128, 64)", "(256, 64)")
    expect(pane.locator(".code-wrong")).to_have_text("")
    visitor.click(words["start"]).sees(re.compile(words["own"])).sees(re.compile(words["ended"])).settled()

    with visitor.page.expect_download() as downloading:
        visitor.page.get_by_role("button", name=words["download"]).click()
    with zipfile.ZipFile(downloading.value.path()) as archive:
        archive.extractall(tmp_path)
    command = [sys.executable, "-I", "lesson-000-digits.py"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True, timeout=120)
    assert done.stdout.splitlines()[-1] == "Same weights as in the app: True"
    assert "nn.Linear(28 * 28, 256)" in (tmp_path / "lesson-000-digits.py").read_text(encoding="utf-8")

    visitor.go(words["evaluate"])
    visitor.page.get_by_role("tab", name=words["two"]).click()
    expect(visitor.page.get_by_role("cell", name=re.compile(r"\d\d\.\d\d%")).first).to_be_visible()


def test_what_is_wrong_with_a_pasted_program_is_brought_into_view_and_said_below_it(visitor):
    visitor.open("train")
    pane = open_code(visitor)
    visitor.page.get_by_role("tab", name="Paste", exact=True).click()
    expect(pane.locator(".code-label")).to_have_text("Paste")
    program = posts_text_of(LESSONS["000"], built_in(LESSONS["000"]))
    expect(pane.locator(".code-empty")).to_have_text(re.compile("Paste here the class"))
    broken = program.replace("import torch.nn as nn\n", "").replace("import torch\n", "")
    assert broken.count("\n") > 30
    paste(visitor, pane, broken)
    expect(pane.locator(".code-empty")).to_have_count(0)
    expect(pane.locator(".code-wrong")).to_contain_text("Line ")
    assert pane.locator(".code-wrong").bounding_box()["height"] > 20
    expect(pane.locator(".code-error").first).to_be_in_viewport()  # the editor stands at its first line, not at its end


def test_a_ready_change_says_what_to_expect_and_what_happened(visitor):
    words = WORDS["en"]
    visitor.open("train")
    open_code(visitor)
    visitor.enter("Epochs", "2").click(words["start"]).sees("ends with the same weights").settled()
    visitor.page.get_by_role("button", name="Try a change").click()
    with visitor.redrawing():
        visitor.click("Try: Leave out the ReLU")
    visitor.page.keyboard.press("Escape")
    visitor.sees("Now press “Start training” to see what happens.")
    visitor.click(words["start"]).sees(re.compile("What happened: .* without the change .*%")).settled()
    visitor.page.get_by_role("button", name="Compare the two").click()
    expect(visitor.heading("Evaluate")).to_be_visible()
    expect(visitor.page.get_by_role("cell", name=re.compile(r"\d\d\.\d\d%")).first).to_be_visible()
