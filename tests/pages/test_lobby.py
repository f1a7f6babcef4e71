import gc
import threading
import weakref
from functools import partial

from core.scheduler import Owner
from pages.ui.lobby import Lobby
from tests.conftest import await_state


class Guest:
    def __init__(self, token="token"):
        self.token = token
        self.owner = Owner()
        self.forgotten = threading.Event()

    def note_presence(self, *, present):
        self.owner.present = present

    def forget(self):
        self.forgotten.set()


def test_a_visitor_who_has_left_is_found_again_by_the_token_and_by_no_other():
    lobby, guest, here = Lobby(grace=1000), Guest(), [True]
    lobby.enter("", lambda: guest, lambda: here[0])
    here[0] = False
    for wrong in ("another", ""):
        assert lobby.enter(wrong, partial(Guest, wrong), lambda: True) is not guest
    assert lobby.enter("token", Guest, lambda: True) is guest
    assert lobby.enter("token", Guest, lambda: True) is not guest  # here again


def test_nobody_can_take_the_place_of_a_visitor_who_is_still_connected():
    lobby, guest = Lobby(grace=1000), Guest()
    lobby.enter("", lambda: guest, lambda: True)
    assert lobby.enter("token", lambda: Guest("another"), lambda: True) is not guest
    assert lobby.knows("token")


def test_who_leaves_is_marked_as_absent_and_as_present_after_coming_back():
    lobby, guest, here = Lobby(grace=1000), Guest(), [True]
    lobby.enter("", lambda: guest, lambda: here[0])
    for here[0] in (False, True, False):
        lobby.look()
        assert guest.owner.present is here[0]
    assert lobby.enter("token", Guest, lambda: True) is guest
    assert guest.owner.present
    lobby.look()
    assert guest.owner.present


def test_after_the_grace_period_everything_is_let_go():
    lobby, guest, other = Lobby(grace=0), Guest(), Guest("other")
    lobby.enter("", lambda: guest, lambda: False)
    lobby.enter("", lambda: other, lambda: True)
    assert lobby.look()
    assert guest.forgotten.is_set()
    assert not other.forgotten.is_set()
    assert not lobby.knows("token")


def test_a_short_absence_is_no_departure():
    lobby, guest, here = Lobby(grace=1000), Guest(), [True]
    lobby.enter("", lambda: guest, lambda: here[0])
    for _ in range(3):
        for here[0] in (False, True):
            assert lobby.look()
    assert not guest.forgotten.is_set()


def test_the_thread_that_looks_round_forgets_by_itself_and_ends_with_the_last_visitor():
    lobby, guest = Lobby(grace=0), Guest()
    lobby.enter("", lambda: guest, lambda: False)
    assert guest.forgotten.wait(60)
    await_state(lambda: lobby._thread is None)


def test_a_lobby_that_nobody_needs_is_let_go_with_its_thread():
    lobby = Lobby(grace=1000)
    lobby.enter("", Guest, lambda: True)
    thread, reference = lobby._thread, weakref.ref(lobby)
    del lobby
    gc.collect()
    await_state(lambda: reference() is None)
    thread.join(60)
    assert not thread.is_alive()
