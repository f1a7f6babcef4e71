"""Chapter 3, and the questions of chapter 4: guess first, then let PyTorch answer."""

from collections.abc import Sequence

import streamlit as st

from core.lab.experiments import Experiment, run
from pages.ui.language import t
from pages.ui.visitor.learning import Learning


def questions(learning: Learning, experiments: Sequence[Experiment]) -> None:
    """Draw the questions with their options. After a guess the lines are run, and their output is shown."""
    right = []
    for number, experiment in enumerate(experiments, start=1):
        with st.container(border=True):
            right += _question(learning, number, experiment)
    if right:
        score = t("autograd-questions-score", answered=len(right), all=len(experiments), right=sum(right))
        st.markdown(score)
        st.button(
            t("autograd-questions-again"),
            icon=":material/undo:",
            on_click=_forget,
            args=(learning, experiments),
            key="questions-again",
        )


def _question(learning: Learning, number: int, experiment: Experiment) -> list[bool]:
    """Draw one question; return [whether the guess was right], or [] before there is a guess."""
    st.markdown(f"**{number}.** {t(experiment.question)}")
    guess = learning.guesses.get(experiment.id)
    if guess is None:
        with st.container(horizontal=True):
            for place, option in enumerate(experiment.options):
                st.button(
                    t(option),
                    key=f"option-{experiment.id}-{place}",
                    on_click=learning.guesses.__setitem__,
                    args=(experiment.id, place),
                )
        with st.expander(t("autograd-questions-lines")):
            st.code(experiment.code, language="python", wrap_lines=True)
        return []
    finding = run(experiment, learning.lab.seed)
    chosen, right = experiment.options[guess], experiment.options[finding.right]
    if guess == finding.right:
        st.success(t("autograd-questions-right", guess=chosen), icon=":material/check:")
    else:
        st.warning(t("autograd-guess-wrong", guess=chosen, right=right), icon=":material/lightbulb:")
    st.code(finding.cell.code, language="python", wrap_lines=True)
    st.code(finding.cell.output, language=None, wrap_lines=True)
    st.markdown(t(experiment.why))
    return [guess == finding.right]


def _forget(learning: Learning, experiments: Sequence[Experiment]) -> None:
    for experiment in experiments:
        learning.guesses.pop(experiment.id, None)
