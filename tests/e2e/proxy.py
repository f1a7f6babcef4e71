"""A network between browser and server that can be cut, and that can lose a connection without a word."""

import selectors
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from tests.e2e.server import Server


class Proxy:
    """Hands on bytes between whoever connects and a server."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._door = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._door.getsockname()[1]}"
        self._pairs: dict[socket.socket, socket.socket] = {}  # both ways
        self._lasting: set[socket.socket] = set()  # of them those that stay open for as long as a page
        self._frozen: list[socket.socket] = []  # nothing comes through, and nobody is told
        self._lock = threading.Lock()
        self._open = True  # whether anybody new gets through
        self._ending = threading.Event()
        self._selector = selectors.DefaultSelector()
        self._thread = threading.Thread(target=self._run, name="proxy", daemon=True)
        self._thread.start()

    def freeze(self) -> None:
        """The pages' connections go dead, as when a phone changes its network; new ones work."""
        with self._lock:
            for one in list(self._pairs):
                if one in self._lasting:
                    self._selector.unregister(one)
                    self._pairs.pop(one)
                    self._frozen.append(one)
                else:
                    self._drop(one)

    def cut(self) -> None:
        """Every connection ends, and no new one is let in."""
        with self._lock:
            self._open = False
            for one in list(self._pairs):
                self._drop(one)

    def mend(self) -> None:
        """New connections are let in."""
        self._open = True

    def end(self) -> None:
        self._ending.set()
        self._thread.join()
        with self._lock:
            for one in [*self._pairs, *self._frozen, self._door]:
                one.close()

    def _run(self) -> None:
        self._door.setblocking(False)
        self._selector.register(self._door, selectors.EVENT_READ)
        while not self._ending.is_set():
            for key, _ in self._selector.select(0.1):
                with self._lock, suppress(OSError):
                    self._let_in() if key.fileobj is self._door else self._hand_on(key.fileobj)

    def _let_in(self) -> None:
        near, _ = self._door.accept()
        if not self._open:
            near.close()
            return
        far = socket.create_connection(("127.0.0.1", self._server.port))
        for one, other in ((near, far), (far, near)):
            self._pairs[one] = other
            self._selector.register(one, selectors.EVENT_READ)

    def _hand_on(self, one: socket.socket) -> None:
        if one not in self._pairs:
            return
        try:
            found = one.recv(1 << 16)
            if b"Upgrade: websocket" in found:
                self._lasting |= {one, self._pairs[one]}
            if found:
                self._pairs[one].sendall(found)
        except OSError:
            found = b""
        if not found:
            self._drop(one)

    def _drop(self, one: socket.socket) -> None:
        for each in filter(None, (one, self._pairs.get(one))):
            self._pairs.pop(each, None)
            with suppress(KeyError, ValueError):
                self._selector.unregister(each)
            each.close()


@contextmanager
def through_a_proxy(server: Server) -> Iterator[Proxy]:
    """A network to the server for the length of a with block."""
    proxy = Proxy(server)
    try:
        yield proxy
    finally:
        proxy.end()
