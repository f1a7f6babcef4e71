"""Weights from elsewhere: what their file does not say is asked here, before the network is used."""

from contextlib import suppress
from dataclasses import replace

import streamlit as st

from core.config import TextConfig
from core.data.dataset import DataSet
from core.data.tokens import Vocabulary
from core.errors import DataError, WeightsError
from core.lessons import DATASETS, LESSONS
from core.recognize.fitting import Option
from core.recognize.recognition import Recognised
from pages.ui import datasets
from pages.ui.visitor.session import Session
from pages.ui.words import plain


def recognised_form(session: Session) -> None:
    """The questions about the weights that were brought last, if any are open; the present network stays until then."""
    recognised = session.in_use.recognised
    if recognised is None:
        return
    with st.container(border=True):
        lessons = list(dict.fromkeys(option.lesson for option in recognised.options))
        st.markdown(
            f"**These are weights of lesson {' or '.join(lessons)}.** Their file says nothing of how they were "
            "trained: tell what you know."
        )
        option = _option(recognised, lessons, session.in_use.upload.number)
        normalizations = recognised.normalizations(option)
        normalization = vocabulary = None
        names: list[str] = []
        if normalizations:
            chosen = st.selectbox(
                "Normalisation of its pixels (mean and deviation)",
                list(normalizations),
                key=f"recognised-normalization-{session.in_use.upload.number}",
                help="What transforms.Normalize was given when the network was trained. With another one it answers "
                "much worse: if you do not know, try each of them and look at the accuracy on Evaluate.",
            )
            normalization = normalizations[chosen]
        else:
            vocabulary = _vocabulary(session, recognised, option)
        if DATASETS[option.dataset].brought:
            names = _names(session, recognised)
        with st.container(horizontal=True):
            if st.button(
                "Use these weights",
                key="recognised-use",
                type="primary",
                disabled=not normalizations and vocabulary is None,
            ):
                try:
                    session.in_use.use(recognised.network(option, normalization, names, vocabulary))
                    session.in_use.recognised = None
                    st.rerun()
                except WeightsError as error:
                    st.error(plain(str(error)), icon=":material/error:")
            st.button("Leave them", key="recognised-leave", on_click=_leave, args=(session,))


def _option(recognised: Recognised, lessons: list[str], number: int) -> Option:
    """Ask for the lesson, the data set, and what else the shapes of the weights leave open; return the option.

    `number` counts the uploaded files, so that each file gets widgets of its own.
    """
    lesson = lessons[0]
    if len(lessons) > 1:
        lesson = st.selectbox(
            "Lesson", lessons, format_func=lambda key: LESSONS[key].title, key=f"recognised-lesson-{number}"
        )
    options = [option for option in recognised.options if option.lesson == lesson]
    sets = list(dict.fromkeys(option.dataset for option in options))
    dataset = st.selectbox(
        "Learnt from", sets, format_func=lambda key: DATASETS[key].title, key=f"recognised-dataset-{number}"
    )
    options = [option for option in options if option.dataset == dataset]
    if len(options) == 1:
        return options[0]
    choice = st.selectbox(
        "Pooling, and pixels of its pictures",
        range(len(options)),
        format_func=lambda i: options[i].choice if i < len(options) else "",
        key=f"recognised-choice-{dataset}-{number}",
        help="The shapes of the weights fit each of these.",
    )
    return options[choice]


def _names(session: Session, recognised: Recognised) -> list[str]:
    """The names of the classes, in the order of the network's outputs."""
    own: DataSet | None = None
    with suppress(DataError):
        own = session.own.dataset()
    known = own.classes if own is not None and len(own.classes) == recognised.classes else None
    default = known or tuple(f"class {number}" for number in range(1, recognised.classes + 1))
    written = st.text_area(
        f"Names of its {recognised.classes} classes, a line each",
        "\n".join(default),
        key=f"recognised-names-{session.in_use.upload.number}",
    )
    return [line for line in written.splitlines() if line.strip()]


def _vocabulary(session: Session, recognised: Recognised, option: Option) -> Vocabulary | None:
    """Return the data set's vocabulary; None, with a sentence, unless it has one word for each row of the weights."""
    rows = option.input_shape[0]
    assert isinstance(option.config, TextConfig)
    try:
        dataset = datasets.load(session, option.dataset)
        cut = [dataset.read_as(replace(option.config, units=units)).vocabulary for units in dataset.units]
    except DataError as error:
        st.info(plain(str(error)))
        return None
    for vocabulary in cut:
        if recognised.knows_words(vocabulary):
            st.caption(
                "Its answers are right only if its words were numbered as they are here, by how often they occur."
            )
            return vocabulary
    counts = " or ".join(f"{len(vocabulary.words):,}" for vocabulary in cut if vocabulary)
    st.info(
        f"The weights are for {rows:,} words, {DATASETS[option.dataset].title} here has {counts}. Which words "
        "they stand for is not in the file, so they cannot be used with other ones."
    )
    return None


def _leave(session: Session) -> None:
    session.in_use.recognised = None
