"""Lobby: who is here, who has left and may come back, and who has been gone for too long. It knows no Streamlit."""

import logging
import threading
import time
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from core.memory import give_back_memory

LOOK_EVERY = 1.0  # seconds


class Guest(Protocol):
    """What a visitor has here."""

    token: str  # unguessable

    def note_presence(self, *, present: bool) -> None:
        """Whether the visitor is connected."""

    def forget(self) -> None:
        """Let go of everything."""


log = logging.getLogger(__name__)

G = TypeVar("G", bound=Guest)
Connection = Callable[[], bool]  # whether the visitor's browser is still connected


@dataclass
class _Place(Generic[G]):
    """One visitor."""

    guest: G
    connection: Connection
    left_at: float | None = None  # on the clock; None while connected


class Lobby(Generic[G]):
    """Visitors by their tokens. One who leaves is waited for, then forgotten."""

    def __init__(self, grace: float) -> None:
        self.grace = grace  # seconds
        self._places: dict[str, _Place[G]] = {}
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def enter(self, token: str, new: Callable[[], G], connection: Connection) -> G:
        """A visitor is here: what the visitor of this token left behind, or something new.

        While that visitor is still connected the token opens nothing, whoever has it.
        """
        with self._lock:
            place = self._places.get(token)
            guest = new() if place is None or place.connection() else place.guest
            self._places[guest.token] = _Place(guest, connection)
            guest.note_presence(present=True)
            if self._thread is None:
                self._thread = threading.Thread(target=_look, args=(weakref.ref(self),), name="lobby", daemon=True)
                self._thread.start()
            return guest

    def knows(self, token: str) -> bool:
        """Whether the visitor is here, or waited for."""
        return token in self._places

    def look(self) -> bool:
        """Note who has left, forget who was gone for longer than the grace period; whether anybody is known still."""
        now = time.monotonic()
        gone = []
        with self._lock:
            for token, place in list(self._places.items()):
                connected = place.connection()
                place.guest.note_presence(present=connected)
                place.left_at = None if connected else (place.left_at or now)
                if place.left_at is not None and now - place.left_at >= self.grace:
                    gone.append(self._places.pop(token).guest)
            known = bool(self._places)
            if not known:
                self._thread = None
        for guest in gone:
            try:
                guest.forget()
            except Exception:
                log.exception("a visitor's runs could not be ended")
        if gone:
            give_back_memory()
        return known


def _look(lobby: "weakref.ref[Lobby[G]]") -> None:
    """Look round each second as long as there is a lobby with somebody to know."""
    pause = threading.Event()
    while (found := lobby()) is not None and found.look():
        del found
        pause.wait(LOOK_EVERY)
