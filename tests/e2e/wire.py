"""A visitor without a browser: the messages that a page of ours sends to the server and gets from it."""

import base64
import http.client
import io
import json
import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from PIL import Image, ImageDraw
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from tests.e2e.server import Server

PATIENCE = 60.0  # seconds


def _seven() -> dict[str, Any]:
    """What the canvas sends when a 7 has been drawn in one stroke."""
    picture, content = Image.new("RGB", (280, 280)), io.BytesIO()
    ImageDraw.Draw(picture).line(((70, 60), (210, 60), (120, 230)), fill="white", width=20)
    picture.save(content, "PNG")
    url = f"data:image/png;base64,{base64.b64encode(content.getvalue()).decode()}"
    return {"drawing": {"raw": {"objects": [{"type": "path"}]}, "data": url}, "backgroundFit": None}


SEVEN = _seven()
COOKIE = "_streamlit_xsrf"


class Wire:
    """A page that is open. Its cookie makes it one browser's."""

    def __init__(self, server: Server, socket: ClientConnection, cookie: str) -> None:
        self.server = server
        self.socket = socket
        self.cookie = cookie
        self.session = ""  # Streamlit's id of it
        self.buttons: dict[str, str] = {}  # of the page that was drawn last, label -> id
        self.numbers: dict[str, str] = {}  # likewise of fields for numbers
        self.canvas = ""  # likewise of the place to draw on
        self.texts: list[str] = []  # that it shows

    def open(
        self,
        page: str = "",
        query: str = "",
        press: str = "",
        enter: Mapping[str, float] | None = None,
        strokes: Mapping[str, Any] | None = None,
    ) -> "Wire":
        """Let the server draw a page, Home where none is named.

        `press` a button that it has shown the last time, `enter` numbers into its fields, draw `strokes` on its canvas.
        """
        message = BackMsg()
        message.rerun_script.page_name = page
        message.rerun_script.query_string = query
        states = message.rerun_script.widget_states.widgets
        if press:
            states.append(WidgetState(id=self.buttons[press], trigger_value=True))
        for label, value in (enter or {}).items():
            states.append(WidgetState(id=self.numbers[label], double_value=value))
        if strokes is not None:
            states.append(WidgetState(id=self.canvas, json_value=json.dumps(strokes)))
        self.socket.send(message.SerializeToString())
        self._read_until_drawn()
        return self

    def press(self, label: str, page: str) -> "Wire":
        """Press a button."""
        return self.open(page, press=label)

    def _read_until_drawn(self) -> None:
        self.buttons, self.texts = {}, []
        while True:
            received = self.socket.recv(PATIENCE)
            assert isinstance(received, bytes)
            message = ForwardMsg.FromString(received)
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self.session = message.new_session.initialize.session_id or self.session
                self.buttons, self.texts = {}, []
            elif kind == "delta":
                element = message.delta.new_element
                if element.button.id:
                    self.buttons[element.button.label] = element.button.id
                if element.number_input.id:
                    self.numbers[element.number_input.label] = element.number_input.id
                if re.search(r"-canvas-\w*-?\d+$", element.bidi_component.id):
                    self.canvas = element.bidi_component.id
                self.texts += [element.markdown.body, element.alert.body, element.page_link.label]
            elif kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                return

    def shows(self, words: str) -> bool:
        """Whether a text of the page that was drawn last has these words."""
        return any(words in text for text in self.texts)

    def await_text(self, words: str, page: str) -> "Wire":
        """Draw the page again until it shows these words."""
        deadline = time.monotonic() + PATIENCE
        while not self.open(page).shows(words):
            assert time.monotonic() < deadline, f"the page did not show {words!r}"
            time.sleep(0.3)  # between two questions: each takes time from the work
        return self

    def put(self, file_id: str, size: int, *, announced: bool = True) -> tuple[int, str]:
        """Send a file of so many bytes under an id of one's own choice; the status and the text of the answer."""
        head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.bin"\r\n\r\n'
        tail = b"\r\n--x--\r\n"
        headers = {
            "Content-Type": "multipart/form-data; boundary=x",
            "Cookie": f"{COOKIE}={self.cookie}",
            "X-Xsrftoken": self.cookie,
        }
        if announced:
            headers["Content-Length"] = str(len(head) + size + len(tail))

        def body() -> Iterator[bytes]:
            yield head
            for begun in range(0, size, 1 << 20):
                yield b"\0" * min(1 << 20, size - begun)
            yield tail

        connection = http.client.HTTPConnection(urlsplit(self.server.url).netloc, timeout=PATIENCE)
        try:
            path = f"/_stcore/upload_file/{self.session}/{file_id}"
            connection.request("PUT", path, body(), headers, encode_chunked=not announced)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()


def new_cookie(server: Server) -> str:
    """What a browser gets that has never been here."""
    connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=PATIENCE)
    connection.request("GET", "/_stcore/health")
    answer = connection.getresponse()
    answer.read()
    found = [value for name, value in answer.getheaders() if name.lower() == "set-cookie" and value.startswith(COOKIE)]
    connection.close()
    return found[0].split(";")[0].removeprefix(f"{COOKIE}=") if found else ""


@contextmanager
def wired(server: Server, cookie: str | None = None, origin: str | None = None) -> Iterator[Wire]:
    """A page for the length of a with block; of a browser that has never been here unless its cookie is given."""
    cookie = new_cookie(server) if cookie is None else cookie
    address = server.url.replace("http://", "ws://") + "/_stcore/stream"
    with connect(
        address,
        origin=Origin(origin or server.url),
        additional_headers={"Cookie": f"{COOKIE}={cookie}"},
        max_size=None,
        compression=None,
        open_timeout=PATIENCE,
    ) as socket:
        yield Wire(server, socket, cookie)
