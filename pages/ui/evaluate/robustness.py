"""The accuracy of a network on test examples that are made worse, step by step."""

import streamlit as st

from core.data.dataset import DataSet
from core.evaluate.robustness import EXAMPLES, STEPS, Robustness, measuring_robustness, perturbations_for
from core.network import TrainedNetwork
from pages.ui.components.live_chart import finished_chart
from pages.ui.evaluate import charts
from pages.ui.tables import plain_table
from pages.ui.tasks import is_begun, result_of
from pages.ui.visitor.session import Session


def robustness(session: Session, network: TrainedNetwork, dataset: DataSet) -> None:
    """A button; then accuracy at five strengths of each perturbation."""
    key = ("Testing on worse examples", network, dataset)
    kinds = perturbations_for(dataset)
    titles = ", ".join(perturbation.title.lower() for perturbation in kinds.values())
    st.markdown(f"The same network on test examples that are made worse in five steps: {titles}.")
    if not is_begun(session, key) and not st.button(
        "Measure", key="robustness-measure", type="primary", icon=":material/play_arrow:"
    ):
        count = min(EXAMPLES, len(dataset.test))
        st.caption(f"{count:,} test examples, {1 + sum(len(kind.strengths) for kind in kinds.values())} times.")
        return
    result = result_of(session, key, lambda: measuring_robustness(network, dataset))
    if result is not None:
        _curves(result, dataset)


def _curves(result: Robustness, dataset: DataSet) -> None:
    kinds = perturbations_for(dataset)
    falls = {name: accuracies[0] - min(accuracies) for name, accuracies in result.accuracies.items()}
    worst, least = max(falls, key=falls.__getitem__), min(falls, key=falls.__getitem__)
    compared = (
        f"It suffers most from **{kinds[worst].title.lower()}** (down to {100 * min(result.accuracies[worst]):.1f}%), "
        f"least from **{kinds[least].title.lower()}** (down to {100 * min(result.accuracies[least]):.1f}%)."
        if falls[worst] > falls[least]
        else "It suffers from all of them alike."
    )
    unchanged = next(iter(result.accuracies.values()))[0]
    st.markdown(f"On {result.examples:,} unchanged examples {100 * unchanged:.1f}% are right. {compared}")
    columns = st.columns(2, gap="large")
    for number, (name, accuracies) in enumerate(result.accuracies.items()):
        kind = kinds[name]
        with columns[number % 2]:
            st.markdown(f"**{kind.title}**")
            chart = charts.robustness_chart(kind, accuracies)
            finished_chart(chart, key=f"robustness-{name}", picture=True)
    with st.expander("The same as a table"):
        plain_table(
            ["Right (%) with", "nothing", *(f"step {step}" for step in range(1, STEPS + 1))],
            [
                (kinds[name].title, *(f"{100 * accuracy:.1f}" for accuracy in accuracies))
                for name, accuracies in result.accuracies.items()
            ],
        )
    if dataset.vocabulary is None:
        st.caption(
            "What would help: let the network learn from such pictures. “Data augmentation” on the Train page shifts "
            "and turns each training picture a little differently every time."
        )
