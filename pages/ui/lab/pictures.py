"""What a step of the walk has made, as a picture."""

import streamlit as st

from core.lab.autograd import NET_CODE, Lab
from pages.ui.components.live_chart import finished_chart
from pages.ui.heat import heat_picture
from pages.ui.lab.charts import bar_chart
from pages.ui.lab.graph import about_prints
from pages.ui.lab.network import lab_network
from pages.ui.language import t
from pages.ui.tables import plain_table

SIDE = 150  # pixels of the input
WITH_NETWORK = ("forward", "backward_from_output", "backward", "update")  # steps after which the network is shown


def picture_of(lab: Lab, step: str) -> None:
    """Draw what the step has made; steps without a picture draw nothing."""
    if step in WITH_NETWORK:
        lab_network(lab, "lab-network")
    match step:
        case "network":
            st.code(NET_CODE, language="python", wrap_lines=True)
            st.caption(t("autograd-pictures-network"))
        case "graph":
            about_prints(lab)
        case "parameters":
            _parameters(lab)
        case "input":
            values = lab.names["input"][0, 0].numpy()
            caption = t("autograd-pictures-input")
            st.image(heat_picture(values, SIDE), alt=t("autograd-pictures-input.alt"), caption=caption)
        case "forward":
            outputs = lab.names["out"].detach()[0].tolist()
            chart = bar_chart(list("0123456789"), outputs, t("autograd-pictures-output"), "%{y:.2f}")
            finished_chart(chart, key="lab-outputs")
        case "backward" | "backward_from_output":
            _gradients(lab)
        case "loss":
            _loss(lab)
        case "update":
            _updated(lab)
        case _:
            pass


def _parameters(lab: Lab) -> None:
    named = list(lab.net.named_parameters())
    counts = [parameter.numel() for _, parameter in named]
    chart = bar_chart([name for name, _ in named], counts, t("autograd-pictures-numbers"), "%{y:,}")
    finished_chart(chart, key="lab-parameters")
    rows = [(name, " x ".join(map(str, p.shape)), f"{p.numel():,}") for name, p in named]
    columns = (t("autograd-pictures-parameter"), t("autograd-pictures-size"), t("autograd-pictures-numbers"))
    plain_table(columns, [*rows, (t("autograd-pictures-all"), "", f"{sum(counts):,}")])


def _gradients(lab: Lab) -> None:
    named = [(name, parameter.grad) for name, parameter in lab.net.named_parameters()]
    sizes = [0.0 if gradient is None else float(gradient.abs().mean()) for _, gradient in named]
    chart = bar_chart([name for name, _ in named], sizes, t("autograd-pictures-gradients"), "")
    finished_chart(chart, key="lab-gradients")


def _loss(lab: Lab) -> None:
    out, target, loss = lab.names["out"].detach(), lab.names["target"], f"{lab.loss.item():.4f}"
    if target.shape != out.shape:
        label = int(target[0])
        share = f"{float(out[0].softmax(0)[label]):.4f}"
        st.markdown(t("autograd-pictures-cross-entropy", label=str(label), share=share, loss=loss))
        return
    squares = ((out - target) ** 2)[0].tolist()
    st.markdown(t("autograd-pictures-mean-squares", sum=f"{sum(squares):.4f}", loss=loss))


def _updated(lab: Lab) -> None:
    before = lab.undo()
    weight, after = (each.net.state_dict()["conv1.bias"][0].item() for each in (before, lab))
    gradients = lab.gradient("conv1.bias")
    assert gradients is not None
    gradient = gradients[0].item()
    rate = lab.history[-1].arguments.get("learning_rate", 0.01)
    name = "conv1.bias[0]"
    st.markdown(f"`{name}`: {weight:.6f} - {rate:g} x {gradient:.6f} = **{after:.6f}**")
    if "target" in lab.names:
        losses = {"before": f"{before.loss_now():.6f}", "now": f"{lab.loss_now():.6f}"}
        st.markdown(t("autograd-pictures-updated", **losses))
