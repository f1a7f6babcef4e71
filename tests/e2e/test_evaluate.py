"""From the number to the mistake to the reason, in a real browser."""

import re

from PIL import Image
from playwright.sync_api import expect

from tests.e2e.browser import Visitor, lesson

PAIR = re.compile(r"Most often confused: (\d) taken for (\d) \((\d+) of")


def tab(visitor: Visitor, title: str) -> None:
    with visitor.redrawing():
        visitor.page.get_by_role("tab", name=title, exact=True).click()


def trained(visitor: Visitor) -> Visitor:
    """Three short epochs, so that there are mistakes to look at; on the Evaluate page."""
    visitor.open("train").enter("Epochs", "3").click("Start training").sees("Finished:")
    return visitor.go("Evaluate").sees("95% confidence")


def click_cell(visitor: Visitor, truth: int, guess: int) -> None:
    box = visitor.shown(".live-chart .nsewdrag")
    box.scroll_into_view_if_needed()
    found = box.bounding_box()
    assert found is not None
    x, y = (found["x"] + (guess + 0.5) * found["width"] / 10, found["y"] + (truth + 0.5) * found["height"] / 10)
    with visitor.redrawing():
        visitor.page.mouse.move(x, y)
        visitor.page.mouse.click(x, y)


def test_a_clicked_cell_shows_exactly_its_examples_and_each_its_reason(visitor):
    trained(visitor)
    words = visitor.page.get_by_text(PAIR).first.inner_text()
    truth, guess, count = map(int, PAIR.search(words).groups())
    click_cell(visitor, truth, guess)
    shown = re.compile(f"^{count} examples? where the truth is {truth} and the network says {guess}")
    expect(visitor.page.get_by_role("heading", name=shown)).to_be_visible()
    opens = visitor.page.get_by_role("button", name="Why?", exact=True)
    expect(opens.first).to_be_in_viewport()  # beside the matrix: nothing has to be scrolled
    expect(opens).to_have_count(count)
    expect(visitor.page.get_by_text(re.compile(f"^is {truth}, said {guess} "))).to_have_count(count)
    opens.first.click()
    dialog = visitor.page.get_by_role("dialog")
    expect(dialog).to_contain_text(f"The truth is {truth}, the network says {guess}")
    expect(dialog).to_contain_text(f"What moved the score of “{guess}”")
    visitor.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    # A right cell as well, and back to all mistakes by keyboard.
    click_cell(visitor, truth, truth)
    visitor.sees(f"where the truth is {truth} and the network says {truth}")
    expect(opens).not_to_have_count(0)


def test_slide_to_epoch_1_and_back(visitor):
    trained(visitor)
    tab(visitor, "Over time")
    last = visitor.page.get_by_text(re.compile("^After epoch 3:")).inner_text()
    slider = visitor.page.get_by_role("slider", name="Epoch")
    for key, epoch in (("Home", 1), ("ArrowRight", 2), ("End", 3)):
        with visitor.redrawing():
            slider.focus()
            slider.press(key)
        visitor.sees(re.compile(f"^After epoch {epoch}:"))
    assert visitor.page.get_by_text(re.compile("^After epoch 3:")).inner_text() == last


def test_the_threshold_moves_the_numbers_and_the_matrix(visitor):
    visitor.open("train").pick("Lesson", lesson("002b"))
    visitor.enter("Epochs", "1").click("Start training").sees("Finished:")
    visitor.go("Evaluate").sees("95% confidence")
    tab(visitor, "How sure it is")
    visitor.sees("0.50 or more").sees(re.compile("^ROC curve, area 0"))
    slider = visitor.page.get_by_role("slider").first
    matrix = visitor.shown(".live-chart")
    for key, threshold in (("Home", "0.00"), ("End", "1.00")):
        before = matrix.get_attribute("aria-label")
        slider.focus()
        slider.press(key)
        visitor.sees(f"{threshold} or more")
        expect(matrix).not_to_have_attribute("aria-label", before)
    # From 1 on it never says yes, so there is nothing to be precise about.
    visitor.sees("not defined: it never says positive")


def test_the_answers_can_be_taken_away(visitor, tmp_path):
    trained(visitor)
    for label, ending in (("All answers (CSV)", "csv"), ("Figures (HTML)", "html")):
        with visitor.page.expect_download() as download:
            visitor.click(label)
        file = tmp_path / f"file.{ending}"
        download.value.save_as(file)
        text = file.read_text(encoding="utf-8")
        assert text.startswith("index,truth,guess" if ending == "csv" else "<!doctype html>")
    assert len((tmp_path / "file.csv").read_text(encoding="utf-8").splitlines()) == 361


def test_a_chart_is_saved_as_a_picture_of_what_is_seen_by_keyboard_and_with_the_pointer(new_visitor, tmp_path):
    visitor = trained(new_visitor(color_scheme="dark"))
    chart = visitor.shown('[role=figure][aria-label*="confused"]')
    save = chart.locator("xpath=..").get_by_role("button", name="Save this chart as a picture (PNG)")
    expect(save).to_have_css("opacity", "0")
    chart.hover()
    expect(save).to_have_css("opacity", "1")
    save.click()
    visitor.page.mouse.move(1, 1)
    visitor.page.keyboard.press("Tab")
    visitor.page.keyboard.press("Shift+Tab")
    expect(save).to_be_focused()
    expect(save).to_have_css("opacity", "1")
    with visitor.page.expect_download() as download:
        visitor.page.keyboard.press("Enter")
    download.value.save_as(tmp_path / download.value.suggested_filename)
    [file] = tmp_path.glob("*.png")
    with Image.open(file) as picture:
        assert picture.size == tuple(chart.evaluate("chart => [2 * chart.clientWidth, 2 * chart.clientHeight]"))
        red, green, blue, opacity = picture.convert("RGBA").getpixel((1, 1))
        assert max(red, green, blue) < 60  # as dark as the page
        assert opacity == 255
        assert len(picture.getcolors(10**7)) > 20
    visitor.page.get_by_role("tab", name="How sure it is").click()
    expect(visitor.page.locator(".st-key-reliability .live-chart-save")).to_be_visible()


def test_worse_examples_are_measured_once_and_kept(visitor):
    trained(visitor)
    tab(visitor, "Worse examples")
    visitor.click("Measure").sees(re.compile("On 360 unchanged examples .* It suffers most from"))
    visitor.go("Home").go("Evaluate").sees("It suffers most from")  # kept, and not computed again
