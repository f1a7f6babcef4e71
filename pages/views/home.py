"""Home: a network that answers what is drawn, what to do next, what was found on this computer."""

import streamlit as st

from core.lessons import DATASETS, LESSONS, OWN
from core.work.device import THREADS, describe_device
from pages.ui.language import t
from pages.ui.layout import open_page
from pages.ui.playground.drawing_pad import small_pad
from pages.ui.texts import text
from pages.ui.visitor.process import library
from pages.ui.visitor.session import Session

OWN_LESSON = "001"


def main() -> None:
    """Draw the page."""
    session = open_page("home", text("home"))
    small_pad(session, session.in_use.network_for_drawings)
    ways_on(session)
    st.caption(t("home-private"))
    with st.expander(t("home-found")):
        found_here()


def ways_on(session: Session) -> None:
    """Draw the ways on: run a post, bring own data, open the lab, and links to other pages."""
    run_it, own, inside = st.columns([4, 3, 3])
    with run_it.container(border=True, height="stretch"):
        st.markdown(t("home-post-title"))
        lesson = st.selectbox(
            t("home-post"),
            list(LESSONS),
            format_func=lambda key: t(LESSONS[key].title),
            key="home-post",
            label_visibility="collapsed",
        )
        if st.button(t("home-post-open"), key="home-open-post", icon=":material/model_training:", type="primary"):
            session.form.open_with(lesson, preset="post")
            st.switch_page("pages/views/train.py")
        first = DATASETS[LESSONS[lesson].datasets[0]]
        if not first.brought and library().missing(first.id):
            st.caption(t("home-post-data-missing", name=first.title))
        else:
            st.caption(t("home-post-about"))
    with own.container(border=True, height="stretch"):
        st.markdown(t("home-own-title"))
        if st.button(t("home-own-open"), key="home-own-data", icon=":material/add_photo_alternate:", type="primary"):
            session.form.open_with(OWN_LESSON, dataset=OWN)
            st.switch_page("pages/views/data.py")
        st.caption(t("home-own-about"))
    with inside.container(border=True, height="stretch"):
        st.markdown(t("home-lab-title"))
        if st.button(t("home-lab-open"), key="home-lab", icon=":material/account_tree:", type="primary"):
            st.switch_page("pages/views/autograd.py")
        st.caption(t("home-lab-about"))
    with st.container(horizontal=True):
        st.page_link("pages/views/evaluate.py", label=t("home-evaluate"), icon=":material/fact_check:")
        st.page_link("pages/views/playground.py", label=t("home-playground"), icon=":material/draw:")
        st.page_link("pages/views/demo.py", label=t("home-demo"), icon=":material/slideshow:")


def found_here() -> None:
    """Device, threads and data sets of this server."""
    st.markdown(t("home-device", device=describe_device(), threads=THREADS))
    for source in DATASETS.values():
        if source.brought:
            continue
        problem = library().missing(source.id)
        icon = ":material/download:" if problem else ":material/check_circle:"
        note = f"{t(problem)} {t('home-data-page')}" if problem and source.download else t(source.about)
        st.markdown(f"{icon} **{t(source.title)}:** {note}")


main()
