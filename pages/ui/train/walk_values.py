"""What a line of the training loop did, as sentences and a table."""

from collections.abc import Iterable, Sequence
from typing import assert_never

import streamlit as st

from core.walk.records import (
    Added,
    Augmented,
    Backward,
    Batch,
    Cleared,
    Clipped,
    Forward,
    Hidden,
    LayerOutput,
    Loss,
    Moved,
    Numbers,
    Printed,
    Scheduled,
    Targets,
    Values,
)
from pages.ui.language import t
from pages.ui.tables import plain_table
from pages.ui.words import plain

MANY = 1000  # from here on without digits after the point


def line_values(values: Values, classes: Sequence[str]) -> None:
    """Show what a line did. `classes`: their names."""
    match values:
        case Batch():
            _batch(values, classes)
        case Augmented():
            _augmented(values)
        case Forward():
            st.markdown(t("train-walk-answered"))
            layer_table(values.layers)
        case Targets():
            st.markdown(t("train-walk-targets", shape=_shape(values.shape)))
            _labels(values.targets, classes)
        case Loss():
            _loss(values, classes)
        case Cleared() | Backward() | Clipped():
            _gradients(values)
        case Moved():
            _moved(values)
        case Hidden() | Scheduled() | Added():
            st.markdown(_sentence(values))
        case Printed():
            st.code(values.text, language=None, wrap_lines=True)
        case _:
            assert_never(values)


def layer_table(layers: Iterable[LayerOutput]) -> None:
    """Shape, mean and standard deviation of what layers gave."""
    rows = [(layer.name, _shape(layer.numbers.shape), *_mean_and_std(layer.numbers)) for layer in layers]
    _table(("layer", "shape", "mean", "std"), rows)


def short(number: float) -> str:
    """Three digits: '0.123', '1.2e-05', '12,345'."""
    return f"{number:,.0f}" if MANY <= abs(number) < MANY * MANY else f"{number:.3g}"


def _sentence(values: Hidden | Scheduled | Added) -> str:
    match values:
        case Hidden(hidden, words):
            return t("train-walk-hidden", hidden=hidden, words=words)
        case Scheduled(before, after):
            return t("train-walk-scheduled", before=f"{before:.6g}", after=f"{after:.6g}")
        case Added(before, loss, after):
            return t("train-walk-added", before=f"{before:.4g}", loss=f"{loss:.4g}", after=f"{after:.4g}")


def _augmented(augmented: Augmented) -> None:
    st.markdown(t("train-walk-augmented"))
    before, after = _mean_and_std(augmented.before), _mean_and_std(augmented.after)
    rows = [(t("train-walk-before"), *before), (t("train-walk-after"), *after)]
    _table(("images", "mean", "std"), rows)


def _gradients(values: Cleared | Backward | Clipped) -> None:
    match values:
        case Cleared():
            nothing = all(norm.before is None for norm in values.norms)
            st.markdown(t("train-walk-cleared-nothing" if nothing else "train-walk-cleared"))
        case Backward():
            st.markdown(t("train-walk-backward", total=short(values.total)))
        case Clipped():
            shortened, before, most = values.before > values.most, short(values.before), short(values.most)
            st.markdown(t("train-walk-clipped" if shortened else "train-walk-not-clipped", before=before, most=most))
    rows = [(norm.name, _or_none(norm.before), _or_none(norm.after)) for norm in values.norms]
    _table(("parameter", "before", "after"), rows)


def _batch(batch: Batch, classes: Sequence[str]) -> None:
    shape = _shape(batch.inputs)
    if batch.numbers is None:
        st.markdown(t("train-walk-texts", count=batch.examples, shape=shape))
    else:
        mean, std = _mean_and_std(batch.numbers)
        st.markdown(t("train-walk-images", count=batch.examples, shape=shape, mean=mean, std=std))
    _labels(batch.targets, classes)


def _labels(targets: Sequence[int], classes: Sequence[str]) -> None:
    labels = ", ".join(plain(classes[target]) for target in targets)
    st.markdown(t("train-walk-labels", count=len(targets), labels=labels))


def _loss(loss: Loss, classes: Sequence[str]) -> None:
    mean, shown = f"{loss.mean:.4g}", len(loss.examples)
    st.markdown(t("train-walk-loss", mean=mean, count=loss.size, shown=shown))
    rows = [(classes[each.target], classes[each.guess], short(each.given), short(each.loss)) for each in loss.examples]
    _table(("label", "guess", "probability" if loss.as_probability else "output", "loss"), rows)


def _moved(moved: Moved) -> None:
    st.markdown(t("train-walk-moved", rate=f"{moved.rate:.6g}"))
    rows = [(move.name, short(move.length), short(move.moved), f"{100 * move.share:.3g}%") for move in moved.moves]
    _table(("parameter", "length", "change", "share"), rows)


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Columns are called as train-walk-column-... says."""
    plain_table([t(f"train-walk-column-{column}") for column in columns], rows)


def _or_none(norm: float | None) -> str:
    return t("train-walk-none") if norm is None else short(norm)


def _mean_and_std(numbers: Numbers) -> tuple[str, str]:
    return short(numbers.mean), short(numbers.std)


def _shape(shape: Sequence[int]) -> str:
    return " x ".join(map(str, shape))
