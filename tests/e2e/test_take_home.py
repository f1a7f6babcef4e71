"""The code of a lesson: seen beside the curves, changed by the form, taken home and run there."""

import re
import subprocess
import sys
import zipfile

import pytest
from playwright.sync_api import expect


def opened(visitor, language="en"):
    visitor.open(f"train?lang={language}" if language != "en" else "train")
    visitor.page.get_by_text("The code: see it" if language == "en" else "코드: 보고", exact=False).first.click()
    return visitor.page.locator(".code-pane:visible")


def test_what_is_set_in_the_form_changes_the_code_and_the_program_runs_at_home(visitor, tmp_path):
    pane = opened(visitor)
    # A line that the form has just changed is brought into view, within the pane.
    for label, value, line in (("Learning rate", "0.004", "lr=0.004, fused=True)"), ("Epochs", "2", "in range(2):")):
        visitor.enter(label, value)
        expect(pane.get_by_text(line)).to_be_visible()
    visitor.click("Start training").sees("Accuracy of the network on the 360 test images")
    visitor.sees(re.compile("The program of .*It prints the same lines"))
    printed = re.findall(r"Epoch \d+, Mini-batches +\d+, Loss: [\d.]+", visitor.page.locator("body").inner_text())
    for name, kind in (("Program (.py)", "py"), ("Notebook (.ipynb)", "ipynb")):
        with visitor.page.expect_download() as downloading:
            visitor.page.get_by_role("button", name=name).click()
        assert downloading.value.suggested_filename == f"lesson-000-digits-{kind}.zip"
        with zipfile.ZipFile(downloading.value.path()) as archive:
            archive.extractall(tmp_path)
    command = [sys.executable, "-I", "lesson-000-digits.py"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True, timeout=120)
    lines = done.stdout.splitlines()
    assert lines[-1] == "Same weights as in the app: True"
    assert printed
    assert set(printed) <= set(lines)
    assert (tmp_path / "lesson-000-digits.ipynb").is_file()


@pytest.mark.parametrize("width", [390, 1280])
def test_the_difference_from_the_post_says_why_in_korean_too(visitor, width):
    visitor.page.set_viewport_size({"width": width, "height": 800})
    pane = opened(visitor, "ko")
    visitor.page.get_by_role("tab", name="글과 다른 점").click()
    expect(pane.locator(".cm-content .code-missing").first).to_contain_text("import torchvision")
    visitor.page.get_by_role("tab", name="글의 프로그램").click()
    expect(pane).not_to_contain_text("import numpy")
    expect(pane.get_by_text("torchvision.datasets.MNIST(root='./data', train=True")).to_be_visible()
    assert visitor.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
