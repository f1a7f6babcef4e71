"""Chapter 5: autograd's gradient beside what the loss really does when the weight is moved."""

from math import log10

import streamlit as st

from core.lab.updates import STEP, GradientCheck, check_gradient
from pages.ui.components.live_chart import finished_chart
from pages.ui.lab.charts import tangent_chart
from pages.ui.lab.weights import weight_form, written
from pages.ui.visitor.learning import Learning

EXPONENTS = tuple(range(-9, 0))
STEP_EXPONENT = round(log10(STEP))
CLOSE = 1e-6


def check(learning: Learning) -> None:
    """One weight, moved a little to both sides."""
    st.markdown(
        "A gradient is a claim: **when this weight grows by a little, the loss grows by the gradient times as much.** "
        "Move the weight and see. All of it is computed in double precision, with 16 digits instead of 7."
    )
    lab = learning.lab.afresh().do("backward")
    name, index = weight_form(lab, "check")
    exponent = st.select_slider(
        "How far the weight is moved",
        EXPONENTS,
        STEP_EXPONENT,
        format_func=lambda power: f"1e{power}",
        key="check-step",
        help="Too far: the loss bends, or a ReLU or a maximum changes over. Not far enough: the digits run out.",
    )
    checked = check_gradient(lab, name, index, 10.0**exponent)
    chart = tangent_chart(checked.weights, checked.losses, (checked.weight, checked.loss), checked.autograd)
    finished_chart(chart, key="check-chart", picture=True)
    st.markdown(
        f"`{written(name, index)}`: autograd says **{checked.autograd + 0.0:.10g}**; (loss(w + h) - loss(w - h)) / 2h "
        f"with h = 1e{exponent} gives **{checked.difference + 0.0:.10g}**. {_verdict(checked, exponent)}"
    )


def _verdict(checked: GradientCheck, exponent: int) -> str:
    apart = f"The relative difference is {checked.relative_error:.1e}"
    if checked.autograd == checked.difference == 0:
        return "Both are 0: with this input the weight plays no part, since a ReLU before or behind it gives 0."
    if checked.relative_error < CLOSE:
        return f"{apart}: the gradient is right."
    if exponent >= STEP_EXPONENT:
        return f"{apart}: the step is long enough to meet a bend of the curve (a ReLU closes, say). Take a shorter one."
    return f"{apart}: the step is so short that the two losses differ in their last digits only. Take a longer one."
