"""The server's start without a server: the browser that is opened, and what is kept out of the log."""

import asyncio
import inspect
import logging

import pytest
from streamlit import config
from streamlit.runtime import app_session
from streamlit.runtime.scriptrunner import script_runner

from pages.ui import server


@pytest.mark.parametrize(("headless", "opened"), [(False, ["http://localhost:8501"]), (True, [])])
def test_a_browser_is_opened_where_there_is_a_screen(monkeypatch, headless, opened):
    addresses = []
    settings = {"server.headless": headless, "browser.serverPort": 8501, "server.baseUrlPath": ""}
    read = config.get_option
    monkeypatch.setattr(config, "get_option", lambda name: settings.get(name, read(name)))
    monkeypatch.setattr(server.cli_util, "open_browser", addresses.append)

    async def from_start_to_end():
        async with server.lifespan(None):
            await asyncio.sleep(0)  # what was put off until the server listens

    asyncio.run(from_start_to_end())
    assert addresses == opened


@pytest.mark.parametrize(
    ("module", "begins"),
    list(zip((script_runner, app_session, app_session), server.OF_WHAT_IS_GONE, strict=True)),
    ids=("lost", "removed", "ended"),
)
def test_a_visitor_who_leaves_while_a_part_is_redrawn_writes_nothing_into_the_log(module, begins, monkeypatch):
    assert f'"{begins}' in inspect.getsource(module)  # Streamlit still says it in these words
    monkeypatch.setattr(server.cli_util, "open_browser", lambda _address: None)

    async def from_start_to_end():
        async with server.lifespan(None):
            await asyncio.sleep(0)

    asyncio.run(from_start_to_end())
    assert not module._LOGGER.filter(logging.makeLogRecord({"msg": f"{begins} 0f8f"}))
    assert module._LOGGER.filter(logging.makeLogRecord({"msg": "Something else."}))
