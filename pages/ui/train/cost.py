"""The cost of a run, measured once for all visitors who ask for the same network on the same data."""

from dataclasses import replace

import streamlit as st

from core.config import TrainConfig
from core.data.dataset import DataSet
from core.lessons import OWN, Lesson
from core.messages import Message
from core.runs.cost import Pace, expected_seconds, measure_pace, memory_of_batch
from pages.ui.language import t
from pages.ui.visitor.process import expected_times, scheduler


def estimated_seconds(lesson: Lesson, dataset: DataSet, config: TrainConfig) -> float:
    """Return how many seconds a run will take, from a speed that was measured at most a minute ago.

    Raises ConfigError when the network cannot be built, BusyError where the server has no room to try it.
    """
    if config.source:  # it is tried on the page's own thread, so there has to be room for it first
        layers = lesson.describe_network(dataset, config)
        scheduler().check_room(memory_of_batch(layers, dataset, config), Message("work-what-run"))
    same_pace = replace(config, epochs=1, learning_rate=0.001, schedule="constant", seed=0, log_every=1)
    with st.spinner(t("train-measuring")):  # it appears after half a second, so not where the pace is known
        pace = _pace(lesson, dataset, same_pace)
    seconds = expected_seconds(config, pace)
    if dataset.id != OWN and any(config == preset.config_for(dataset.id) for preset in lesson.presets):
        expected_times()[lesson.id, dataset.id, config] = seconds
    return seconds


@st.cache_data(
    ttl=60,
    max_entries=200,
    show_spinner=False,
    hash_funcs={Lesson: lambda lesson: lesson.id, DataSet: lambda data: (data.id, id(data))},
)
def _pace(lesson: Lesson, dataset: DataSet, config: TrainConfig) -> Pace:
    return measure_pace(lesson, dataset, config)
