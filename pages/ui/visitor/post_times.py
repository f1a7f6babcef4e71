"""How long the posts' own runs take on this server, measured once in the background.

That of a run on data that have to be downloaded first is known as soon as a Train page has asked for it.
"""

from collections.abc import MutableMapping

import streamlit as st

from core.config import TrainConfig
from core.data.library import DataLibrary
from core.lessons import DATASETS, LESSONS
from core.runs.cost import expected_seconds, measure_pace
from core.work.task import Progress, Steps, Task
from pages.ui.visitor.process import expected_times, library, scheduler


@st.cache_resource(show_spinner=False)
def measuring() -> Task[None]:
    """Return the work that measures, begun at the first call on this server."""
    return Task(_measure(library(), expected_times())).start(scheduler())


def _measure(data: DataLibrary, times: MutableMapping[tuple[str, str, TrainConfig], float]) -> Steps[None]:
    for done, lesson in enumerate(LESSONS.values()):
        yield Progress(done, len(LESSONS))
        if DATASETS[lesson.datasets[0]].brought:
            continue  # its time depends on what the visitor brings
        post = next(preset for preset in lesson.presets if preset.id == "post")
        dataset = data.get(lesson.built_in())
        config = post.config_for(dataset.id)
        if (lesson.id, dataset.id, config) not in times:
            seconds = expected_seconds(config, measure_pace(lesson, dataset, config))
            times.setdefault((lesson.id, dataset.id, config), seconds)
