"""The accuracy of a network on test examples that are made worse, step by step."""

import streamlit as st

from core.data.dataset import DataSet
from core.evaluate.robustness import EXAMPLES, STEPS, Robustness, measuring_robustness, perturbations_for
from core.messages import Message
from core.network import TrainedNetwork
from pages.ui.components.live_chart import finished_chart
from pages.ui.evaluate import charts
from pages.ui.language import t
from pages.ui.tables import plain_table
from pages.ui.tasks import is_begun, result_of
from pages.ui.visitor.session import Session


def robustness(session: Session, network: TrainedNetwork, dataset: DataSet) -> None:
    """A button; then accuracy at five strengths of each perturbation."""
    key = (Message("evaluate-task-worse"), network, dataset)
    kinds = perturbations_for(dataset)
    st.markdown(t("evaluate-worse", kinds=", ".join(t(kind.title).lower() for kind in kinds.values())))
    if not is_begun(session, key) and not st.button(
        t("evaluate-measure"), key="robustness-measure", type="primary", icon=":material/play_arrow:"
    ):
        count, times = min(EXAMPLES, len(dataset.test)), 1 + sum(len(kind.strengths) for kind in kinds.values())
        st.caption(t("evaluate-measure-cost", count=count, times=times))
        return
    result = result_of(session, key, lambda: measuring_robustness(network, dataset))
    if result is not None:
        _curves(result, dataset)


def _curves(result: Robustness, dataset: DataSet) -> None:
    kinds = perturbations_for(dataset)
    falls = {name: accuracies[0] - min(accuracies) for name, accuracies in result.accuracies.items()}
    worst, least = max(falls, key=falls.__getitem__), min(falls, key=falls.__getitem__)
    compared = (
        t(
            "evaluate-suffers",
            worst=t(kinds[worst].title).lower(),
            lowest=f"{100 * min(result.accuracies[worst]):.1f}",
            least=t(kinds[least].title).lower(),
            highest=f"{100 * min(result.accuracies[least]):.1f}",
        )
        if falls[worst] > falls[least]
        else t("evaluate-suffers-alike")
    )
    unchanged = f"{100 * next(iter(result.accuracies.values()))[0]:.1f}"
    st.markdown(f"{t('evaluate-unchanged', count=result.examples, accuracy=unchanged)} {compared}")
    columns = st.columns(2, gap="large")
    for number, (name, accuracies) in enumerate(result.accuracies.items()):
        kind = kinds[name]
        with columns[number % 2]:
            st.markdown(f"**{t(kind.title)}**")
            chart = charts.robustness_chart(kind, accuracies)
            finished_chart(chart, key=f"robustness-{name}")
    with st.expander(t("evaluate-as-table")):
        plain_table(
            [
                t("evaluate-right-with"),
                t("evaluate-with-nothing"),
                *(t("evaluate-with-step", step=step) for step in range(1, STEPS + 1)),
            ],
            [
                (t(kinds[name].title), *(f"{100 * accuracy:.1f}" for accuracy in accuracies))
                for name, accuracies in result.accuracies.items()
            ],
        )
    if dataset.vocabulary is None:
        st.caption(t("evaluate-learn-worse"))
