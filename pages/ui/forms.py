"""Widgets that return a value: the lesson, the data set, the hyperparameters."""

from dataclasses import fields
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.augmentation import Augmentation
from core.config import (
    Bounds,
    ImageConfig,
    TrainConfig,
    bounds_of,
    choice_of,
    help_of,
    is_read,
    label_of,
    span,
    value_of,
)
from core.data.dataset import DataSet
from core.data.summary import augmented_examples
from core.lessons import DATASETS, LESSONS, Lesson, Preset
from core.optimizers import OPTIMIZERS, learning_rates
from core.plan import Plan
from pages.ui import charts, datasets
from pages.ui.components.live_chart import finished_chart
from pages.ui.images import to_picture
from pages.ui.language import t
from pages.ui.visitor.session import Session
from pages.ui.words import setting_in_words

PREVIEWED = 6  # images before and after augmentation


def lesson_form(session: Session) -> Lesson:
    """The lesson, chosen by the visitor; the same on every page."""
    _recall(session, "lesson", next(iter(LESSONS)))
    lesson_id = st.selectbox(
        t("form-lesson"),
        list(LESSONS),
        format_func=lambda key: t(LESSONS[key].title),
        key="lesson",
        help=t("form-lesson.help"),
    )
    session.form.choices["lesson"] = lesson_id
    return LESSONS[lesson_id]


def _recall(session: Session, key: str, default: str) -> None:
    """Let a widget that stands on several pages show what was chosen on another page.

    Call this before the widget is drawn. Streamlit treats widgets on two pages as two, also when their key is the same.
    """
    if session.page_is_new or st.session_state.get(key) is None:
        st.session_state[key] = session.form.choices.get(key, default)


def dataset_form(session: Session, lesson: Lesson, *, tells: bool = True) -> str:
    """The id of the data set, chosen by the visitor. With `tells`, what it is stands below."""
    key = f"dataset-{lesson.id}"
    first = next(each for each in lesson.datasets if not datasets.missing(session, each))
    _recall(session, key, first)
    chosen = st.segmented_control(
        t("form-dataset"),
        lesson.datasets,
        required=True,
        format_func=lambda dataset_id: t(DATASETS[dataset_id].title),
        key=key,
        wrap=True,
    )
    if not isinstance(chosen, str):  # on a busy computer a rerun can come before the browser's first answer
        chosen = session.form.choices.get(key, first)
    session.form.choices[key] = chosen
    if tells:
        st.caption(t(DATASETS[chosen].about))
    return chosen


def preset_form(session: Session, lesson: Lesson) -> Preset:
    """Draw the choice of a preset; return the chosen one.

    When a lesson is opened first, the preset of the last lesson is chosen, if this lesson has one with the same id.
    """
    presets = {preset.id: preset for preset in lesson.presets}
    key, last = f"preset-{lesson.id}", session.form.choices.get("preset", "")
    first = last if last in presets else lesson.presets[0].id
    _recall(session, key, first)
    chosen = st.segmented_control(
        t("form-preset"),
        list(presets),
        required=True,
        format_func=lambda preset_id: t(presets[preset_id].title),
        key=key,
        wrap=True,
    )
    if chosen not in presets:  # the browser's first answer can come late, see dataset_form
        chosen = session.form.choices.get(key, first)
    session.form.choices |= {"preset": chosen, key: chosen}
    return presets[chosen]


def config_form(
    session: Session, lesson: Lesson, dataset: DataSet, preset: Preset, about: DeltaGenerator
) -> TrainConfig:
    """Draw the form of the hyperparameters; return the visitor's values, which begin with the preset's.

    Raises ConfigError while a value cannot work. `about` is the container for the description of the preset, or of what
    has been changed in it.
    """
    wanted = preset.config_for(dataset.id)
    if session.form.shows != (lesson.id, dataset.id, preset.id):
        session.form.shows = (lesson.id, dataset.id, preset.id)
        fill(wanted.to_dict())
    elif _key("epochs") not in st.session_state:  # the page was reloaded
        fill(session.form.values)
    form = _Form(wanted, dataset, unused=() if lesson.console.log else ("log_every",))
    form.values["source"] = session.form.sources.get(lesson.id, "")
    form.columns("main")
    rates = st.container()
    if form.has("network"):
        st.markdown(t("form-reading" if dataset.vocabulary else "form-network"))
        form.columns("network")
    if form.has("augmentation"):
        with st.expander(t("form-augmentation")):
            form.columns("augmentation")
            preview = st.container()
    with st.expander(t("form-more")):
        form.columns("more")
    session.form.values = form.values
    with about:
        _about(session, lesson, form.values, wanted, preset)
    config = type(wanted)(**form.values)
    with rates:
        _preview_schedule(config, Plan.of(dataset, config))
    if isinstance(config, ImageConfig):
        with preview:
            _preview_augmentation(dataset, config)
    return config


class _Form:
    """The widgets of one config, and what they say."""

    def __init__(self, wanted: TrainConfig, dataset: DataSet, unused: tuple[str, ...]) -> None:
        self.values = wanted.to_dict()  # field -> value; a field that is not shown keeps the preset's value
        self._wanted, self._dataset, self._unused = wanted, dataset, unused
        self._kind = type(wanted)

    def has(self, group: str) -> bool:
        """Whether any field belongs to the group."""
        return bool(self._names(group))

    def columns(self, group: str) -> None:
        """Draw the fields of the group that play a part with the present values, two in a row."""
        row: list[DeltaGenerator] = []
        for name in self._names(group):
            bounds = bounds_of(self._kind, name)
            if not is_read(bounds, self.values):
                continue
            row = row or list(st.columns(2, vertical_alignment="bottom"))
            with row.pop(0):
                self.values[name] = self._field(name, bounds)

    def _names(self, group: str) -> list[str]:
        """Return the names of the group's fields, except fields with a single choice and unused fields."""
        return [
            spec.name
            for spec in fields(self._kind)
            if (bounds := bounds_of(self._kind, spec.name)).group == group
            and not bounds.letters
            and len(self._choices(spec.name, bounds)) != 1
            and spec.name not in self._unused
        ]

    def _choices(self, name: str, bounds: Bounds) -> tuple[str, ...]:
        """What can be chosen with this data set; () for a number."""
        return self._dataset.units if name == "units" else bounds.choices

    def _field(self, name: str, bounds: Bounds) -> Any:
        """One hyperparameter's widget."""
        if bounds.choices:
            return st.selectbox(
                t(label_of(name)),
                self._choices(name, bounds),
                format_func=lambda choice: _choice_label(name, choice, self._dataset),
                help=t(help_of(name)),
                key=_key(name),
                persist_state="session",
                on_change=_suit_learning_rate if name == "optimizer" else None,
                args=(self._wanted,) if name == "optimizer" else None,
            )
        return st.number_input(
            t(label_of(name)),
            step=bounds.step,
            format="%d" if isinstance(bounds.step, int) else "%g",
            help=t("form-help", help=help_of(name), allowed=span(bounds)),
            key=_key(name),
            persist_state="session",
        )


def fill(values: dict[str, Any]) -> None:
    """Put the values into the form's widgets, before these are drawn."""
    for name, value in values.items():
        if name != "source":  # no widget: the code is where a class is written
            st.session_state[_key(name)] = value


def _go_back(session: Session, lesson: Lesson, wanted: TrainConfig) -> None:
    fill(wanted.to_dict())
    session.form.use(lesson.id, "")


def _key(name: str) -> str:
    return f"config-{name}"


def _suit_learning_rate(wanted: TrainConfig) -> None:
    """After a change of the optimizer, set a learning rate that suits it.

    For the preset's optimizer this is the preset's learning rate.
    """
    optimizer = st.session_state[_key("optimizer")]
    suits = wanted.learning_rate if optimizer == wanted.optimizer else OPTIMIZERS[optimizer].learning_rate
    st.session_state[_key("learning_rate")] = suits


def _choice_label(name: str, choice: str, dataset: DataSet) -> str:
    if name != "normalization":
        return t(choice_of(choice))
    if choice == "half":
        return t("form-normalization-half")
    mean, std = dataset.normalization(choice)
    if len(mean) > 1:
        return t("form-normalization-own")
    return t("form-normalization-values", mean=f"{mean[0]:g}", std=f"{std[0]:g}")


def _about(session: Session, lesson: Lesson, values: dict[str, Any], wanted: TrainConfig, preset: Preset) -> None:
    """What the preset is; once values were changed, which ones, and a way to put them back."""
    changes = [
        t(
            "form-change",
            label=label_of(name),
            value=setting_in_words(name, value),
            before=setting_in_words(name, of_preset),
        )
        for name, (value, of_preset) in wanted.changes(values).items()
    ]
    if not changes:
        st.caption(t(preset.about))
    put_away = session.form.put_away.get(lesson.id, "")
    if put_away and not values["source"]:
        st.button(
            t("form-own-again", network=value_of("source", put_away)),
            key="own-class-again",
            on_click=session.form.bring_back,
            args=(lesson.id,),
            type="tertiary",
            icon=":material/redo:",
        )
    if not changes:
        return
    st.caption(t("form-changed", preset=preset.title, changes="; ".join(changes)))
    st.button(
        t("form-back"),
        key="back-to-preset",
        on_click=_go_back,
        args=(session, lesson, wanted),
        type="tertiary",
        icon=":material/undo:",
    )


def _preview_schedule(config: TrainConfig, plan: Plan) -> None:
    """The learning rate over the run, unless it stays the same."""
    if config.schedule == "constant":
        return
    steps, rates = learning_rates(config, plan.steps)
    finished_chart(charts.schedule_chart(steps, rates), key="schedule")
    first, last, most = (f"{rate:.2g}" for rate in (rates[0], rates[-1], rates.max()))
    st.caption(t("form-schedule", first=first, last=last, most=most))


def _preview_augmentation(dataset: DataSet, config: ImageConfig) -> None:
    """Some training images, and what the network may be shown instead."""
    if Augmentation.of(config) is None:
        st.caption(t("form-unchanged"))
        return
    before, after = augmented_examples(dataset, config, PREVIEWED)
    for when, images in (("before", before), ("after", after)):
        st.caption(t(f"form-{when}"))
        with st.container(horizontal=True, gap="xsmall"):
            for image in images:
                st.image(to_picture(image, 64), alt=t(f"form-{when}.alt"))
