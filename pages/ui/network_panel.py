"""Which network a page speaks of; weights in and out."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.network import TrainedNetwork
from core.pretrained import PRETRAINED
from core.recognize.recognition import Recognised, read_weights
from core.script.script import script_of
from core.script.using import using_of
from core.weights import card_json, save_weights
from pages.ui.language import t
from pages.ui.recognised import recognised_form
from pages.ui.visitor.session import Session
from pages.ui.visitor.uploads import upload_form
from pages.ui.words import describe_network, name_of, plain


def network_panel(
    session: Session, row: DeltaGenerator | None = None, about: DeltaGenerator | None = None
) -> TrainedNetwork:
    """Draw the choice of a network, its description and the panel for weights; return the network in use.

    `row` and `about`: where the choice and the description stand beside something else of the page.
    """
    if session.page_is_new:
        session.in_use.upload.problem = None
    own_row = st.container(horizontal=True, vertical_alignment="center", key="network-panel") if row is None else row
    with own_row:
        _choose_network(session)
        network, run = session.in_use.network, session.in_use.run
        key = f"weights-{session.in_use.taken}"  # the popover closes on upload
        with st.popover(t("network-weights"), icon=":material/save:", key=key):
            who_answers(session, network)  # on a phone it has no other place on “Try it”
            weights_downloads(network)
            _upload(session)
    with own_row if about is None else about, st.container(key="network-about"):
        who_answers(session, network)
    # What comes and goes here must not move what is below: a canvas that is moved is emptied.
    with st.container() if about is None else about:
        recognised_form(session)
        if (
            run is not None
            and session.in_use.follows_run
            and session.in_use.network_of(run) is None
            and not run.snapshot.ended
        ):
            st.info(t("network-none-yet", run=plain(name_of(run))))
    return network


def who_answers(session: Session, network: TrainedNetwork) -> None:
    """Say which network this is; on other pages than the demo, of the demo's, that it has answered there since."""
    said, of_demo, about = describe_network(network), session.runs.of_demo, t("network-terms")
    if of_demo is not None and of_demo.id == network.run_id and session.page != "demo":
        said = f"{said} {t('network-of-demo')}"
    if session.in_use.key in PRETRAINED and network is session.in_use.network:
        about = f"{t(PRETRAINED[session.in_use.key].about)} {about}"
    st.caption(said, help=about)


def _choose_network(session: Session) -> None:
    """Which of the visitor's own and of the pretrained networks the page speaks of."""
    names = session.in_use.choices()
    key = "network-in-use"
    st.session_state[key] = session.in_use.key
    st.selectbox(
        t("network-choice"),
        list(names),
        format_func=lambda chosen: names.get(chosen, ""),
        key=key,
        on_change=lambda: session.in_use.choose(st.session_state[key]),
        label_visibility="collapsed",
    )


def weights_downloads(network: TrainedNetwork, key: str = "") -> None:
    """The weights as a file, a program that uses it, and their description for people.

    `key`: where they stand on a page more than once.
    """
    name = f"lesson-{network.card.lesson}-{network.card.dataset}"
    file = f"{name}.safetensors"
    if network.problem:
        st.caption(f":material/error: {t(network.problem)}")
    st.download_button(
        t("network-download"),
        data=lambda: save_weights(network),
        file_name=file,
        mime="application/octet-stream",
        icon=":material/download:",
        key=f"weights-{key}",
        on_click="ignore",
        disabled=bool(network.problem),
        help=t("network-download.help"),
    )
    st.download_button(
        t("network-download-program"),
        data=script_of(using_of(network.card, network.vocabulary, file), t),
        file_name=f"use-{name}.py",
        mime="text/x-python",
        icon=":material/code:",
        key=f"program-{key}",
        on_click="ignore",
        disabled=bool(network.problem),
        help=t("network-download-program.help", file=file),
    )
    st.download_button(
        t("network-download-card"),
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
        st.caption(t("network-other-in-use"))
        st.button(
            t("network-use-own"),
            key="use-own-network",
            icon=":material/undo:",
            on_click=session.in_use.follow,
        )


def _upload(session: Session) -> None:
    """A weights file from the visitor's computer; a wrong one is refused with the reason and changes nothing."""

    def take(content: bytes) -> None:
        weights = read_weights(content)
        session.in_use.taken += 1
        session.in_use.recognised = weights if isinstance(weights, Recognised) else None
        if not isinstance(weights, Recognised):
            session.in_use.use(weights)

    upload_form(session.in_use.upload, t("network-upload"), t("network-upload.help"), take)
