import gc
import threading
import weakref
from dataclasses import dataclass, field, replace
from functools import partial

import pytest

from core.work.scheduler import Owner
from pages.ui.visitor.lobby import Arrival, Line, Lobby
from tests.conftest import await_state


class Guest:
    def __init__(self, token):
        self.token = token
        self.owner = Owner()
        self.forgotten = threading.Event()

    def note_presence(self, *, present):
        self.owner.present = present

    def forget(self):
        self.forgotten.set()


@dataclass
class Page:
    """A page that is open, in a browser."""

    name: str
    browser: str = ""
    up: bool = True
    line: Line = field(init=False)

    def __post_init__(self):
        self.line = Line(self.name, lambda: self.up, self.browser)


def come(lobby, page, token="", **how):
    return lobby.enter(token, page.line, Guest, **how)


def test_a_visitor_who_has_left_is_found_again_by_the_token_and_by_no_other():
    lobby, page = Lobby(grace=1000), Page("first")
    guest, arrival = come(lobby, page)
    assert arrival is Arrival.NEW
    page.up = False
    for wrong in ("another", "", guest.token[:-1], guest.token + "x"):
        assert come(lobby, Page("stranger"), wrong)[0] is not guest
    assert come(lobby, Page("second"), guest.token) == (guest, Arrival.BACK)
    assert come(lobby, Page("third"), guest.token)[0] is not guest  # here again


@pytest.mark.parametrize("takes_over", [False, True])
@pytest.mark.parametrize("browser", ["", "another"])
def test_another_browser_cannot_take_the_place_of_a_visitor_who_is_still_connected(browser, takes_over):
    lobby = Lobby(grace=1000)
    guest, _ = come(lobby, mine := Page("mine", "my browser"))
    found, arrival = come(lobby, Page("stranger", browser), guest.token, takes_over=takes_over)
    assert found is not guest
    assert arrival is Arrival.OTHER_BROWSER
    assert lobby.holds(guest.token, mine.line)


def test_for_a_minute_only_the_same_browser_is_let_in_since_it_may_be_a_reload(monkeypatch):
    lobby = Lobby(grace=1000)
    guest, _ = come(lobby, mine := Page("mine", "my browser"))
    mine.up = False
    for look in (False, True):
        if look:
            lobby.look()
        assert come(lobby, Page("stranger", "another"), guest.token)[1] is Arrival.OTHER_BROWSER
    again, back = Page("again", "my browser"), Page("back", "my browser")
    assert come(lobby, again, guest.token) == (guest, Arrival.BACK)
    again.up = False
    lobby.look()
    monkeypatch.setattr("pages.ui.visitor.lobby.OWN_FIRST", 0.0)
    phone = Page("phone", "another")
    assert come(lobby, phone, guest.token) == (guest, Arrival.BACK)
    assert come(lobby, back, guest.token)[1] is Arrival.OTHER_TAB  # not shut out
    assert come(lobby, back, guest.token, takes_over=True) == (guest, Arrival.BACK)


def test_lines_that_have_ended_are_let_go_and_those_of_the_forgotten_too():
    ended = []
    lobby, pages = Lobby(grace=0), [Page("first", "mine"), Page("second", "mine")]
    for page in pages:
        page.line = replace(page.line, end=partial(ended.append, page.name))
    guest, _ = come(lobby, pages[0])
    assert come(lobby, pages[1], guest.token, takes_over=True)[0] is guest
    lobby.look()
    assert not ended  # it is still open, and asks
    pages[0].up = False
    lobby.look()
    assert ended == ["first"]
    pages[1].up = False
    lobby.look()
    assert ended == ["first", "second"]
    assert not lobby.look()


def test_browsers_that_tell_nothing_of_themselves_are_not_the_same():
    lobby = Lobby(grace=1000)
    guest, _ = come(lobby, Page("one"))
    assert come(lobby, Page("two"), guest.token, takes_over=True)[1] is Arrival.OTHER_BROWSER


def test_another_tab_of_the_same_browser_is_asked_and_takes_over():
    lobby = Lobby(grace=1000)
    guest, _ = come(lobby, old := Page("old", "my browser"))
    new = Page("new", "my browser")
    asked, arrival = come(lobby, new, guest.token)
    assert arrival is Arrival.OTHER_TAB
    assert asked is not guest
    assert lobby.holds(guest.token, old.line)
    lines = lobby.lines_of(guest.token)
    assert come(lobby, new, guest.token, takes_over=True) == (guest, Arrival.BACK)
    assert lobby.holds(guest.token, new.line)
    assert not lobby.holds(guest.token, old.line)
    assert lobby.lines_of(guest.token) == lines + 1
    new.up = False
    lobby.look()
    assert not guest.owner.present  # whatever became of the old line
    new.up = True
    assert come(lobby, old, guest.token)[1] is Arrival.OTHER_TAB


def test_gone_and_never_existed_are_told_apart():
    lobby, before = Lobby(grace=0), Lobby(grace=0)
    late, _ = come(lobby, Page("late", up=False))
    lobby.look()
    assert late.forgotten.is_set()
    assert come(lobby, Page("again"), late.token)[1] is Arrival.TOO_LATE
    assert come(lobby, Page("another"), before.new_token())[1] is Arrival.RESTARTED
    for wrong in (
        late.token[:-1],
        late.token + "x",
        late.token[1:],
        "x",
        late.token.swapcase(),
        "한국어",
        "x" * 10_000,
    ):
        assert come(lobby, Page("wrong"), wrong)[1] is Arrival.NOWHERE


def test_who_leaves_is_marked_as_absent_and_as_present_after_coming_back():
    lobby, page = Lobby(grace=1000), Page("page")
    guest, _ = come(lobby, page)
    for page.up in (False, True, False):
        lobby.look()
        assert guest.owner.present is page.up
    assert come(lobby, Page("again"), guest.token)[0] is guest
    assert guest.owner.present
    lobby.look()
    assert guest.owner.present


def test_after_the_grace_period_everything_is_let_go():
    lobby = Lobby(grace=0)
    guest, _ = come(lobby, Page("gone", up=False))
    other, _ = come(lobby, here := Page("here"))
    assert lobby.look()
    assert guest.forgotten.is_set()
    assert not other.forgotten.is_set()
    assert lobby.holds(other.token, here.line)
    assert lobby.lines_of(guest.token) == 0


def test_a_short_absence_is_no_departure():
    lobby, page = Lobby(grace=1000), Page("page")
    guest, _ = come(lobby, page)
    for _ in range(3):
        for page.up in (False, True):
            assert lobby.look()
    assert not guest.forgotten.is_set()


@pytest.mark.slow
def test_the_thread_that_looks_round_forgets_by_itself_and_ends_with_the_last_visitor():
    lobby = Lobby(grace=0)
    guest, _ = come(lobby, Page("gone", up=False))
    assert guest.forgotten.wait(60)
    await_state(lambda: lobby._thread is None)


@pytest.mark.slow
def test_a_lobby_that_nobody_needs_is_let_go_with_its_thread():
    lobby = Lobby(grace=1000)
    come(lobby, Page("page"))
    thread, reference = lobby._thread, weakref.ref(lobby)
    del lobby
    gc.collect()
    await_state(lambda: reference() is None)
    thread.join(60)
    assert not thread.is_alive()
