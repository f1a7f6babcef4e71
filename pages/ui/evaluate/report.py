"""An evaluation to take away: every answer as CSV, the figures as one HTML file."""

import html

import streamlit as st

from core.data.dataset import DataSet
from core.evaluate.calibration import reliability
from core.evaluate.evaluation import Evaluation
from core.network import TrainedNetwork
from pages.ui.evaluate import charts
from pages.ui.words import describe_network, percent


def downloads(network: TrainedNetwork, dataset: DataSet, evaluation: Evaluation) -> None:
    """Two buttons; the files are made when they are pressed."""
    name = f"lesson-{network.card.lesson}-{dataset.id}"
    with st.container(horizontal=True):
        st.download_button(
            "All answers (CSV)",
            key="report-csv",
            data=evaluation.to_csv,
            file_name=f"{name}-answers.csv",
            mime="text/csv",
            icon=":material/download:",
            on_click="ignore",
            help="A line for each test example: truth, guess, loss and every class's probability.",
        )
        st.download_button(
            "Figures (HTML)",
            key="report-html",
            data=lambda: report(network, dataset, evaluation),
            file_name=f"{name}-evaluation.html",
            mime="text/html",
            icon=":material/download:",
            on_click="ignore",
            help="The scores, the confusion matrix and the reliability diagram in one file that opens in any browser, "
            "also offline. Single charts can be saved as PNG by the camera that appears over them.",
        )


def report(network: TrainedNetwork, dataset: DataSet, evaluation: Evaluation) -> str:
    """Return the figures as one HTML page, which needs no connection to the internet."""
    figures = {
        "Confusion matrix": charts.confusion_chart(evaluation.confusion, evaluation.classes),
        "Accuracy of each class (%)": charts.accuracy_by_class_chart(
            evaluation.classes, [row.recall for row in evaluation.class_metrics]
        ),
        "Reliability": charts.reliability_chart(
            {"this network": reliability(evaluation.probabilities, evaluation.targets)}
        ),
    }
    rows = "".join(
        f"<tr><td>{html.escape(row.name)}</td>"
        + "".join(
            f"<td>{'not defined' if score is None else f'{score:.4f}'}</td>"
            for score in (row.precision, row.recall, row.f1)
        )
        + f"<td>{row.support}</td></tr>"
        for row in [*evaluation.class_metrics, *evaluation.averages]
    )
    parts = [
        f"<h2>{title}</h2>{figure.to_html(full_html=False, include_plotlyjs=number == 0)}"
        for number, (title, figure) in enumerate(figures.items())
    ]
    low, high = evaluation.accuracy_interval
    return (
        "<!doctype html><html lang=en><meta charset=utf-8><title>Evaluation</title>"
        "<style>body{font-family:sans-serif;max-width:60rem;margin:2rem auto}td,th{padding:.2rem .8rem;text-align:left}"
        f"</style><h1>Evaluation on {html.escape(dataset.title)}</h1>"
        f"<p>{html.escape(describe_network(network))}</p>"
        f"<p>Accuracy {percent(evaluation.accuracy)} ({percent(low)} to {percent(high)} with 95% confidence), "
        f"cross-entropy {evaluation.loss:.4f}, {len(evaluation):,} examples.</p>"
        "<table><tr><th>Class<th>Precision<th>Recall<th>F1<th>Support</tr>"
        f"{rows}</table>{''.join(parts)}</html>"
    )
