"""Data: look at the examples before training on them."""

import pandas as pd
import streamlit as st

from core.data.dataset import DataSet
from core.data.summary import SAMPLE, class_counts, examples_of, pixel_shares
from pages.ui import charts
from pages.ui.forms import dataset_form, lesson_form
from pages.ui.images import to_picture
from pages.ui.layout import open_page
from pages.ui.session import Session

COLUMNS = 10  # examples of each class


def main() -> None:
    """Draw the page."""
    session = open_page("Data", "Look at the examples before training on them: what goes in decides what can come out.")
    dataset = dataset_form(lesson_form())
    examples(session, dataset)
    left, right = st.columns(2, gap="large")
    with left:
        shapes(dataset)
        balance(dataset)
    with right:
        normalization(dataset)


def examples(session: Session, dataset: DataSet) -> None:
    """A row of training images for each class."""
    st.subheader("Examples")
    if st.button("Show others", icon=":material/shuffle:"):
        session.examples_shown += COLUMNS
    for label, name in enumerate(dataset.classes):
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
            st.markdown(f"**{name}**", width=36)
            for image in examples_of(dataset.train, label, session.examples_shown, COLUMNS):
                st.image(to_picture(image, 56), alt=f"A training example of class {name}")


def shapes(dataset: DataSet) -> None:
    """The tensors in memory."""
    st.subheader("Shapes")
    rows = [
        (part, name, str(tuple(tensor.shape)), str(tensor.dtype).removeprefix("torch."))
        for part, split in (("training", dataset.train), ("test", dataset.test))
        for name, tensor in (("inputs", split.inputs), ("targets", split.targets))
    ]
    st.table(pd.DataFrame(rows, columns=["Part", "Tensor", "Shape", "Type"]), hide_index=True)
    st.caption("Shape of inputs: examples, channels, height, width. A pixel is one byte, 0 (black) to 255 (white).")


def balance(dataset: DataSet) -> None:
    """How many examples each class has."""
    st.subheader("Class balance")
    train, test = class_counts(dataset)
    st.plotly_chart(charts.class_balance_chart(dataset.classes, train, test), key="balance")
    st.caption(f"The rarest class has {train.min():,} training examples, the commonest {train.max():,}.")


def normalization(dataset: DataSet) -> None:
    """What normalising does to the pixel values."""
    st.subheader("What normalisation does")
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
        st.plotly_chart(charts.pixel_histogram(edges, shares), key=f"pixels-{choice}")


main()
