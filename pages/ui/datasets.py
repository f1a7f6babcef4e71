"""The data sets a visitor can use: the server's, and the visitor's own."""

import streamlit as st

from core.config import choice_of
from core.data.dataset import DataSet
from core.errors import DataError
from core.lessons import DATASETS, OWN, Lesson
from core.messages import Message
from pages.ui.downloads import download_panel
from pages.ui.language import t
from pages.ui.visitor.process import library
from pages.ui.visitor.session import Session
from pages.ui.words import plain


def missing(session: Session, dataset_id: str) -> Message | None:
    """Why a data set does not seem to be here, as a sentence; None when it does. Quick."""
    if dataset_id == OWN:
        return session.own.collection.problem if session.own.collection else Message("own-nothing")
    return library().missing(dataset_id)


def load(session: Session, dataset_id: str) -> DataSet:
    """The data set. Raises DataError when it is not here or damaged."""
    if dataset_id == OWN:
        return session.own.dataset()
    with st.spinner(t("data-loading", title=DATASETS[dataset_id].title), show_time=True):
        return library().get(dataset_id)


def cut_into(dataset: DataSet, units: str) -> DataSet:
    """The data set, its texts cut into these units, which can take a while. Raises ConfigError or DataError."""
    with st.spinner(t("data-cutting", title=dataset.title, units=choice_of(units)), show_time=True):
        return dataset.cut_into(units)


def load_or_instead(session: Session, lesson: Lesson, chosen: str) -> DataSet:
    """Return the chosen data set.

    While it is not here, show how to get it, and return one that is built in.
    """
    try:
        return load(session, chosen)
    except DataError as error:
        instead = lesson.built_in(chosen)
        if chosen == OWN:
            with st.container(border=True):
                st.markdown(plain(t(error.message)))
                st.page_link("pages/views/data.py", label=t("data-bring-own"), icon=":material/add_photo_alternate:")
                st.markdown(t("app-download-instead", name=DATASETS[instead].title))
        else:
            download_panel(DATASETS[chosen], error.message, instead=DATASETS[instead])
        return load(session, instead)
