"""Nothing is lost without a word: reloads, other tabs and browsers, lines that break, servers that end."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.browser import REVIEWS, SEVEN, Visitor
from tests.e2e.proxy import through_a_proxy
from tests.e2e.server import Server, free_port, serving

OTHER_TAB = "Your work is open in another tab of this browser"
OTHER_BROWSER = "What this address leads to is open in another browser"
GONE = "What was here is gone."
EMPTY = "Its curves will appear below."


def train(visitor: Visitor, epochs: int = 1) -> str:
    """A run of the quick preset, finished; the page's address."""
    visitor.open("train").enter("Epochs", str(epochs)).click("Start training").sees("Finished:").settled()
    return address_of(visitor)


def address_of(visitor: Visitor) -> str:
    visitor.page.wait_for_url(re.compile("visit="))
    return visitor.page.url.removeprefix(visitor.url + "/")


def test_a_second_tab_is_asked_takes_over_and_the_first_one_is_told(visitor):
    address = train(visitor)
    second = visitor.new_tab().open(address).sees(OTHER_TAB).sees_no("Your runs (")
    assert "visit=" in second.page.url  # an address that leads to something is not overwritten
    second.click("Continue here").sees("Your runs (1 of 6 at most)")
    visitor.sees(OTHER_TAB).sees_no("Your runs (")
    visitor.click("Continue here").sees("Your runs (1 of 6 at most)")
    second.sees(OTHER_TAB)
    second.click("Begin anew here").sees(EMPTY).sees_no(OTHER_TAB)
    second.page.wait_for_url(lambda url: "visit=" not in url)
    visitor.reload().sees("Your runs (1 of 6 at most)")


def test_a_tab_that_has_only_drawn_is_told_too_when_another_one_takes_over(visitor):
    visitor.open("playground").draw(SEVEN).sees("The network says")
    second = visitor.new_tab().open(address_of(visitor)).sees(OTHER_TAB)
    second.click("Continue here").sees("The network says")
    visitor.sees(OTHER_TAB).sees_no("The network says")


def test_another_browser_is_told_and_sees_nothing_nor_just_after_the_owner_has_left(browser, server, visitor):
    owner, other = Visitor(browser, server.url), visitor
    address = train(owner)
    other.open(address).sees(OTHER_BROWSER).sees_no("Your runs (").click("Look again").sees(OTHER_BROWSER)
    other.sees_no("Your runs (")
    owner.sees("Your runs (1 of 6 at most)").leave()
    with other.redrawing():  # it may be a reload: the owner's own browser comes first
        other.click("Look again")
    other.sees(OTHER_BROWSER).sees_no("Your runs (").click("Begin anew here").sees(EMPTY)


def test_an_address_that_no_server_has_given_out_is_called_so(visitor):
    visitor.open("train?visit=0000000000000000000000").sees("This address leads to nobody's work.").sees(EMPTY)
    visitor.click("Close").sees_no("This address leads to nobody's work.")
    visitor.page.wait_for_url(lambda url: "visit=" not in url)


def test_a_line_that_died_unnoticed_leads_back_at_once(browser, server):
    with through_a_proxy(server) as network:
        visitor = Visitor(browser, network.url)
        address = train(visitor)
        network.freeze()
        visitor.page.close(run_before_unload=False)
        again = visitor.new_tab().open(address).sees(OTHER_TAB)
        again.click("Continue here").sees("Your runs (1 of 6 at most)")
        again.reload().sees("Your runs (1 of 6 at most)").leave()


def test_a_restart_under_an_open_page_is_told(browser, tmp_path):
    port = free_port()
    with serving(tmp_path, port) as server:
        visitor = Visitor(browser, server.url)
        train(visitor)
    with serving(tmp_path, port):
        visitor.sees(GONE).sees(re.compile("The server was started anew .* ago")).sees(EMPTY)
        visitor.click("Start training").sees("Finished:").sees(GONE)
        visitor.click("Close").sees_no(GONE).sees("Your runs (1 of 6 at most)")
        visitor.reload().sees("Your runs (1 of 6 at most)").sees_no(GONE).leave()


@pytest.fixture(scope="module")
def impatient(tmp_path_factory):
    """A server that waits two seconds for visitors who have left."""
    with serving(tmp_path_factory.mktemp("data"), PLAYGROUND_GRACE_SECONDS="2") as running:
        yield running


def test_after_a_cut_longer_than_the_grace_period_the_page_shows_nothing_that_is_gone(browser, impatient: Server):
    with through_a_proxy(impatient) as network:
        visitor = Visitor(browser, network.url)
        train(visitor)
        network.cut()
        visitor.page.wait_for_timeout(5000)  # the cut itself
        network.mend()
        visitor.sees(GONE).sees("You were away for more than 2 s").sees_no("Your runs (")
        visitor.open(address_of(visitor)).sees(EMPTY).leave()


def test_a_visitor_with_nothing_to_lose_is_told_nothing(browser, impatient: Server):
    with through_a_proxy(impatient) as network:
        visitor = Visitor(browser, network.url).open("train")
        assert "visit=" not in visitor.page.url
        network.cut()
        visitor.page.wait_for_timeout(5000)  # the cut itself
        network.mend()
        visitor.go("Data").sees_no(GONE).leave()


def test_a_drawing_alone_survives_a_reload(visitor):
    visitor.open("playground").draw(SEVEN).sees("The network says")
    address_of(visitor)
    before = visitor.ink()
    assert before > 0
    visitor.reload().sees("The network says")
    assert visitor.ink() == before


def test_a_text_alone_survives_a_reload(visitor):
    visitor.open("playground").pick("Network", REVIEWS)
    field = visitor.page.get_by_role("textbox", name="A film review")
    field.fill("A dull film")
    visitor.reload()
    expect(field).to_have_value("A dull film")


def test_a_text_left_at_once_for_another_page_is_kept(visitor):
    visitor.open("playground").pick("Network", REVIEWS)
    field = visitor.page.get_by_role("textbox", name="A film review")
    field.fill("")
    field.press_sequentially("A film that I would see again")
    train = visitor.page.get_by_test_id("stTopNav").get_by_role("link", name="Train", exact=True)
    train.click(delay=70)  # milliseconds from down to up, as of a finger
    expect(visitor.heading("Train")).to_be_visible()
    visitor.settled().go("Try it")
    expect(field).to_have_value("A film that I would see again")


def test_a_text_typed_without_a_pause_is_sent_all_the_same(visitor):
    visitor.open("playground").pick("Network", REVIEWS)
    field = visitor.page.get_by_role("textbox", name="A film review")
    field.fill("")
    field.press_sequentially("gorgonzola " * 20, delay=20)  # 4.4 seconds, no pause as long as 250 ms
    visitor.sees(re.compile("`gorgonzola`|gorgonzola"))


def test_a_run_that_was_deleted_under_way_can_be_brought_back_and_goes_on(visitor):
    visitor.open("train").enter("Epochs", "50").enter("Batch size", "1").click("Start training")
    visitor.sees(re.compile(r"Training: epoch \d"))
    visitor.page.locator(".st-key-runs").get_by_test_id("stPopover").get_by_role("button").click()
    visitor.click("Delete this run").sees("was deleted.").sees(EMPTY)
    visitor.click("Bring it back").sees("Your runs (1 of 6 at most)").sees(re.compile(r"Training: epoch \d"))
    visitor.click("Stop").sees("What was learnt is kept.")


def test_a_runs_name_is_shown_letter_by_letter_on_every_page(visitor):
    train(visitor)
    name = ":material/home: https://example.com :red[x] **b** $x$ <i>"
    visitor.page.locator(".st-key-runs").get_by_test_id("stPopover").get_by_role("button").click()
    field = visitor.page.get_by_label("Name", exact=True)
    with visitor.redrawing():
        field.fill(name)
        field.press("Enter")
    visitor.page.keyboard.press("Escape")
    for page in ("Train", "Data", "Evaluate", "Try it", "Autograd", "Demo", "Home"):
        visitor.go(page)
        written = visitor.page.locator("body").inner_text().replace("\u2060", "")
        assert name in written or page == "Demo", page  # which speaks of its own run alone
        assert not visitor.page.get_by_role("link", name="example.com").count(), page
