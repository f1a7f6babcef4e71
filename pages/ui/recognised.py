"""Weights from elsewhere: what their file does not say is asked here, before the network is used."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from functools import reduce

import streamlit as st

from core.config import TextConfig
from core.data.dataset import DataSet
from core.data.tokens import Vocabulary
from core.errors import DataError, WeightsError
from core.lessons import DATASETS, LESSONS
from core.messages import Message, Value
from core.recognize.fitting import Option
from core.recognize.recognition import Recognised
from pages.ui import datasets
from pages.ui.language import t
from pages.ui.visitor.session import Session
from pages.ui.words import plain


def recognised_form(session: Session) -> None:
    """The questions about the weights that were brought last, if any are open; the present network stays until then."""
    recognised = session.in_use.recognised
    if recognised is None:
        return
    with st.container(border=True):
        lessons = list(dict.fromkeys(option.lesson for option in recognised.options))
        st.markdown(t("network-recognised", lessons=_either(lessons)))
        option = _option(recognised, lessons, session.in_use.upload.number)
        normalizations = recognised.normalizations(option)
        normalization = vocabulary = None
        names: list[str] = []
        if normalizations:
            chosen = st.selectbox(
                t("network-normalisation"),
                list(normalizations),
                format_func=lambda key: t(f"weights-normalization-{key}"),
                key=f"recognised-normalization-{session.in_use.upload.number}",
                help=t("network-normalisation.help"),
            )
            normalization = normalizations[chosen]
        else:
            vocabulary = _vocabulary(session, recognised, option)
        if DATASETS[option.dataset].brought:
            names = _names(session, recognised)
        with st.container(horizontal=True):
            if st.button(
                t("network-use-recognised"),
                key="recognised-use",
                type="primary",
                disabled=not normalizations and vocabulary is None,
            ):
                try:
                    session.in_use.use(recognised.network(option, normalization, names, vocabulary))
                    session.in_use.recognised = None
                    st.rerun()
                except WeightsError as error:
                    st.error(plain(t(error.message)), icon=":material/error:")
            st.button(t("network-leave-recognised"), key="recognised-leave", on_click=_leave, args=(session,))


def _option(recognised: Recognised, lessons: list[str], number: int) -> Option:
    """Ask for the lesson, the data set, and what else the shapes of the weights leave open; return the option.

    `number` counts the uploaded files, so that each file gets widgets of its own.
    """
    lesson = lessons[0]
    if len(lessons) > 1:
        lesson = st.selectbox(
            t("network-lesson"),
            lessons,
            format_func=lambda key: t(LESSONS[key].title),
            key=f"recognised-lesson-{number}",
        )
    options = [option for option in recognised.options if option.lesson == lesson]
    sets = list(dict.fromkeys(option.dataset for option in options))
    dataset = st.selectbox(
        t("network-learnt-from"),
        sets,
        format_func=lambda key: t(DATASETS[key].title),
        key=f"recognised-dataset-{number}",
    )
    options = [option for option in options if option.dataset == dataset]
    if len(options) == 1:
        return options[0]
    choice = st.selectbox(
        t("network-pooling"),
        range(len(options)),
        format_func=lambda i: t(options[i].choice or "") if i < len(options) else "",
        key=f"recognised-choice-{dataset}-{number}",
        help=t("network-pooling.help"),
    )
    return options[choice]


def _names(session: Session, recognised: Recognised) -> list[str]:
    """The names of the classes, in the order of the network's outputs."""
    own: DataSet | None = None
    with suppress(DataError):
        own = session.own.dataset()
    known = own.classes if own is not None and len(own.classes) == recognised.classes else None
    default = known or tuple(t("network-class", number=number) for number in range(1, recognised.classes + 1))
    written = st.text_area(
        t("network-class-names", count=recognised.classes),
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
        st.info(plain(t(error.message)))
        return None
    for vocabulary in cut:
        if recognised.knows_words(vocabulary):
            st.caption(t("network-words-numbered"))
            return vocabulary
    counts = _either([len(vocabulary.words) for vocabulary in cut if vocabulary])
    st.info(t("network-other-words", rows=rows, name=DATASETS[option.dataset].title, counts=counts))
    return None


def _either(items: Sequence[Value]) -> Value:
    """'000 or 001', as in a sentence."""
    return reduce(lambda before, item: Message("network-either", before=before, item=item), items)


def _leave(session: Session) -> None:
    session.in_use.recognised = None
