"""The cost of a run, measured once for all visitors who ask with the same settings."""

import streamlit as st

from core.config import TrainConfig
from core.cost import Cost, measure_cost
from core.data.dataset import DataSet
from core.lessons import Lesson


@st.cache_data(
    ttl=300,
    max_entries=200,
    show_spinner=False,
    hash_funcs={Lesson: lambda lesson: lesson.id, DataSet: lambda data: (data.id, id(data))},
)
def estimated_cost(lesson: Lesson, dataset: DataSet, config: TrainConfig) -> Cost:
    """Steps and seconds of a run; the seconds are at most five minutes old."""
    return measure_cost(lesson, dataset, config)
