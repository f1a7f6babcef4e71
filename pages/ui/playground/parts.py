"""The parts of “Try it”: what is shown to the network, its answer, the reasons; on a phone one below the other."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.ui.visitor.session import Session

WIDTHS, PRESENTED = (10, 9, 16), (15, 9, 13)  # in front of a class the canvas is larger


def three_parts(session: Session) -> tuple[DeltaGenerator, DeltaGenerator, DeltaGenerator]:
    """Return containers: (for what is shown to the network, for its answer, for the reasons)."""
    with st.container(key="try"):
        shown, answer, reasons = st.columns(PRESENTED if session.presenting else WIDTHS, gap="medium")
    return shown.container(key="try-shown"), answer.container(key="try-answer"), reasons.container(key="try-reasons")
