"""Which network a page speaks of; weights in and out."""

import streamlit as st

from core.network import TrainedNetwork
from core.pretrained import PRETRAINED
from core.recognize.recognition import Recognised, read_weights
from core.weights import card_json, save_weights
from pages.ui.recognised import recognised_form
from pages.ui.visitor.session import Session
from pages.ui.visitor.uploads import upload_form
from pages.ui.words import describe_network, plain


def network_panel(session: Session) -> TrainedNetwork:
    """Draw the choice of a network, its description and the panel for weights; return the network in use."""
    if session.page_is_new:
        session.in_use.upload.problem = ""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _choose_network(session)
        network, run = session.in_use.network, session.in_use.run
        with st.popover("Weights", icon=":material/save:", key=f"weights-{session.in_use.taken}"):  # closes on upload
            weights_downloads(network)
            _upload(session)
    recognised_form(session)
    if (
        run is not None
        and session.in_use.follows_run
        and session.in_use.network_of(run) is None
        and not run.snapshot.ended
    ):
        st.info(f"{plain(run.name)} has no finished epoch yet. Until then, this page speaks of the network above.")
    st.markdown(describe_network(network))
    return network


def _choose_network(session: Session) -> None:
    """Which of the visitor's own and of the pretrained networks the page speaks of."""
    names = session.in_use.choices()
    key = "network-in-use"
    st.session_state[key] = session.in_use.key
    st.selectbox(
        "Network",
        list(names),
        format_func=lambda chosen: names.get(chosen, ""),
        key=key,
        on_change=lambda: session.in_use.choose(st.session_state[key]),
        help=PRETRAINED[session.in_use.key].about if session.in_use.key in PRETRAINED else None,
    )


def weights_downloads(network: TrainedNetwork, key: str = "") -> None:
    """The weights as a file, and their description for people; `key` where it stands on a page more than once."""
    name = f"lesson-{network.card.lesson}-{network.card.dataset}"
    if network.problem:
        st.caption(f":material/error: {network.problem}")
    st.download_button(
        "Download weights",
        data=lambda: save_weights(network),
        file_name=f"{name}.safetensors",
        mime="application/octet-stream",
        icon=":material/download:",
        key=f"weights-{key}",
        on_click="ignore",
        disabled=bool(network.problem),
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
    """While other weights are in use than the run's, draw a button that returns to the run's weights."""
    run = session.in_use.run
    if run is not None and run.network is not None and not session.in_use.follows_run:
        st.caption("Evaluate and “Try it” use another network now.")
        st.button(
            "Use the network trained here",
            key="use-own-network",
            icon=":material/undo:",
            on_click=session.in_use.follow,
        )


def _upload(session: Session) -> None:
    """A weights file from the visitor's computer; a wrong one is refused in words and changes nothing."""

    def take(content: bytes) -> None:
        weights = read_weights(content)
        session.in_use.taken += 1
        session.in_use.recognised = weights if isinstance(weights, Recognised) else None
        if not isinstance(weights, Recognised):
            session.in_use.use(weights)

    about = (
        "A file that was made with “Download weights”; or your own of a lesson's network, made with "
        "torch.save(net.state_dict(), 'net.pth') or as safetensors."
    )
    upload_form(session.in_use.upload, "Upload weights", about, take)
