"""Lobby: who is here, who has left and may come back, and who has been gone for too long. It knows no Streamlit."""

import hashlib
import logging
import secrets
import threading
import time
import weakref
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Generic, Protocol, TypeVar

from core.work.memory import give_back_memory

LOOK_EVERY = 1.0  # seconds
OWN_FIRST = 60.0  # seconds after a visitor has left in which no other browser is let in: it may be a reload
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
    browsers: set[str]  # in which the visitor has been
    old_lines: list[Line] = field(default_factory=list)  # that have not been let go yet
    lines: int = 1  # counts those that the visitor has had
    left_at: float | None = None  # on the clock; None while connected

    def lets_in(self, line: Line, *, takes_over: bool) -> Arrival:
        """What comes of somebody's holding the token on this line."""
        known = line.browser in self.browsers
        if line.name == self.line.name:
            return Arrival.BACK
        if self.line.is_up():
            if known and takes_over:
                return Arrival.BACK
            return Arrival.OTHER_TAB if known else Arrival.OTHER_BROWSER
        away = time.monotonic() - self.left_at if self.left_at is not None else 0.0
        return Arrival.BACK if known or not self.browsers or away >= OWN_FIRST else Arrival.OTHER_BROWSER


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

        While its visitor is still connected, and for a minute after, the token opens nothing to other browsers: who has
        only been given the address is one. The visitor's own may `take_over`: the line of before may have ended without
        anybody noticing.
        """
        with self._lock:
            place = self._places.get(token)
            arrival = self._became_of(token) if place is None else place.lets_in(line, takes_over=takes_over)
            if place is None or arrival is not Arrival.BACK:
                guest = new(self.new_token())
                place = self._places[guest.token] = _Place(guest, line, set())
            elif place.line.name != line.name:
                place.old_lines.append(place.line)
                place.line, place.lines, place.left_at = line, place.lines + 1, None
            if line.browser:
                place.browsers.add(line.browser)
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
        ended: list[Line] = []
        with self._lock:
            for token, place in list(self._places.items()):
                for old in [old for old in place.old_lines if not old.is_up()]:
                    place.old_lines.remove(old)
                    ended.append(old)
                connected = place.line.is_up()
                place.guest.note_presence(present=connected)
                place.left_at = None if connected else (place.left_at or now)
                if place.left_at is not None and now - place.left_at >= self.grace:
                    gone.append(self._places.pop(token))
            known = bool(self._places or gone)  # those who have gone are tidied up after at the next look
            if not known:
                self._thread = None
        for place in gone:
            ended += [*place.old_lines, place.line]
            try:
                place.guest.forget()
            except Exception:
                log.exception("a visitor's runs could not be ended")
        for line in ended:
            try:
                line.end()
            except Exception:
                log.exception("a page's connection could not be let go")
        if ended or self._untidy:
            give_back_memory()
        self._untidy = bool(ended)
        return known


def _check(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()[:_CHECK]


def _look(lobby: "weakref.ref[Lobby[G]]") -> None:
    """Look round each second as long as there is a lobby with somebody to know."""
    pause = threading.Event()
    while (found := lobby()) is not None and found.look():
        del found
        pause.wait(LOOK_EVERY)
