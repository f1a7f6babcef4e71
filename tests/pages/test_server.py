import asyncio

import pytest
from streamlit import config

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
