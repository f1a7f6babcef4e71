"""A web server on 127.0.0.1 that serves a folder well, or in one of the ways in which downloads go wrong."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


class Handler(BaseHTTPRequestHandler):
    """GET /<manner>/<file>: good, missing, cut, short, wrong, endless or stalled."""

    server: "Mirror"

    def do_GET(self):
        _, manner, name = self.path.split("/", 2)
        self.server.asked.append(name)
        content = (self.server.folder / name).read_bytes()
        if manner == "missing":
            self.send_error(404)
            return
        self.send_response(200)
        if manner != "endless":
            self.send_header("Content-Length", str(len(content) // 2 if manner == "short" else len(content)))
        self.end_headers()
        match manner:
            case "good":
                self.wfile.write(content)
            case "short" | "cut":
                self.wfile.write(content[: len(content) // 2])
            case "wrong":
                self.wfile.write(content[:-1] + bytes([content[-1] ^ 1]))
            case "stalled":
                self.wfile.write(content[:10])
                self.wfile.flush()
                self.server.closing.wait()
            case "held":
                self.server.release.wait()
                self.wfile.write(content)
            case "endless":
                try:
                    while not self.server.closing.is_set():
                        self.wfile.write(content)
                except OSError:
                    self.server.hung_up.set()

    def log_message(self, *_):
        pass


class Mirror(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, folder: Path):
        super().__init__(("127.0.0.1", 0), Handler)
        self.folder = folder
        self.asked: list[str] = []  # names of the files asked for, in order
        self.closing, self.hung_up, self.release = threading.Event(), threading.Event(), threading.Event()

    def url(self, manner: str) -> str:
        return f"http://127.0.0.1:{self.server_port}/{manner}/"


@contextmanager
def mirror_of(folder: Path) -> Iterator[Mirror]:
    with Mirror(folder) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        try:
            yield server
        finally:
            server.closing.set()
            server.release.set()
            server.shutdown()
