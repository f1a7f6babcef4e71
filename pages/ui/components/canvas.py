"""The drawing canvas: the only file that knows streamlit-drawable-canvas."""

import base64
import io

import numpy as np
import streamlit as st
from PIL import Image, UnidentifiedImageError
from streamlit.delta_generator import DeltaGenerator

from core.drawing import CANVAS, PEN, Gray, ink_box
from core.errors import DrawingError
from pages.ui.components.pad import Drawing, Pad
from pages.ui.components.pandas_import import keep_pandas_out_of_components
from pages.ui.language import t

WHITE, BLACK = "#ffffff", "#000000"
# The canvas's own tools, such as undo, lie over its upper right corner, unseen until a mouse hovers over the canvas.
# There they would swallow the strokes of a finger, so this script pins them above the canvas. It also lets a page show
# the canvas in another size (look.css; what is drawn on has CANVAS x CANVAS pixels all the same), and marks the canvas
# as touched from the first stroke on.
_JS = """
export default function ({ parentElement }) {
  if (parentElement.done) return;
  parentElement.done = true;
  const sheet = new CSSStyleSheet();
  const unwanted = ["Update", "Edit", "Reset"].map((name) => `.dc-icon-button[aria-label^="${name}"]`).join();
  // Undo and redo stay.
  sheet.replaceSync(`.dc-toolbar { opacity: 1 !important; top: -3.05rem !important; transition: none !important; }
    ${unwanted}, .dc-toolbar-separator { display: none !important; }
    .dc-root { width: var(--canvas-width, fit-content); }
    .dc-container, .canvas-container, canvas { aspect-ratio: 1; border-radius: var(--canvas-corner, 0);
      width: var(--canvas-width, SIDEpx) !important; height: var(--canvas-height, SIDEpx) !important; }`);
  const pin = (left) => {
    const roots = [...document.querySelectorAll("*")].map((element) => element.shadowRoot).filter(Boolean);
    for (const root of roots.filter((root) => !root.pinned && root.querySelector(".dc-toolbar"))) {
      root.pinned = true;
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
      root.host.dataset.canvas = "untouched";
      root.addEventListener("pointerdown", () => { root.host.dataset.canvas = "touched"; });
    }
    if (left) setTimeout(pin, 100, left - 1);  // the canvas may appear a little later
  };
  pin(50);
}
""".replace("SIDE", str(CANVAS))
_MAX_BYTES = 500_000  # of a data URL; a drawing full of strokes has about 20,000
_PREFIX = "data:image/png;base64,"


_pin_tools = st.components.v2.component("canvas_tools", html="", js=_JS)


def drawing_canvas(pad: Pad, *, place: str = "") -> Gray | None:
    """Draw a black canvas for white strokes, and a button that clears it; return the drawing (280, 280) uint8.

    Without a stroke it returns None. The drawing is kept in the pad and comes back after a visit to another page.
    `place` must differ where two pages have a canvas for the same pad.
    """
    st.space("small")  # the canvas's own tools appear above it
    drawing = bare_canvas(pad, place=place)
    clear_button(pad)
    return drawing


def bare_canvas(pad: Pad, width: int = PEN, *, erasing: bool = False, place: str = "") -> Gray | None:
    """The canvas of `drawing_canvas` without the button. It needs 2.65rem of room above it for its own tools.

    `width` is the width in pixels of the pen, or of the eraser, which is a black pen. Where the page's style sets
    --canvas-width and --canvas-height, the canvas is shown that large; its strokes and its picture stay as they are.
    """
    try:
        return _canvas(pad, width, erasing=erasing, place=place)
    except DrawingError as error:
        st.error(t(error.message))
        return None


def clear_button(pad: Pad, *, can_clear: bool = True, tip: str | None = None) -> None:
    """A button that takes the strokes away."""
    st.button(
        t("components-clear"),
        key=f"{pad.name}-clear",
        icon=":material/delete:",
        on_click=clear_drawing,
        args=(pad,),
        disabled=not can_clear,
        help=tip,
    )


def small_canvas_and_answer() -> tuple[DeltaGenerator, DeltaGenerator]:
    """Return two places side by side, on a phone one below the other: (for the small canvas, for the answer)."""
    with st.container(key="small-pad"):
        left, right = st.columns([1, 3], gap="medium")
    return left, right


def small_canvas(pad: Pad, what: str, *, can_clear: bool = True) -> Gray | None:
    """The canvas with one pen, as wide as its place, under a line that says what to draw; see drawing_canvas."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="small-pad-head"):
        st.markdown(t("components-draw", what=what), width="content")
        clear_button(pad, can_clear=can_clear, tip=t("components-clear"))  # seen is the sign alone: look.css
    with st.container(key="small-pad-ground", gap=None):
        drawing = bare_canvas(pad, place="home-")
        if drawing is None:
            with st.container(key="small-pad-hint"):
                st.markdown(f":material/draw: {t('components-draw-here')}", width="content")
    return drawing


def _canvas(pad: Pad, width: int, *, erasing: bool, place: str) -> Gray | None:
    """What has been drawn. Raises DrawingError when the browser sends anything else."""
    # Importing it outside a running app raises.
    from streamlit_drawable_canvas import st_canvas

    keep_pandas_out_of_components()

    key = f"{pad.name}-{place}{pad.number}"
    if key not in st.session_state:
        # The canvas appears now. As long as it is on the page, it must get the same strokes on every run.
        pad.strokes_at_mount = pad.drawing.strokes if pad.drawing else None
    try:
        st_canvas(
            stroke_width=width,
            stroke_color=BLACK if erasing else WHITE,
            background_color=BLACK,
            height=CANVAS,
            width=CANVAS,
            initial_drawing=pad.strokes_at_mount,
            return_image_data=True,
            key=key,
        )
        _pin_tools(key=f"{key}-tools")
        sent = st.session_state[key]["drawing"]
        strokes, url = sent["raw"], sent["data"]
        if url is not None:  # the browser has sent a drawing since the canvas appeared
            image, strokes_drawn = read_png(url), list(strokes["objects"])
            pad.drawing = Drawing(strokes, image) if strokes_drawn and ink_box(image) else None
    except (ValueError, TypeError, KeyError, AttributeError) as error:  # a forged message instead of a drawing
        raise DrawingError("components-unreadable") from error
    return pad.drawing.image if pad.drawing else None


def clear_drawing(pad: Pad) -> None:
    """Take the strokes away."""
    pad.drawing = None
    pad.number += 1


def read_png(url: str) -> Gray:
    """A data URL of a PNG of the canvas -> its brightness (280, 280) uint8. Raises DrawingError on anything else."""
    unreadable = DrawingError("components-unreadable")
    if not isinstance(url, str) or not url.startswith(_PREFIX) or len(url) > _MAX_BYTES:
        raise unreadable
    try:
        content = base64.b64decode(url[len(_PREFIX) :], validate=True)
        with Image.open(io.BytesIO(content), formats=["PNG"]) as image:
            if max(image.size) > 4 * CANVAS:  # screens with several pixels a point send larger pictures
                raise unreadable
            return np.asarray(image.convert("L").resize((CANVAS, CANVAS), Image.Resampling.BOX))
    except (ValueError, OSError, UnidentifiedImageError, SyntaxError, Image.DecompressionBombError) as error:
        raise unreadable from error
