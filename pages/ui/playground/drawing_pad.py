"""A place to draw, and what networks make of the drawing with every stroke."""

import time
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import streamlit as st
from numpy.typing import NDArray
from PIL.Image import Image

from core.data.dataset import Normalization, Preparation
from core.data.own import Collection
from core.drawing import ALL_STEPS, PEN, DrawingSteps, Gray, Stages, centre_digit, prepare_drawing
from core.errors import DataError
from core.inference import Prediction, predict_image, shown_to
from core.messages import Message, literal
from core.network import TrainedNetwork
from core.pretrained import FIRST, ORIGIN, load_pretrained
from pages.ui.components.canvas import (
    bare_canvas,
    clear_button,
    clear_drawing,
    small_canvas,
    small_canvas_and_answer,
)
from pages.ui.components.scroll import scroll_when_asked
from pages.ui.explain.passing import network_with
from pages.ui.explain.why import way_to_reasons, why
from pages.ui.images import to_picture
from pages.ui.language import t
from pages.ui.network_panel import who_answers
from pages.ui.playground.answer import about_seen, answer, bars, seen_and_said, side_by_side, verdict, verdict_badge
from pages.ui.playground.parts import three_parts
from pages.ui.toasts import show_toasts, toast_soon
from pages.ui.visitor.arrival import keep_address
from pages.ui.visitor.session import Session
from pages.ui.words import listed, plain

SMALL = 110  # pixels of a picture of one preparation step
ERASER = 1.4  # times as wide as the pen: no rim of its stroke is left
MORE = "others", "steps"  # tabs beside the reasons: what other networks say, the steps of the preparation
TOOLS: Mapping[str, str] = {"pen": ":material/edit:", "eraser": ":material/ink_eraser:"}  # with their icons


@st.fragment
def drawing_pad(session: Session, network: TrainedNetwork) -> None:
    """The canvas, the answer and the reasons; a stroke redraws only this part of the page."""
    _empty_for_another_alphabet(session, network)
    shown, said, reasons = three_parts(session)
    with shown:
        drawing = _canvas(session)
        st.caption(t("playground-draw-one-of", classes=listed(network.card.classes)))
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="try-teach"):
            _teach(session, network, drawing)
            steps, normalised = _switches()
        _taught(session)
        with st.container(key="unseen-address-drawing"):
            keep_address(session, key="address-drawing")
    if drawing is None:
        said.info(t("playground-after-stroke"), icon=":material/draw:")
        with reasons:
            network_with("try-network", session, network, None)
            why(network, None, None, key="drawing", more=dict.fromkeys(MORE))
        return
    preparation = None if normalised else _without_normalisation(network)
    with said:
        begun = time.perf_counter()
        stages = prepare_drawing(drawing, steps)
        seen = shown_to(network, stages)
        prediction = predict_image(network, seen, preparation)
        milliseconds = 1000 * (time.perf_counter() - begun)
        count = len(session.asking.pad.drawing.strokes["objects"]) if session.asking.pad.drawing else 0
        seen_and_said(seen, prediction, milliseconds)
        bars(prediction)
        if steps != ALL_STEPS or not normalised:
            st.caption(t("playground-steps-off"))
        elif prediction.is_answer:
            verdict(session, network, seen)
        about_seen(seen, count)
    draw_more = (
        lambda: _others(session, network, stages, normalised=normalised),
        lambda: _prepared(drawing, stages, seen, network, normalised=normalised),
    )
    with reasons:
        network_with("try-network", session, _prepared_as(network, preparation), seen)
        more = dict(zip(MORE, draw_more, strict=True))
        scroll_when_asked("reasons")
        why(network, seen, prediction, preparation, key="drawing", more=more)


@st.fragment
def small_pad(session: Session, network: TrainedNetwork, *, nothing_drawn: bool | None = None) -> None:
    """The canvas, the answer, and how the drawing goes through the network, for Home and the demo.

    `nothing_drawn`, on a slide of the demo: what the rest of the page was drawn for; it is drawn anew as soon as that
    is not so. A slide has no room for more than a badge of how far to believe the answer.
    """
    _empty_for_another_alphabet(session, network)
    left, right = small_canvas_and_answer()
    digits = network.card.classes == tuple("0123456789")
    with left:
        drawing = small_canvas(
            session.asking.pad,
            t("components-a-digit") if digits else t("playground-one-of", classes=listed(network.card.classes)),
        )
        with st.container(key="unseen-address-drawing"):
            keep_address(session, key="address-drawing")
    with right:
        seen = None
        with st.container(key="small-pad-answer"):
            if drawing is None:
                st.info(t("playground-after-stroke"), icon=":material/draw:")
            else:
                begun = time.perf_counter()
                stages = prepare_drawing(drawing)
                seen = shown_to(network, stages)
                prediction = predict_image(network, seen)
                milliseconds = 1000 * (time.perf_counter() - begun)
                said, believed = st.columns([2, 3])
                with said:
                    answer(prediction, milliseconds)
                with believed:
                    if prediction.is_answer and nothing_drawn is None:
                        verdict(session, network, seen)
                    elif prediction.is_answer:
                        st.markdown(verdict_badge(session, network, seen))
                    if digits and network.origin != ORIGIN:
                        _what_the_best_says(session, stages)
                    way_to_reasons()
        network_with("passing-network", session, network, seen)
        who_answers(session, network)
    if nothing_drawn is not None and nothing_drawn != (drawing is None):
        st.rerun()  # only now: what is not drawn before it would vanish and come back


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
    said = t("playground-best-says", name=plain(first.name), share=f"{100 * first.probability:.1f}")
    st.markdown(f"{said} {verdict_badge(session, best, seen)}")


def _canvas(session: Session) -> Gray | None:
    """The canvas with its tools in a line: the drawing, None without one."""
    tools = {tool: f"{icon} {t(f'playground-tool-{tool}')}" for tool, icon in TOOLS.items()}
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="try-tools"):
        tool = st.segmented_control(
            t("playground-tool"),
            list(tools),
            default="pen",
            required=True,
            key="pad-tool",
            format_func=tools.__getitem__,
            label_visibility="collapsed",
        )
        width = st.slider(
            t("playground-pen-width"),
            6,
            40,
            PEN,
            key="pad-width",
            persist_state="session",
            label_visibility="collapsed",
        )
        clear_button(session.asking.pad, tip=t("components-clear"))  # seen is the sign alone: look.css
    erasing = tool == "eraser"
    return bare_canvas(session.asking.pad, round(ERASER * width) if erasing else width, erasing=erasing)


def _switches() -> tuple[DrawingSteps, bool]:
    """Which steps of the preparation are done, and whether the pixels are normalised."""
    name = t("playground-preparation")  # seen is the sign alone: look.css
    with st.popover(name, icon=":material/tune:", help=name, key="try-steps"):
        chosen = [
            st.toggle(
                t(f"playground-step-{step}"), value=True, key=f"step-{step}", help=t(f"playground-step-{step}.help")
            )
            for step in (*DrawingSteps._fields, "normalise")
        ]
        st.caption(t("playground-try-steps"))
    return DrawingSteps(*chosen[:3]), chosen[3]


def _without_normalisation(network: TrainedNetwork) -> Preparation:
    channels = network.card.input_shape[0]
    return Normalization((0.0,) * channels, (1.0,) * channels)


def _prepared_as(network: TrainedNetwork, preparation: Preparation | None) -> TrainedNetwork:
    """The network whose images are prepared in another way than its own; None: in its own."""
    return network if preparation is None else replace(network, card=replace(network.card, preparation=preparation))


def _others(session: Session, network: TrainedNetwork, stages: Stages, *, normalised: bool) -> None:
    """What each of the networks for such drawings says to this one."""
    answers: dict[str, Prediction | None] = {}
    for name, other in session.in_use.like(network).items():
        preparation = None if normalised else _without_normalisation(other)
        answers[name] = predict_image(other, shown_to(other, stages), preparation)
    side_by_side(session, answers)


def _prepared(
    drawing: Gray, stages: Stages, seen: NDArray[np.uint8], network: TrainedNetwork, *, normalised: bool
) -> None:
    """The drawing after each step."""
    mean, std = network.card.preparation if isinstance(network.card.preparation, Normalization) else ((0,), (1,))
    low, high = ((value - mean[0]) / std[0] if normalised else value for value in (seen.min() / 255, seen.max() / 255))
    pictures = (
        (drawing, t("playground-stage-drawn", size=_size(drawing))),
        (stages.cropped, t("playground-stage-cropped", size=_size(stages.cropped))),
        (stages.scaled, t("playground-stage-scaled", size=_size(stages.scaled))),
        (stages.placed, t("playground-stage-placed", size=_size(stages.placed))),
        (seen[0], t("playground-stage-seen", size=_size(seen[0]), low=f"{low:.2f}", high=f"{high:.2f}")),
    )
    with st.container(horizontal=True):
        for pixels, caption in pictures:
            with st.container(width=SMALL + 20):
                st.image(_fitted(pixels), width=SMALL, caption=caption, alt=t("playground-stage-alt", stage=caption))


def _size(pixels: Gray) -> str:
    """Its width and height."""
    return f"{pixels.shape[1]} x {pixels.shape[0]}"


def _fitted(pixels: Gray) -> Image:
    """A picture of SMALL pixels a side, the drawing in its middle."""
    side = max(pixels.shape)
    square = np.zeros((side, side), np.uint8)
    top, left = ((side - size) // 2 for size in pixels.shape)
    square[top : top + pixels.shape[0], left : left + pixels.shape[1]] = pixels
    return to_picture(square, SMALL)


def _teach(session: Session, network: TrainedNetwork, drawing: Gray | None) -> None:
    """Let the visitor say what the drawing is, and add it to their own data."""
    label = st.selectbox(
        t("playground-that-was"),
        network.card.classes,
        index=None,
        key="pad-label",
        placeholder=t("playground-that-was.placeholder"),
        disabled=drawing is None,
        label_visibility="collapsed",
    )
    st.button(
        t("playground-add"),
        key="pad-add",
        icon=":material/add:",
        disabled=label is None or drawing is None,
        on_click=_add,
        args=(session,),
    )


def _taught(session: Session) -> None:
    """What became of the drawing that has been added, as long as it is the one on the canvas."""
    show_toasts()
    if (
        session.asking.teaching is not None
        and session.asking.pad.drawing is not None
        and session.asking.pad.drawing.strokes == session.asking.taught
    ):
        st.caption(plain(t(session.asking.teaching)))
        st.page_link("pages/views/data.py", label=t("playground-see-data"), icon=":material/grid_view:")


def _add(session: Session) -> None:
    """Add the drawing to the visitor's own data for lesson 001."""
    label, drawing = st.session_state["pad-label"], session.asking.pad.drawing
    if label is None or drawing is None:
        return  # the choice was cleared just before the click
    session.asking.taught = drawing.strokes
    try:
        collection = (session.own.collection or Collection("drawings")).add(label, [centre_digit(drawing.image)[None]])
    except DataError as error:
        session.asking.teaching = Message("playground-not-added", problem=error.message)
        return
    session.own.collect(collection, Message("playground-drawing-added"))
    session.asking.teaching = Message(
        "playground-added",
        label=label,
        count=len(collection.of(label)),
        all=len(collection),
        then=collection.problem or Message("playground-can-learn"),
    )
    toast_soon(literal(plain(t(session.asking.teaching))), icon=":material/add:")
