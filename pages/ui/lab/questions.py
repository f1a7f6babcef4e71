"""Chapter 3, and the questions of chapter 4: guess first, then let PyTorch answer."""

from collections.abc import Sequence

import streamlit as st

from core.lab.experiments import Experiment, Finding, lab_of, run
from core.script.lab import Way
from pages.ui.language import t
from pages.ui.visitor.learning import Learning


def questions(learning: Learning, experiments: Sequence[Experiment]) -> list[Way]:
    """Draw the questions with their options. After a guess the lines are run, and their output is shown.

    Return what was run for the guesses.
    """
    ways, right = [], 0
    for number, experiment in enumerate(experiments, start=1):
        with st.container(border=True):
            finding = _question(learning, number, experiment)
        if finding is not None:
            ways.append(Way(lab_of(learning.lab.seed), finding.cell, experiment.question))
            right += learning.guesses[experiment.id] == finding.right
    if ways:
        score = t("autograd-questions-score", answered=len(ways), all=len(experiments), right=right)
        st.markdown(score)
        st.button(
            t("autograd-questions-again"),
            icon=":material/undo:",
            on_click=_forget,
            args=(learning, experiments),
            key="questions-again",
        )
    return ways


def _question(learning: Learning, number: int, experiment: Experiment) -> Finding | None:
    """Draw one question; return what its lines have shown, None before there is a guess."""
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
        return None
    finding = run(experiment, learning.lab.seed)
    chosen, right = experiment.options[guess], experiment.options[finding.right]
    if guess == finding.right:
        st.success(t("autograd-questions-right", guess=chosen), icon=":material/check:")
    else:
        st.warning(t("autograd-guess-wrong", guess=chosen, right=right), icon=":material/lightbulb:")
    st.code(finding.cell.code, language="python", wrap_lines=True)
    st.code(finding.cell.output, language=None, wrap_lines=True)
    st.markdown(t(experiment.why))
    return finding


def _forget(learning: Learning, experiments: Sequence[Experiment]) -> None:
    for experiment in experiments:
        learning.guesses.pop(experiment.id, None)
