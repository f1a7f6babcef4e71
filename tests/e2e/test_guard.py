"""What a stranger can do to a server that is open to the internet: little."""

import socket
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import psutil
import pytest
from playwright.sync_api import expect
from websockets.exceptions import InvalidStatus

from tests.conftest import await_state
from tests.e2e.browser import lesson
from tests.e2e.server import serving
from tests.e2e.wire import COOKIE, new_cookie, wired

MB = 1 << 20


@pytest.fixture(scope="module")
def internet():
    """Where all that the server asks the internet for ends: nothing is ever answered."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        silent.settimeout(0)
        yield silent


@pytest.fixture(scope="module")
def cut_off(tmp_path_factory, internet):
    """A server whose outgoing traffic is dropped."""
    proxy = f"http://127.0.0.1:{internet.getsockname()[1]}"
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), proxy) | {"no_proxy": ""}
    allowed = {"STREAMLIT_SERVER_CORS_ALLOWED_ORIGINS": "https://school.example"}
    with serving(tmp_path_factory.mktemp("data"), **proxies, **allowed) as server:
        yield server


def asked(internet: socket.socket) -> bool:
    """Whether anybody has asked the internet for anything."""
    try:
        internet.accept()[0].close()
    except BlockingIOError:
        return False
    return True


def refused(server, origin: str) -> bool:
    try:
        with wired(server, origin=origin):
            return False
    except InvalidStatus as error:
        return error.response.status_code == 403


FOREIGN = (
    "https://evil.example",
    "http://127.0.0.1.evil.example",
    "null",
    "https://",
    "file://",
    "http://[",
    "x" * 5000,
)


def test_foreign_pages_are_refused_and_nobody_is_asked_for_anything(cut_off, internet):
    with ThreadPoolExecutor(5) as many:
        assert all(many.map(lambda origin: refused(cut_off, origin), FOREIGN * 3))
    assert not asked(internet)


@pytest.mark.parametrize("origin", [None, "https://school.example", "http://localhost:8501"])
def test_our_own_pages_and_those_that_are_allowed_connect(cut_off, internet, origin):
    with wired(cut_off, origin=origin) as page:
        assert page.open("data").texts
    assert not asked(internet)


def test_files_have_a_limit_for_each_visitor_and_are_dropped_when_the_visitor_leaves(server):
    memory = psutil.Process(server.process.pid).memory_info
    with wired(server) as page, wired(server) as other:
        page.open("data")
        other.open("data")
        before = memory().rss
        answers = [page.put(f"invented-{number}", 90 * MB) for number in range(5)]
        assert [status for status, _ in answers] == [204, 204, 413, 413, 413]
        assert "Files of up to 200 MB can be brought, together" in answers[-1][1]
        assert memory().rss - before > 150 * MB  # they are there
        page.socket.close()
        await_state(lambda: memory().rss - before < 50 * MB)  # after ten seconds, since a line may come back
        assert other.put("a", MB)[0] == 204


@pytest.mark.parametrize("announced", [True, False], ids=["announced", "in pieces"])
def test_a_file_that_is_too_large_is_answered_not_cut_off(server, announced):
    with wired(server) as page:
        page.open("data")
        status, words = page.put("large", 300 * MB, announced=announced)
        assert status == 413
        assert "Files of up to 200 MB" in words
        assert page.put("small", MB)[0] == 204


def test_many_small_files_have_a_limit_too(server):
    with wired(server) as page:
        page.open("data")
        answers = [page.put(f"small-{number}", 10) for number in range(1002)]
        assert [status for status, _ in answers].count(204) == 1000
        assert "bring more as a zip" in answers[-1][1]


def test_all_visitors_together_have_a_limit(tmp_path):
    """On a server of its own: it stays full for ten seconds, in which the next test's files would be refused."""
    with serving(tmp_path) as full, ExitStack() as stack:
        pages = [stack.enter_context(wired(full)) for _ in range(4)]
        statuses = [page.open("data").put("file", 190 * MB)[0] for page in pages]
        assert statuses == [204, 204, 204, 413]


def test_a_server_without_room_in_memory_takes_no_file(tmp_path):
    with serving(tmp_path, PLAYGROUND_MEMORY_LIMIT_MB="800") as server, wired(server) as page:
        page.open("data")
        status, words = page.put("file", 190 * MB)
        assert status == 413
        assert "This server uses" in words


def test_who_announces_much_and_sends_nothing_stands_in_nobodys_way(server):
    lengths, place = (199 * MB, 10**18), ("127.0.0.1", server.port)
    with wired(server) as stranger, wired(server) as page, ExitStack() as stack:
        stranger.open("data")
        page.open("data")
        for length in lengths:
            stack.enter_context(socket.create_connection(place)).sendall(
                f"PUT /_stcore/upload_file/{stranger.session}/idle HTTP/1.1\r\nHost: {server.url[7:]}\r\n"
                f"Content-Length: {length}\r\nContent-Type: multipart/form-data; boundary=x\r\n"
                f"Cookie: {COOKIE}={stranger.cookie}\r\nX-Xsrftoken: {stranger.cookie}\r\n\r\n".encode()
            )
            assert page.put(f"file-{length}", MB)[0] == 204


def test_files_that_a_page_has_read_make_room_for_others(visitor, tmp_path):
    visitor.open("data").pick("Lesson", lesson("001")).choose("Your own data").click("Files with all classes")
    for number in range(3):
        file = tmp_path / f"{number}.bin"
        with file.open("wb") as large:
            large.truncate(90 * MB)
        with visitor.redrawing():
            visitor.bring(file)
        visitor.sees("It is no PNG")
        expect(visitor.page.get_by_text("413")).to_have_count(0)


def test_nobody_sends_files_in_another_ones_name(server):
    with wired(server) as mine:
        mine.open("data")
        cookie, mine.cookie = mine.cookie, "forged"
        assert mine.put("file", 10)[0] == 403
        mine.cookie, session, mine.session = cookie, mine.session, "invented"
        assert mine.put("file", 10) == (413, "The page that this file is for is not open any more: reload it.")
        mine.session = session
        assert mine.put("file", 10)[0] == 204


def answer(server, path: str, **headers: str) -> tuple[int, str, str]:
    """Status, final address and text."""
    try:
        with urllib.request.urlopen(urllib.request.Request(server.url + path, headers=headers), timeout=60) as found:
            return found.status, found.url.removeprefix(server.url), found.read().decode("utf-8", "replace")
    except urllib.error.HTTPError as error:
        return error.code, path, error.read().decode()


def test_counts_of_visitors_are_told_only_where_a_setting_asks_for_it(server, tmp_path):
    status, _, text = answer(server, "/_stcore/metrics")
    assert status == 404
    assert "session" not in text
    assert answer(server, "/_stcore/metrics%0A")[0] == 400
    with serving(tmp_path, PLAYGROUND_METRICS="1") as open_server:
        status, _, text = answer(open_server, "/_stcore/metrics")
        assert status == 200
        assert "active_sessions" in text


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("/train/x", "/train"),
        ("/pages/train", "/train"),
        ("/pages/views/train", "/train"),
        ("/train/", "/train"),
        ("/x/y/z", "/"),
        ("/train/x?visit=abc", "/train?visit=abc"),
        ("/train", "/train"),
        ("//evil.example/train", "/train"),
    ],
)
def test_an_address_with_a_part_too_many_leads_to_the_page_that_was_meant(server, path, page):
    status, found, _ = answer(server, path, Accept="text/html")
    assert status == 200
    assert found == page


def test_a_visitor_gets_to_the_page_that_was_meant(visitor):
    visitor.open("train/x")
    visitor.sees("Choose, start, and watch the network learn.")
    assert visitor.page.url.startswith(f"{visitor.url}/train")


def test_a_server_in_a_folder_of_its_own_is_guarded_too(tmp_path):
    with serving(tmp_path, STREAMLIT_SERVER_BASE_URL_PATH="school/torch") as server:
        assert answer(server, "/school/torch/_stcore/metrics")[0] == 404
        assert answer(server, "/school/torch/train/x", Accept="text/html")[:2] == (200, "/school/torch/train")


def test_a_browser_that_has_never_been_here_gets_a_secret_of_its_own(server):
    assert new_cookie(server) != new_cookie(server) != ""
