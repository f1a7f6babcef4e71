"""What exists once per process: the objects that all visitors share, and the warm-up."""

import atexit
import gc
import os
import warnings
from typing import Any

import streamlit as st

from core.config import TrainConfig
from core.data import digits
from core.data.library import DataLibrary, data_folder
from core.lessons import DATASETS, LESSONS
from core.runs.cost import measure_pace
from core.work.device import use_one_thread
from core.work.memory import keep_heaps_small
from core.work.scheduler import Scheduler
from pages.ui import charts
from pages.ui.components import code, live_chart, network
from pages.ui.components.pandas_import import keep_half_of_pandas_out_of_charts
from pages.ui.visitor.lobby import Lobby

GRACE = 15 * 60.0  # seconds for which a visitor who has left is waited for
GRACE_VARIABLE = "PLAYGROUND_GRACE_SECONDS"


def prepare_process() -> None:
    """Limit torch to one thread in this script run, and warm the process up once."""
    use_one_thread()
    warm_up()


@st.cache_resource(show_spinner=False)
def warm_up() -> None:
    """Train a throw-away network and draw a figure, then take everything that stays out of garbage collection.

    The first optimizer of a process imports a good part of torch (about a second), and collecting garbage with torch
    loaded takes over 100 ms until its objects are frozen.
    """
    keep_heaps_small()
    # torch warns when code reads the gradient of a tensor that keeps none. The autograd lab does this on purpose.
    warnings.filterwarnings("ignore", "The .grad attribute of a Tensor that is not a leaf")  # not shown
    lesson = next(iter(LESSONS.values()))
    dataset = library().get(digits.SOURCE.id)
    measure_pace(lesson, dataset, lesson.presets[0].config_for(dataset.id))
    keep_half_of_pandas_out_of_charts()
    charts.probability_chart([])
    live_chart.provide_plotly()
    code.provide_code()
    network.provide_network()
    gc.collect()
    gc.freeze()
    atexit.register(gc.unfreeze)  # else torch's extensions complain of leaks when the server ends


@st.cache_resource(show_spinner=False)
def library() -> DataLibrary:
    """The data sets of this process, shared by all visitors and never changed by one."""
    return DataLibrary(DATASETS, data_folder())


@st.cache_resource(show_spinner=False)
def scheduler() -> Scheduler:
    """Return the scheduler, whose queue holds the runs and tasks of all visitors."""
    return Scheduler()


@st.cache_resource(show_spinner=False)
def expected_times() -> dict[tuple[str, str, TrainConfig], float]:
    """How long runs as in a preset take on this server: (lesson, data set, the preset's values) -> seconds.

    As measured last since the server's start: by pages/ui/visitor/post_times.py, and where a Train page asks for it.
    """
    return {}


@st.cache_resource(show_spinner=False)
def lobby() -> Lobby[Any]:
    """The visitors who are here, or have left a short while ago."""
    return Lobby(float(os.environ.get(GRACE_VARIABLE, GRACE)))
