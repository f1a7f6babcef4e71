"""How sure the network was: reliability, temperature scaling, and for two classes where "yes" begins."""

import streamlit as st

from core.evaluate.calibration import FEWEST, Reliability, reliability, scale_temperature
from core.evaluate.evaluation import Evaluation
from core.evaluate.thresholds import Curve, decided_at, precision_recall, roc, undefined
from pages.ui.components.live_chart import finished_chart, live_chart
from pages.ui.evaluate import charts
from pages.ui.tables import plain_table
from pages.ui.words import percent, plain

SURE = "this network"


def calibration(evaluation: Evaluation) -> None:
    """The reliability diagram, its error, and what one temperature would mend."""
    st.header("Is it right as often as it is sure?")
    curve = reliability(evaluation.probabilities, evaluation.targets)
    gap = float(evaluation.confidences.mean()) - evaluation.accuracy
    st.metric("Expected calibration error", percent(curve.error))
    st.caption(
        f"On average it was {percent(float(evaluation.confidences.mean()))} sure and "
        f"{percent(evaluation.accuracy)} right: "
        + ("hardly off." if abs(gap) < 0.01 else "too sure." if gap > 0 else "less sure than it could be.")
        + " The error is the mean distance between the curve and the diagonal, over the examples."
    )
    left, right = st.columns([3, 2], gap="large")
    with left:
        finished_chart(charts.reliability_chart({SURE: curve}), key="reliability", picture=True)
    with right:
        _table(curve)
    if st.toggle("Scale with a temperature", key="temperature", persist_state="session"):
        _scaled(evaluation)


def _scaled(evaluation: Evaluation) -> None:
    scaling = scale_temperature(evaluation)
    if scaling is None:
        st.info(f"Not defined: it takes at least {FEWEST} examples, one half to find the temperature, one to measure.")
        return
    st.markdown(
        f"A temperature of **{scaling.temperature:.2f}**, by which the logits (the probabilities' logarithms) are "
        f"divided, makes the network {'less' if scaling.temperature > 1 else 'more'} sure and changes none of its "
        f"answers. Found on one half of the {evaluation.part} and measured on the other, {scaling.examples:,} "
        f"examples: expected calibration error {percent(scaling.before.error)} before, "
        f"**{percent(scaling.after.error)}** after; cross-entropy {scaling.loss_before:.4f} before, "
        f"**{scaling.loss_after:.4f}** after (Guo and others, 2017)."
    )
    curves = {"before": scaling.before, "after": scaling.after}
    left, right = st.columns([3, 2], gap="large")
    with right:
        st.markdown("**After**")
        _table(scaling.after)
    with left:
        finished_chart(charts.reliability_chart(curves), key="reliability-scaled", picture=True)


def _table(curve: Reliability) -> None:
    """The points of the diagram."""
    plain_table(
        ["How sure", "Right", "Examples"],
        [
            (f"{100 * sure:.1f}%", f"{100 * share:.1f}%", f"{count:,}")
            for sure, share, count in zip(curve.confidence, curve.accuracy, curve.counts, strict=True)
        ],
    )


def thresholds(evaluation: Evaluation) -> None:
    """For two classes: the curves over all thresholds, and the confusion matrix at one."""
    why = undefined(evaluation)
    curves = None if why else (roc(evaluation), precision_recall(evaluation))  # equal for all thresholds
    _at_threshold(evaluation, curves, why)


@st.fragment
def _at_threshold(evaluation: Evaluation, curves: tuple[Curve, Curve] | None, why: str) -> None:
    """Draw what changes with the threshold. `why` says why there are no curves, if `curves` is None."""
    no, yes = evaluation.classes
    st.header(f"When to say “{plain(yes)}”")
    threshold = st.slider(
        f"Say “{plain(yes)}” at this probability or above",
        0.0,
        1.0,
        0.5,
        0.01,
        key="threshold",
        format="%.2f",
        persist_state="session",
    )
    decided = decided_at(evaluation, threshold)
    (true_no, false_yes), (false_no, true_yes) = decided.confusion.tolist()
    negatives, positives = true_no + false_yes, false_no + true_yes
    scores = decided.class_metrics[1]
    left, right = st.columns(2, gap="large")
    with left:
        live_chart(
            charts.confusion_chart(decided.confusion, evaluation.classes),
            key="threshold-matrix",
            alt=f"{true_yes} {yes} and {true_no} {no} found; {false_yes} {no} and {false_no} {yes} missed.",
            revision="",
            zoom=False,
        )
    with right:
        plain_table(
            [f"{threshold:.2f} or more", ""],
            [
                ("Accuracy", percent(decided.accuracy)),
                (f"Precision of {yes}", _or_why(scores.precision, f"it never says {yes}")),
                (f"Recall of {yes}", _or_why(scores.recall, f"no example is {yes}")),
                (f"{no} taken for {yes}", f"{false_yes:,} of {negatives:,}"),
                (f"{yes} taken for {no}", f"{false_no:,} of {positives:,}"),
            ],
        )
    if curves is None:
        st.info(f"ROC and precision-recall curves: {plain(why)}")
        return
    curve, ranking = curves
    with left:
        st.markdown(f"**ROC curve, area {curve.area:.4f}**")
        point = (false_yes / negatives, true_yes / positives)
        figure = charts.curve_chart(curve, f"{no} taken for {yes}", f"{yes} found", point)
        live_chart(figure, key="roc", alt=f"ROC curve with an area of {curve.area:.4f}", revision="")
        st.caption(
            f"The area is the probability that a “{plain(yes)}” gets a higher score than a “{plain(no)}”, each drawn "
            "at random: 0.5 is guessing, 1 is perfect."
        )
    with right:
        st.markdown(f"**Precision and recall, average precision {ranking.area:.4f}**")
        here = None if scores.precision is None or scores.recall is None else (scores.recall, scores.precision)
        figure = charts.curve_chart(ranking, "Recall", "Precision", here)
        alt = f"Precision over recall with an average precision of {ranking.area:.4f}"
        live_chart(figure, key="precision-recall", alt=alt, revision="")
        st.caption(f"Guessing gets {percent(positives / (positives + negatives))}, the share of “{plain(yes)}”.")


def _or_why(score: float | None, why: str) -> str:
    return f"not defined: {why}" if score is None else percent(score)
