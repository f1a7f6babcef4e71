"""Lobby: who is here, who has left and may come back, and who has been gone for too long. It knows no Streamlit."""

import hashlib
import hmac
import logging
import secrets
import threading
import time
import weakref
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Generic, Protocol, TypeVar

from core.memory import give_back_memory

LOOK_EVERY = 1.0  # seconds
_START, _RANDOM, _CHECK = 6, 22, 4  # letters of a token: the server's start, what nobody can guess, against mistyping


class Guest(Protocol):
    """What a visitor has here."""

    token: str  # unguessable

    def note_presence(self, *, present: bool) -> None:
        """Whether the visitor is connected."""

    def forget(self) -> None:
        """Let go of everything."""


class Arrival(Enum):
    """How somebody came, and what became of what the address leads to."""

    NEW = auto()  # by an address that leads nowhere in particular
    BACK = auto()  # to what the visitor has left here
    OTHER_TAB = auto()  # it is open in another page of the same browser, or on a line whose end nobody has noticed
    OTHER_BROWSER = auto()  # it is open in another browser, perhaps somebody else's
    TOO_LATE = auto()  # it was given up after the grace period
    RESTARTED = auto()  # it was in a server that has ended
    NOWHERE = auto()  # no server has ever given out this token


log = logging.getLogger(__name__)

G = TypeVar("G", bound=Guest)


@dataclass(frozen=True)
class Line:
    """A page's connection."""

    name: str  # another one for each page that is open
    is_up: Callable[[], bool]
    browser: str = ""  # what no other browser knows; "" where it tells nothing
    end: Callable[[], None] = lambda: None  # let go, a little later, of all that is kept for it


@dataclass
class _Place(Generic[G]):
    """One visitor."""

    guest: G
    line: Line
    lines: int = 1  # counts those that the visitor has had
    left_at: float | None = None  # on the clock; None while connected


@dataclass
class Lobby(Generic[G]):
    """Visitors by their tokens. One who leaves is waited for, then forgotten."""

    grace: float  # seconds
    started: float = field(default_factory=time.monotonic)  # on the clock
    _start: str = field(default_factory=lambda: secrets.token_hex(_START // 2))
    _places: dict[str, _Place[G]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _thread: threading.Thread | None = None
    _untidy: bool = False  # whether somebody was forgotten at the last look

    def new_token(self) -> str:
        """One that nobody can guess, and by which what became of it can be told without keeping it."""
        body = self._start + secrets.token_urlsafe(16)
        return body + _check(body)

    def enter(self, token: str, line: Line, new: Callable[[str], G], *, takes_over: bool = False) -> tuple[G, Arrival]:
        """Somebody is here who holds this token: what its visitor has left, or something new with a new token.

        While its visitor is still connected the token opens nothing, but for the same browser, if it `takes_over`:
        the line of before may have ended without anybody noticing, and who has only been given the address is another
        browser.
        """
        with self._lock:
            place = self._places.get(token)
            arrival = Arrival.BACK if place is not None else self._became_of(token)
            if place is not None and place.line.name != line.name and place.line.is_up():
                same_browser = bool(line.browser) and hmac.compare_digest(line.browser, place.line.browser)
                arrival = Arrival.OTHER_TAB if same_browser else Arrival.OTHER_BROWSER
                if same_browser and takes_over:
                    arrival = Arrival.BACK
            if place is None or arrival is not Arrival.BACK:
                guest = new(self.new_token())
                place = self._places[guest.token] = _Place(guest, line)
            else:
                place.line, place.lines, place.left_at = line, place.lines + 1, None
            place.guest.note_presence(present=True)
            if self._thread is None:
                self._thread = threading.Thread(target=_look, args=(weakref.ref(self),), name="lobby", daemon=True)
                self._thread.start()
            return place.guest, arrival

    def _became_of(self, token: str) -> Arrival:
        """What a token without a place once led to."""
        body, check = token[:-_CHECK], token[-_CHECK:]
        if not token:
            return Arrival.NEW
        if len(body) != _START + _RANDOM or check != _check(body):
            return Arrival.NOWHERE
        return Arrival.TOO_LATE if body.startswith(self._start) else Arrival.RESTARTED

    def holds(self, token: str, line: Line) -> bool:
        """Whether the visitor of this token is known, and here by this line."""
        place = self._places.get(token)
        return place is not None and place.line.name == line.name

    def lines_of(self, token: str) -> int:
        """How many lines the visitor has had; 0 for one who is not known."""
        place = self._places.get(token)
        return place.lines if place is not None else 0

    def leave(self, token: str) -> None:
        """A visitor goes who has left nothing."""
        with self._lock:
            self._places.pop(token, None)

    def look(self) -> bool:
        """Note who has left, forget who was gone for longer than the grace period; whether to look again."""
        now = time.monotonic()
        gone: list[_Place[G]] = []
        with self._lock:
            for token, place in list(self._places.items()):
                connected = place.line.is_up()
                place.guest.note_presence(present=connected)
                place.left_at = None if connected else (place.left_at or now)
                if place.left_at is not None and now - place.left_at >= self.grace:
                    gone.append(self._places.pop(token))
            known = bool(self._places or gone)  # those who have gone are tidied up after at the next look
            if not known:
                self._thread = None
        for place in gone:
            try:
                place.line.end()
                place.guest.forget()
            except Exception:
                log.exception("a visitor's runs could not be ended")
        if gone or self._untidy:
            give_back_memory()
        self._untidy = bool(gone)
        return known


def _check(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()[:_CHECK]


def _look(lobby: "weakref.ref[Lobby[G]]") -> None:
    """Look round each second as long as there is a lobby with somebody to know."""
    pause = threading.Event()
    while (found := lobby()) is not None and found.look():
        del found
        pause.wait(LOOK_EVERY)
