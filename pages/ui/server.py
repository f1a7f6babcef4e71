"""Server: how Streamlit is started and ended. Nothing that is imported here may import torch."""

import asyncio
import logging
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import streamlit as st
import uvicorn
from starlette.middleware import Middleware
from streamlit import cli_util, config
from streamlit.web.server import server_util

from pages.ui.guard import Guard

GUARDS = (Middleware(Guard),)
# How those records of Streamlit begin that speak of a page, or a part of one, that is no longer there.
OF_WHAT_IS_GONE = (
    "Couldn't find fragment",  # not shown
    "The fragment with id",  # not shown
    "Discarding rerun request after shutdown",  # not shown
)
END_SECONDS = 3  # seconds that the server waits for visitors' connections when it is told to end


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Set up signals and the log at the server's start, and open a browser where there is a screen (not headless)."""
    _end_in_order()
    for name in ("scriptrunner.script_runner", "app_session"):
        logging.getLogger(f"streamlit.runtime.{name}").addFilter(_is_news)
    if not config.get_option("server.headless"):
        asyncio.get_running_loop().call_soon(_open_browser)
    yield


def _is_news(record: logging.LogRecord) -> bool:
    """Return whether a record is worth a line in the log.

    It is not when it only says that a visitor left, or chose something else, while a part of the page was redrawn.
    """
    return not record.getMessage().startswith(OF_WHAT_IS_GONE)


def _open_browser() -> None:
    """Open a browser at the app's address, as Streamlit does for an app without middleware."""
    named = next((name for name in ("browser.serverAddress", "server.address") if config.is_manually_set(name)), "")
    address = server_util.get_display_address(config.get_option(named)) if named else "localhost"
    cli_util.open_browser(server_util.get_url(address))


def _end_in_order() -> None:
    """Let SIGTERM and SIGINT end the server with everything put in order and status 0.

    uvicorn raises the signal once more after its end, which would kill the process before its runs have ended.
    """
    server = getattr(signal.getsignal(signal.SIGTERM), "__self__", None)
    if not isinstance(server, uvicorn.Server):
        return
    server.config.timeout_graceful_shutdown = END_SECONDS

    def end(_number: int, _frame: Any) -> None:
        server.force_exit = server.should_exit  # a second signal ends the server without waiting for connections
        server.should_exit = True

    for which in (signal.SIGTERM, signal.SIGINT):
        signal.signal(which, end)
