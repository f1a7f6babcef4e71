"""Home: a network that answers what is drawn, what to do next, what was found on this computer."""

import streamlit as st

from core.device import THREADS, describe_device
from core.lessons import DATASETS, OWN
from core.pretrained import FIRST, load_pretrained
from pages.ui.drawing_pad import small_pad
from pages.ui.layout import open_page
from pages.ui.process import library
from pages.ui.session import Session
from pages.ui.texts import text


def main() -> None:
    """Draw the page."""
    session = open_page("PyTorch Playground", text("home"))
    draw_at_once(session)
    next_steps()
    found_here()


def draw_at_once(session: Session) -> None:
    """The visitor's own network for drawings, if it is in use, or the one that came with the app."""
    own = session.network
    network = own if own.card.reads == "drawings" else load_pretrained(FIRST)
    small_pad(session, network)


def next_steps() -> None:
    """The ways on, in order."""
    steps = (
        (
            "pages/views/train.py",
            "1. Train",
            ":material/model_training:",
            "Watch a network learn: digits, photographs, reviews, or your own data.",
        ),
        ("pages/views/evaluate.py", "2. Evaluate", ":material/fact_check:", "See how good it is, and where it fails."),
        (
            "pages/views/playground.py",
            "3. Try it",
            ":material/draw:",
            "Draw, show a picture or write; the network answers at once, and shows why.",
        ),
        (
            "pages/views/autograd.py",
            "4. Look inside",
            ":material/account_tree:",
            "How PyTorch learns: loss, graph, gradients and update, one line at a time.",
        ),
    )
    for column, (page, label, icon, what) in zip(st.columns(len(steps)), steps, strict=True):
        with column.container(border=True, height="stretch"):
            st.page_link(page, label=f"**{label}**", icon=icon)
            st.markdown(what)


def found_here() -> None:
    """Device, threads and data sets of this server."""
    st.subheader("Found on this server")
    st.markdown(f"**Device:** {describe_device()}, {THREADS} thread per training run.")
    for source in DATASETS.values():
        if source.id == OWN:
            continue
        problem = library().missing(source.id)
        icon = ":material/download:" if problem else ":material/check_circle:"
        note = f"{problem} The Data page can get it." if problem and source.download else source.about
        st.markdown(f"{icon} **{source.title}:** {note}")


main()
