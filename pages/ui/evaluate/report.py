"""An evaluation to take away: every answer as CSV, the figures as one HTML file."""

import html
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import streamlit as st
from streamlit.runtime.scriptrunner import add_script_run_ctx, get_script_run_ctx

from core.data.dataset import DataSet
from core.evaluate.calibration import reliability
from core.evaluate.evaluation import Evaluation
from core.evaluate.thresholds import precision_recall, roc, undefined
from core.network import TrainedNetwork
from pages.ui.evaluate import charts
from pages.ui.evaluate.confusion import score_columns, scores_by_name
from pages.ui.language import language, t
from pages.ui.words import describe_network, percent


def downloads(network: TrainedNetwork, dataset: DataSet, evaluation: Evaluation) -> None:
    """Two buttons; the files are made when they are pressed."""
    lesson, data = network.card.lesson, dataset.id
    st.download_button(
        t("evaluate-answers"),
        key="report-csv",
        data=evaluation.to_csv,
        file_name=t("evaluate-answers.file", lesson=lesson, data=data),
        mime="text/csv",
        on_click="ignore",
        type="tertiary",
        help=t("evaluate-answers.help"),
    )
    st.download_button(
        t("evaluate-report"),
        key="report-html",
        data=_for_this_visitor(lambda: report(network, dataset, evaluation)),
        file_name=t("evaluate-report.file", lesson=lesson, data=data),
        mime="text/html",
        on_click="ignore",
        type="tertiary",
        help=t("evaluate-report.help"),
    )


def _for_this_visitor(make: Callable[[], str]) -> Callable[[], str]:
    """The same in this visitor's language: Streamlit makes files in a thread that does not know for whom it works."""
    visitor = get_script_run_ctx()

    def made() -> str:
        with ThreadPoolExecutor(1, initializer=add_script_run_ctx, initargs=(None, visitor)) as thread:
            return thread.submit(make).result()

    return made


def report(network: TrainedNetwork, dataset: DataSet, evaluation: Evaluation) -> str:
    """Return the figures as one HTML page, which needs no connection to the internet."""
    curve = reliability(evaluation.probabilities, evaluation.targets)
    figures = {
        t("evaluate-confusion"): charts.confusion_chart(evaluation.confusion, evaluation.classes),
        t("evaluate-report-by-class"): charts.accuracy_by_class_chart(
            evaluation.classes, [row.recall for row in evaluation.class_metrics]
        ),
        t("evaluate-report-reliability"): charts.reliability_chart({t("evaluate-this-network"): curve}),
    }
    if len(evaluation.classes) == 2 and not undefined(evaluation):
        yes = evaluation.classes[1]
        chance, ranking = roc(evaluation), precision_recall(evaluation)
        wrongly = t("evaluate-taken-for", truth=evaluation.classes[0], guess=yes)
        found = t("evaluate-found", name=yes)
        figures |= {
            t("evaluate-roc", area=f"{chance.area:.4f}"): charts.curve_chart(chance, wrongly, found, None),
            t("evaluate-ranking", area=f"{ranking.area:.4f}"): charts.curve_chart(
                ranking, t("evaluate-recall"), t("evaluate-precision"), None
            ),
        }
    parts = [
        f"<h2>{html.escape(title)}</h2>{figure.to_html(full_html=False, include_plotlyjs=number == 0)}"
        for number, (title, figure) in enumerate(figures.items())
    ]
    low, high = map(percent, evaluation.accuracy_interval)
    told = t(
        "evaluate-report-figures",
        accuracy=percent(evaluation.accuracy),
        low=low,
        high=high,
        loss=f"{evaluation.loss:.4f}",
        count=len(evaluation),
    )
    title = t("evaluate-report-title", data=dataset.title)
    return (
        f'<!doctype html><html lang="{language()}"><meta charset=utf-8>'  # not shown
        f"<title>{html.escape(t('evaluate-report-name'))}</title>"
        "<style>body{font-family:sans-serif;max-width:60rem;margin:2rem auto}td,th{padding:.2rem .8rem;text-align:left}"
        f"</style><h1>{html.escape(title)}</h1>"
        f"<p>{html.escape(describe_network(network))}</p>"
        f"<p>{html.escape(told)}</p>"
        f"{_table(evaluation)}{''.join(parts)}</html>"
    )


def _table(evaluation: Evaluation) -> str:
    """The scores of each class as a table in HTML."""
    columns = "".join(f"<th>{html.escape(column)}" for column in score_columns())
    rows = [
        [
            name,
            *(
                t("evaluate-undefined") if score is None else f"{score:.4f}"
                for score in (row.precision, row.recall, row.f1)
            ),
            str(row.support),
        ]
        for name, row in scores_by_name(evaluation)
    ]
    written = "".join(f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><tr>{columns}</tr>{written}</table>"
