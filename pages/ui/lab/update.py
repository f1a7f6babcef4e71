"""Chapter 4: one weight's update as arithmetic, by hand and by five optimizers."""

from collections.abc import Mapping

import streamlit as st

from core.lab.autograd import Lab
from core.lab.experiments import UPDATES
from core.lab.steps import OPTIMIZER
from core.lab.updates import Move, largest_difference, moves, pick
from core.messages import Message
from core.optimizers import COMPARED
from core.script.lab import Way, moves_code
from pages.ui.lab.code_panel import code_panel
from pages.ui.lab.questions import questions
from pages.ui.lab.weights import weight_form, written
from pages.ui.language import t
from pages.ui.tables import plain_table
from pages.ui.visitor.learning import Learning

STEPS = 3
STATES: Mapping[str, str] = {"momentum_buffer": "v", "exp_avg": "m", "exp_avg_sq": "s", "square_avg": "s"}


def update(learning: Learning) -> None:
    """The rule, on a weight of the visitor's choice."""
    st.markdown(t("autograd-update-rule"))
    lab = learning.lab.afresh().do("backward")
    name, index = weight_form(lab, "update")
    rate = float(
        st.number_input(t("autograd-rate"), 1e-6, 10.0, 0.01, step=0.01, format="%g", key="update-rate", width=190)
    )
    weight, gradient = pick(lab, name, index)
    by_hand, by_optimizer = (lab.do("update", learning_rate=rate, **way) for way in ({}, {"way": OPTIMIZER}))
    after, _ = pick(by_hand, name, index)
    st.markdown(
        f"`{written(name, index)}`: {weight:.8f} - {rate:g} x {_signed(gradient)} = **{after:.8f}**", width="content"
    )
    _by_hand_or_not(by_hand, by_optimizer)
    st.markdown(f"**{t('autograd-update-five')}**")
    st.caption(t("autograd-update-moves", steps=STEPS, gradient=f"{gradient:.8f}"))
    steps = [t("autograd-update-step", number=number) for number in range(1, STEPS + 1)]
    plain_table(
        (t("autograd-update-optimizer"), *steps, t("autograd-update-after", steps=STEPS)),
        [_row(rule, moves(rule, weight, gradient, rate, STEPS)) for rule in COMPARED],
    )
    formulas = {rule: t(f"autograd-update-formula-{rule}") for rule in COMPARED}
    st.markdown("\n".join(f"- **{rule}**: {formula}" for rule, formula in formulas.items()))
    st.markdown(f"**{t('autograd-guess-first')}**")
    asked = questions(learning, UPDATES)
    tried, _ = lab.try_out(moves_code(name, index, rate, STEPS))
    code_panel(Way(by_hand), Way(by_optimizer), Way(lab, tried, Message("autograd-update-five")), *asked)


def _signed(number: float) -> str:
    return f"({number:.8f})" if number < 0 else f"{number:.8f}"


def _by_hand_or_not(by_hand: Lab, by_optimizer: Lab) -> None:
    left, right = st.columns(2, gap="large")
    for column, title, lab in (
        (left, t("autograd-update-by-hand"), by_hand),
        (right, t("autograd-update-by-optimizer"), by_optimizer),
    ):
        with column:
            st.markdown(f"**{title}**")
            lines = [line for line in lab.cells[-1].code.splitlines() if not line.startswith("print")]
            st.code("\n".join(lines), language="python", wrap_lines=True)
    difference = largest_difference(by_hand, by_optimizer)
    st.markdown(
        t("autograd-update-equal" if difference == 0 else "autograd-update-rounded", difference=f"{difference:.2g}")
    )


def _row(rule: str, done: list[Move]) -> tuple[str, ...]:
    """How far each step went, and what the optimizer remembers after it."""
    return rule, *map(_moved, done), f"{done[-1].after:.6f}"


def _moved(move: Move) -> str:
    remembered = ", ".join(f"{STATES[key]} = {value:.3g}" for key, value in move.state.items() if key in STATES)
    return f"{move.after - move.before:+.6f}" + (f" ({remembered})" if remembered else "")
