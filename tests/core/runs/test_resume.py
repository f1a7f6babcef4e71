"""Pausing, saving, loading and going on: every lesson with every optimizer, and any order of events."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.config import ImageConfig
from core.lessons import LESSONS
from core.optimizers import OPTIMIZERS
from core.runs.order import Goal
from core.runs.run import Run
from tests.core.runs.test_checkpoint import assert_equal_to, demanding, play, reloaded, uninterrupted

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("lesson", LESSONS.values(), ids=lambda lesson: lesson.id)
def test_saving_in_mid_epoch_loading_and_finishing_equals_never_having_paused(lesson, optimizer):
    dataset, config = demanding(lesson, optimizer)
    run = Run(lesson, dataset, config)
    for goal in (Goal.STEP, Goal.STEP, Goal.EPOCH, Goal.STEP):
        play(run, goal)
    assert run.snapshot.step == 8  # of 21
    run = reloaded(reloaded(run))
    play(run, Goal.END)
    assert_equal_to(run, uninterrupted(lesson, dataset, config), play(Run(lesson, dataset, config), Goal.END))


ACTIONS = st.one_of(
    st.sampled_from([Goal.STEP, Goal.LOG_LINE, Goal.EPOCH]),
    st.just("pause at any moment"),
    st.just("save and load"),
    st.floats(0.3, 1.5),  # times the present learning rate
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    actions=st.lists(ACTIONS, max_size=12),
    schedule=st.sampled_from(["constant", "step", "cosine", "one-cycle"]),
    optimizer=st.sampled_from(list(OPTIMIZERS)),
)
def test_any_schedule_of_pause_step_save_load_and_learning_rates_equals_the_uninterrupted_run(
    lesson, noise, actions, schedule, optimizer
):
    config = ImageConfig(
        epochs=3, batch_size=32, optimizer=optimizer, schedule=schedule, learning_rate=0.01, log_every=3, shift=1
    )
    run = Run(lesson, noise, config)
    for action in actions:
        if run.snapshot.ended:
            break
        if isinstance(action, Goal):
            play(run, action)
        elif isinstance(action, float):
            run.pause()
            play(run, Goal.HERE)
            if not run.snapshot.ended:
                run.set_learning_rate(action * run.snapshot.learning_rate)
        elif action == "save and load":
            run = reloaded(run)
        else:
            run.play()
            run.pause()
            run.settle(60)
    play(run, Goal.END)
    assert_equal_to(run, uninterrupted(lesson, noise, config, run.snapshot.rates))
