"""A run as a visitor plays it: pause, step, save, come back; and what others can and cannot do with it."""

import re
import threading

import psutil
import pytest

from tests.conftest import await_state
from tests.e2e.browser import SEVEN, Visitor, expect, lesson
from tests.e2e.server import Server, serving
from tests.e2e.test_app import start_a_long_run

PER_EPOCH, LOG_EVERY = 1437, 10  # of a long run
PAUSED = re.compile(r"Paused in epoch \d+ after [\d,]+ of [\d,]+ mini-batches")


def paused_steps(visitor: Visitor) -> int:
    text = visitor.sees(PAUSED).settled().page.get_by_text(PAUSED).first.inner_text()
    return int(re.search(r"after ([\d,]+) of", text)[1].replace(",", ""))


def test_pause_step_evaluate_draw_and_play_on(visitor):
    start_a_long_run(visitor).click("Pause")
    steps = paused_steps(visitor)
    visitor.click("Step").sees(f"after {steps + 1:,} of")
    before_this_epoch = steps // PER_EPOCH * PER_EPOCH
    line = before_this_epoch + ((steps + 1 - before_this_epoch) // LOG_EVERY + 1) * LOG_EVERY
    line = min(line, before_this_epoch + PER_EPOCH)  # at its last mini-batches an epoch has no line left
    visitor.click("Log line").sees(f"after {line:,} of")
    visitor.go("Evaluate").sees("the run itself has not tested these weights").sees("Class by class")
    visitor.go("Try it").draw(SEVEN).sees("The network says")
    visitor.go("Train").click("Epoch").sees(f"after {(line // PER_EPOCH + 1) * PER_EPOCH:,} of")
    visitor.click("Play").sees(re.compile(r"Training: epoch")).click("Stop").sees("What was learnt is kept.")


def test_a_learning_rate_set_while_it_runs_is_marked_on_the_curve(visitor):
    start_a_long_run(visitor)
    visitor.page.get_by_test_id("stPopover").filter(has_text="Learning rate").get_by_role("button").click()
    visitor.click("÷ 10")
    chart = visitor.page.get_by_role("figure", name=re.compile("The learning rate was set to 0.0001 after mini-batch"))
    expect(chart).to_be_visible()
    expect(chart.get_by_text("rate 0.0001")).to_be_visible()
    visitor.page.keyboard.press("Escape")
    visitor.click("Stop").sees("What was learnt is kept.")


def test_a_run_saved_by_one_visitor_goes_on_with_another_to_the_same_result(new_visitor, tmp_path):
    one, other = new_visitor(), new_visitor()
    one.open("train").enter("Epochs", "40").enter("Batch size", "4").click("Start training")
    one.sees(re.compile("Training: epoch")).click("Pause")
    steps = paused_steps(one)
    with one.page.expect_download() as download:
        one.click("Save the run")
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    with other.open("train").settings():
        other.page.get_by_text("Go on with a saved run").first.click()
        other.bring(file, "stPopoverBody")
        assert paused_steps(other) == steps
    results = []
    for visitor in (one, other):
        visitor.click("Play").sees("Finished: 14,400 of 14,400 mini-batches").settled()
        results.append(visitor.page.get_by_text(re.compile("Accuracy of the network on the 360 test")).inner_text())
    assert results[0] == results[1]


def test_a_file_that_is_no_run_is_refused_in_words(visitor, tmp_path):
    wrong = tmp_path / "run.safetensors"
    wrong.write_bytes(b"no run at all")
    with visitor.open("train").settings():
        visitor.page.get_by_text("Go on with a saved run").first.click()
        visitor.bring(wrong, "stPopoverBody")
        visitor.sees("This is not a safetensors file, nor one of torch.save.")
    visitor.click("Start training").sees("Finished:")


def test_two_runs_are_listed_renamed_shown_and_deleted(visitor):
    start_a_long_run(visitor).click("Start another run").sees("Your runs (2 of 6 at most)").settled()
    with visitor.redrawing():
        visitor.page.locator('[class*="st-key-overlay-"] button').click()
    expect(visitor.page.get_by_role("figure", name=re.compile("^Loss of several runs"))).to_be_visible()
    with visitor.redrawing():
        visitor.page.locator('[class*="st-key-overlaid-"] button').click()
    expect(visitor.page.get_by_role("figure", name=re.compile("^Loss: "))).to_be_visible()
    manage = visitor.page.locator(".st-key-runs").get_by_test_id("stPopover").get_by_role("button")
    manage.click()
    name = visitor.page.get_by_label("Name", exact=True)
    with visitor.redrawing():
        name.fill("My *second* run")
        name.press("Enter")
    visitor.sees("My *second* run")
    with visitor.redrawing():
        visitor.page.keyboard.press("Escape")
        visitor.page.locator('[class*="st-key-show-"] button').click()
    with visitor.redrawing():
        visitor.click("Stop")
    visitor.sees("What was learnt is kept.").settled()
    manage.click()
    visitor.click("Delete this run").sees("Your runs (1 of 6 at most)")
    visitor.sees("Lesson 000 on Built-in digits was deleted.")


def test_a_double_click_starts_one_run(visitor):
    visitor.open("train").enter("Epochs", "50").enter("Batch size", "1")
    with visitor.redrawing():
        visitor.page.get_by_role("button", name="Start training").dblclick(delay=20)
    visitor.sees("Your runs (1 of 6 at most)").click("Stop").sees("What was learnt is kept.")
    visitor.sees("Your runs (1 of 6 at most)")


def test_nobody_else_finds_a_run_by_its_address_while_its_visitor_is_here(new_visitor):
    owner, other = new_visitor(), new_visitor()
    start_a_long_run(owner)
    owner.page.wait_for_url(re.compile("visit="))
    address = owner.page.url.removeprefix(owner.url + "/")
    assert len(re.search(r"visit=([\w-]+)", address)[1]) >= 22  # 128 random bits
    other.open(address).sees("is open in another browser").sees_no("Your runs")
    other.open("train?visit=0000000000000000000000").sees("Its curves will appear below.")
    owner.click("Stop").sees("What was learnt is kept.")


def test_eight_seconds_without_a_network_cost_nothing(visitor):
    visitor.open("train").pick("Lesson", lesson("004")).enter("Epochs", "50").enter("Batch size", "1")
    visitor.click("Start training").sees(re.compile(r"Training: epoch \d"))
    network = visitor.context.new_cdp_session(visitor.page)
    network.send("Network.enable")
    offline = {"latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
    network.send("Network.emulateNetworkConditions", offline | {"offline": True})
    visitor.page.wait_for_timeout(8000)  # the cut itself
    network.send("Network.emulateNetworkConditions", offline | {"offline": False})
    chart = visitor.page.get_by_role("figure", name=re.compile("^Loss: "))
    before = chart.get_attribute("aria-label")
    expect(chart).not_to_have_attribute("aria-label", before or "")
    visitor.click("Stop").sees("What was learnt is kept.")


@pytest.fixture(scope="module")
def impatient(tmp_path_factory):
    """A server that waits two seconds for visitors who have left."""
    with serving(tmp_path_factory.mktemp("data"), PLAYGROUND_GRACE_SECONDS="2") as running:
        yield running


def test_the_run_of_a_visitor_who_has_left_ends_after_the_grace_period(browser, impatient: Server):
    process = psutil.Process(impatient.process.pid)
    with_run = Visitor(browser, impatient.url)
    start_a_long_run(with_run)
    address = with_run.page.url.removeprefix(impatient.url + "/")
    with_run.context.close()
    await_state(lambda: busy_threads(process) == 0)
    late = Visitor(browser, impatient.url).open(address)
    late.sees("Its curves will appear below.").leave()


def test_a_server_without_room_in_memory_refuses_a_run_with_figures(browser, tmp_path):
    with serving(tmp_path, PLAYGROUND_MEMORY_LIMIT_MB="600") as server:
        visitor = Visitor(browser, server.url).open("train").click("Start training")
        visitor.sees(re.compile(r"needs about \d+ MB of memory. This server uses \d+ MB of its 600 MB"))
        visitor.leave()


def busy_threads(process: psutil.Process) -> int:
    """Threads of the server that use the processor: those of its workers."""
    first = {thread.id: thread.user_time for thread in process.threads()}
    threading.Event().wait(0.5)  # the stretch of time that is looked at
    return sum(thread.user_time - first.get(thread.id, 0) > 0.2 for thread in process.threads())
