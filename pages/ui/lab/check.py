"""Chapter 5: autograd's gradient beside what the loss really does when the weight is moved."""

from math import log10

import streamlit as st

from core.lab.updates import STEP, GradientCheck, check_gradient
from core.messages import Message
from core.script.lab import Way, check_code
from pages.ui.components.live_chart import finished_chart
from pages.ui.lab.charts import tangent_chart
from pages.ui.lab.code_panel import code_panel
from pages.ui.lab.weights import weight_form, written
from pages.ui.language import t
from pages.ui.visitor.learning import Learning

EXPONENTS = tuple(range(-9, 0))
STEP_EXPONENT = round(log10(STEP))
CLOSE = 1e-6


def check(learning: Learning) -> None:
    """One weight, moved a little to both sides."""
    st.markdown(t("autograd-check-about"))
    lab = learning.lab.afresh().do("backward")
    name, index = weight_form(lab, "check")
    exponent = st.select_slider(
        t("autograd-check-step"),
        EXPONENTS,
        STEP_EXPONENT,
        format_func=lambda power: f"1e{power}",
        key="check-step",
        help=t("autograd-check-step.help"),
    )
    checked = check_gradient(lab, name, index, 10.0**exponent)
    chart = tangent_chart(checked.weights, checked.losses, (checked.weight, checked.loss), checked.autograd)
    finished_chart(chart, key="check-chart")
    found = t(
        "autograd-check-found",
        weight=written(name, index),
        autograd=f"{checked.autograd + 0.0:.10g}",
        step=f"1e{exponent}",
        difference=f"{checked.difference + 0.0:.10g}",
    )
    st.markdown(f"{found} {_verdict(checked, exponent)}")
    tried, _ = lab.try_out(check_code(name, index, 10.0**exponent))
    code_panel(Way(lab, tried, Message("autograd-chapter-check")))


def _verdict(checked: GradientCheck, exponent: int) -> str:
    apart = f"{checked.relative_error:.1e}"
    if checked.autograd == checked.difference == 0:
        return t("autograd-check-zero")
    if checked.relative_error < CLOSE:
        return t("autograd-check-right", apart=apart)
    return t("autograd-check-too-long" if exponent >= STEP_EXPONENT else "autograd-check-too-short", apart=apart)
