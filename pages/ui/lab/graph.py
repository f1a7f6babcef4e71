"""Chapter 2: the graph behind the loss, every node to be opened."""

from collections.abc import Mapping

import streamlit as st

from core.lab.autograd import Lab
from core.lab.graph import FREED, Node, graph_of
from pages.ui.components.live_chart import live_chart
from pages.ui.lab.charts import graph_chart, label, layout_of
from pages.ui.tables import plain_table
from pages.ui.visitor.learning import Learning

KEY = "lab-node"
MEANINGS: Mapping[str, str] = {
    "MseLoss": "The mean of the squared differences of outputs and target. The gradient of each output is "
    "2 x (output - target) / 10.",
    "NllLoss": "Minus the logarithm of the probability of the right class: the second half of CrossEntropyLoss.",
    "LogSoftmax": "The outputs become logarithms of probabilities: the first half of CrossEntropyLoss.",
    "Addmm": "A fully connected layer: bias + input x weights. The gradient goes three ways, to the bias, to the "
    "input and to the weights, and for the last two it needs what it has saved.",
    "T": "The layer's weights, rows and columns exchanged (`weight.t()`). The gradient is turned back.",
    "Relu": "max(0, x). The gradient passes where x was above 0, elsewhere it is 0.",
    "View": "The 16 maps of 6 x 6 numbers were laid out as one row of 576 (`x.view(...)`). The gradient gets the old "
    "shape again.",
    "MaxPool2DWithIndices": "Of each 2 x 2 numbers the largest. The gradient goes to that one alone, whose place was "
    "saved.",
    "Convolution": "A kernel slid over the input. The gradient goes to the input (none for the first layer: nobody "
    "needs the gradient of the picture), the weights and the bias.",
    "AccumulateGrad": "The end of the way, at a leaf: what arrives is **added** to the parameter's `.grad`.",
}


def graph(learning: Learning) -> None:
    """The graph, the node that was clicked, and the post's three prints."""
    st.markdown(
        "While the input goes forward, autograd links the operations into a graph. Backward walks it from the loss to "
        "the parameters. This is the real one, of your lab's network and its loss."
    )
    lab = learning.lab.afresh()
    walked = st.toggle(
        "After backward", key="lab-walked", persist_state="session", help=("Backward frees what the nodes have saved.")
    )
    if walked:
        lab = lab.do("backward")
    nodes = graph_of(lab.loss, lab.net)
    names = [_title(place, node) for place, node in enumerate(nodes)]
    if st.session_state.get(KEY, 0) >= len(nodes):
        st.session_state[KEY] = 0
    places = layout_of(nodes)

    def choose(x: object, y: object) -> None:
        if (x, y) in places:
            st.session_state[KEY] = places.index((x, y))  # type: ignore[arg-type]

    left, right = st.columns([1, 1], gap="large")
    with right:
        place = st.selectbox("Node", range(len(nodes)), format_func=names.__getitem__, key=KEY)
        _describe(nodes, place, names)
        _posts_prints(lab)
    with left:
        st.caption(
            f"{len(nodes)} nodes; round: a function, square: a parameter. Names are shown without “Backward0”. Click "
            "one."
        )
        live_chart(
            graph_chart(nodes, place),
            key="lab-graph",
            alt=f"The graph of {len(nodes)} nodes from the loss to the ten parameters; {names[place]} is chosen.",
            revision="graph",
            on_click=choose,
        )


def _title(place: int, node: Node) -> str:
    return f"{place}: {node.name} ({node.parameter})" if node.parameter else f"{place}: {node.name}"


def _describe(nodes: list[Node], place: int, names: list[str]) -> None:
    node = nodes[place]
    kind = node.name.removesuffix("0").removesuffix("Backward")
    st.markdown(f"**{node.name}.** {MEANINGS.get(kind, 'An operation of the forward pass.')}")
    if node.parameter:
        st.markdown(f"The parameter is `{node.parameter}`, {' x '.join(map(str, node.shape))}.")
    if node.saved == (FREED,):
        st.markdown("Saved for backward: nothing any more. Backward has been here and has freed it.")
    elif node.saved:
        st.markdown("Saved for backward: " + ", ".join(f"`{each}`" for each in node.saved) + ".")
    if node.following:
        plain_table(
            ("next_functions", "leads to"),
            [
                (f"[{number}][0]", "None: no gradient is needed" if following is None else names[following])
                for number, following in enumerate(node.following)
            ],
        )


def _posts_prints(lab: Lab) -> None:
    """Show the post's three prints of the graph, and where the post is wrong about them."""
    st.markdown("**The post's three prints**")
    cell = lab.do("graph").cells[-1]
    st.code(cell.code, language="python", wrap_lines=True)
    st.code(cell.output, language=None, wrap_lines=True)
    about_prints(lab)


def about_prints(lab: Lab) -> None:
    """What the three prints are, and where the post is wrong about them."""
    nodes = graph_of(lab.loss, lab.net)
    second = nodes[nodes[0].following[0] or 0]
    if second.name.startswith("Addmm"):
        ways = [label(nodes[number]) for number in second.following if number is not None]
        st.caption(
            f"The post calls the third one the ReLU. It is the bias: next_functions of {second.name} are "
            f"{', '.join(ways)}, so the ReLU is next_functions[1][0]. The names did not end in 0 when the post was "
            "written. The numbers behind 0x say where each object lies in memory; they change each time the lab runs "
            "its lines."
        )
    else:
        st.caption(
            "These are not the post's three, because CrossEntropyLoss puts two nodes of its own, NllLoss and "
            "LogSoftmax, between the loss and the last linear layer. Choose MSELoss to see the post's."
        )
