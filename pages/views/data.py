"""Data: look at the examples before training on them; bring your own."""

import inspect

import streamlit as st

from core.data.dataset import DataSet
from core.data.own import CustomDataset
from core.data.summary import SAMPLE, class_counts, examples_of, pixel_shares, texts_of
from core.lessons import OWN
from pages.ui import charts, datasets
from pages.ui.components.live_chart import finished_chart
from pages.ui.data.own_data import own_data_panel
from pages.ui.data.texts import cut_form, lengths_and_vocabulary, show_text
from pages.ui.forms import dataset_form, lesson_form
from pages.ui.images import to_picture
from pages.ui.layout import open_page
from pages.ui.tables import plain_table
from pages.ui.visitor.session import Session

COLUMNS, LARGE = 10, 6  # images of each class, small ones and photographs
TEXTS = 3  # texts of each class


def main() -> None:
    """Draw the page."""
    session = open_page("data", "Look at the examples before training on them: what goes in decides what can come out.")
    lesson = lesson_form(session)
    chosen = dataset_form(session, lesson)
    if chosen == OWN:
        own_data_panel(session)
        if datasets.missing(session, OWN):
            return
    dataset = datasets.load_or_instead(session, lesson, chosen)
    if len(dataset.units) > 1:
        dataset = cut_form(dataset)
    if not dataset.brought:  # the visitor's own examples are on the page already
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


def examples(session: Session, dataset: DataSet) -> None:
    """Training examples of each class."""
    st.header("Examples")
    if st.button("Show others", key="data-others", icon=":material/shuffle:"):
        session.examples_shown += COLUMNS
    for label, name in enumerate(dataset.classes):
        if dataset.vocabulary is not None:
            st.markdown(f"**{name}**")
            for review in texts_of(dataset, dataset.train, label, session.examples_shown, TEXTS):
                show_text(dataset, review)
            continue
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
            st.markdown(f"**{name}**", width=36 if len(name) < 3 else 84)
            large = dataset.input_shape[0] == 3  # photographs need more room to be recognised
            for image in examples_of(dataset.train, label, session.examples_shown, LARGE if large else COLUMNS):
                st.image(to_picture(image, 96 if large else 56), alt=f"A training example of class {name}")


def as_dataset(dataset: DataSet) -> None:
    """Lesson 001's CustomDataset at work on the training part."""
    st.header("As a CustomDataset")
    st.markdown("A `Dataset` of PyTorch answers two questions: how many examples, and what is example number `idx`?")
    custom = CustomDataset(dataset.train.images, dataset.train.targets)
    code, result = st.columns([3, 2], gap="large")
    with code:
        st.code(inspect.getsource(CustomDataset), language="python", wrap_lines=True)
    with result:
        st.code(f"len(dataset)  # calls __len__\n{len(custom)}", language="python", wrap_lines=True)
        idx = st.number_input("idx", 0, len(custom) - 1, 0, key=f"idx-{dataset.id}")
        image, target = custom[idx]
        st.code(
            f"image, target = dataset[{idx}]  # calls __getitem__\n"
            f"image.shape   # {tuple(image.shape)}\nimage.dtype   # {image.dtype}\n"
            f"target        # {target}: {dataset.classes[target]}",
            language="python",
            wrap_lines=True,
        )
        st.image(to_picture(image.numpy(), 140), alt=f"Training example {idx}: {dataset.classes[target]}")


def shapes(dataset: DataSet) -> None:
    """The tensors in memory."""
    st.header("Shapes")
    parts = [("training", dataset.train), ("validation", dataset.validation), ("test", dataset.test)]
    rows = [
        (part, name, str(tuple(tensor.shape)), str(tensor.dtype).removeprefix("torch."))
        for part, split in parts
        if split is not None
        for name, tensor in split.tensors.items()
    ]
    plain_table(["Part", "Tensor", "Shape", "Type"], rows)
    if dataset.vocabulary is None:
        st.caption(
            "Shape of inputs: examples, channels, height, width. A pixel is one byte, 0 (black) to 255 (white or "
            "full colour)."
        )
    else:
        st.caption(
            "All reviews of a part stand one after the other in ids; review i goes from offsets[i] to offsets[i + "
            "1]. No padding is stored: it is added when a mini-batch is made."
        )


def balance(dataset: DataSet) -> None:
    """How many examples each class has."""
    st.header("Class balance")
    train, test = class_counts(dataset)
    finished_chart(charts.class_balance_chart(dataset.classes, train, test), key="balance")
    if train.min() == train.max():
        st.caption(f"Every class has {train.min():,} training examples.")
    else:
        st.caption(f"The rarest class has {train.min():,} training examples, the commonest {train.max():,}.")


def normalization(dataset: DataSet) -> None:
    """What normalising does to the pixel values."""
    st.header("What normalisation does")
    st.caption(f"The pixels of the first {SAMPLE:,} training images at most.")
    for title, choice in (
        ("Before: pixels from 0 to 1", None),
        ("As in the post", "half"),
        ("With the data set's own mean and deviation", "dataset"),
    ):
        edges, shares, mean, std = pixel_shares(dataset, choice)
        st.markdown(
            f"**{title}.** Mean {mean:.2f}, standard deviation {std:.2f}, from {edges[0]:.2f} to {edges[-1]:.2f}."
        )
        finished_chart(charts.pixel_histogram(edges, shares), key=f"pixels-{choice}")


main()
