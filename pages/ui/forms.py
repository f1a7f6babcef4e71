"""Widgets that return a value: the lesson, the data set, the hyperparameters."""

from dataclasses import fields
from typing import Any

import streamlit as st

from core.config import Bounds, TrainConfig, bounds_of, span
from core.data.dataset import DataSet
from core.errors import ConfigError
from core.lessons import DATASETS, LESSONS, Lesson, Preset
from pages.ui.downloads import download_panel
from pages.ui.process import library

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


def config_form(lesson: Lesson, dataset: DataSet, preset: Preset) -> TrainConfig | None:
    """The hyperparameters, from the preset and changed at will; None, with the reason shown, while one cannot work."""
    wanted = preset.config_for(dataset.id)
    scope = f"{lesson.id}-{dataset.id}-{preset.id}"
    values: dict[str, Any] = {}
    columns = st.columns(2)
    for position, name in enumerate(_FIRST):
        with columns[position % 2]:
            values[name] = _field(name, scope, wanted, dataset, disabled=_is_unread(bounds_of(name), values))
    with st.expander("More settings"):
        for spec in fields(TrainConfig):
            if spec.name not in _FIRST:
                values[spec.name] = _field(spec.name, scope, wanted, dataset)
    try:
        config = TrainConfig(**values)
    except ConfigError as error:
        st.error(str(error), icon=":material/error:")
        return None
    _note_changes(config, wanted, preset, scope)
    return config


def _field(name: str, scope: str, wanted: TrainConfig, dataset: DataSet, *, disabled: bool = False) -> Any:
    """One hyperparameter's widget. Its key names lesson, data set and preset, so each keeps its own changes."""
    bounds, default = bounds_of(name), getattr(wanted, name)
    key = _key(name, scope)
    if bounds.choices:
        return st.selectbox(
            bounds.label,
            bounds.choices,
            index=bounds.choices.index(default),
            format_func=lambda choice: _choice_label(name, choice, dataset),
            help=bounds.help,
            key=key,
            persist_state="session",
        )
    whole = isinstance(default, int)
    return st.number_input(
        bounds.label,
        value=default,
        step=1 if whole else _nudge(default),
        format="%d" if whole else "%g",
        help=f"{bounds.help} Allowed: {span(bounds)}.",
        key=key,
        persist_state="session",
        disabled=disabled,
    )


def _key(name: str, scope: str) -> str:
    return f"config-{scope}-{name}"


def _nudge(value: float) -> float:
    """What one click on + or - adds to a number of this size."""
    return float(f"{value / 10:.0e}") if value else 0.1


def _is_unread(bounds: Bounds, values: dict[str, Any]) -> bool:
    return bool(bounds.only_for) and values.get("optimizer") != bounds.only_for


def _choice_label(name: str, choice: str, dataset: DataSet) -> str:
    if name != "normalization":
        return choice
    mean, std = (", ".join(f"{value:g}" for value in values) for values in dataset.normalization(choice))
    return f"{mean} and {std} ({'as in the post' if choice == 'half' else 'mean and deviation of this data set'})"


def _note_changes(config: TrainConfig, wanted: TrainConfig, preset: Preset, scope: str) -> None:
    """Say which values differ from the preset, and offer to put them back."""
    changed = [
        bounds_of(spec.name).label
        for spec in fields(TrainConfig)
        if getattr(config, spec.name) != getattr(wanted, spec.name)
    ]
    if not changed:
        return
    st.caption(f"Changed from “{preset.title}”: {', '.join(changed)}.")
    st.button("Back to the preset", on_click=_reset, args=(wanted, scope), type="tertiary", icon=":material/undo:")


def _reset(wanted: TrainConfig, scope: str) -> None:
    for name, value in wanted.to_dict().items():
        st.session_state[_key(name, scope)] = value
