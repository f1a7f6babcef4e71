"""Home: a network that answers what is drawn, what to do next, what was found on this computer."""

import streamlit as st

from core.lessons import DATASETS, LESSONS, OWN
from core.work.device import THREADS, describe_device
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
    st.caption("Nothing to sign up for; what you train and draw is seen by nobody else.")
    with st.expander("Found on this server"):
        found_here()


def ways_on(session: Session) -> None:
    """Draw the ways on: run a post, bring own data, open the lab, and links to other pages."""
    run_it, own, inside = st.columns([4, 3, 3])
    with run_it.container(border=True, height="stretch"):
        st.markdown("**Run the post I have just read**")
        lesson = st.selectbox(
            "Post",
            list(LESSONS),
            format_func=lambda key: LESSONS[key].title,
            key="home-post",
            label_visibility="collapsed",
        )
        if st.button("Open it", key="home-open-post", icon=":material/model_training:", type="primary"):
            session.form.open_with(lesson, preset="post")
            st.switch_page("pages/views/train.py")
        first = DATASETS[LESSONS[lesson].datasets[0]]
        if not first.brought and library().missing(first.id):
            st.caption(
                f"The post's data, {first.title}, are not on this server yet; the next page can fetch them. "
                "Until then it uses built-in ones, on which the post's own few steps teach little."
            )
        else:
            st.caption("Its network, its hyperparameters and its own printed lines, live.")
    with own.container(border=True, height="stretch"):
        st.markdown("**Train on my own data**")
        if st.button("Bring my data", key="home-own-data", icon=":material/add_photo_alternate:", type="primary"):
            session.form.open_with(OWN_LESSON, dataset=OWN)
            st.switch_page("pages/views/data.py")
        st.caption("Draw it, take photographs, or bring a zip of folders. It stays in this server's memory only.")
    with inside.container(border=True, height="stretch"):
        st.markdown("**See how autograd works**")
        if st.button("Open the lab", key="home-lab", icon=":material/account_tree:", type="primary"):
            st.switch_page("pages/views/autograd.py")
        st.caption("Loss, graph, gradients and update, one line at a time, on live tensors.")
    with st.container(horizontal=True):
        st.page_link("pages/views/evaluate.py", label="How good is the network?", icon=":material/fact_check:")
        st.page_link("pages/views/playground.py", label="Draw, show a picture or write", icon=":material/draw:")
        st.page_link("pages/views/demo.py", label="Show it to a class: a demo", icon=":material/slideshow:")


def found_here() -> None:
    """Device, threads and data sets of this server."""
    st.markdown(f"**Device:** {describe_device()}, {THREADS} thread per training run.")
    for source in DATASETS.values():
        if source.brought:
            continue
        problem = library().missing(source.id)
        icon = ":material/download:" if problem else ":material/check_circle:"
        note = f"{problem} The Data page can get it." if problem and source.download else source.about
        st.markdown(f"{icon} **{source.title}:** {note}")


main()
