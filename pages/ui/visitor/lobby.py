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
OWN_FIRST = 60.0  # seconds after a visitor has left, in which no other browser is let in: the visitor may be reloading
_START, _RANDOM, _CHECK = 6, 22, 4  # letters of a token's parts: the server's start, random letters, a checksum


class Guest(Protocol):
    """What the Lobby needs to know of a visitor's Session."""

    token: str  # unguessable

    def note_presence(self, *, present: bool) -> None:
        """Note whether the visitor is connected."""

    def forget(self) -> None:
        """Let go of everything."""


class Arrival(Enum):
    """How a visitor came, and what became of the work that the token in the address leads to."""

    NEW = auto()  # the address has no token
    BACK = auto()  # the work is here, and the visitor gets it
    OTHER_TAB = auto()  # the work is open in another page of this browser, or on a line whose end is not noticed yet
    OTHER_BROWSER = auto()  # the work is open in another browser, perhaps of another person
    TOO_LATE = auto()  # the work was given up after the grace period
    RESTARTED = auto()  # the work was in the memory of a server process that has ended
    NOWHERE = auto()  # no server has ever given out this token


log = logging.getLogger(__name__)

G = TypeVar("G", bound=Guest)


@dataclass(frozen=True)
class Line:
    """A page's connection."""

    name: str  # differs for each open page
    is_up: Callable[[], bool]
    browser: str = ""  # a secret of the browser; "" where it sends none
    end: Callable[[], None] = lambda: None  # soon releases what the server keeps for the page


@dataclass
class _Place(Generic[G]):
    """One visitor."""

    guest: G
    line: Line
    browsers: set[str]  # secrets of the browsers that the visitor has used
    old_lines: list[Line] = field(default_factory=list)  # earlier lines that have not been released yet
    lines: int = 1  # counts the lines that the visitor has had
    left_at: float | None = None  # time.monotonic() of leaving; None while connected

    def lets_in(self, line: Line, *, takes_over: bool) -> Arrival:
        """Return whether the holder of the token on this line gets the work (BACK), or where it is open.

        While the visitor is connected, another line of a known browser gets it only if it `takes_over`. Afterwards a
        known browser gets it at once, another one after OWN_FIRST seconds. Where no browser is known, the first
        one that asks gets it at once.
        """
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
    """The visitors by their tokens. A visitor who leaves is kept for the grace period, and forgotten after it."""

    grace: float  # seconds
    started: float = field(default_factory=time.monotonic)  # on the clock
    _start: str = field(default_factory=lambda: secrets.token_hex(_START // 2))
    _places: dict[str, _Place[G]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _thread: threading.Thread | None = None
    _untidy: bool = False  # whether a line was released at the last look

    def new_token(self) -> str:
        """Return a new token that nobody can guess.

        Its first letters name the server's start and its last letters are a checksum. So the Lobby can say later what
        became of it without keeping a list of tokens.
        """
        body = self._start + secrets.token_urlsafe(16)
        return body + _check(body)

    def enter(self, token: str, line: Line, new: Callable[[str], G], *, takes_over: bool = False) -> tuple[G, Arrival]:
        """Let in whoever holds this token; return (the guest, how the visitor came).

        The guest is the one with this token, or a new one with a new token. While the visitor is connected, and for
        OWN_FIRST seconds after, other browsers do not get in with the token, since somebody may have passed the address
        on. A browser of the visitor's own may take over (`takes_over`): its earlier line may have ended unnoticed.
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
        """Forget a visitor without work at once, without a grace period."""
        with self._lock:
            self._places.pop(token, None)

    def look(self) -> bool:
        """Note who has left, and forget who has been away for the grace period; return whether to look again."""
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
            known = bool(self._places or gone)  # after the last visitor one more look gives the memory back
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
    """Call the lobby's look() each second, until the lobby is gone or knows nobody."""
    pause = threading.Event()
    while (alive := lobby()) is not None and alive.look():
        del alive
        pause.wait(LOOK_EVERY)
