"""What a visitor does, in a real browser, on the built-in data and without a network."""

import re
import signal

import pytest
import torch

from core.pretrained import load_pretrained
from core.weights import save_weights
from tests.conftest import await_state
from tests.e2e.browser import SEVEN, Visitor, expect
from tests.e2e.server import Server, serving

ACCURACY = re.compile(r"Accuracy of the network on the 360 test images: \d\d\.\d\d %")


def train_quickly(visitor: Visitor) -> Visitor:
    return visitor.open("train").click("Start training").sees("Finished:").settled()


def start_a_long_run(visitor: Visitor) -> Visitor:
    visitor.open("train").enter("Epochs", "50").enter("Batch size", "1")
    return visitor.click("Start training").sees(re.compile(r"Training: epoch \d"))


def test_train_evaluate_and_draw_by_mouse(visitor):
    visitor.open().sees("Found on this server")
    visitor.go("Train").click("Start training").sees("Finished:").sees(ACCURACY)
    visitor.page.get_by_role("link", name="See its mistakes").click()
    visitor.sees("Class by class").sees("Most often confused").sees("The examples").sees(ACCURACY)
    visitor.go("Try it").sees("The answer appears here").draw(SEVEN).sees("The network says")
    expect(visitor.page.get_by_role("figure", name=re.compile("Probabilities: 0: "))).to_be_visible()
    assert visitor.ink() > 1000


def test_the_answer_changes_with_every_stroke_and_clear_empties_the_canvas(visitor):
    train_quickly(visitor).go("Try it")
    visitor.draw(((140, 60), (140, 220))).sees("The network says").settled()
    chart = visitor.page.get_by_role("figure", name=re.compile("Probabilities"))
    first = chart.get_attribute("aria-label")
    visitor.draw(((60, 60), (220, 60)))
    expect(chart).not_to_have_attribute("aria-label", first or "")
    visitor.click("Clear").sees("The answer appears here")
    expect(visitor.canvas()).to_be_visible()
    visitor.draw(SEVEN).sees("The network says")


def test_the_drawing_is_still_there_after_a_visit_to_another_page(visitor):
    train_quickly(visitor).go("Try it").draw(SEVEN).sees("The network says").settled()
    ink = visitor.ink()
    visitor.go("Data").go("Try it").sees("The network says")
    assert visitor.ink() == ink
    answer = visitor.page.get_by_role("figure", name=re.compile("Probabilities"))
    before = answer.get_attribute("aria-label")
    visitor.draw(((60, 140), (220, 140)))
    expect(answer).not_to_have_attribute("aria-label", before or "")
    visitor.go("Home").go("Try it").sees("The network says")
    assert visitor.ink() > ink


def test_what_is_drawn_while_pytorch_starts_stays_and_is_answered(browser, tmp_path):
    with serving(tmp_path) as fresh:
        visitor = Visitor(browser, fresh.url)
        visitor.page.goto(fresh.url)
        visitor.sees("PyTorch is starting").draw(SEVEN)
        ink = visitor.ink()
        visitor.sees("The network says")
        assert visitor.ink() == ink > 1000
        visitor.leave()


@pytest.mark.parametrize(("address", "title"), [("", "PyTorch Playground"), ("playground", "Try it")])
def test_any_page_may_be_the_first_one_asked_for_after_a_start(browser, tmp_path, address, title):
    """The first page and one of the others; tests/test_architecture.py holds that the others are alike."""
    with serving(tmp_path) as fresh:
        visitor = Visitor(browser, fresh.url).open(address)
        expect(visitor.heading(title)).to_be_visible()
        expect(visitor.page.get_by_test_id("stTopNav").get_by_role("link")).to_have_count(7)
        visitor.sees_no("Page not found")
        visitor.go("Train").leave()


def test_after_a_reload_the_run_goes_on_and_the_form_still_holds_its_values(visitor):
    start_a_long_run(visitor)
    visitor.reload()
    visitor.sees("Your runs").sees(re.compile(r"Training: epoch \d"))
    with visitor.settings():
        expect(visitor.page.get_by_role("spinbutton", name="Batch size")).to_have_value("1")
    visitor.click("Stop").sees("What was learnt is kept.")


def test_two_visitors_at_once_never_see_each_others_work(new_visitor):
    one, two = new_visitor(), new_visitor()
    one.open("train").enter("Epochs", "7")
    two.open("train").choose("As in the post")
    one.click("Start training")
    two.click("Start training")
    one.sees("Finished: 315 of 315 mini-batches")
    two.sees("Finished: 115 of 115 mini-batches")
    one.go("Try it").sees("7 epochs").draw(SEVEN).sees("The network says")
    two.go("Try it").sees("5 epochs").sees("The answer appears here")
    assert two.ink() == 0
    three = new_visitor().open("playground")
    three.sees("pretrained (it came with the app)").sees("The answer appears here")


def test_stopping_in_mid_epoch_keeps_what_was_learnt(visitor):
    start_a_long_run(visitor).click("Stop").sees("What was learnt is kept.").sees(ACCURACY)
    visitor.go("Evaluate").sees(re.compile(r"Network of lesson 000, trained here, \d+ of 50 epochs"))


def test_training_goes_on_while_the_visitor_walks_about(visitor):
    start_a_long_run(visitor)
    for title in ("Data", "Home", "Evaluate", "Try it"):
        visitor.go(title)
        visitor.sees(re.compile("Training, epoch"))
    visitor.go("Train").sees(re.compile(r"Training: epoch \d")).click("Stop").sees("What was learnt is kept.")


def test_live_curves_are_redrawn_in_place_and_keep_the_visitors_zoom(visitor):
    start_a_long_run(visitor)
    chart = visitor.page.get_by_role("figure", name=re.compile("^Loss: "))
    plot = chart.locator(".nsewdrag").first
    expect(plot).to_be_visible()
    chart.evaluate("div => { div.marked = true; }")
    look = "div => [div.marked, ...div.layout.xaxis.range, ...div.layout.yaxis.range]"
    whole = chart.evaluate(look)
    for _ in range(5):  # a new figure may arrive while the mouse is on its way, and takes up the drawn frame
        plot.scroll_into_view_if_needed()
        box = plot.bounding_box()
        assert box is not None
        visitor.page.mouse.move(box["x"] + 20, box["y"] + 60)
        visitor.page.mouse.down()
        visitor.page.mouse.move(box["x"] + 120, box["y"] + 160, steps=5)
        visitor.page.mouse.up()
        zoomed = chart.evaluate(look)
        if zoomed[2] - zoomed[1] < 0.5 * (whole[2] - whole[1]) and zoomed[4] < 0.9 * whole[4]:
            break
        visitor.page.mouse.dblclick(box["x"] + 200, box["y"] + 60)  # back to the whole
    assert zoomed[2] - zoomed[1] < 0.5 * 50 * 1437  # mini-batches in the whole run
    seen = chart.get_attribute("aria-label")
    expect(chart).not_to_have_attribute("aria-label", seen or "")
    assert chart.evaluate(look) == zoomed
    visitor.click("Stop").sees("What was learnt is kept.").settled()
    assert chart.evaluate(look) == zoomed
    for width in ("200px", ""):  # a column that becomes narrower, and wide again
        chart.evaluate("(div, width) => { div.style.width = width; }", width)
        await_state(lambda: chart.evaluate("div => div.querySelector('svg').clientWidth === div.clientWidth"))
    console = visitor.page.locator('.st-key-console [data-testid="stVerticalBlock"]')
    end = "box => box.lastElementChild.getBoundingClientRect().bottom - box.getBoundingClientRect().bottom"
    assert console.evaluate("box => box.scrollHeight > box.clientHeight")
    assert abs(console.evaluate(end)) <= 1


def test_weights_can_be_taken_away_and_brought_back_by_another_visitor(new_visitor, tmp_path):
    owner, other = new_visitor(), new_visitor()
    train_quickly(owner)
    with owner.page.expect_download() as download:
        owner.click("Weights").click("Download weights")
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    assert file.name == "lesson-000-digits.safetensors"
    other.open("playground").sees("pretrained (it came with the app)").click("Weights")
    other.bring(file, "stPopoverBody")
    other.sees("uploaded, 30 epochs").draw(SEVEN).sees("The network says")


def test_a_wrong_weights_file_is_refused_and_the_next_one_taken(visitor, tmp_path):
    wrong = tmp_path / "weights.safetensors"
    wrong.write_text("Dear network, please learn.")
    visitor.open("evaluate").sees("Class by class").click("Weights")
    visitor.bring(wrong, "stPopoverBody")
    visitor.sees("This is not a safetensors file, nor one of torch.save.").sees("Network of lesson 004, pretrained")
    right = tmp_path / "right.safetensors"
    right.write_bytes(save_weights(load_pretrained("000-mnist")))
    visitor.bring(right, "stPopoverBody")
    visitor.sees("Network of lesson 000, uploaded, 8 epochs on MNIST")


def test_weights_from_home_are_asked_about_and_used(visitor, tmp_path):
    torch.save(load_pretrained("000-mnist").model.state_dict(), tmp_path / "net.pth")
    visitor.open("evaluate").sees("Class by class").click("Weights")
    visitor.bring(tmp_path / "net.pth", "stPopoverBody")
    visitor.sees("These are weights of lesson 000.").sees("Network of lesson 004, pretrained")
    expect(visitor.page.get_by_test_id("stPopoverBody")).to_be_hidden()  # it would lie over the questions
    visitor.click("Use these weights").sees("uploaded, for MNIST; its file does not say how it was trained")
    expect(visitor.page.get_by_text("These are weights of lesson")).to_have_count(0)


def test_a_hyperparameter_out_of_bounds_is_named_and_cannot_be_started(visitor):
    visitor.open("train").enter("Epochs", "0").sees("Epochs: 0 is outside 1 to 50")
    expect(visitor.page.get_by_role("button", name="Start training")).to_be_disabled()
    visitor.enter("Epochs", "2").click("Start training").sees("Finished: 90 of 90 mini-batches")


def test_without_a_network_the_download_fails_in_one_sentence_and_training_works_all_the_same(visitor):
    visitor.open("train").choose("MNIST").sees("MNIST is not on this server yet.")
    visitor.click("Download MNIST (11.6 MB)").sees("perhaps because there is no network connection")
    visitor.sees("Until then this page uses")
    visitor.click("Start training").sees("Finished:")


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (390, 844)])
def test_the_button_that_starts_a_run_is_seen_without_scrolling(new_visitor, width, height):
    visitor = new_visitor(viewport={"width": width, "height": height}).open("train")
    expect(visitor.page.get_by_role("button", name="Start training")).to_be_in_viewport(ratio=1)


def test_on_a_phone_the_menu_goes_when_a_page_was_chosen(new_visitor):
    phone = new_visitor(viewport={"width": 390, "height": 844}).open()
    menu = phone.page.get_by_test_id("stExpandSidebarButton")
    menu.click()
    expect(menu).not_to_be_visible()
    with phone.redrawing():
        phone.page.get_by_test_id("stSidebarNav").get_by_role("link", name="Data", exact=True).click()
    expect(menu).to_be_visible()


def test_no_page_is_wider_than_a_phone(new_visitor):
    phone = new_visitor(viewport={"width": 390, "height": 844})
    too_wide = "main => main.scrollWidth - main.clientWidth"
    for address in ("", "data", "playground"):
        assert phone.open(address).page.get_by_test_id("stMain").evaluate(too_wide) <= 0
    start_a_long_run(phone).click("Stop").sees("What was learnt is kept.").settled()
    assert phone.page.get_by_test_id("stMain").evaluate(too_wide) <= 0
    for link, sign in (("See its mistakes", "The examples"), ("Draw for it", "The answer appears here")):
        phone.page.get_by_role("link", name=link).click()
        phone.sees(sign).settled()
        assert phone.page.get_by_test_id("stMain").evaluate(too_wide) <= 0
        phone.page.go_back()
        phone.sees("What was learnt is kept.").settled()


@pytest.mark.parametrize("with_signal", [signal.SIGTERM, signal.SIGINT])
def test_a_server_stopped_while_training_exits_0(browser, tmp_path, with_signal):
    server = Server(tmp_path)
    visitor = Visitor(browser, server.url)
    start_a_long_run(visitor)
    assert server.end(with_signal) == 0
    visitor.context.close()
