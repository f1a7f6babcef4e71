"""Autograd: lesson 004 on live tensors, from the first print to the optimizer race."""

import streamlit as st

from core.lab.experiments import GRADIENTS
from core.messages import Message
from pages.ui.lab.check import check
from pages.ui.lab.code_panel import code_panel
from pages.ui.lab.graph import graph
from pages.ui.lab.layers import layers
from pages.ui.lab.loop import loop
from pages.ui.lab.questions import questions
from pages.ui.lab.race import race
from pages.ui.lab.update import update
from pages.ui.lab.walk import walk
from pages.ui.language import t
from pages.ui.layout import open_page
from pages.ui.visitor.learning import Learning
from pages.ui.visitor.session import Session

CHAPTERS = ("walk", "graph", "gradients", "update", "check", "loop", "layers", "race")
OF_THE_LAB = ("graph", "update", "check", "layers")  # chapters that look at the visitor's own lab
MOST_SEED = 2**31 - 1


def main() -> None:
    """Draw the page."""
    session = open_page("autograd", t("autograd-lead"))
    learning = session.learning
    if session.page_is_new:
        learning.be_quiet()
    st.session_state.setdefault("lab-chapter", CHAPTERS[learning.chapter])  # the chapter is kept after a reload, too
    chapter = st.segmented_control(
        t("autograd-chapter"),
        CHAPTERS,
        required=True,
        format_func=numbered,
        key="lab-chapter",
        persist_state="session",
        wrap=True,
        on_change=learning.be_quiet,
    )
    assert isinstance(chapter, str)
    learning.chapter = CHAPTERS.index(chapter)
    controls(learning, with_steps=chapter == "walk")
    show(session, chapter)


def numbered(chapter: str) -> str:
    """A chapter's number and title."""
    return f"{CHAPTERS.index(chapter) + 1} {t(f'autograd-chapter-{chapter}')}"


def controls(learning: Learning, *, with_steps: bool) -> None:
    """The seed; in the first chapter undo and reset."""
    st.session_state["lab-seed"] = learning.lab.seed
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.number_input(
            t("autograd-seed"),
            0,
            MOST_SEED,
            key="lab-seed",
            on_change=_reseed,
            args=(learning,),
            width=150,
            help=t("autograd-seed.help"),
        )
        if not with_steps:
            return
        none = not learning.lab.history
        nothing = none and learning.left is None
        st.button(t("autograd-undo"), key="lab-undo", icon=":material/undo:", disabled=nothing, on_click=learning.undo)
        st.button(
            t("autograd-reset"),
            key="lab-reset",
            icon=":material/restart_alt:",
            disabled=none,
            on_click=_reset,
            args=(learning,),
        )


def _reseed(learning: Learning) -> None:
    learning.start_over(st.session_state["lab-seed"])


def _reset(learning: Learning) -> None:
    learning.start_over(learning.lab.seed)


def show(session: Session, chapter: str) -> None:
    """One chapter."""
    learning = session.learning
    st.header(numbered(chapter), divider=True)
    if learning.lab.diverged and chapter in OF_THE_LAB:
        st.warning(t("autograd-diverged"), icon=":material/warning:")
        return
    match chapter:
        case "walk":
            walk(session)
        case "graph":
            graph(learning)
        case "gradients":
            st.markdown(t("autograd-gradients"))
            code_panel(*questions(learning, GRADIENTS))
        case "update":
            update(learning)
        case "check":
            check(learning)
        case "loop":
            loop(session)
        case "layers":
            layers(learning)
        case _:
            race(session)
    for following in CHAPTERS[CHAPTERS.index(chapter) + 1 :][:1]:
        st.button(
            t("autograd-next", title=Message(f"autograd-chapter-{following}")),
            key=f"lab-next-{chapter}",
            icon=":material/arrow_forward:",
            on_click=_open,
            args=(learning, following),
        )


def _open(learning: Learning, chapter: str) -> None:
    learning.be_quiet()
    st.session_state["lab-chapter"] = chapter


main()
