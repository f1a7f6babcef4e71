"""Which network a page speaks of, weights in and out, and what to do when there is none yet."""

import streamlit as st

from core.errors import DataError
from core.lessons import DATASETS, Lesson
from core.network import TrainedNetwork
from core.weights import card_json, load_weights, save_weights
from pages.ui import datasets
from pages.ui.deck import deck
from pages.ui.forms import chosen_lesson
from pages.ui.layout import poll_while_active
from pages.ui.run_panel import run_panel
from pages.ui.session import Session
from pages.ui.starting import begin_run, start_problem
from pages.ui.uploads import upload_form
from pages.ui.words import describe_network, plain


def network_panel(session: Session) -> TrainedNetwork | None:
    """The network in use, said in a sentence, with weights to take away or bring; without one, a way to get one."""
    network = session.network
    if network is None:
        _offer_training(session)
        return None
    _choose_run(session)
    run = session.run
    if run is not None and session.follows_run and session.network_of(run) is None and not run.snapshot.ended:
        st.info(f"{plain(run.name)} has no finished epoch yet. Until then, this page speaks of the network before it.")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(describe_network(network, DATASETS[network.card.dataset].title), width="stretch")
        with st.popover("Weights", icon=":material/save:"):
            weights_downloads(network)
            _upload(session)
            offer_own_network(session)
    return network


def _choose_run(session: Session) -> None:
    """Which of several runs the page speaks of."""
    names = {run.id: run.name for run in session.runs if session.network_of(run)}
    if len(names) < 2 or session.run is None or session.run.id not in names or not session.follows_run:
        return
    key = "run-in-use"
    st.session_state[key] = session.run.id
    st.selectbox(
        "Run",
        list(reversed(names)),
        format_func=lambda run_id: names[run_id],
        key=key,
        on_change=_show,
        args=(session,),
    )


def _show(session: Session) -> None:
    session.show(next(run for run in session.runs if run.id == st.session_state["run-in-use"]))


def weights_downloads(network: TrainedNetwork, key: str = "") -> None:
    """The weights as a file, and their description for people; `key` where it stands on a page more than once."""
    name = f"lesson-{network.card.lesson}-{network.card.dataset}"
    st.download_button(
        "Download weights",
        data=lambda: save_weights(network),
        file_name=f"{name}.safetensors",
        mime="application/octet-stream",
        icon=":material/download:",
        key=f"weights-{key}",
        on_click="ignore",
        help="One safetensors file: the weights, with lesson, classes, normalisation and hyperparameters inside.",
    )
    st.download_button(
        "Download description (JSON)",
        data=card_json(network.card),
        file_name=f"{name}.json",
        mime="application/json",
        key=f"card-{key}",
        on_click="ignore",
        type="tertiary",
    )


def offer_own_network(session: Session) -> None:
    """While uploaded weights are in use: the way back to those that were trained here."""
    run = session.run
    if run is not None and run.network is not None and not session.follows_run:
        st.caption("Evaluate and “Try it” use the uploaded weights now.")
        st.button("Use the network trained here", icon=":material/undo:", on_click=session.follow)


def _upload(session: Session) -> None:
    """A weights file from the visitor's computer; a wrong one is refused in words and changes nothing."""
    about = "A file that was made with “Download weights”."
    upload_form(
        session.upload, "Upload weights", "safetensors", about, lambda content: session.use(load_weights(content))
    )


def _offer_training(session: Session) -> None:
    """No network yet: train the quick preset right here, or bring weights."""
    run = session.run
    if run is not None and not run.snapshot.ended:
        st.info(
            "Your network is being trained. It can be used here as soon as it is paused or its first epoch has ended."
        )
        deck(session)
        poll_while_active(session, lambda: run_panel(session))
        return
    lesson = chosen_lesson(session)
    dataset_id = next(key for key in lesson.datasets if not datasets.missing(session, key))
    st.info("There is no trained network yet. Train one now, or bring weights that you saved earlier.")
    start_problem(session)
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
    begin_run(session, lesson, dataset, lesson.presets[0].config_for(dataset.id))
