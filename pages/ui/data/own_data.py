"""One's own data, as cards in a row: the classes, then training on them, then trying the network."""

import streamlit as st

from core.data.own import MAX_CLASSES, Collection
from core.lessons import DATASETS, OWN
from core.messages import Message
from core.runs.run import Run
from pages.ui.components.scroll import scroll_here
from pages.ui.data.own_card import class_card, show_problem
from pages.ui.data.own_files import files_form, remarks_in_words, what_to_do
from pages.ui.language import t
from pages.ui.visitor.own import CARDS
from pages.ui.visitor.session import Session
from pages.ui.words import listed, plain

ENOUGH = 10  # pictures of each class to begin with
STEP = 208  # pixels: the width of the cards that follow the classes


def own_data_panel(session: Session) -> None:
    """Everything about the visitor's own data."""
    own = session.own
    scroll_here("own-shown", now=own.shown)
    own.shown = False
    _tools(session)
    if own.tool is not None and not own.tool.card:
        files_form(session)
    if own.brought is not None:
        what_to_do(session, own.brought.collection, loose=own.brought.loose)
    if own.problem_of not in own.cards:
        show_problem(session)
    if own.collection is not None:
        remarks_in_words(own.collection.remarks)
        _merges(session, own.collection)
    with st.container(horizontal=True, key="own-board"):
        with st.container(horizontal=True, key="own-classes"):
            for number, name in enumerate(own.cards):
                class_card(session, number, name)
            _add_card(session)
        _train(session)
        _try(session)
    if own.collection is not None:
        _split(session, own.collection)


def _tools(session: Session) -> None:
    """What concerns all classes: files that hold several of them, undo, start over."""
    own = session.own
    with st.container(horizontal=True, vertical_alignment="center", key="own-tools"):
        st.caption(t(DATASETS[OWN].about), width="stretch")
        open_now = own.tool is not None and not own.tool.card
        st.button(
            t("data-files-of-all"),
            key="own-files",
            icon=":material/expand_less:" if open_now else ":material/folder_zip:",
            on_click=own.open,
            args=("", None if open_now else "files"),
        )
        st.button(
            t("data-undo"),
            key="own-undo",
            icon=":material/undo:",
            on_click=own.undo_last,
            help=plain(t("data-undo.help", what=own.undo.what)) if own.undo is not None else None,
            disabled=own.undo is None,
        )
        st.button(
            t("data-start-over"),
            key="own-start-over",
            icon=":material/delete:",
            on_click=_start_over,
            args=(session,),
            disabled=own.collection is None and own.cards == CARDS,
        )


def _merges(session: Session, collection: Collection) -> None:
    """Classes whose names may be meant as one, to be merged with a click."""
    for group in collection.alike:
        names = listed([f"“{name}”" for name in group])
        count = sum(len(collection.pictures[name]) for name in group)
        st.button(
            t("data-merge", names=names, count=count),
            key=f"merge-{group}",
            icon=":material/merge:",
            on_click=_merge,
            args=(session, group),
        )


def _add_card(session: Session) -> None:
    """A card with a plus."""
    with st.container(border=True, key="own-add-class", width="content"):
        st.button(
            t("data-add-class"),
            key="own-add-card",
            icon=":material/add:",
            type="tertiary",
            on_click=session.own.add_card,
            disabled=len(session.own.cards) >= MAX_CLASSES,
        )


def _train(session: Session) -> None:
    """The way to training: lit as the next step when there is enough, else what is missing."""
    collection = session.own.collection
    problem = Message("own-nothing") if collection is None else collection.problem
    lit = problem is None and not _has_learnt(session, _trained(session))
    with st.container(border=True, key="own-train-lit" if lit else "own-train", width=STEP):
        st.markdown(f"**{t('data-step-train')}**")
        label, icon = t("data-train"), ":material/model_training:"
        if problem:  # a link that is switched off would be pale, and look like one that is not
            st.button(label, key="own-train-later", icon=icon, disabled=True, width="stretch")
        else:
            st.page_link("pages/views/train.py", label=label, icon=icon, width="stretch")
        if collection is None or problem is not None:
            said = plain(t(problem or Message("own-nothing")))
        else:
            said = t("data-step-train-ready", count=len(collection), classes=len(collection.pictures))
        few = collection is None or min(map(len, collection.pictures.values())) < ENOUGH
        empty = [name for name in session.own.cards if collection is not None and name not in collection.pictures]
        if empty and problem is None:
            st.warning(t("data-step-train-empty", names=listed(empty)))
        st.caption(f"{said} {t('data-enough', count=ENOUGH)}" if few else said)


def _try(session: Session) -> None:
    """The way to live answers, by the last network that has learnt from the visitor's own data."""
    run = _trained(session)
    with st.container(border=True, key="own-try", width=STEP):
        st.markdown(f"**{t('data-step-try')}**")
        pressed = st.button(
            t("data-try"),
            key="own-try-it",
            icon=":material/draw:",
            type="primary" if _has_learnt(session, run) else "secondary",
            disabled=run is None,
            width="stretch",
        )
        if run is None or run.network is None:
            st.caption(t("data-step-try-later"))
            return
        st.caption(t("data-step-try-knows", names=listed(run.network.card.classes)))
    if pressed:
        session.in_use.show(run)
        st.switch_page("pages/views/playground.py")


def _trained(session: Session) -> Run | None:
    """The youngest run on the visitor's own data that has a network."""
    runs = (run for run in reversed(session.runs.kept) if run.dataset.brought and run.network is not None)
    return next(runs, None)


def _has_learnt(session: Session, run: Run | None) -> bool:
    """Whether a run has learnt from just what is on the page."""
    collection = session.own.collection
    return (
        run is not None
        and collection is not None
        and collection.problem is None
        and run.dataset is session.own.dataset()
    )


def _split(session: Session, collection: Collection) -> None:
    """How the classes are balanced, and what is kept for testing: as the files have it, or drawn at random."""
    if collection.imbalance:
        st.warning(plain(t(collection.imbalance)), icon=":material/balance:")
    if collection.parts:
        st.markdown(t("data-parts", counted=collection.counted))
        st.button(
            t("data-split-at-random"),
            key="own-split-at-random",
            icon=":material/shuffle:",
            on_click=_put_together,
            args=(session,),
        )
    elif not collection.problem:
        said, share, seed = st.columns([2, 1, 1], vertical_alignment="center", gap="large")
        percent = share.slider(t("data-share"), 10, 50, 25, 5, key="own-share", persist_state="session")
        number = seed.number_input(
            t("data-seed"), 0, 10_000, 0, key="own-seed", persist_state="session", help=t("data-seed.help")
        )
        session.own.split = (percent / 100, number)
        dataset = session.own.dataset()
        said.markdown(t("data-split", train=len(dataset.train), test=len(dataset.test)))


def _put_together(session: Session) -> None:
    if session.own.collection is not None:
        session.own.collect(session.own.collection.put_together(), Message("data-did-put-together"))


def _merge(session: Session, group: tuple[str, ...]) -> None:
    if session.own.collection is not None and set(group) <= set(session.own.collection.pictures):
        merged = session.own.collection.merged(group)
        cards = [card for card in session.own.cards if card not in group or card in merged.pictures]
        session.own.collect(merged, Message("data-did-merge"), cards)


def _start_over(session: Session) -> None:
    session.own.collect(None, Message("data-did-remove-all"), CARDS)
    session.own.brought = session.own.tool = session.asking.teaching = None
    session.own.problem = session.own.upload.problem = None
