"""Chapter 2: the graph behind the loss, every node to be opened."""

from typing import Any

import streamlit as st

from core.lab.autograd import Lab
from core.lab.graph import FREED, Node, graph_of
from core.script.lab import Way
from pages.ui.components.live_chart import live_chart
from pages.ui.lab.charts import graph_chart, label, layout_of
from pages.ui.lab.code_panel import code_panel
from pages.ui.language import t
from pages.ui.tables import plain_table
from pages.ui.visitor.learning import Learning

KEY = "lab-node"
# PyTorch's names of the nodes whose meaning is told.
KINDS = (
    *("MseLoss", "NllLoss", "LogSoftmax", "Addmm", "T", "Relu"),  # not shown
    *("View", "MaxPool2DWithIndices", "Convolution", "AccumulateGrad"),  # not shown
)


def graph(learning: Learning) -> None:
    """The graph, the node that was clicked, and the post's three prints."""
    st.markdown(t("autograd-graph-about"))
    lab = learning.lab.afresh()
    walked = st.toggle(
        t("autograd-graph-walked"), key="lab-walked", persist_state="session", help=t("autograd-graph-walked.help")
    )
    if walked:
        lab = lab.do("backward")
    nodes = graph_of(lab.loss, lab.net)
    names = [_title(place, node) for place, node in enumerate(nodes)]
    if st.session_state.get(KEY, 0) >= len(nodes):
        st.session_state[KEY] = 0
    places = layout_of(nodes)

    def choose(x: Any, y: Any) -> None:
        if (x, y) in places:
            st.session_state[KEY] = places.index((x, y))

    left, right = st.columns([1, 1], gap="large")
    with right:
        place = st.selectbox(t("autograd-graph-node"), range(len(nodes)), format_func=names.__getitem__, key=KEY)
        _describe(nodes, place, names)
        _posts_prints(lab)
    with left:
        st.caption(t("autograd-graph-nodes", nodes=len(nodes)))
        live_chart(
            graph_chart(nodes, place),
            key="lab-graph",
            alt=t("autograd-graph-nodes.alt", nodes=len(nodes), chosen=names[place]),
            revision="graph",
            on_click=choose,
        )
    code_panel(Way(lab))


def _title(place: int, node: Node) -> str:
    return f"{place}: {node.name} ({node.parameter})" if node.parameter else f"{place}: {node.name}"


def _describe(nodes: list[Node], place: int, names: list[str]) -> None:
    node = nodes[place]
    kind = node.name.removesuffix("0").removesuffix("Backward")  # not shown
    meaning = t(f"autograd-node-{kind if kind in KINDS else 'other'}")
    st.markdown(f"**{node.name}.** {meaning}")
    if node.parameter:
        size = " x ".join(map(str, node.shape))
        st.markdown(t("autograd-graph-parameter", name=node.parameter, size=size))
    if node.saved == (FREED,):
        st.markdown(t("autograd-graph-freed"))
    elif node.saved:
        st.markdown(t("autograd-graph-saved", tensors=", ".join(f"`{each}`" for each in node.saved)))
    if node.following:
        plain_table(
            ("next_functions", t("autograd-graph-leads-to")),
            [
                (f"[{number}][0]", t("autograd-graph-leads-nowhere") if following is None else names[following])
                for number, following in enumerate(node.following)
            ],
        )


def _posts_prints(lab: Lab) -> None:
    """Show the post's three prints of the graph, and where the post is wrong about them."""
    st.markdown(f"**{t('autograd-graph-prints')}**")
    cell = lab.do("graph").cells[-1]
    st.code(cell.code, language="python", wrap_lines=True)
    st.code(cell.output, language=None, wrap_lines=True)
    about_prints(lab)


def about_prints(lab: Lab) -> None:
    """What the three prints are, and where the post is wrong about them."""
    nodes = graph_of(lab.loss, lab.net)
    second = nodes[nodes[0].following[0] or 0]
    if second.name.startswith("Addmm"):  # not shown
        ways = [label(nodes[number]) for number in second.following if number is not None]
        st.caption(t("autograd-graph-prints-bias", node=second.name, ways=", ".join(ways)))
    else:
        st.caption(t("autograd-graph-prints-others"))
