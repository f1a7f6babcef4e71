"""Widgets that return a value: the lesson, the data set, the hyperparameters."""

from dataclasses import fields
from typing import Any

import streamlit as st

from core.config import Bounds, TrainConfig, bounds_of, span
from core.data.dataset import DataSet
from core.lessons import DATASETS, LESSONS, Lesson, Preset
from pages.ui.downloads import download_panel
from pages.ui.process import library
from pages.ui.session import Session

_FIRST = ("epochs", "batch_size", "optimizer", "learning_rate", "momentum")  # the others are one click away


def lesson_form() -> Lesson:
    """The lesson, chosen by the visitor."""
    lesson_id = st.selectbox(
        "Lesson",
        list(LESSONS),
        format_func=lambda key: LESSONS[key].title,
        key="lesson",
        persist_state="session",
        help="Each lesson is one tutorial post: its network, its data, its hyperparameters.",
    )
    return LESSONS[lesson_id]


def dataset_form(lesson: Lesson) -> DataSet:
    """The data set, chosen by the visitor; the built-in one as long as the chosen one is not on this computer."""
    shelf = library()
    usable = [dataset_id for dataset_id in lesson.datasets if not shelf.problem(dataset_id)]
    chosen = st.segmented_control(
        "Data set",
        lesson.datasets,
        default=usable[0],
        required=True,
        format_func=lambda dataset_id: DATASETS[dataset_id].title,
        key=f"dataset-{lesson.id}",
        persist_state="session",
    )
    st.caption(DATASETS[chosen].about)
    if chosen not in usable:
        download_panel(DATASETS[chosen], shelf.problem(chosen), instead=DATASETS[usable[-1]])
        chosen = usable[-1]
    return shelf.get(chosen)


def preset_form(lesson: Lesson) -> Preset:
    """The set of hyperparameters to begin with, chosen by the visitor."""
    presets = {preset.id: preset for preset in lesson.presets}
    chosen = st.segmented_control(
        "Preset",
        list(presets),
        default=lesson.presets[0].id,
        required=True,
        format_func=lambda preset_id: presets[preset_id].title,
        key=f"preset-{lesson.id}",
        persist_state="session",
    )
    st.caption(presets[chosen].about)
    return presets[chosen]


def config_form(session: Session, lesson: Lesson, dataset: DataSet, preset: Preset) -> TrainConfig:
    """The hyperparameters, from the preset and changed at will; raises ConfigError while one of them cannot work."""
    wanted = preset.config_for(dataset.id)
    if session.form_shows != (lesson.id, dataset.id, preset.id):
        session.form_shows = (lesson.id, dataset.id, preset.id)
        _fill(wanted)
    values: dict[str, Any] = {}
    columns = st.columns(2)
    for position, name in enumerate(_FIRST):
        with columns[position % 2]:
            unread = _is_unread(bounds_of(name), values)
            value = _field(name, dataset, disabled=unread)
            values[name] = getattr(wanted, name) if unread else value
    with st.expander("More settings"):
        for spec in fields(TrainConfig):
            if spec.name not in _FIRST:
                values[spec.name] = _field(spec.name, dataset)
    _note_changes(values, wanted, preset)
    return TrainConfig(**values)


def _fill(config: TrainConfig) -> None:
    """Put the values into the form's widgets."""
    for name, value in config.to_dict().items():
        st.session_state[_key(name)] = value


def _key(name: str) -> str:
    return f"config-{name}"


def _field(name: str, dataset: DataSet, *, disabled: bool = False) -> Any:
    """One hyperparameter's widget."""
    bounds = bounds_of(name)
    if bounds.choices:
        return st.selectbox(
            bounds.label,
            bounds.choices,
            format_func=lambda choice: _choice_label(name, choice, dataset),
            help=bounds.help,
            key=_key(name),
            persist_state="session",
        )
    return st.number_input(
        bounds.label,
        step=bounds.step,
        format="%d" if isinstance(bounds.step, int) else "%g",
        help=f"{bounds.help} Allowed: {span(bounds)}.",
        key=_key(name),
        persist_state="session",
        disabled=disabled,
    )


def _is_unread(bounds: Bounds, values: dict[str, Any]) -> bool:
    return bool(bounds.only_for) and values.get("optimizer") != bounds.only_for


def _choice_label(name: str, choice: str, dataset: DataSet) -> str:
    if name != "normalization":
        return choice
    mean, std = (", ".join(f"{value:g}" for value in values) for values in dataset.normalization(choice))
    return f"{mean} and {std} ({'as in the post' if choice == 'half' else 'of this data'})"


def _note_changes(values: dict[str, Any], wanted: TrainConfig, preset: Preset) -> None:
    """Say which values differ from the preset, and offer to put them back."""
    changed = [bounds_of(name).label for name, value in wanted.to_dict().items() if values[name] != value]
    if changed:
        st.caption(f"Changed from “{preset.title}”: {', '.join(changed)}.")
        st.button("Back to the preset", on_click=_fill, args=(wanted,), type="tertiary", icon=":material/undo:")
