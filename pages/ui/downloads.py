"""Getting a data set that is not on this computer yet."""

import streamlit as st

from core.data.dataset import DataSource
from core.data.library import Download
from core.messages import Message
from pages.ui.language import t
from pages.ui.visitor.process import library
from pages.ui.words import megabytes

POLL_SECONDS = 0.5


def download_panel(source: DataSource, problem: Message, instead: DataSource) -> None:
    """Say what is the matter, offer the download, show its progress; say what is used meanwhile."""
    state = library().download_state(source.id)
    with st.container(border=True):
        if state is not None and state.active:
            _progress(source)
        else:
            _offer(source, problem, state)
        st.markdown(t("app-download-instead", name=instead.title))


def _offer(source: DataSource, problem: Message, state: Download | None) -> None:
    if state is not None and state.error:
        st.warning(t(state.error), icon=":material/cloud_off:")
    else:
        st.markdown(t(problem))
    raw = library().is_raw(source.id)
    size = megabytes(source.download_bytes)
    st.button(
        t("app-download-prepare", name=source.title) if raw else t("app-download", name=source.title, size=size),
        key=f"download-{source.place}",
        icon=":material/play_arrow:" if raw else ":material/download:",
        on_click=library().start_download,
        args=(source.id,),
    )


@st.fragment(run_every=POLL_SECONDS)
def _progress(source: DataSource) -> None:
    state = library().download_state(source.id)
    if state is None or not state.active:
        st.rerun()
    elif state.stage:
        st.progress(state.stage_share, text=t("app-download-stage", name=source.title, stage=state.stage))
    else:
        done, of = megabytes(state.bytes), megabytes(state.total_bytes)
        st.progress(state.share, text=t("app-downloading", name=source.title, done=done, of=of))
