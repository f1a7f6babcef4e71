"""Chapter 4: one weight's update as arithmetic, by hand and by five optimizers."""

from collections.abc import Mapping

import streamlit as st

from core.lab.autograd import Lab
from core.lab.experiments import UPDATES
from core.lab.steps import OPTIMIZER
from core.lab.updates import Move, largest_difference, moves, pick
from core.optimizers import COMPARED
from pages.ui.lab.questions import questions
from pages.ui.lab.weights import weight_form, written
from pages.ui.tables import plain_table
from pages.ui.visitor.learning import Learning

STEPS = 3
FORMULAS: Mapping[str, str] = {
    "SGD": "weight - rate x gradient. It remembers nothing.",
    "Momentum": "v = 0.9 v + gradient; weight - rate x v. While gradients agree, steps grow, up to ten times as long.",
    "Nesterov": "v as with momentum; weight - rate x (gradient + 0.9 v): it looks one step ahead.",
    "Adam": "m = 0.9 m + 0.1 gradient, s = 0.999 s + 0.001 gradient²; weight - rate x m' / (√s' + 1e-8), where m' "
    "and s' are m / (1 - 0.9ⁿ) and s / (1 - 0.999ⁿ) after n steps.",
    "RMSprop": "s = 0.99 s + 0.01 gradient²; weight - rate x gradient / (√s + 1e-8). The first step is ten times "
    "the rate, since s begins at 0.",
}
STATES: Mapping[str, str] = {"momentum_buffer": "v", "exp_avg": "m", "exp_avg_sq": "s", "square_avg": "s"}


def update(learning: Learning) -> None:
    """The rule, on a weight of the visitor's choice."""
    st.markdown(
        "**weight = weight - learning rate x gradient**: that is all of training. Choose a number of the network, "
        "and see it done."
    )
    lab = learning.lab.afresh().do("backward")
    name, index = weight_form(lab, "update")
    rate = float(
        st.number_input("Learning rate", 1e-6, 10.0, 0.01, step=0.01, format="%g", key="update-rate", width=190)
    )
    weight, gradient = pick(lab, name, index)
    by_hand, by_optimizer = (lab.do("update", learning_rate=rate, **way) for way in ({}, {"way": OPTIMIZER}))
    after, _ = pick(by_hand, name, index)
    st.markdown(
        f"`{written(name, index)}`: {weight:.8f} - {rate:g} x {_signed(gradient)} = **{after:.8f}**", width="content"
    )
    _by_hand_or_not(by_hand, by_optimizer)
    st.markdown("**The same gradient, five optimizers**")
    st.caption(
        f"How far {STEPS} steps with this learning rate go, each with the same gradient {gradient:.8f}; in brackets "
        "what the optimizer remembers."
    )
    steps = [f"Step {number}" for number in range(1, STEPS + 1)]
    plain_table(
        ("Optimizer", *steps, f"Weight after step {STEPS}"),
        [_row(rule, moves(rule, weight, gradient, rate, STEPS)) for rule in COMPARED],
    )
    st.markdown("\n".join(f"- **{rule}**: {formula}" for rule, formula in FORMULAS.items()))
    st.markdown("**Guess first**")
    questions(learning, UPDATES)


def _signed(number: float) -> str:
    return f"({number:.8f})" if number < 0 else f"{number:.8f}"


def _by_hand_or_not(by_hand: Lab, by_optimizer: Lab) -> None:
    left, right = st.columns(2, gap="large")
    for column, title, lab in ((left, "By hand", by_hand), (right, "With optim.SGD", by_optimizer)):
        with column:
            st.markdown(f"**{title}**")
            lines = [line for line in lab.cells[-1].code.splitlines() if not line.startswith("print")]
            st.code("\n".join(lines), language="python", wrap_lines=True)
    difference = largest_difference(by_hand, by_optimizer)
    why = (
        "bit for bit the same"
        if difference == 0
        else "rounding alone: one multiplies, rounds and subtracts, the other may do both in one operation that "
        "rounds once"
    )
    st.markdown(f"The largest difference between the two, over all 81,194 weights: **{difference:.2g}**, {why}.")


def _row(rule: str, done: list[Move]) -> tuple[str, ...]:
    """How far each step went, and what the optimizer remembers after it."""
    return rule, *map(_moved, done), f"{done[-1].after:.6f}"


def _moved(move: Move) -> str:
    remembered = ", ".join(f"{STATES[key]} = {value:.3g}" for key, value in move.state.items() if key in STATES)
    return f"{move.after - move.before:+.6f}" + (f" ({remembered})" if remembered else "")
