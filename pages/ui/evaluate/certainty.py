"""How sure the network was: reliability, temperature scaling, and for two classes where "yes" begins."""

import streamlit as st

from core.data.dataset import set_name
from core.evaluate.calibration import FEWEST, Reliability, reliability, scale_temperature
from core.evaluate.evaluation import Evaluation
from core.evaluate.thresholds import Curve, decided_at, precision_recall, roc, undefined
from core.messages import Message
from pages.ui.components.live_chart import finished_chart, live_chart
from pages.ui.evaluate import charts
from pages.ui.language import t
from pages.ui.tables import plain_table
from pages.ui.words import percent, plain, share_of_few

HARDLY = 0.01  # difference of mean confidence and accuracy: a smaller one is not worth a word


def calibration(evaluation: Evaluation) -> None:
    """The reliability diagram, its error, and what one temperature would mend."""
    st.header(t("evaluate-calibration"))
    curve = reliability(evaluation.probabilities, evaluation.targets)
    sure, right = float(evaluation.confidences.mean()), evaluation.accuracy
    off = "hardly" if abs(sure - right) < HARDLY else "too-sure" if sure > right else "unsure"
    error = t("evaluate-calibration-error")
    st.metric(error, percent(curve.error), help=t("evaluate-calibration-error.help"))
    st.markdown(t("evaluate-calibration-means", sure=percent(sure), right=percent(right), off=off))
    diagram, points = st.columns([3, 2], gap="large")
    with diagram:
        finished_chart(charts.reliability_chart({t("evaluate-this-network"): curve}), key="reliability")
    with points:
        _table(curve)
    if st.toggle(t("evaluate-temperature"), key="temperature", persist_state="session"):
        _scaled(evaluation)


def _scaled(evaluation: Evaluation) -> None:
    scaling = scale_temperature(evaluation)
    if scaling is None:
        st.info(t("evaluate-temperature-few", fewest=FEWEST))
        return
    st.markdown(
        t(
            "evaluate-temperature-found",
            temperature=f"{scaling.temperature:.2f}",
            sure="less" if scaling.temperature > 1 else "more",
            part=set_name(evaluation.part),
            count=scaling.examples,
            error_before=percent(scaling.before.error),
            error_after=percent(scaling.after.error),
            loss_before=f"{scaling.loss_before:.4f}",
            loss_after=f"{scaling.loss_after:.4f}",
        )
    )
    curves = {t("evaluate-before"): scaling.before, t("evaluate-after"): scaling.after}
    left, right = st.columns([3, 2], gap="large")
    with right:
        st.markdown(f"**{t('evaluate-after-title')}**")
        _table(scaling.after)
    with left:
        finished_chart(charts.reliability_chart(curves), key="reliability-scaled")


def _table(curve: Reliability) -> None:
    """The points of the diagram."""
    plain_table(
        [t("evaluate-how-sure"), t("evaluate-how-right"), t("evaluate-how-many")],
        [
            (f"{100 * sure:.1f}%", f"{100 * share:.1f}%", f"{count:,}")
            for sure, share, count in zip(curve.confidence, curve.accuracy, curve.counts, strict=True)
        ],
    )


def thresholds(evaluation: Evaluation) -> None:
    """For two classes: the curves over all thresholds, and the confusion matrix at one."""
    # The curves are the same for all thresholds.
    _at_threshold(evaluation, undefined(evaluation) or (roc(evaluation), precision_recall(evaluation)))


@st.fragment
def _at_threshold(evaluation: Evaluation, curves: tuple[Curve, Curve] | Message) -> None:
    """Draw what changes with the threshold. `curves`: those of roc and precision_recall, or why there are none."""
    no, yes = evaluation.classes
    st.header(t("evaluate-when-yes", yes=plain(yes)))
    threshold = st.slider(
        t("evaluate-threshold", yes=plain(yes)),
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
    taken_for_yes = t("evaluate-taken-for", truth=no, guess=yes)
    scores = decided.class_metrics[1]
    left, right = st.columns(2, gap="large")
    with left:
        live_chart(
            charts.confusion_chart(decided.confusion, evaluation.classes),
            key="threshold-matrix",
            alt=t(
                "evaluate-threshold.alt",
                yes=yes,
                no=no,
                true_yes=true_yes,
                true_no=true_no,
                false_yes=false_yes,
                false_no=false_no,
            ),
            revision="",
            zoom=False,
        )
    with right:
        plain_table(
            [t("evaluate-or-more", threshold=f"{threshold:.2f}"), ""],
            [
                (t("evaluate-accuracy"), share_of_few(decided.accuracy, len(evaluation))),
                (
                    t("evaluate-precision-of", name=yes),
                    t("evaluate-never-says", name=yes) if scores.precision is None else percent(scores.precision),
                ),
                (
                    t("evaluate-recall-of", name=yes),
                    t("evaluate-no-example-is", name=yes) if scores.recall is None else percent(scores.recall),
                ),
                (taken_for_yes, t("evaluate-out-of", count=false_yes, total=negatives)),
                (t("evaluate-taken-for", truth=yes, guess=no), t("evaluate-out-of", count=false_no, total=positives)),
            ],
        )
    if isinstance(curves, Message):
        st.info(t("evaluate-no-curves", why=plain(t(curves))))
        return
    curve, ranking = curves
    left, right = st.columns(2, gap="large")  # a new row, so that both begin at the same height
    with left:
        area = f"{curve.area:.4f}"
        st.markdown(f"**{t('evaluate-roc', area=area)}**")
        point = (false_yes / negatives, true_yes / positives)
        figure = charts.curve_chart(curve, taken_for_yes, t("evaluate-found", name=yes), point)
        live_chart(figure, key="roc", alt=t("evaluate-roc.alt", area=area), revision="")
        st.caption(t("evaluate-roc-area", yes=plain(yes), no=plain(no)))
    with right:
        area = f"{ranking.area:.4f}"
        st.markdown(f"**{t('evaluate-ranking', area=area)}**")
        here = None if scores.precision is None or scores.recall is None else (scores.recall, scores.precision)
        figure = charts.curve_chart(ranking, t("evaluate-recall"), t("evaluate-precision"), here)
        live_chart(figure, key="precision-recall", alt=t("evaluate-ranking.alt", area=area), revision="")
        share = percent(positives / (positives + negatives))
        st.caption(t("evaluate-ranking-guessing", share=share, yes=plain(yes)))
