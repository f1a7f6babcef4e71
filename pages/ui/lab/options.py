"""How a step of the walk is to be done: its input, its target, its learning rate."""

from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from core.drawing import centre_digit, resize
from core.lab.steps import CRITERIA, OPTIMIZER, WAYS
from pages.ui import datasets
from pages.ui.components.canvas import drawing_canvas
from pages.ui.images import to_picture
from pages.ui.language import t
from pages.ui.visitor.session import Session

DIGITS = "digits32"
INPUTS = RANDOM, DRAWING, TEST = "random", "drawing", "test"  # where the input comes from
SIDE = 150  # pixels of a picture


def options(session: Session, step: str) -> str:
    """Draw the choices for the step; return why the step cannot be done yet, or "" when it can."""
    match step:
        case "input":
            return _input(session)
        case "zero_grad":
            st.toggle(t("autograd-options-zeros"), key="lab-zeros", persist_state="session")
        case "target":
            with st.container(horizontal=True):
                criterion = st.segmented_control(
                    t("autograd-options-criterion"),
                    CRITERIA,
                    default=CRITERIA[0],
                    required=True,
                    key="lab-criterion",
                )
                if criterion == CRITERIA[1]:
                    st.selectbox(
                        t("autograd-options-label"), range(10), index=_label(session), key="lab-label", width=160
                    )
        case "update":
            with st.container(horizontal=True):
                st.segmented_control(
                    t("autograd-options-way"),
                    WAYS,
                    default=WAYS[0],
                    required=True,
                    format_func=_way,
                    key="lab-way",
                )
                st.number_input(t("autograd-rate"), value=0.01, step=0.01, format="%g", key="lab-rate", width=160)
        case _:
            pass
    return ""


def arguments_of(session: Session, step: str) -> dict[str, Any]:
    """What was chosen, read at the moment when the step is to be run."""
    chosen = st.session_state
    match step:
        case "input":
            return {"pixels": _pixels(session)}
        case "zero_grad":
            return {"set_to_none": not chosen.get("lab-zeros")}
        case "target" if chosen.get("lab-criterion") == CRITERIA[1]:
            return {"criterion": CRITERIA[1], "labels": (chosen.get("lab-label", 0),)}
        case "update":
            return {"learning_rate": chosen.get("lab-rate", 0.01), "way": chosen.get("lab-way", WAYS[0])}
        case _:
            return {}


def _way(way: str) -> str:
    return OPTIMIZER if way == OPTIMIZER else t("autograd-options-by-hand")


def _input(session: Session) -> str:
    source = st.segmented_control(
        t("autograd-options-input"),
        INPUTS,
        default=RANDOM,
        required=True,
        format_func=lambda source: t(f"autograd-options-input-{source}"),
        key="lab-input",
        wrap=True,
    )
    if source == DRAWING:
        drawn = drawing_canvas(session.asking.pad, place="lab-") is not None
        return "" if drawn else t("autograd-options-draw-first")
    if source == TEST:
        count = len(_test_digits(session))
        st.number_input(t("autograd-options-digit", count=count), 0, count - 1, 0, key="lab-digit")
        pixels = _pixels(session)
        assert pixels is not None
        st.image(to_picture(pixels[0], SIDE), alt=t("autograd-options-digit.alt"))
    return ""


def _pixels(session: Session) -> NDArray[np.uint8] | None:
    """The chosen picture (1, 1, 32, 32); None for the post's random numbers."""
    source = st.session_state.get("lab-input")
    if source == DRAWING and session.asking.pad.drawing is not None:
        drawing: NDArray[np.uint8] = resize(centre_digit(session.asking.pad.drawing.image), 32)
        return drawing[None, None]
    if source == TEST:
        number: int = st.session_state.get("lab-digit", 0)
        return _test_digits(session)[number : number + 1]
    return None


def _test_digits(session: Session) -> NDArray[np.uint8]:
    """Return the built-in test digits (360, 1, 32, 32) uint8."""
    pixels: NDArray[np.uint8] = datasets.load(session, DIGITS).test.images.numpy()
    return pixels


def _label(session: Session) -> int:
    """The class of the test digit that is the lab's input; 0 for anything else."""
    given = session.learning.lab.names.get("pixels")
    if given is None:
        return 0
    same = (_test_digits(session) == given.numpy()).all(axis=(1, 2, 3))
    return int(datasets.load(session, DIGITS).test.targets[int(same.argmax())]) if same.any() else 0
