"""Chapter 3, and the questions of chapter 4: guess first, then let PyTorch answer."""

from collections.abc import Sequence

import streamlit as st

from core.lab.experiments import Experiment, run
from pages.ui.visitor.learning import Learning


def questions(learning: Learning, experiments: Sequence[Experiment]) -> None:
    """Draw the questions with their options. After a guess the lines are run, and their output is shown."""
    right = []
    for number, experiment in enumerate(experiments, start=1):
        with st.container(border=True):
            right += _question(learning, number, experiment)
    if right:
        st.markdown(f"**{len(right)} of {len(experiments)} answered, {sum(right)} as you had guessed.**")
        st.button(
            "Guess again", icon=":material/undo:", on_click=_forget, args=(learning, experiments), key="questions-again"
        )


def _question(learning: Learning, number: int, experiment: Experiment) -> list[bool]:
    """Draw one question; return [whether the guess was right], or [] before there is a guess."""
    st.markdown(f"**{number}.** {experiment.question}")
    guess = learning.guesses.get(experiment.question)
    if guess is None:
        with st.container(horizontal=True):
            for place, option in enumerate(experiment.options):
                st.button(
                    option,
                    key=f"option-{experiment.question}-{place}",
                    on_click=learning.guesses.__setitem__,
                    args=(experiment.question, place),
                )
        with st.expander("The lines that will be run"):
            st.code(experiment.code, language="python", wrap_lines=True)
        return []
    finding = run(experiment, learning.lab.seed)
    chosen, right = experiment.options[guess], experiment.options[finding.right]
    if guess == finding.right:
        st.success(f"Right: {chosen}.", icon=":material/check:")
    else:
        st.warning(f"You guessed: {chosen}. It is: {right}.", icon=":material/lightbulb:")
    st.code(finding.cell.code, language="python", wrap_lines=True)
    st.code(finding.cell.output, language=None, wrap_lines=True)
    st.markdown(experiment.why)
    return [guess == finding.right]


def _forget(learning: Learning, experiments: Sequence[Experiment]) -> None:
    for experiment in experiments:
        learning.guesses.pop(experiment.question, None)
