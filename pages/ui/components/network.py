"""A network as cards, one for each of its blocks, with what is in them: drawn in the browser, and alive as it learns.

What draws is loaded once by the browser (network_drawing/drawing.js). With every redraw only the numbers are sent, a
byte each, and a short script that takes them.
"""

import base64
import hashlib
import math
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import streamlit as st

from core.diagram.records import ANSWER, INPUT, Block, Diagram, Form, Picture
from pages.ui.components import static_files
from pages.ui.components.pandas_import import keep_pandas_out_of_components
from pages.ui.language import t
from pages.ui.words import visible

GUESSES = 10  # classes that are shown, at most
PASSES_ON = ("LSTM", "GRU", "RNN", "LSTMCell", "GRUCell", "RNNCell")  # kinds that go from word to word; not shown
# Lengths of gradients between which edges grow: on a logarithmic scale.
FAINT, STRONG = 1e-4, 10.0

_FOLDER = Path(__file__).parent / "network_drawing"
_DRAWING, _STYLE = _FOLDER / "drawing.js", _FOLDER / "drawing.css"
_JS = (_FOLDER / "frame.js").read_text(encoding="utf-8")
SENT_ALWAYS = len(_JS)  # bytes that go to the browser with every redraw, beside what is drawn

_mount = st.components.v2.component(
    "network", html='<div class="net" role="group"></div>', js=_JS, isolate_styles=False
)


def provide_network() -> None:
    """Put what draws networks where the browser finds it; needed once per version."""
    for source in (_DRAWING, _STYLE):
        static_files.serve(source, _served_name(source))


def _served_name(source: Path) -> str:
    return f"network-{hashlib.sha256(source.read_bytes()).hexdigest()[:16]}{source.suffix}"


_ADDRESSES = tuple(static_files.address_of(_served_name(source)) for source in (_DRAWING, _STYLE))


def network(  # noqa: PLR0913  (what is shown of a network, a name each)
    key: str,
    diagram: Diagram,
    *,
    lines: Sequence[Sequence[int]] = (),
    linked: str = "",
    size: Literal["full", "small", "slide"] = "full",
    opened: int | None = None,
    on_open: Callable[[int], None] | None = None,
) -> None:
    """Show the diagram; one that is shown under this key already is changed into it.

    `lines`: for each block its lines in the program that code() shows with the same `linked`; pointing at a block
    lights its lines, and the other way round. `on_open` gets the place of a block that is clicked; like every callback
    it shows nothing. `opened` is the block of which more is shown. The small size has no text but the names. A slide
    has names, pictures and chances in large type, and is as high as the page's style says with max-height.
    """

    def clicked() -> None:
        state = st.session_state.get(key)
        place = state.get("opened") if isinstance(state, Mapping) else None
        if on_open is not None and type(place) is int and 0 <= place < len(diagram.blocks):
            on_open(place)

    keep_pandas_out_of_components()
    _mount(
        key=key,
        data=drawn(diagram, lines=lines)
        | {"linked": linked, "size": size, "opened": opened, "opens": on_open is not None},
        on_opened_change=clicked,
    )


def drawn(diagram: Diagram, *, lines: Sequence[Sequence[int]] = ()) -> dict[str, Any]:
    """What is sent to the browser of a diagram: its numbers as bytes, and every word."""
    script, style = _ADDRESSES
    lines = lines or ((),) * len(diagram.blocks)
    return {
        "blocks": tuple(_block(block, tuple(mine), diagram) for block, mine in zip(diagram.blocks, lines, strict=True)),
        "edges": tuple((*edge, _strength(diagram.blocks[edge.target].gradient)) for edge in diagram.edges),
        "update": t("components-network-update", share="{}"),  # sent once: each block has what {} stands for
        "guesses": _guesses(diagram),
        "words": tuple(map(visible, diagram.words)),
        "said": _said(diagram),
        "label": t("components-network"),
        "script": script,
        "style": style,
    }


def _strength(gradient: float | None) -> float | None:
    """How strong an edge is drawn, 0 to 1; None where the gradient is not known."""
    if gradient is None or not math.isfinite(gradient):
        return None
    share = (math.log10(max(gradient, FAINT)) - math.log10(FAINT)) / (math.log10(STRONG) - math.log10(FAINT))
    return round(min(1.0, share), 3)


def _block(block: Block, lines: tuple[int, ...], diagram: Diagram) -> dict[str, Any]:
    title = {INPUT: t("components-network-input"), ANSWER: t("components-network-answer")}.get(block.kind, block.name)
    if block.calls > 1:
        title = f"{title} ×{block.calls}"
    shape = " × ".join(map(str, block.shape))
    if block.kind == INPUT and diagram.units is not None:
        shape = t("components-network-words", count=diagram.words_in_all, units=diagram.units)
    elif block.kind == ANSWER:
        shape = t("components-network-classes", count=len(diagram.guesses))
    is_layer = block.kind not in (INPUT, ANSWER)
    parameters = t("components-network-parameters", count=block.parameters) if is_layer else ""
    gradient = "" if block.gradient is None else t("components-network-gradient", length=f"{block.gradient:.2g}")
    kind = t("components-network-kind", kind=block.kind)
    return {
        "title": title,
        "kind": block.kind if not is_layer else "layer",
        "functions": " · ".join(block.functions) if block.functions else (kind if is_layer else ""),
        "shape": shape,
        "parameters": parameters,
        "gradient": gradient,
        "update": "" if block.update is None else f"{block.update:.2g}",
        "label": ", ".join(filter(None, (title, kind if is_layer else "", *block.functions, shape, parameters))),
        "lines": lines,
        "form": block.output and str(block.output.form),
        "output": block.output and _sent(block.output),
        "output_caption": _caption(block, diagram),
        **({"passes": True} if block.kind in PASSES_ON else {}),
    } | ({} if block.weights is None else _weights(block.weights))


def _weights(tiles: Picture) -> dict[str, Any]:
    caption = _so_many(t("components-network-weights"), len(tiles.pixels), tiles.of)
    return {"weights": _sent(tiles) | {"form": str(tiles.form)}, "weights_caption": caption}


def _caption(block: Block, diagram: Diagram) -> str:
    """What the picture of a block shows, and how much of all."""
    if block.kind == INPUT:
        shown, of = len(diagram.words), diagram.words_in_all
        return t("components-network-last", shown=shown, count=of) if shown < of else ""
    if block.kind == ANSWER:
        shown, of = min(GUESSES, len(diagram.guesses)), len(diagram.guesses)
        return _so_many(t("components-network-guesses"), shown, of)
    assert block.output is not None
    if block.output.form is Form.WORDS:
        return _so_many(t("components-network-output"), block.output.pixels.shape[1], block.output.of)
    return _so_many(t("components-network-output"), len(block.output.pixels), block.output.of)


def _so_many(what: str, shown: int, of: int) -> str:
    return what if shown == of else f"{what}: {t('components-network-shown', shown=shown, count=of)}"


def _sent(picture: Picture) -> dict[str, Any]:
    return {
        "shape": picture.pixels.shape,
        "pixels": base64.b64encode(picture.pixels.tobytes()).decode(),
    }


def _guesses(diagram: Diagram) -> tuple[tuple[str, float, str], ...]:
    """(name, probability, whether it is the best or the truth) of the most probable classes, in their order."""
    chances = [guess.probability if math.isfinite(guess.probability) else 0.0 for guess in diagram.guesses]
    best = max(range(len(chances)), key=chances.__getitem__)
    marks = (("best", best if chances[best] > 0 else None), ("truth", diagram.truth))
    shown = sorted(sorted(range(len(chances)), key=lambda place: -chances[place])[:GUESSES])
    if diagram.truth is not None and diagram.truth not in shown:  # it takes the place of the least probable one
        least = min(shown, key=chances.__getitem__)
        shown = sorted((*(place for place in shown if place != least), diagram.truth))
    return tuple(
        (
            diagram.guesses[place].name,
            round(chances[place], 4),
            " ".join(name for name, marked in marks if marked == place),
        )
        for place in shown
    )


def _said(diagram: Diagram) -> str:
    """In words what is to be seen: the strongest output, the truth, the longest gradients, the largest updates."""
    best = diagram.best
    if not math.isfinite(best.probability):
        return t("components-network-no-answer")
    if best.probability == 0:
        return t("components-network-waits")
    said = [t("components-network-says", name=best.name, share=f"{100 * best.probability:.0f}")]
    if diagram.truth is not None:
        said.append(t("components-network-truth", name=diagram.guesses[diagram.truth].name))
    known = [(block.gradient, block.name) for block in diagram.blocks if block.gradient is not None]
    if known:
        length, name = max(known)
        said.append(t("components-network-longest", name=name, length=f"{length:.2g}"))
    moved = [(block.update, block.name) for block in diagram.blocks if block.update is not None]
    if moved:
        share, name = max(moved)
        said.append(t("components-network-moved", name=name, share=f"{share:.2g}"))
    return " ".join(said)
