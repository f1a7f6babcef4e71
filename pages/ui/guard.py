"""Guard: what reaches Streamlit's web server, which pages/ui/server.py starts (long: all that is refused, and why).

The Guard prevents four things that Streamlit 1.67 does by itself:
- When a foreign page connects, Streamlit asks a server on the internet for its own address, and all visitors wait.
- Streamlit keeps any number of files that one visitor sends.
- Streamlit tells strangers how many visitors are here.
- An address with one part too many shows a white page.
"""

import asyncio
import logging
import os
import re
import time
from collections.abc import Mapping
from urllib.parse import urlsplit

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config
from streamlit.net_util import get_internal_ip
from streamlit.runtime import get_instance
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from core import messages
from core.errors import BusyError
from core.messages import LANGUAGES
from core.work.memory import Memory
from pages.ui.language import words
from pages.ui.menu import FIRST, PAGES

MEGABYTE = 1 << 20
MOST_FILES = 1000  # files that one visitor may have on the server at once
MOST_IN_ALL = 600 * MEGABYTE  # bytes of all visitors' files that no page has read yet
# Bytes that a form may add to the file in it. Streamlit allows a whole megabyte and then answers in words of its own.
FRAME = MEGABYTE // 2
CHECKED_EVERY = MEGABYTE // 4  # bytes; with what comes at once (some 64 kB) they still end before Streamlit's limit
MOST_TO_DRAIN = 400 * MEGABYTE  # bytes of a refused file that are read and dropped, so that the answer arrives
DRAIN_SECONDS = 60.0
IDLE_SECONDS = 30.0  # seconds without a new byte of a file, after which it is refused
AWAY_SECONDS = 10.0  # seconds without a connection, after which files are dropped; a shorter cut must not lose them
STALE_SECONDS = 120.0  # pages read a file within seconds; one that lies for longer makes room for others
METRICS_VARIABLE = "PLAYGROUND_METRICS"  # 1: tell whoever asks how many visitors are here
ADDRESSES = frozenset(address for address, _icon in PAGES) - {FIRST}
# Parts of addresses that are no pages: Streamlit's own, and those of files.
_RESERVED = frozenset({"_stcore", "media", "component", "static", "app", "oauth2callback", "auth", "~"})

log = logging.getLogger(__name__)


class Guard:
    """ASGI middleware around Streamlit."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.files = _Files()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle a connection or a request, as every ASGI application does."""
        if scope["type"] == "websocket":
            await self._connect(scope, receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _connect(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a page of ours connect; refuse a foreign page with code 1008."""
        headers = _headers(scope)
        origin, host = headers.get("origin"), headers.get("host", "")
        if origin is not None and not may_connect(origin, host):
            log.info("refused a connection of a page from %r", origin)
            await receive()
            await send({"type": "websocket.close", "code": 1008})
            return
        if origin is not None and urlsplit(origin).netloc != host:
            # The page may connect. Its origin is replaced by ours: else Streamlit would ask the internet once more.
            own = f"{urlsplit(origin).scheme}://{host}".encode()
            others = [(name, value) for name, value in scope["headers"] if name.lower() != b"origin"]
            scope = {**scope, "headers": [*others, (b"origin", own)]}
        try:
            await self.app(scope, receive, send)
        finally:
            self.files.tidy()

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        parts = _parts(scope)
        if any(not character.isprintable() for character in scope["path"]):
            await _say(send, 400, _in_words(messages.Message("guard-no-address"), scope))
        elif parts == ["_stcore", "metrics"] and os.environ.get(METRICS_VARIABLE) != "1":
            await _say(send, 404, "Not found")  # not shown on any page
        elif parts[:2] == ["_stcore", "upload_file"] and scope["method"] == "PUT" and len(parts) == 4:
            await self._take_file(parts[2], scope, receive, send)
        elif "text/html" in _headers(scope).get("accept", "") and (way := way_to_page(parts)) is not None:
            query = f"?{scope['query_string'].decode('latin-1')}" if scope["query_string"] else ""
            await _say(send, 307, "", {"location": f"{way}{query}"})
        else:
            await self.app(scope, receive, send)

    async def _take_file(self, session: str, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a file on to Streamlit if there is room for it; otherwise answer with status 413 and the reason."""
        length = _headers(scope).get("content-length", "")
        arriving = self.files.begin(session)
        checked = 0

        async def receive_some() -> Message:
            nonlocal checked
            try:
                message = await asyncio.wait_for(receive(), IDLE_SECONDS)
            except TimeoutError:
                raise _RefusedError(messages.Message("guard-stopped")) from None
            arriving.size += len(message.get("body", b""))
            if arriving.size - checked >= CHECKED_EVERY:
                checked = arriving.size
                self.files.check_room(session)
            return message

        problem = None
        try:
            self.files.check_room(session, int(length) if re.fullmatch("[0-9]{1,18}", length) else 0)
            await self.app(scope, receive_some, send)
        except _RefusedError as error:
            problem = error.message
        except ClientDisconnect:
            log.info("somebody left while a file was arriving")
        finally:
            self.files.end(arriving)
            self.files.tidy()
        if problem is not None:  # not in the except block: the caught exception keeps the bytes that have come
            log.info("refused a file: %s", words().put(problem))
            await _refuse_file(_in_words(problem, scope), receive, send)


class _RefusedError(Exception):
    """A file is not taken; its message says why."""

    def __init__(self, message: messages.Message) -> None:
        super().__init__(message.id)
        self.message = message


class _Arriving:
    """A file that is arriving."""

    def __init__(self, session: str) -> None:
        self.session = session
        self.size = 0  # bytes that have come


class _Files:
    """All visitors' files that are arriving, or that no page has read yet. Used on the event loop alone."""

    def __init__(self) -> None:
        self.arriving: set[_Arriving] = set()
        self.seen_at: dict[tuple[str, str], float] = {}  # (session, file) -> time.monotonic() when it was first seen
        self.left_at: dict[str, float] = {}  # session without a connection -> time.monotonic() when this was seen

    def begin(self, session: str) -> _Arriving:
        arriving = _Arriving(session)
        self.arriving.add(arriving)
        return arriving

    def end(self, arriving: _Arriving) -> None:
        self.arriving.discard(arriving)

    def check_room(self, session: str, announced: int = 0) -> None:
        """Raise _RefusedError when there is no room for the files of this session.

        Files count when they are being sent or when no page has read them yet. There are limits for one visitor, for
        all visitors together, and for the memory. When a limit for files is reached, stale files make room first.
        `announced` is the size in bytes that the request's header gives.
        """
        if not get_instance().is_active_session(session):
            raise _RefusedError(messages.Message("guard-page-closed"))
        most = int(config.get_option("server.maxUploadSize")) * MEGABYTE
        held = self._held()
        mine = [size for (owner, _), size in held.items() if owner == session]
        coming = sum(file.size for file in self.arriving)
        my_coming = [file.size for file in self.arriving if file.session == session]
        if max(sum(my_coming), announced) + sum(mine) > most + FRAME or len(mine) + len(my_coming) > MOST_FILES:
            mine = [held[key] for key in self._without_stale(held, session) if key[0] == session]
        if max(sum(my_coming), announced) + sum(mine) > most + FRAME:
            raise _RefusedError(messages.Message("guard-too-large", most=most // MEGABYTE))
        if len(mine) + len(my_coming) > MOST_FILES:
            raise _RefusedError(messages.Message("guard-too-many", most=MOST_FILES))
        if sum(held.values()) + coming > MOST_IN_ALL:
            held = self._without_stale(held)
        if sum(held.values()) + coming > MOST_IN_ALL:
            raise _RefusedError(messages.Message("guard-others"))
        try:
            # The file is held twice: in pieces, then whole.
            Memory().check_room(2 * max(coming, announced), messages.Message("work-what-file"))
        except BusyError as error:
            raise _RefusedError(error.message) from error

    def tidy(self) -> None:
        """Let go of the files of everybody who has not been connected for a while."""
        runtime, now = get_instance(), time.monotonic()
        owners = {session for session, _ in self._held()}
        self.left_at = {
            session: self.left_at.get(session, now) for session in owners if not runtime.is_active_session(session)
        }
        for session, since in self.left_at.items():
            if now - since >= AWAY_SECONDS:
                runtime.uploaded_file_mgr.remove_session_files(session)
        if self.left_at:
            asyncio.get_running_loop().call_later(AWAY_SECONDS, self.tidy)

    def _held(self) -> dict[tuple[str, str], int]:
        """(session, file) -> bytes, of all files that Streamlit holds."""
        files = _manager()
        with files._lock:  # there is no other way to ask
            storage = {session: dict(some) for session, some in files.file_storage.items()}
        held = {(session, name): len(file.data) for session, some in storage.items() for name, file in some.items()}
        self.seen_at = {key: self.seen_at.get(key, time.monotonic()) for key in held}
        return held

    def _without_stale(self, held: Mapping[tuple[str, str], int], session: str = "") -> dict[tuple[str, str], int]:
        """Drop the files that no page has read for STALE_SECONDS; return the entries of `held` that are left.

        With a `session` only its files are dropped, with "" those of all sessions.
        """
        now = time.monotonic()
        stale = {key for key in held if now - self.seen_at[key] > STALE_SECONDS and session in {"", key[0]}}
        for owner, name in stale:
            _manager().remove_file(session_id=owner, file_id=name)
        return {key: size for key, size in held.items() if key not in stale}


def _manager() -> MemoryUploadedFileManager:
    """Where Streamlit keeps all visitors' files."""
    manager = get_instance().uploaded_file_mgr
    assert isinstance(manager, MemoryUploadedFileManager)
    return manager


def may_connect(origin: str, host: str) -> bool:
    """Return whether a page from `origin` may connect to this server, which the request calls `host`.

    The rule is Streamlit's, with one exception. Streamlit also accepts pages from the computer's public address, for
    which it asks a server on the internet. To allow that address here, name it in browser.serverAddress or
    server.corsAllowedOrigins.
    """
    try:
        page = urlsplit(origin)
    except ValueError:  # no address at all
        return False
    if page.netloc == host or not config.get_option("server.enableCORS"):
        return True
    named = [config.get_option("browser.serverAddress")] if config.is_manually_set("browser.serverAddress") else []
    named += config.get_option("server.corsAllowedOrigins")
    allowed = {"localhost", "127.0.0.1", "0.0.0.0", get_internal_ip()}  # noqa: S104  (a name to compare with)
    allowed |= {urlsplit(name if "//" in name else f"//{name}").hostname for name in named}
    return page.hostname is not None and page.hostname in allowed


def way_to_page(parts: list[str]) -> str | None:
    """Return the way from an address with too many parts to the page that was meant; None where the address is right.

    The way is relative, so it is also right behind a proxy that puts a folder before our addresses.
    """
    if len(parts) < 2 or not _RESERVED.isdisjoint(parts):
        return None
    meant = next((part for part in reversed(parts) if part in ADDRESSES), "")
    return "../" * (len(parts) - 1) + meant


def language_of(accepted: str) -> str:
    """The language for a browser whose header Accept-Language is `accepted`: that of its first entry, else English."""
    first = re.split("[-_,;]", accepted.strip(), maxsplit=1)[0].lower()
    return first if first in LANGUAGES else next(iter(LANGUAGES))


def _in_words(message: messages.Message, scope: Scope) -> str:
    """The message in the language of the browser: what the visitor has chosen on a page is not known here."""
    return words().put(message, language_of(_headers(scope).get("accept-language", "")))


def _headers(scope: Scope) -> dict[str, str]:
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}


def _parts(scope: Scope) -> list[str]:
    """The parts of the address behind the folder in which the app is served."""
    base = str(config.get_option("server.baseUrlPath")).strip("/")
    path = scope["path"]
    if base and f"{path}/".startswith(f"/{base}/"):
        path = path.removeprefix(f"/{base}")
    return [part for index, part in enumerate(path.split("/")) if index or part]


async def _say(send: Send, status: int, text: str, headers: Mapping[str, str] | None = None) -> None:
    await _begin(send, status, headers)
    await send({"type": "http.response.body", "body": text.encode()})


async def _begin(send: Send, status: int, headers: Mapping[str, str] | None = None) -> None:
    all_headers = {"content-type": "text/plain; charset=utf-8"} | dict(headers or {})  # not shown
    pairs = [(name.encode(), value.encode("latin-1", "ignore")) for name, value in all_headers.items()]
    await send({"type": "http.response.start", "status": status, "headers": pairs})


async def _refuse_file(problem: str, receive: Receive, send: Send) -> None:
    """Answer with status 413 and `problem`, then read on and drop what is sent.

    If the connection were closed while the browser sends, the answer would be lost.
    """
    await _begin(send, 413)
    await send({"type": "http.response.body", "body": problem.encode(), "more_body": True})
    drained, until = 0, time.monotonic() + DRAIN_SECONDS
    more = True
    while more and drained < MOST_TO_DRAIN and time.monotonic() < until:
        try:
            message = await asyncio.wait_for(receive(), until - time.monotonic())
        except TimeoutError:
            break
        drained += len(message.get("body", b""))
        more = message["type"] == "http.request" and message.get("more_body", False)
    await send({"type": "http.response.body", "body": b""})
