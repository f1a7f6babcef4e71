"""The app as a person starts it, in a process of its own; for browser tests, benchmarks and screenshots."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60.0
END_SECONDS = 20.0


class Server:
    """A running app."""

    def __init__(self, data: Path, port: int = 0, script: str | Path = "app.py", **environment: str) -> None:
        port = port or free_port()
        self.port = port
        self.url = f"http://127.0.0.1:{port}"
        options = {"server.port": port, "server.address": "127.0.0.1", "server.headless": "true"}
        self._log = tempfile.TemporaryFile("a+", encoding="utf-8")  # noqa: SIM115 (as long as the server lives)
        self._told = 0
        self.process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "tests.packed_cifar10",  # the app as it is, but for CIFAR-10 that was packed anew
                "streamlit",
                "run",
                str(script),
                *(f"--{name}={value}" for name, value in options.items()),
            ],
            cwd=ROOT,
            env=os.environ | {"PLAYGROUND_DATA_DIR": str(data)} | environment,
            stdout=subprocess.DEVNULL,
            stderr=self._log,
        )
        self._await_health(environment.get("STREAMLIT_SERVER_BASE_URL_PATH", ""))

    def _await_health(self, folder: str) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                with urllib.request.urlopen("/".join(filter(None, [self.url, folder, "_stcore/health"])), timeout=1):
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.05)  # between two questions whether the server answers
        self.process.kill()
        raise RuntimeError("the app did not start")

    def log(self) -> str:
        """All that the server has complained about."""
        self._log.seek(0)
        return self._log.read()

    def new_complaints(self) -> str:
        """What the server has complained about since this was asked last."""
        log = self.log()
        new, self._told = log[self._told :], len(log)
        return new

    def assert_quiet(self) -> None:
        """When all is well, nothing is written into the log."""
        complaints = self.new_complaints()
        assert not complaints, f"the server's log should be empty when all is well:\n{complaints}"

    def end(self, with_signal: int = signal.SIGTERM) -> int:
        """Stop the app as an operating system does; its exit status."""
        if self.process.poll() is None:
            self.process.send_signal(with_signal)
        try:
            return self.process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise


def free_port() -> int:
    """A port of this computer that nobody listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def serving(data: Path, port: int = 0, script: str | Path = "app.py", **environment: str) -> Iterator[Server]:
    """The app, or another script, for the length of a with block, at any free port unless one is named."""
    server = Server(data, port, script, **environment)
    try:
        yield server
    finally:
        server.end()
    server.assert_quiet()
