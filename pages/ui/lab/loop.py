"""Chapter 6: the training loop, one line at a time; and which learning rates work."""

from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.errors import LabError
from core.lab.autograd import Action, Lab
from core.lab.steps import OPTIMIZER, STEPS
from core.lab.updates import learning_curves
from core.script.lab import Way
from pages.ui import datasets
from pages.ui.components.code import CodeLine, code
from pages.ui.components.live_chart import finished_chart
from pages.ui.components.scroll import scroll_within
from pages.ui.lab.charts import losses_chart, rates_chart
from pages.ui.lab.code_panel import code_panel
from pages.ui.language import t
from pages.ui.texts import text
from pages.ui.visitor.learning import MOST_STEPS, Learning, extended
from pages.ui.visitor.session import Session

DIGITS, BATCH = "digits32", 4
ROUND = ("zero_grad", "forward", "loss", "backward", "update")
ROUNDS = 10  # rounds that one button runs
START = 3  # steps that are done before the first round: network, input, target
RATES = (0.001, 0.003, 0.01, 0.03, 0.1, 0.2, 0.3, 0.5, 1.0, 3.0, 10.0)
UPDATES = 60
START_RATE = 0.03
RATE = "loop-rate"


def loop(session: Session, actions: DeltaGenerator) -> None:
    """The lines of the loop, whole, and what they do to the loss of one batch; the main buttons are in `actions`."""
    learning = session.learning
    if learning.practice is None or learning.practice.seed != learning.lab.seed:
        learning.practice = _begin(session)
    practice = learning.practice
    with actions:
        _buttons(learning)
    st.markdown(t("autograd-loop-about", batch=BATCH), help=text("autograd/procedure"))
    left, right = st.columns([3, 2], gap="medium")
    with left:
        _lines(learning)
        _said(learning)
    with right:
        with st.container(border=True, key="loop-values"):
            _latest(practice)
        losses = [cell.loss for cell in practice.cells if cell.loss is not None]
        finished_chart(losses_chart([*losses, practice.loss_now()]), key="loop-losses")
    st.markdown(f"**{t('autograd-loop-which-rate')}**")
    _rates(learning)
    code_panel(Way(practice))


def _buttons(learning: Learning) -> None:
    """The next line, many lines, and back."""
    practice = learning.practice
    assert practice is not None
    following = _following(practice)
    st.button(
        t("autograd-walk-run", step=STEPS[following].title),
        key="loop-run",
        type="primary",
        icon=":material/play_arrow:",
        on_click=_do,
        args=(learning, (following,)),
    )
    st.button(
        t("autograd-loop-round"), key="loop-round", icon=":material/replay:", on_click=_do, args=(learning, ROUND)
    )
    st.button(
        t("autograd-loop-rounds", rounds=ROUNDS),
        key="loop-rounds",
        icon=":material/fast_forward:",
        on_click=_do,
        args=(learning, ROUND * ROUNDS),
    )
    st.button(
        t("autograd-undo"),
        icon=":material/undo:",
        key="loop-undo",
        disabled=len(practice.history) == START,
        on_click=_undo,
        args=(learning,),
    )
    st.button(
        t("autograd-loop-restart"),
        key="loop-restart",
        icon=":material/restart_alt:",
        on_click=_restart,
        args=(learning,),
    )


def _lines(learning: Learning) -> None:
    """The loop line by line, the one lit that has run last; each can be run at any time, with this learning rate."""
    assert learning.practice is not None
    place = st.container()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="xsmall", key="loop-steps"):
        for step in ROUND:
            st.button(t(STEPS[step].title), key=f"loop-{step}", on_click=_do, args=(learning, (step,)))
        rate = st.number_input(t("autograd-rate"), 0.0, 100.0, START_RATE, step=0.05, format="%g", key=RATE, width=150)
    lines = {step: _without_prints(STEPS[step].code(**_arguments(step, rate))) for step in ROUND}
    program = [f"for _ in range({ROUNDS}):"]  # code, not shown
    program += [f"    {line}" for each in lines.values() for line in each]
    last = learning.practice.history[-1].step
    run = sum(len(lines[step]) for step in ROUND[: ROUND.index(last) + 1]) if last in ROUND else None
    with place:
        code(
            "loop-lines",
            [CodeLine(line) for line in program],
            lit=None if run is None else 1 + run,
            label=t("autograd-loop-lines"),
        )


def _without_prints(lines: str) -> list[str]:
    return [line for line in lines.splitlines() if not line.startswith("print")]


def _arguments(step: str, rate: float) -> dict[str, Any]:
    """How the loop does a step."""
    return {"learning_rate": rate, "way": OPTIMIZER} if step == "update" else {}


def _said(learning: Learning) -> None:
    """Why a step was refused, how large the loss is, and whether the gradient is a sum."""
    practice = learning.practice
    assert practice is not None
    if learning.said:
        st.warning(t(learning.said), icon=":material/front_hand:")
    said = [t("autograd-loop-loss", loss=f"{practice.loss_now():.4f}")]
    losses = [cell.loss for cell in practice.cells if cell.loss is not None]
    if losses:
        said.append(t("autograd-loop-before", loss=f"{losses[-1]:.4f}"))
    st.markdown(" ".join(said))
    backwards = _backwards(practice)
    if backwards > 1:
        st.warning(t("autograd-loop-sum", backwards=backwards), icon=":material/lightbulb:")


def _begin(session: Session) -> Lab:
    train = datasets.load(session, DIGITS).train
    pixels, labels = train.images[:BATCH].numpy(), tuple(train.targets[:BATCH].tolist())
    start = (
        Action("network", {}),
        Action("input", {"pixels": pixels}),
        Action("target", {"criterion": "CrossEntropy", "labels": labels}),
    )
    return Lab(session.learning.lab.seed).do_all(start)


def _following(practice: Lab) -> str:
    """The line that comes next in the loop."""
    last = practice.history[-1].step
    return ROUND[(ROUND.index(last) + 1) % len(ROUND)] if last in ROUND else ROUND[0]


def _do(learning: Learning, steps: tuple[str, ...]) -> None:
    """Run these steps in the practice lab; on a LabError, keep its message in learning.said."""
    assert learning.practice is not None
    learning.be_quiet()
    try:
        actions = [Action(step, _arguments(step, st.session_state[RATE])) for step in steps]
        learning.practice = extended(learning.practice, actions)
    except LabError as error:
        learning.said = error.message


def _undo(learning: Learning) -> None:
    assert learning.practice is not None
    learning.practice = learning.practice.undo()
    learning.be_quiet()


def _backwards(practice: Lab) -> int:
    """Return how many backward passes have added to the present gradient."""
    count = 0
    for cell in practice.cells:
        count = 0 if cell.step == "zero_grad" else count + (cell.step == "backward" and not cell.refused)
    return count


def _restart(learning: Learning) -> None:
    learning.practice = None
    learning.be_quiet()


def _latest(practice: Lab) -> None:
    done = [cell for cell in practice.cells if cell.step in ROUND]
    shows = f"{practice.seed}-{len(practice.history)}"
    scroll_within("loop-values-top", "loop-values", shows, t("autograd-loop-values"), top=True)
    if not done:
        st.info(t("autograd-loop-empty"), icon=":material/terminal:")
        return
    updates = sum(cell.step == "update" for cell in done)
    left = MOST_STEPS - len(practice.history)
    st.markdown(t("autograd-loop-latest", step=STEPS[done[-1].step].title, updates=updates, left=left))
    st.code(done[-1].code, language="python", wrap_lines=True)
    st.code(done[-1].output, language=None, wrap_lines=True)


def _rates(learning: Learning) -> None:
    """How other learning rates do from the same first weights on the same batch."""
    assert learning.practice is not None
    seed = learning.lab.seed
    if learning.curves is None or learning.curves[0] != seed:
        start = Lab(seed, learning.practice.history[:START])
        with st.spinner(t("autograd-loop-training", rates=len(RATES))):
            learning.curves = (seed, learning_curves(start, RATES, UPDATES))
    curves = learning.curves[1]
    rate = st.select_slider(t("autograd-loop-slider"), RATES, START_RATE, key="loop-slider")
    chosen = RATES.index(rate)
    finished_chart(rates_chart(RATES, curves, chosen), key="loop-rates")
    st.markdown(f"{_verdict(rate, curves[chosen])} {t('autograd-loop-others')}")


def _verdict(rate: float, curve: list[float]) -> str:
    start, end, highest = curve[0], curve[-1], max(curve)
    if len(curve) <= UPDATES:
        return t("autograd-loop-diverges", rate=f"{rate:g}", updates=len(curve))
    values = {"rate": f"{rate:g}", "start": f"{start:.2f}", "end": f"{end:.2f}"}
    if highest > 1.5 * start:
        return t("autograd-loop-jumps", highest=f"{highest:.3g}", **values)
    return t("autograd-loop-hardly" if end > 0.95 * start else "autograd-loop-learns", updates=UPDATES, **values)
