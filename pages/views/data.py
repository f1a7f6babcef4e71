"""Data: look at the examples before training on them; bring your own."""

import inspect

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.data.dataset import DataSet
from core.data.own import CustomDataset
from core.data.summary import SAMPLE, class_counts, examples_of, pixel_shares, texts_of
from core.lessons import DATASETS, OWN, Lesson
from pages.ui import charts, datasets
from pages.ui.components.live_chart import finished_chart
from pages.ui.data.own_data import own_data_panel
from pages.ui.data.texts import cut_form, lengths_and_vocabulary, show_text
from pages.ui.forms import dataset_form, lesson_form
from pages.ui.images import to_picture
from pages.ui.language import t
from pages.ui.layout import open_page
from pages.ui.tables import plain_table
from pages.ui.visitor.session import Session

COLUMNS, LARGE = 10, 6  # images of each class, small ones and photographs
TEXTS = 3  # texts of each class


def main() -> None:
    """Draw the page."""
    session = open_page("data", t("data-lead"))
    lesson, chosen, others = head(session)
    if chosen == OWN:
        own_data_panel(session)
        if datasets.missing(session, OWN):
            return
    dataset = datasets.load_or_instead(session, lesson, chosen)
    if len(dataset.units) > 1:
        dataset = cut_form(dataset)
    if not dataset.brought:  # the visitor's own examples are on the page already
        with others:
            others_button(session)
        examples(session, dataset)
    if lesson.id == "001":
        as_dataset(dataset)
    left, right = st.columns(2, gap="large")
    with left:
        shapes(dataset)
        balance(dataset)
    with right:
        if dataset.vocabulary is None:
            normalization(dataset)
        else:
            lengths_and_vocabulary(dataset)


def head(session: Session) -> tuple[Lesson, str, DeltaGenerator]:
    """The choice of lesson and data set in one line: (lesson, id of the data set, place for one more button)."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="data-head"):
        with st.container(key="data-lesson", width=340):
            lesson = lesson_form(session)
        with st.container(key="data-set", width="content"):
            chosen = dataset_form(session, lesson, tells=False)
        others = st.container(key="data-others-place", width="content")
    if chosen != OWN:
        st.caption(t(DATASETS[chosen].about))
    return lesson, chosen, others


def others_button(session: Session) -> None:
    """A button that shows other examples."""
    if st.button(t("data-others"), key="data-others", icon=":material/shuffle:"):
        session.examples_shown += COLUMNS


def examples(session: Session, dataset: DataSet) -> None:
    """Training examples of each class: one half of the classes on the left, the other half on the right."""
    st.header(t("data-examples"))
    half = -(-len(dataset.classes) // 2)
    with st.container(key="data-examples"):
        for side, first in zip(st.columns(2, gap="medium"), (0, half), strict=True):
            with side:
                for label in range(first, min(first + half, len(dataset.classes))):
                    examples_of_class(session, dataset, label)


def examples_of_class(session: Session, dataset: DataSet, label: int) -> None:
    """Texts or images of one class."""
    name = dataset.classes[label]
    if dataset.vocabulary is not None:
        st.markdown(f"**{name}**")
        for review in texts_of(dataset, dataset.train, label, session.examples_shown, TEXTS):
            show_text(dataset, review)
        return
    large = dataset.input_shape[0] == 3  # photographs need more room to be recognised
    with st.container(horizontal=True, vertical_alignment="center", gap="xxsmall"):
        st.markdown(f"**{name}**", width=24 if len(name) < 3 else 84)
        for image in examples_of(dataset.train, label, session.examples_shown, LARGE if large else COLUMNS):
            st.image(to_picture(image, 72 if large else 50), alt=t("data-example", name=name))


def as_dataset(dataset: DataSet) -> None:
    """Lesson 001's CustomDataset at work on the training part."""
    st.header(t("data-custom"))
    st.markdown(t("data-custom-questions"))
    custom = CustomDataset(dataset.train.images, dataset.train.targets)
    code, result = st.columns([3, 2], gap="large")
    with code:
        st.code(inspect.getsource(CustomDataset), language="python", wrap_lines=True)
    with result:
        called = t("data-calls", method="__len__")
        lines = [f"len(dataset)  # {called}", str(len(custom))]
        st.code("\n".join(lines), language="python", wrap_lines=True)
        idx = st.number_input("idx", 0, len(custom) - 1, 0, key=f"idx-{dataset.id}")  # a name in code: not shown
        image, target = custom[idx]
        called = t("data-calls", method="__getitem__")
        lines = [
            f"image, target = dataset[{idx}]  # {called}",  # code, so not shown
            f"image.shape   # {tuple(image.shape)}",
            f"image.dtype   # {image.dtype}",
            f"target        # {target}: {dataset.classes[target]}",
        ]
        st.code("\n".join(lines), language="python", wrap_lines=True)
        alt = t("data-example-number", number=str(idx), name=dataset.classes[target])
        st.image(to_picture(image.numpy(), 140), alt=alt)


def shapes(dataset: DataSet) -> None:
    """The tensors in memory."""
    st.header(t("data-shapes"))
    parts = {"training": dataset.train, "validation": dataset.validation, "test": dataset.test}
    rows = [
        (t(f"data-part-{part}"), name, str(tuple(tensor.shape)), str(tensor.dtype).removeprefix("torch."))
        for part, split in parts.items()
        if split is not None
        for name, tensor in split.tensors.items()
    ]
    plain_table([t("data-part"), t("data-tensor"), t("data-shape"), t("data-type")], rows)
    st.caption(t("data-shapes-of-images" if dataset.vocabulary is None else "data-shapes-of-texts"))


def balance(dataset: DataSet) -> None:
    """How many examples each class has."""
    st.header(t("data-balance"))
    train, test = class_counts(dataset)
    finished_chart(charts.class_balance_chart(dataset.classes, train, test), key="balance")
    if train.min() == train.max():
        st.caption(t("data-balance-even", count=int(train.min())))
    else:
        st.caption(t("data-balance-uneven", least=int(train.min()), most=int(train.max())))


def normalization(dataset: DataSet) -> None:
    """What normalising does to the pixel values."""
    st.header(t("data-normalisation"))
    st.caption(t("data-normalisation-sample", count=SAMPLE))
    for choice in (None, "half", "dataset"):
        edges, shares, mean, std = pixel_shares(dataset, choice)
        st.markdown(
            t(
                f"data-normalisation-{choice or 'none'}",
                mean=f"{mean:.2f}",
                std=f"{std:.2f}",
                low=f"{edges[0]:.2f}",
                high=f"{edges[-1]:.2f}",
            )
        )
        finished_chart(charts.pixel_histogram(edges, shares), key=f"pixels-{choice}")


main()
