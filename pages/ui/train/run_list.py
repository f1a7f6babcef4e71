"""The visitor's runs: a line each, with what can be done with them."""

import streamlit as st

from core.config import label_of
from core.runs.checkpoint import LONGEST_NAME
from core.runs.run import Run
from core.runs.snapshot import Status
from pages.ui.language import language, t
from pages.ui.network_panel import weights_downloads
from pages.ui.train.comparing import comparison_button
from pages.ui.train.overlaid import alike, overlay_label
from pages.ui.visitor.runs import RUNS_KEPT
from pages.ui.visitor.session import Session
from pages.ui.words import as_kept, is_named, name_of, plain, setting_in_words, share_of, size_of

NAMED = 3  # hyperparameters that are named on a chip


def run_list(session: Session) -> None:
    """A chip for each run, with what differs and how it stands; the marked one is shown, and used by the other pages.

    It stands outside of what is redrawn each second, so it says nothing that changes while a run goes on.
    """
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="runs"):
        count = len(session.runs.kept)
        st.markdown(t("train-runs", count=count, most=RUNS_KEPT) if count else t("train-runs-none"), width="content")
        if session.in_use.run is not None:
            with st.popover(
                "", icon=":material/more_horiz:", help=t("train-manage", name=plain(name_of(session.in_use.run)))
            ):
                _manage(session, session.in_use.run)
        for run in reversed(session.runs.kept):
            _chip(session, run)
        if session.in_use.run is not None:
            comparison_button(session, session.in_use.run)
    deleted_run(session)


def deleted_run(session: Session) -> None:
    """The run that was deleted last, to be brought back."""
    if session.runs.deleted is None:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(t("train-deleted", name=plain(name_of(session.runs.deleted.run))), width="content")
        st.button(
            t("train-bring-back"),
            icon=":material/undo:",
            key="undelete",
            on_click=session.undelete,
            disabled=len(session.runs.kept) >= RUNS_KEPT,
            help=t("train-bring-back.help"),
        )


def _chip(session: Session, run: Run) -> None:
    """A button that shows the run; where another one of its kind is shown, also one that draws its curves as well."""
    said = filter(None, (_what_differs(session, run), _status(session, run)))
    st.button(
        f"{session.runs.marks[run.id]} {' · '.join(said)}",
        key=f"shown-{run.id}" if run is session.in_use.run else f"show-{run.id}",
        on_click=session.in_use.show,
        args=(run,),
    )
    shown, overlaid = session.in_use.run, session.watching.overlaid
    if shown is not None and alike(shown, run):
        st.button(
            overlay_label(run, overlaid=run.id in overlaid),
            key=f"{'overlaid' if run.id in overlaid else 'overlay'}-{run.id}",
            icon=":material/stacked_line_chart:",
            on_click=overlaid.symmetric_difference_update,
            args=({run.id},),
        )


def _what_differs(session: Session, run: Run) -> str:
    """The run's name, where the visitor gave it or the others are called otherwise, and its settings."""
    titles = {str(other.title) for other in session.runs.kept}
    settings = settings_in_words(run)
    twin = any(other is not run and settings_in_words(other) == settings for other in session.runs.kept)
    if is_named(run) or twin or len(titles) > 1 or run.change is not None:
        return f"{plain(name_of(run))} · {settings}"
    return settings


def _manage(session: Session, run: Run) -> None:
    key = _name_key(run)
    st.session_state.setdefault(key, name_of(run))  # as `value` it would be a second default after a new name
    st.text_input(
        t("train-name"),
        max_chars=LONGEST_NAME,
        key=key,
        on_change=_rename,
        args=(session, run),
    )
    network = session.in_use.network_of(run)
    if network is not None:
        weights_downloads(network, key=run.id)
    st.button(
        t("train-delete"),
        icon=":material/delete:",
        key=f"delete-{run.id}",
        on_click=session.delete,
        args=(run,),
        help=t("train-delete.help"),
    )


def _name_key(run: Run) -> str:
    """The field has a key for each language, since a run that nobody has named is called otherwise in each."""
    return f"name-{run.id}-{language()}"


def _rename(session: Session, run: Run) -> None:
    key = _name_key(run)
    written = " ".join(st.session_state[key].split())[:LONGEST_NAME]
    session.runs.give_name(run, as_kept(run, written) or run.name)
    st.session_state[key] = name_of(run)


def settings_in_words(run: Run) -> str:
    """'As in the post', or the preset that comes nearest and what differs from it."""
    preset, changes = run.lesson.nearest_preset(run.config, run.dataset.id)
    if not changes:
        return t(preset.title)
    named = [
        t("train-setting", label=label_of(name), value=plain(_value_in_words(run, name, value)))
        for name, (value, _) in changes.items()
    ]
    first, more = ", ".join(named[:NAMED]), max(0, len(named) - NAMED)
    return t("train-changed", preset=preset.title, changes=first, more=more)


def _value_in_words(run: Run, name: str, value: object) -> str:
    """The value; of a network's source the ready change that made it, if one did."""
    return t(run.change) if name == "source" and run.change is not None else setting_in_words(name, value)


def _status(session: Session, run: Run) -> str:
    """'training', 'paused · 97.50% of 360'; of a run that has finished its accuracy alone."""
    network = session.in_use.network_of(run)
    if run.snapshot.active:
        return t("train-status-stopping") if run.stopping else t("train-status-training")
    measured = ""
    if network is not None and network.card.accuracy is not None:
        measured = share_of(network.card.accuracy, size_of(run.dataset, network.card.measured_on))
    if measured and run.snapshot.status is Status.FINISHED:
        return measured
    status = t(f"runs-status-{run.snapshot.status.value}")
    return f"{status} · {measured}" if measured else status
