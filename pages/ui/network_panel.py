"""Which network a page speaks of, weights in and out, and what to do when there is none yet."""

import streamlit as st

from core.errors import DataError, WeightsError
from core.lessons import DATASETS, Lesson
from core.network import TrainedNetwork
from core.runs import Run
from core.weights import card_json, load_weights, save_weights
from pages.ui import datasets
from pages.ui.forms import chosen_lesson
from pages.ui.run_panel import run_panel
from pages.ui.session import Session
from pages.ui.words import describe_network


def network_panel(session: Session) -> TrainedNetwork | None:
    """The network in use, said in a sentence, with weights to take away or bring; without one, a way to get one."""
    network = session.network
    if network is None:
        _offer_training(session)
        return None
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(describe_network(network, DATASETS[network.card.dataset].title), width="stretch")
        with st.popover("Weights", icon=":material/save:"):
            weights_downloads(network)
            _upload(session)
            offer_own_network(session)
    return network


def weights_downloads(network: TrainedNetwork) -> None:
    """The weights as a file, and their description for people."""
    name = f"lesson-{network.card.lesson}-{network.card.dataset}"
    st.download_button(
        "Download weights",
        data=lambda: save_weights(network),
        file_name=f"{name}.safetensors",
        mime="application/octet-stream",
        icon=":material/download:",
        on_click="ignore",
        help="One safetensors file: the weights, with lesson, classes, normalisation and hyperparameters inside.",
    )
    st.download_button(
        "Download description (JSON)",
        data=card_json(network.card),
        file_name=f"{name}.json",
        mime="application/json",
        on_click="ignore",
        type="tertiary",
    )


def offer_own_network(session: Session) -> None:
    """While uploaded weights are in use: the way back to those that were trained here."""
    run = session.run
    if run is not None and run.network is not None and session.network is not run.network:
        st.caption("Evaluate and “Try it” use the uploaded weights now.")
        st.button("Use the network trained here", icon=":material/undo:", on_click=session.follow)


def _upload(session: Session) -> None:
    """A weights file from the visitor's computer; a wrong one is refused in words and changes nothing."""
    key = f"upload-{session.upload_number}"
    st.file_uploader(
        "Upload weights",
        type=["safetensors"],
        key=key,
        on_change=_take_upload,
        args=(session, key),
        help="A file that was made with “Download weights”.",
    )
    if session.upload_problem:
        st.error(session.upload_problem, icon=":material/error:")


def _take_upload(session: Session, key: str) -> None:
    uploaded = st.session_state.get(key)
    session.upload_problem = ""
    if uploaded is None:
        return
    try:
        session.use(load_weights(uploaded.getvalue()))
    except WeightsError as error:
        session.upload_problem = str(error)
    session.upload_number += 1  # a fresh widget: the server drops the file


def _offer_training(session: Session) -> None:
    """No network yet: train the quick preset right here, or bring weights."""
    if session.run is not None and session.run.snapshot.active:
        st.info("Your network is being trained. It can be used here as soon as its first epoch has ended.")
        run_panel(session.run)
        return
    lesson = chosen_lesson(session)
    dataset_id = next(key for key in lesson.datasets if not datasets.missing(session, key))
    st.info("There is no trained network yet. Train one now, or bring weights that you saved earlier.")
    left, right = st.columns(2)
    with left:
        st.button(
            f"Train the quick preset on {DATASETS[dataset_id].title}",
            type="primary",
            icon=":material/play_arrow:",
            on_click=_train_quickly,
            args=(session, lesson, dataset_id),
        )
        st.caption(f"Lesson {lesson.id}. It can be stopped at any time.")
    with right:
        _upload(session)


def _train_quickly(session: Session, lesson: Lesson, dataset_id: str) -> None:
    try:
        dataset = datasets.load(session, dataset_id)
    except DataError:  # damaged on the disk
        dataset = datasets.load(session, lesson.datasets[-1])
    session.begin(Run(lesson, dataset, lesson.presets[0].config_for(dataset.id)))
