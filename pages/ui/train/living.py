"""The network as it learns, with an example in it: that of the run that is shown, or the one that is about to learn."""

import weakref
from typing import Any, NamedTuple

import streamlit as st

from core.config import TrainConfig
from core.data.dataset import TEST_SET, DataSet, set_name
from core.diagram.diagram import beginning_of, diagram_of, first_mistake, short_examples
from core.diagram.lines import lines_of_blocks
from core.diagram.records import Diagram
from core.errors import PlaygroundError
from core.lessons import Lesson
from core.messages import Message
from core.network import TrainedNetwork
from core.runs.run import Run
from core.script.script import program_of
from pages.ui.components.network import network
from pages.ui.explain.layer import one_block
from pages.ui.language import t
from pages.ui.toasts import show_toasts, toast_soon
from pages.ui.train.changes import is_of
from pages.ui.train.code_panel import LINKED
from pages.ui.visitor.session import Session
from pages.ui.visitor.watching import Watching
from pages.ui.words import plain


class _Shown(NamedTuple):
    """Whose network is shown."""

    lesson: Lesson
    dataset: DataSet
    config: TrainConfig
    run: Run | None  # None: the form's, before it has learnt anything
    learnt: TrainedNetwork | None  # the run's newest weights; None: it has none yet

    def network(self) -> TrainedNetwork:
        """The network itself. Before it has learnt, it is built anew each time. Raises PlaygroundError."""
        return self.learnt or beginning_of(self.lesson, self.dataset, self.config)

    @property
    def key(self) -> Any:
        """Equal for the same weights, without holding on to them or to the data set."""
        weights = (self.run.id, self.learnt.card.steps_done) if self.run and self.learnt else None
        return self.lesson.id, weakref.ref(self.dataset), self.config, weights


def living_network(session: Session, lesson: Lesson, dataset: DataSet, config: TrainConfig | None) -> None:
    """Draw it, with the example and what a click on a block has opened. Drawn again and again, it follows the run.

    `config`: the form's; None: no network can be made of it.
    """
    show_toasts()
    shown = _shown(session, lesson, dataset, config)
    if session.watching.closed:
        session.watching.closed = False
        st.rerun()  # the whole page, without the dialog: this part may have drawn it anew while it was closed
    with st.container(key="living"):
        if shown is None:
            return
        if shown.run is not None and shown.run.snapshot.active:
            shown.run.watch()
        watching, index = session.watching, _index(session, shown)
        try:
            diagram = _diagram(watching, shown, index)
        except PlaygroundError as error:
            st.caption(plain(t(error.message)))
            return
        _example(session, shown, index, diagram)
        network(
            "living-network",
            diagram,
            lines=_lines(watching, shown, diagram, lesson, dataset, config),
            linked=LINKED,
            opened=watching.opened,
            on_open=lambda place: _open(watching, place),
            size="slide" if session.presenting else "full",
        )
        if watching.opened is not None and watching.opened < len(diagram.blocks):
            _opened(watching, shown, index, diagram, watching.opened)


def network_on_slide(
    session: Session, lesson: Lesson, dataset: DataSet, config: TrainConfig, run: Run | None, key: str
) -> None:
    """The network alone, in large type, as high as the page's style says: the run's, else as a run of these begins."""
    shown = _Shown(lesson, dataset.read_as(config), config, None, None) if run is None else _of_run(session, run)
    if run is not None and run.snapshot.active:
        run.watch()
    network(key, _diagram(session.watching, shown, _index(session, shown)), size="slide")


def _of_run(session: Session, run: Run) -> _Shown:
    """The run's newest weights."""
    known = [each for each in (session.in_use.network_of(run), run.glimpse) if each is not None]
    newest = max(known, key=lambda each: each.card.steps_done, default=None)
    return _Shown(run.lesson, run.dataset, run.config, run, newest)


def _shown(session: Session, lesson: Lesson, dataset: DataSet, config: TrainConfig | None) -> _Shown | None:
    """A run that has not ended, or has just the form's settings; else what the form says."""
    run = session.in_use.run
    if run is not None and (not run.snapshot.ended or config is None or is_of(run, lesson, dataset, config)):
        return _of_run(session, run)
    return None if config is None else _Shown(lesson, dataset.read_as(config), config, None, None)


def _index(session: Session, shown: _Shown) -> int:
    """The place of the example in the test part."""
    places = short_examples(shown.dataset.test, shown.config)
    return int(places[session.watching.place % len(places)])


def _diagram(watching: Watching, shown: _Shown, index: int) -> Diagram:
    """The diagram; computed only where anything has changed. Raises PlaygroundError."""
    key = (*shown.key, index)
    if watching.diagram is None or watching.of != key:
        watching.diagram, watching.of = diagram_of(shown.network(), shown.dataset.test, index), key
    return watching.diagram


def _lines(
    watching: Watching, shown: _Shown, diagram: Diagram, lesson: Lesson, dataset: DataSet, config: TrainConfig | None
) -> tuple[tuple[int, ...], ...]:
    """For each block its lines in the program of the form; none where the network is not that of the form."""
    if config is None or (shown.run is not None and not is_of(shown.run, lesson, dataset, config)):
        return ()
    key = (lesson.id, weakref.ref(shown.dataset), config)
    if watching.lines_of != key or len(watching.lines) != len(diagram.blocks):
        parts = program_of(lesson, shown.dataset, config)
        watching.lines, watching.lines_of = lines_of_blocks(parts, diagram.blocks), key
    return watching.lines


def _whose(shown: _Shown) -> str:
    if shown.run is None:
        return t("train-living-form")
    if shown.learnt is None:
        return t("train-living-begins")
    return t("train-living-run", step=shown.learnt.card.steps_done)


def _example(session: Session, shown: _Shown, index: int, diagram: Diagram) -> None:
    """Whose network it is, which example is in it, and the ways to others."""
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="living-example"):
        truth = "" if diagram.truth is None else plain(diagram.guesses[diagram.truth].name)
        example = t("train-living-example", index=index, part=set_name(TEST_SET), truth=truth)
        st.caption(f"{_whose(shown)} {example}", width="stretch")
        for name, step, icon in (("before", -1, "arrow_back"), ("after", 1, "arrow_forward")):
            st.button(
                t(f"train-living-{name}"),
                key=f"living-{name}",
                icon=f":material/{icon}:",
                on_click=_go,
                args=(session.watching, step),
            )
        st.button(
            t("train-living-mistake"),
            key="living-mistake",
            icon=":material/search:",
            help=t("train-living-mistake.help"),
            on_click=_to_mistake,
            args=(session, shown),
        )


def _go(watching: Watching, step: int) -> None:
    watching.place += step


def _to_mistake(session: Session, shown: _Shown) -> None:
    """Show the next example that the network answers wrongly."""
    places = short_examples(shown.dataset.test, shown.config)
    try:
        place = first_mistake(shown.network(), shown.dataset.test, places, session.watching.place)
    except PlaygroundError as error:
        toast_soon(error.message, ":material/error:")
        return
    if place is None:
        toast_soon(Message("train-living-no-mistake"), ":material/check:")
    else:
        session.watching.place = place


def _open(watching: Watching, place: int) -> None:
    """Show more of the block at this place."""
    watching.opened = place


def _close(watching: Watching) -> None:
    watching.opened, watching.closed = None, True


def _opened(watching: Watching, shown: _Shown, index: int, diagram: Diagram, place: int) -> None:
    """Open a dialog on a block, or draw what is in the one that is open: it follows the run, which goes on."""

    @st.dialog(t("train-living-block"), width="medium", on_dismiss=lambda: _close(watching))
    def draw() -> None:
        with st.container(key="living-block"):
            block = diagram.blocks[place]
            if block.update is not None:
                st.markdown(t("train-living-update", share=f"{block.update:.2g}"), help=t("train-living-update.help"))
            one_block(shown.network(), shown.dataset.test, index, diagram, block)

    draw()
