"""Mini-batches, epochs and examples, against counting them one by one."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from core.config import ImageConfig
from core.plan import Plan


def test_steps_count_the_last_shorter_batch_of_each_epoch(noise):
    plan = Plan.of(noise, ImageConfig(epochs=3, batch_size=64))
    assert (plan.per_epoch, plan.steps) == (4, 12)


@given(examples=st.integers(1, 40), batch_size=st.integers(1, 50), epochs=st.integers(1, 4))
def test_a_plan_counts_as_a_loop_does(examples, batch_size, epochs):
    plan, step, seen = Plan(examples, batch_size, epochs), 0, 0
    assert (plan.epoch_of(0), plan.examples_after(0)) == (0, 0)
    for epoch in range(1, epochs + 1):
        for first in range(0, examples, batch_size):
            step += 1
            seen += min(batch_size, examples - first)
            assert (plan.epoch_of(step), plan.examples_after(step)) == (epoch, seen)
        assert plan.last_batch == min(batch_size, examples - first)
    assert step == plan.steps
    seen_after = [plan.examples_after(number) for number in range(plan.steps + 1)]
    assert all(before < after for before, after in pairwise(seen_after))
