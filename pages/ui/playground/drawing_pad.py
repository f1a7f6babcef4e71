"""A place to draw, and what networks make of the drawing with every stroke."""

import time

import numpy as np
import streamlit as st
from numpy.typing import NDArray
from PIL.Image import Image

from core.data.dataset import Normalization, Preparation
from core.data.own import Collection
from core.drawing import ALL_STEPS, PEN, DrawingSteps, Gray, Stages, centre_digit, prepare_drawing
from core.errors import DataError
from core.inference import predict_image, shown_to
from core.network import TrainedNetwork
from core.pretrained import FIRST, ORIGIN, load_pretrained
from pages.ui.components.canvas import canvas_and_answer, clear_drawing, drawing_canvas, small_canvas
from pages.ui.explain.why import why
from pages.ui.images import to_picture
from pages.ui.playground.answer import answer, bars, seen_and_said, side_by_side, verdict, verdict_badge
from pages.ui.toasts import show_toasts, toast_soon
from pages.ui.visitor.arrival import keep_address
from pages.ui.visitor.session import Session
from pages.ui.words import describe_network, listed, plain

SMALL = 110  # pixels of a picture of one preparation step
ERASER = 1.4  # times as wide as the pen: no rim of its stroke is left
TOOLS = (":material/edit: Pen", ":material/ink_eraser: Eraser")


@st.fragment
def drawing_pad(session: Session, network: TrainedNetwork) -> None:
    """The canvas, the answer and the reasons; a stroke redraws only this part of the page."""
    _empty_for_another_alphabet(session, network)
    left, right = canvas_and_answer()
    with left:
        st.caption(f"Draw one of {listed(network.card.classes)}, with the mouse, a finger or a pen.")
        drawing = _canvas(session)
        steps, normalised = _switches()
        keep_address(session, key="address-drawing")
    preparation = None if normalised else _without_normalisation(network)
    with right:
        if drawing is None:
            st.info("The answer appears here after your first stroke.", icon=":material/draw:")
            return
        begun = time.perf_counter()
        stages = prepare_drawing(drawing, steps)
        seen = shown_to(network, stages)
        prediction = predict_image(network, seen, preparation)
        milliseconds = 1000 * (time.perf_counter() - begun)
        count = len(session.asking.pad.drawing.strokes["objects"]) if session.asking.pad.drawing else 0
        seen_and_said(seen, prediction, milliseconds, f", {count} stroke{'s' * (count != 1)}")
        if steps != ALL_STEPS or not normalised:
            st.caption("Steps of the preparation are switched off: it has never seen digits like this.")
        elif prediction.is_answer:
            verdict(session, network, seen)
        bars(prediction)
    st.markdown("**The same drawing, several networks**")
    side_by_side(
        {
            name: prediction
            if other is network
            else predict_image(other, shown_to(other, stages), None if normalised else _without_normalisation(other))
            for name, other in session.in_use.like(network).items()
        }
    )
    _prepared(drawing, stages, seen, network, normalised=normalised)
    _teach(session, network, drawing)
    if prediction.is_answer:
        why(network, seen, prediction, preparation, key="drawing")


@st.fragment
def small_pad(session: Session, network: TrainedNetwork) -> None:
    """The canvas and the answer alone, for Home and the demo."""
    _empty_for_another_alphabet(session, network)
    left, right = canvas_and_answer()
    with left:
        digits = network.card.classes == tuple("0123456789")
        drawing = small_canvas(session.asking.pad, "a digit" if digits else f"one of {listed(network.card.classes)}")
        keep_address(session, key="address-drawing")
    with right:
        if drawing is None:
            st.info("The answer appears here after your first stroke.", icon=":material/draw:")
        else:
            begun = time.perf_counter()
            stages = prepare_drawing(drawing)
            seen = shown_to(network, stages)
            prediction = predict_image(network, seen)
            answer(prediction, 1000 * (time.perf_counter() - begun))
            if prediction.is_answer:
                verdict(session, network, seen)
            if digits and network.origin != ORIGIN:
                _what_the_best_says(session, stages)
            bars(prediction)
            st.page_link("pages/views/playground.py", label="See why", icon=":material/psychology:")
        st.caption(describe_network(network))


def _empty_for_another_alphabet(session: Session, network: TrainedNetwork) -> None:
    """Clear the drawing if it was made for a network with other classes."""
    pad = session.asking.pad
    if pad.drawing is not None and pad.drawn_for not in ((), network.card.classes):
        clear_drawing(pad)
    pad.drawn_for = network.card.classes


def _what_the_best_says(session: Session, stages: Stages) -> None:
    """The pretrained network for drawn digits, to be compared with the visitor's own."""
    best = load_pretrained(FIRST)
    seen = shown_to(best, stages)
    first = predict_image(best, seen).ranking[0]
    st.markdown(
        f"The network that came with the app says **{plain(first.name)}** ({100 * first.probability:.1f}%). "
        f"{verdict_badge(session, best, seen)}"
    )


def _canvas(session: Session) -> Gray | None:
    """The canvas with its tools: the drawing, None without one."""
    tool = st.segmented_control("Tool", TOOLS, default=TOOLS[0], required=True, key="pad-tool", width="stretch")
    width = st.slider("Width of the pen (pixels)", 6, 40, PEN, key="pad-width", persist_state="session")
    erasing = tool == TOOLS[1]
    return drawing_canvas(session.asking.pad, round(ERASER * width) if erasing else width, erasing=erasing)


def _switches() -> tuple[DrawingSteps, bool]:
    """Which steps of the preparation are done, and whether the pixels are normalised."""
    with st.expander("How the drawing is prepared"):
        chosen = [
            st.toggle(label, value=True, key=f"step-{key}", help=about)
            for key, label, about in (
                ("crop", "Cut out what is drawn", "Else all of the canvas is taken."),
                ("scale", "Scale it to 20 pixels", "Else it shrinks as the canvas does, to a tenth."),
                ("centre", "Put its mass in the middle", "Else it stays where you drew it."),
                ("normalise", "Normalise the pixels", "Else the network is given numbers from 0 to 1."),
            )
        ]
        st.caption(
            "The network has only seen digits prepared like this. Draw a small one in a corner and switch the first "
            "three off."
        )
    return DrawingSteps(*chosen[:3]), chosen[3]


def _without_normalisation(network: TrainedNetwork) -> Preparation:
    channels = network.card.input_shape[0]
    return Normalization((0.0,) * channels, (1.0,) * channels)


def _prepared(
    drawing: Gray, stages: Stages, seen: NDArray[np.uint8], network: TrainedNetwork, *, normalised: bool
) -> None:
    """The drawing after each step."""
    mean, std = network.card.preparation if isinstance(network.card.preparation, Normalization) else ((0,), (1,))
    low, high = ((value - mean[0]) / std[0] if normalised else value for value in (seen.min() / 255, seen.max() / 255))
    side = seen.shape[1]
    pictures = (
        (drawing, "drawn, 280 x 280"),
        (stages.cropped, f"cut out, {stages.cropped.shape[1]} x {stages.cropped.shape[0]}"),
        (stages.scaled, f"scaled, {stages.scaled.shape[1]} x {stages.scaled.shape[0]}"),
        (stages.placed, "placed, 28 x 28"),
        (seen[0], f"for the network, {side} x {side}, numbers from {low:.2f} to {high:.2f}"),
    )
    st.markdown("**From your drawing to the network's input**")
    with st.container(horizontal=True):
        for pixels, caption in pictures:
            with st.container(width=SMALL + 20):
                st.image(_fitted(pixels), width=SMALL, caption=caption, alt=f"The drawing, {caption}")


def _fitted(pixels: Gray) -> Image:
    """A picture of SMALL pixels a side, the drawing in its middle."""
    side = max(pixels.shape)
    square = np.zeros((side, side), np.uint8)
    top, left = ((side - size) // 2 for size in pixels.shape)
    square[top : top + pixels.shape[0], left : left + pixels.shape[1]] = pixels
    return to_picture(square, SMALL)


def _teach(session: Session, network: TrainedNetwork, drawing: Gray) -> None:
    """Let the visitor say what the drawing is, and add it to their own data."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        label = st.selectbox(
            "That was a", network.card.classes, index=None, key="pad-label", width=140, placeholder="Which?"
        )
        st.button(
            "Add it to my data",
            key="pad-add",
            icon=":material/add:",
            disabled=label is None,
            on_click=_add,
            args=(session, drawing),
        )
    show_toasts()
    if (
        session.asking.teaching
        and session.asking.pad.drawing is not None
        and session.asking.pad.drawing.strokes == session.asking.taught
    ):
        st.caption(session.asking.teaching)
        st.page_link("pages/views/data.py", label="See my data", icon=":material/grid_view:")


def _add(session: Session, drawing: Gray) -> None:
    """Add the drawing to the visitor's own data for lesson 001."""
    label = st.session_state["pad-label"]
    if label is None:
        return  # the choice was cleared just before the click
    session.asking.taught = session.asking.pad.drawing.strokes if session.asking.pad.drawing is not None else None
    try:
        collection = (session.own.collection or Collection("drawings")).add(label, [centre_digit(drawing)[None]])
    except DataError as error:
        session.asking.teaching = f"It could not be added: {plain(str(error))}"
        return
    session.own.collect(collection, "the drawing was added")
    missing = f" {plain(collection.problem)}" if collection.problem else " Lesson 001 can learn from it."
    session.asking.teaching = (
        f"Added as {plain(label)}: {len(collection.of(label))} of this class, {len(collection)} in all.{missing}"
    )
    toast_soon(session.asking.teaching, icon=":material/add:")
