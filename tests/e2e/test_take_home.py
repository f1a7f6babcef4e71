"""The code of a lesson: seen beside the curves, changed by the form, taken home and run there."""

import re
import subprocess
import sys
import zipfile

import numpy as np
import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import expect

from core.inference import predict_image, see_drawing
from core.weights import load_weights


def opened(visitor, language="en"):
    visitor.open(f"train?lang={language}" if language != "en" else "train")
    return visitor.page.locator(".code-pane:visible")


def test_what_is_set_in_the_form_changes_the_code_and_the_program_runs_at_home(visitor, tmp_path):
    pane = opened(visitor)
    # A line that the form has just changed is brought into view, within the pane.
    for label, value, line in (("Learning rate", "0.004", "lr=0.004, fused=True)"), ("Epochs", "2", "in range(2):")):
        visitor.enter(label, value)
        expect(pane.get_by_text(line)).to_be_visible()
    visitor.click("Start training").sees("Accuracy of the network on the 360 test images")
    visitor.sees(re.compile("The program of .*It prints the same lines")).settled()
    printed = re.findall(r"Epoch \d+, Mini-batches +\d+, Loss: [\d.]+", visitor.page.locator("body").inner_text())
    for name, kind in (("Program (.py)", "py"), ("Notebook (.ipynb)", "ipynb")):
        with visitor.page.expect_download() as downloading:
            visitor.click(f"{name} with its files (.zip)")
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
    line = next(line for line in lines if line.startswith("Accuracy"))
    visitor.go("Evaluate").sees("95% confidence").sees(line)
    evaluates_at_home(visitor, tmp_path, line)
    answers_at_home(visitor, tmp_path)


def run_at_home(folder, *command):
    done = subprocess.run(
        [sys.executable, "-I", *command], cwd=folder, capture_output=True, text=True, check=True, timeout=120
    )
    return done.stdout.splitlines()


def brought_home(visitor, label, folder):
    with visitor.page.expect_download() as downloading:
        visitor.page.get_by_role("button", name=label, exact=True).click()
    name = downloading.value.suggested_filename
    downloading.value.save_as(folder / name)
    return name


def evaluates_at_home(visitor, folder, line):
    """The lines of what Evaluate shows, and a zip file with all that they need."""
    with visitor.redrawing():
        visitor.page.get_by_text("The code", exact=True).click()
    pane = visitor.page.locator(".code-pane:visible")
    expect(pane.locator(".cm-line.code-ours").filter(has_text="confusion = torch.zeros")).to_be_visible()
    expect(pane.locator(".cm-line").filter(has_text="correct = 0")).not_to_have_class(re.compile("code-ours"))
    name = brought_home(visitor, "Program (.py) with its files (.zip)", folder)
    assert name == "evaluate-000-digits-py.zip"
    with zipfile.ZipFile(folder / name) as archive:
        archive.extractall(folder)
    printed = run_at_home(folder, "evaluate-000-digits.py")
    assert printed[0] == line
    recalls = visitor.page.locator("table").first.locator("tbody tr td:nth-child(3)").all_inner_texts()
    assert [f"{digit}: {recalls[digit]}" for digit in range(10)] == printed[1:11]


def answers_at_home(visitor, folder):
    """The weights, and the program that answers a drawing with them."""
    visitor.click("Weights")
    weights = brought_home(visitor, "Download weights", folder)
    program = brought_home(visitor, "Program that uses them (.py)", folder)
    assert (weights, program) == ("lesson-000-digits.safetensors", "use-lesson-000-digits.py")
    drawing = Image.new("L", (280, 280))
    ImageDraw.Draw(drawing).line([(140, 40), (140, 240)], fill=255, width=24)
    drawing.save(folder / "one.png")
    network = load_weights((folder / weights).read_bytes())
    answered = predict_image(network, see_drawing(network, np.asarray(drawing))).ranking
    assert run_at_home(folder, program, "one.png") == [f"{each.probability:.4f}  {each.name}" for each in answered]


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
