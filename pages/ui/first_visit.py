"""What is shown after the server's start until PyTorch is there, which takes seconds.

Nothing that is imported here at the top may import torch.
"""

from threading import Event

import streamlit as st

from pages.ui.components.canvas import small_canvas, small_canvas_and_answer
from pages.ui.components.pad import Pad
from pages.ui.language import t
from pages.ui.look import apply_look
from pages.ui.menu import FIRST
from pages.ui.texts import text


@st.cache_resource(show_spinner=False)
def started() -> Event:
    """Return the event, one for all visitors, that is set as soon as PyTorch is imported and warmed up."""
    return Event()


def home() -> None:
    """Draw the part of Home that needs no torch: its title, text and canvas.

    This function's name, the canvas's key and the order of the elements are the same as in pages/views/home.py. So the
    canvas, with what has been drawn on it, stays on the page when the network is ready.
    """
    st.title(t("app-name"))
    st.container()  # the place of pages/ui/visitor/arrival.py on the page with the network
    st.markdown(text("home"))
    _pad()


@st.fragment
def _pad() -> None:
    """Draw the canvas as `small_pad` in pages/ui/playground/drawing_pad.py does."""
    canvas, answer = small_canvas_and_answer()
    with canvas:
        small_canvas(Pad("canvas"), t("components-a-digit"), can_clear=False)
    with answer:
        _starting()


def first_visit(page: st.Page) -> None:
    """Show something, import torch, and let the page be drawn anew."""
    apply_look()
    if page.url_path in {"", FIRST}:
        page.run()
    else:
        st.title(page.title)
        _starting()
    from pages.ui.visitor.process import warm_up

    warm_up()
    started().set()
    st.rerun()


def _starting() -> None:
    st.info(t("home-starting"), icon=":material/hourglass:")
