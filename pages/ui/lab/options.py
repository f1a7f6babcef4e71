"""How a step of the walk is to be done: its input, its target, its learning rate."""

from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from core.autograd_steps import CRITERIA, WAYS
from core.drawing import centre_digit, resize
from core.errors import DrawingError
from pages.ui import datasets
from pages.ui.canvas import clear_drawing, drawing_canvas
from pages.ui.images import to_picture
from pages.ui.session import Session

DIGITS = "digits32"
INPUTS = ("Random numbers, as in the post", "My drawing", "A test digit")
SIDE = 150  # pixels of a picture


def options(session: Session, step: str) -> tuple[dict[str, Any], str]:
    """(how the step is to be done, why it cannot be done yet), from what the visitor chooses."""
    match step:
        case "input":
            return _input(session)
        case "zero_grad":
            zeros = st.toggle("set_to_none=False, as in the post's days", key="lab-zeros")
            return {"set_to_none": not zeros}, ""
        case "target":
            criterion = st.segmented_control("Loss", CRITERIA, default=CRITERIA[0], required=True, key="lab-criterion")
            if criterion == CRITERIA[0]:
                return {}, ""
            label = st.selectbox("The right class", range(10), index=_label(session), key="lab-label")
            return {"criterion": criterion, "labels": (label,)}, ""
        case "update":
            way = st.segmented_control("Done", WAYS, default=WAYS[0], required=True, key="lab-way")
            rate = st.number_input("Learning rate", value=0.01, step=0.01, format="%g", key="lab-rate")
            return {"learning_rate": float(rate), "way": way}, ""
        case _:
            return {}, ""


def _input(session: Session) -> tuple[dict[str, Any], str]:
    source = st.segmented_control("Input", INPUTS, default=INPUTS[0], required=True, key="lab-input", wrap=True)
    if source == INPUTS[0]:
        return {}, ""
    if source == INPUTS[1]:
        try:
            drawing = drawing_canvas(session.pad, place="lab-")
        except DrawingError as error:
            return {}, str(error)
        st.button("Clear", icon=":material/delete:", on_click=clear_drawing, args=(session.pad,))
        if drawing is None:
            return {}, "Draw a digit first."
        return {"pixels": resize(centre_digit(drawing), 32)[None, None]}, ""
    pixels = _test_digits(session)[_digit_number(session)][None]
    st.image(to_picture(pixels[0], SIDE), alt="The test digit")
    return {"pixels": pixels}, ""


def _test_digits(session: Session) -> NDArray[np.uint8]:
    """(360, 1, 32, 32)"""
    pixels: NDArray[np.uint8] = datasets.load(session, DIGITS).test.images.numpy()
    return pixels


def _digit_number(session: Session) -> int:
    count = len(_test_digits(session))
    return int(st.number_input(f"Number, of {count}", 0, count - 1, 0, key="lab-digit"))


def _label(session: Session) -> int:
    """The class of the test digit that is the lab's input; 0 for anything else."""
    given = session.learning.lab.names.get("pixels")
    if given is None:
        return 0
    same = (_test_digits(session) == given.numpy()).all(axis=(1, 2, 3))
    return int(datasets.load(session, DIGITS).test.targets[int(same.argmax())]) if same.any() else 0
