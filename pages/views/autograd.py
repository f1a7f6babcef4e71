"""Autograd: lesson 004 on live tensors, from the first print to the optimizer race."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.lab.experiments import GRADIENTS
from core.messages import Message
from pages.ui.components.scroll import scroll_up
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
    scroll_up("lab-top", st.session_state["lab-chapter"])
    chapter, actions = bar(learning)
    learning.chapter = CHAPTERS.index(chapter)
    show(session, chapter, actions)


def bar(learning: Learning) -> tuple[str, DeltaGenerator]:
    """What stays at the top of the page: the chapters, a place for the buttons of the open one, the seed.

    Return the open chapter and that place.
    """
    st.session_state["lab-seed"] = learning.lab.seed
    with st.container(key="lab-bar"):
        chapter = st.segmented_control(
            t("autograd-chapter"),
            CHAPTERS,
            required=True,
            format_func=numbered,
            key="lab-chapter",
            persist_state="session",
            on_change=learning.be_quiet,
            label_visibility="collapsed",
        )
        with st.container(horizontal=True, key="lab-controls"):
            actions = st.container(horizontal=True, key="lab-actions")
            st.number_input(
                t("autograd-seed"),
                0,
                MOST_SEED,
                key="lab-seed",
                on_change=_reseed,
                args=(learning,),
                width=230,
                help=t("autograd-seed.help"),
            )
    assert isinstance(chapter, str)
    return chapter, actions


def numbered(chapter: str) -> str:
    """A chapter's number and title."""
    return f"{CHAPTERS.index(chapter) + 1} {t(f'autograd-chapter-{chapter}')}"


def _reseed(learning: Learning) -> None:
    learning.start_over(st.session_state["lab-seed"])


def show(session: Session, chapter: str, actions: DeltaGenerator) -> None:
    """One chapter; its main buttons are drawn in `actions`."""
    learning = session.learning
    with st.container(key="lab-title"):
        st.header(numbered(chapter), anchor=False)  # for screen readers: the bar says it
    if learning.lab.diverged and chapter in OF_THE_LAB:
        st.warning(t("autograd-diverged"), icon=":material/warning:")
        return
    match chapter:
        case "walk":
            walk(session, actions)
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
            loop(session, actions)
        case "layers":
            layers(learning)
        case _:
            race(session, actions)
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
