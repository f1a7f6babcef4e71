"""What a step of the walk has made, as a picture."""

import streamlit as st

from core.lab.autograd import NET_CODE, Lab
from pages.ui.components.live_chart import finished_chart
from pages.ui.heat import heat_picture
from pages.ui.lab.charts import bar_chart
from pages.ui.lab.graph import about_prints
from pages.ui.tables import plain_table

SIDE = 150  # pixels of the input


def picture_of(lab: Lab, step: str) -> None:
    """Draw what the step has made; steps without a picture draw nothing."""
    match step:
        case "network":
            st.code(NET_CODE, language="python", wrap_lines=True)
            st.caption(
                "`print(net)` lists the modules. ReLU, pooling and the flattening are functions, so it does not."
            )
        case "graph":
            about_prints(lab)
        case "parameters":
            _parameters(lab)
        case "input":
            values = lab.names["input"][0, 0].numpy()
            st.image(heat_picture(values, SIDE), alt="The input", caption="Blue: above 0, orange: below.")
        case "forward":
            outputs = lab.names["out"].detach()[0].tolist()
            finished_chart(bar_chart(list("0123456789"), outputs, "Output", "%{y:.2f}"), key="lab-outputs")
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
    chart = bar_chart([name for name, _ in named], counts, "Numbers", "%{y:,}")
    finished_chart(chart, key="lab-parameters")
    rows = [(name, " x ".join(map(str, p.shape)), f"{p.numel():,}") for name, p in named]
    plain_table(("Parameter", "Size", "Numbers"), [*rows, ("all", "", f"{sum(counts):,}")])


def _gradients(lab: Lab) -> None:
    named = [(name, parameter.grad) for name, parameter in lab.net.named_parameters()]
    sizes = [0.0 if gradient is None else float(gradient.abs().mean()) for _, gradient in named]
    finished_chart(bar_chart([name for name, _ in named], sizes, "Mean size of the gradient", ""), key="lab-gradients")


def _loss(lab: Lab) -> None:
    out, target = lab.names["out"].detach(), lab.names["target"]
    if target.shape != out.shape:
        label = int(target[0])
        share = float(out[0].softmax(0)[label])
        st.markdown(
            f"Softmax gives class {label} a probability of {share:.4f}; the loss is minus its logarithm: "
            f"-ln {share:.4f} = **{lab.loss.item():.4f}**."
        )
        return
    squares = ((out - target) ** 2)[0].tolist()
    st.markdown(
        f"The ten differences, squared, add up to {sum(squares):.4f}; divided by 10 that is **{lab.loss.item():.4f}**."
    )


def _updated(lab: Lab) -> None:
    before = lab.undo()
    weight, gradient, after = (
        before.net.conv1.bias[0].item(),  # type: ignore[index]
        lab.gradient("conv1.bias")[0].item(),  # type: ignore[index]
        lab.net.conv1.bias[0].item(),  # type: ignore[index]
    )
    rate = lab.history[-1].arguments.get("learning_rate", 0.01)
    st.markdown(f"`conv1.bias[0]`: {weight:.6f} - {rate:g} x {gradient:.6f} = **{after:.6f}**")
    if "target" in lab.names:
        st.markdown(f"The loss of the same input: before {before.loss_now():.6f}, now **{lab.loss_now():.6f}**.")
