"""Home: a network that answers what is drawn, a card for each lesson, what was found on this computer."""

from pathlib import Path

import streamlit as st

from core.lessons import DATASETS, LESSONS, OWN, Lesson, Preset
from core.work.device import THREADS, describe_device
from pages.ui import datasets
from pages.ui.language import t
from pages.ui.layout import open_page
from pages.ui.playground.drawing_pad import small_pad
from pages.ui.tasks import until_ended
from pages.ui.texts import text
from pages.ui.visitor.post_times import measuring
from pages.ui.visitor.process import expected_times, library
from pages.ui.visitor.session import Session
from pages.ui.words import duration

OWN_LESSON = "001"
PICTURES = Path(__file__).resolve().parents[1] / "ui" / "lesson_pictures"


def main() -> None:
    """Draw the page."""
    session = open_page("home", text("home"))
    small_pad(session, session.in_use.network_for_drawings)
    lesson_cards(session)
    ways_on(session)
    st.caption(t("home-private"))
    with st.expander(t("home-found")):
        found_here()
    if not measuring().ended:
        until_ended(measuring(), lambda: None)


def lesson_cards(session: Session) -> None:
    """Draw a card for each lesson: what its post is about, what it reaches, and the button that opens it."""
    with st.container(horizontal=True, key="lesson-cards"):
        for lesson in LESSONS.values():
            with st.container(border=True, key=f"lesson-card-{lesson.id}", gap="xsmall"):
                st.image(PICTURES / f"{lesson.id}.svg", alt="", width="stretch")
                st.markdown(f"**{t(lesson.title)}**")
                post = next(preset for preset in lesson.presets if preset.id == "post")
                reaches(session, lesson, post)
                if st.button(
                    t("home-post-open", lesson=lesson.id),
                    key=f"home-open-{lesson.id}",
                    icon=":material/model_training:",
                    width="stretch",
                ):
                    session.form.open_with(lesson.id, preset=post.id)
                    st.switch_page("pages/views/train.py")


def reaches(session: Session, lesson: Lesson, post: Preset) -> None:
    """Say which data the post's run learns from here, how good the network becomes, and how long that takes."""
    own = DATASETS[lesson.datasets[0]]
    instead = not own.brought and datasets.missing(session, own.id) is not None
    source = DATASETS[lesson.built_in(own.id)] if instead else own
    config, accuracy = post.config_for(source.id), post.post_reaches.get(source.id)
    seconds = expected_times().get((lesson.id, source.id, config))
    said = [t("home-post-epochs", data=source.title, epochs=config.epochs)]
    about = [t("home-post-epoch"), t("home-post-data-missing", name=own.title) if instead else t("home-post-about")]
    if accuracy is not None:
        said = [t("home-post-reaches", data=source.title, epochs=config.epochs, accuracy=f"{accuracy:.1f}")]
        about.insert(1, t("home-post-measured"))
    if seconds is not None:
        said.append(t("home-post-takes", time=duration(seconds)))
        about.append(t("home-post-takes.help"))
    st.caption(" ".join(said), help=" ".join(about))


def ways_on(session: Session) -> None:
    """Draw the other ways on: bring own data, open the lab, and links to other pages."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="home-ways"):
        if st.button(
            t("home-own-open"), key="home-own-data", icon=":material/add_photo_alternate:", help=t("home-own-about")
        ):
            session.form.open_with(OWN_LESSON, dataset=OWN)
            st.switch_page("pages/views/data.py")
        if st.button(t("home-lab-open"), key="home-lab", icon=":material/account_tree:", help=t("home-lab-about")):
            st.switch_page("pages/views/autograd.py")
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
