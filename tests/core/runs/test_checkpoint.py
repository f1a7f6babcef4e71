"""An unfinished run goes on from its file exactly as if it had never been away."""

import json
import time
from dataclasses import replace

import numpy as np
import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from safetensors.torch import load, save

from core.config import ImageConfig
from core.data import korean_reviews
from core.data.dataset import Cuts, DataSet, Normalization, Split, Texts
from core.data.own import Collection
from core.errors import BusyError, DataError, PlaygroundError, WeightsError
from core.lessons import LESSONS
from core.messages import Message
from core.optimizers import OPTIMIZERS
from core.runs.checkpoint import load_run, save_run
from core.runs.order import Goal
from core.runs.run import Run
from core.runs.snapshot import Status
from core.tensor_file import read_header
from core.training import Step, Training
from core.weights import RUN_KEY, save_weights
from tests.conftest import built_in, shortened
from tests.core.conftest import finished, play

CPU = torch.device("cpu")
BUTTON = Message("runs-button-save")


def first_of(split: Split, count: int) -> Split:
    if isinstance(split.inputs, Texts):
        offsets = split.inputs.offsets[: count + 1]
        return Split(Texts(split.inputs.ids[: int(offsets[-1])], offsets), split.targets[:count])
    return Split(split.inputs[:count], split.targets[:count])


def small(dataset: DataSet) -> DataSet:
    """100 examples to learn, 20 to be tested on."""
    validation = first_of(dataset.validation, 20) if dataset.validation else None
    return replace(dataset, train=first_of(dataset.train, 100), test=first_of(dataset.test, 20), validation=validation)


def uninterrupted(lesson, dataset, config, rates=()) -> Training:
    """The same training without any pause; `rates`: (mini-batches done, learning rate from then on)."""
    training = Training(lesson.build_model_for(dataset, config), dataset, config, CPU)
    wanted = dict(rates)
    if 0 in wanted:
        training.set_learning_rate(wanted[0])
    for event in training.events():
        if isinstance(event, Step) and training.step in wanted:
            training.set_learning_rate(wanted[training.step])
    return training


def reloaded(run: Run) -> Run:
    again = load_run(save_run(run), lambda _id: run.dataset)
    run.abandon()
    assert again.snapshot.status is Status.PAUSED
    return again


def assert_equal_to(run: Run, training: Training, alone: Run | None = None) -> None:
    assert run.snapshot.status is Status.FINISHED
    assert run.network is not None
    state = run.network.model.state_dict()
    assert all(torch.equal(state[name], tensor) for name, tensor in training.model.state_dict().items())
    assert run.snapshot.epochs == training.epochs
    if alone is not None:
        for one, two in zip(run.snapshot.losses, alone.snapshot.losses, strict=True):
            assert np.array_equal(one, two)
        assert (run.snapshot.log, run.snapshot.examples) == (alone.snapshot.log, alone.snapshot.examples)
        assert alone.best is not None
        best = run.best.model.state_dict()
        assert all(torch.equal(best[name], tensor) for name, tensor in alone.best.model.state_dict().items())


def demanding(lesson, optimizer):
    """A config with everything in it that has a state: schedule, momentum, dropout, augmentation."""
    dataset = small(built_in(lesson))
    extra = {"dropout": 0.3} if lesson.id == "001" else {}
    extra |= {"word_dropout": 0.2} if dataset.vocabulary else {"shift": 1, "rotation": 10.0}
    config = replace(
        lesson.presets[0].config_for(dataset.id),
        epochs=3,
        batch_size=16,
        optimizer=optimizer,
        learning_rate=OPTIMIZERS[optimizer].learning_rate,
        schedule="one-cycle",
        clip_norm=1.0,
        weight_decay=0.01,
        log_every=3,
        **extra,
    )
    return dataset, config


@pytest.mark.slow
def test_saving_in_mid_epoch_loading_and_finishing_equals_never_having_paused():
    """One lesson with one optimizer; test_resume.py has them all."""
    lesson = LESSONS["001"]
    dataset, config = demanding(lesson, "Adam")
    run = Run(lesson, dataset, config)
    for goal in (Goal.STEP, Goal.EPOCH, Goal.STEP):
        play(run, goal)
    run = play(reloaded(run), Goal.END)
    assert_equal_to(run, uninterrupted(lesson, dataset, config), play(Run(lesson, dataset, config), Goal.END))


@pytest.mark.slow
def test_a_run_can_be_saved_while_it_goes_on_and_goes_on_afterwards(lesson, noise):
    config = ImageConfig(epochs=50, batch_size=4, learning_rate=0.01)
    run = Run(lesson, noise, config).start()
    while run.snapshot.step < 30:
        time.sleep(0.001)  # between two looks
    copy = load_run(save_run(run), lambda _id: noise)
    assert 30 <= copy.snapshot.step < copy.snapshot.steps
    for one in (run, copy):
        one.play()
        one.join(60)
    training = uninterrupted(lesson, noise, config)
    assert_equal_to(run, training)
    assert_equal_to(copy, training)


def test_a_run_paused_in_the_last_test_finishes_after_loading(lesson, noise, quick_config):
    dataset = replace(noise, validation=noise.test)
    run = Run(lesson, dataset, quick_config)
    training = run.player._build()
    list(training.events())
    for _ in range(training.step):
        run.player._history.losses.append(1.0)
    again = play(load_run(save_run(run), lambda _id: dataset), Goal.END)
    assert again.snapshot.status is Status.FINISHED
    assert again.network.card.measured_on == "test set"


@pytest.mark.slow
def test_a_run_that_was_saved_before_its_last_line_prints_it_also_when_it_is_stopped(quick_config):
    """Earlier versions could save a run between its last epoch and the line “Finished Training”."""
    lesson = LESSONS["003"]
    dataset = small(built_in(lesson))
    run = Run(lesson, dataset, quick_config)
    training = run.player._build()
    list(training._epochs())
    for _ in range(training.step):
        run.player._history.losses.append(1.0)
    again = load_run(save_run(run), lambda _id: dataset)
    again.stop()
    assert finished(again).snapshot.status is Status.FINISHED
    assert again.snapshot.log[0] == lesson.console.finished


@pytest.mark.slow
def test_own_data_travel_in_the_file():
    pictures = [np.random.default_rng(i).integers(0, 256, (1, 28, 28), dtype=np.uint8) for i in range(20)]
    collection = Collection("drawings").add("tick", pictures[:10]).add("circle", pictures[10:])
    lesson, dataset = LESSONS["001"], collection.build_dataset(0.25, 0)
    config = replace(lesson.presets[0].config_for("own"), epochs=3)

    def nowhere(_id):
        raise DataError("datasets-missing")

    run = play(Run(lesson, dataset, config), Goal.STEP)
    run.name = "Ticks"
    again = load_run(save_run(run), nowhere)
    assert (again.name, again.dataset.classes, again.dataset.reads) == ("Ticks", dataset.classes, dataset.reads)
    assert_equal_to(play(again, Goal.END), uninterrupted(lesson, dataset, config))


def test_own_data_that_their_files_divide_travel_with_their_validation_part():
    pictures = tuple(np.random.default_rng(i).integers(0, 256, (1, 28, 28), dtype=np.uint8) for i in range(10))
    parts = ("train",) * 6 + ("validation",) * 2 + ("test",) * 2
    collection = Collection("pictures", {"a": pictures, "b": pictures[::-1]}, parts={"a": parts, "b": parts})
    lesson, dataset = LESSONS["001"], collection.build_dataset(0.25, 0)
    run = play(Run(lesson, dataset, replace(lesson.presets[0].config_for("own"), epochs=2)), Goal.EPOCH)
    again = load_run(save_run(run), lambda _id: dataset)
    assert again.dataset is not dataset
    assert again.dataset.fingerprint == dataset.fingerprint
    assert len(again.dataset.validation) == 4
    assert play(again, Goal.END).network.card.measured_on == "test set"


def test_a_file_of_an_earlier_version_goes_on(lesson, noise, quick_config):
    """It had a running average in the place of the last losses, and every hyperparameter."""

    def older(values):
        del values["history"]["last"]
        values["history"]["average"] = 0.7
        values["config"] |= {"momentum": 0.9, "label_smoothing": 0.0}

    run = play(Run(lesson, noise, quick_config), Goal.EPOCH)
    again = load_run(changed(save_run(run), older), lambda _id: noise)
    assert_equal_to(play(again, Goal.END), uninterrupted(lesson, noise, quick_config))


def test_a_run_that_has_ended_cannot_be_saved(lesson, noise, quick_config):
    run = play(Run(lesson, noise, quick_config), Goal.END)
    with pytest.raises(WeightsError, match="has ended"):
        save_run(run)


# --- files from strangers ---


@pytest.fixture(scope="module")
def saved(lesson, noise, quick_config) -> tuple[bytes, DataSet]:
    run = Run(lesson, noise, quick_config)
    for goal in (Goal.EPOCH, Goal.STEP):
        play(run, goal)
    content = save_run(run)
    run.abandon()
    return content, noise


def changed(content: bytes, change) -> bytes:
    """The file with its description changed."""
    header, _ = read_header(content, BUTTON)
    values = json.loads(header["__metadata__"][RUN_KEY])
    change(values)
    return save(load(content), {RUN_KEY: json.dumps(values)})


def put(*path_and_value):
    """A change: put(..., key, value)."""
    *path, key, value = path_and_value

    def change(values):
        for name in path:
            values = values[name]
        values[key] = value

    return change


BAD = {
    "another format": put("format", 2),
    "an unknown lesson": put("lesson", "999"),
    "another lesson": put("lesson", "004"),
    "another data set": put("dataset", "imdb"),
    "other examples": put("fingerprint", "0" * 64),
    "a bad hyperparameter": put("config", "epochs", 10**9),
    "another batch size": put("config", "batch_size", 33),
    "another optimizer": put("config", "optimizer", "Adam"),
    "another schedule": put("config", "schedule", "cosine"),
    "an epoch too late": put("training", "epoch", 9),
    "an epoch that is no number": put("training", "epoch", "1"),
    "a mini-batch too late": put("training", "batch", 99),
    "a negative mini-batch": put("training", "batch", -1),
    "no epochs": put("training", "epochs", []),
    "an epoch of NaN": put("training", "epochs", [[1, float("nan"), 1, 1, 1, 1]]),
    "an epoch of words": put("training", "epochs", [["a"] * 6]),
    "an accuracy above 1": put("training", "epochs", [[1, 1.0, 1.0, 1.0, 2.0, 1.0]]),
    "sums of infinity": put("training", "sums", [1e999, 0, 0, 0]),
    "too few sums": put("training", "sums", [0.0]),
    "a negative learning rate": put("training", "schedule", "lr", -1.0),
    "no learning rate": put("training", "schedule", {}),
    "a learning rate of words": put("training", "schedule", "lr", "fast"),
    "an odd width": put("history", "width", 3),
    "a width of zero": put("history", "width", 0),
    "no history": put("history", None),
    "lines that are no text": put("history", "log", [1]),
    "a very long line": put("history", "log", ["x" * 10_000]),
    "very many lines": put("history", "log", ["x"] * 10_000),
    "very many rates": put("history", "rates", [[1, 0.1]] * 1000),
    "an endless time": put("history", "seconds", 1e308),
    "too wide points": put("history", "width", 2**40),
    "a huge learning rate": put("history", "rates", [[1, 1e300]]),
    "half a character in a line": put("history", "log", ["\ud800"]),
    "half a character in the name": put("name", "\ud800"),
    "more right answers than examples": put("training", "sums", [0.0, 0.0, 0.0, 10**9]),
    "a rate of three": put("history", "rates", [[1, 0.1, 1]]),
    "a best of another lesson": put("best", "lesson", "004"),
    "a best of words": put("best", "best"),
    "no best where there is one": put("best", None),
}


@pytest.mark.slow
@pytest.mark.parametrize("change", BAD.values(), ids=BAD)
def test_a_changed_description_is_refused_in_one_sentence(saved, change):
    content, dataset = saved
    with pytest.raises(WeightsError) as caught:
        load_run(changed(content, change), lambda _id: dataset)
    assert 20 < len(str(caught.value)) < 300


def tensors_without(name):
    return lambda tensors: {key: tensor for key, tensor in tensors.items() if key != name}


BAD_TENSORS = {
    "a weight is missing": tensors_without("model.fc1.weight"),
    "the order is missing": tensors_without("order"),
    "the losses are missing": tensors_without("losses"),
    "a stranger": lambda tensors: tensors | {"stranger": torch.zeros(1)},
    "another shape": lambda tensors: tensors | {"model.fc1.bias": torch.zeros(7)},
    "another dtype": lambda tensors: tensors | {"model.fc1.bias": torch.zeros(128, dtype=torch.float64)},
    "not a number": lambda tensors: tensors | {"model.fc1.bias": torch.full((128,), torch.nan)},
    "a generator of zeros": lambda tensors: tensors | {"order": torch.zeros_like(tensors["order"])},
    "a generator of 255s": lambda tensors: tensors | {"order": torch.full_like(tensors["order"], 255)},
    "a noise of zeros": lambda tensors: tensors | {"noise": torch.zeros_like(tensors["noise"])},
    "a huge noise": lambda tensors: tensors | {"noise": torch.zeros(10_000_000, dtype=torch.uint8)},
}


@pytest.mark.parametrize("change", BAD_TENSORS.values(), ids=BAD_TENSORS)
def test_other_tensors_are_refused_in_one_sentence(saved, change):
    content, dataset = saved
    header, _ = read_header(content, BUTTON)
    file = save(change(load(content)), header["__metadata__"])
    with pytest.raises(WeightsError) as caught:
        load_run(file, lambda _id: dataset)
    assert 20 < len(str(caught.value)) < 300


@pytest.mark.slow
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_file_with_any_byte_changed_or_cut_off_anywhere_is_refused_or_loads(saved, data):
    content, dataset = saved
    length = int.from_bytes(content[:8], "little") + 8
    if data.draw(st.booleans()):
        damaged = content[: data.draw(st.integers(0, len(content) - 1))]
    else:
        at = data.draw(st.integers(0, length + 100))
        damaged = content[:at] + bytes([data.draw(st.integers(0, 255))]) + content[at + 1 :]
    try:
        run = load_run(damaged, lambda _id: dataset)
    except PlaygroundError:
        return
    assert run.snapshot.status is Status.PAUSED


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"{}", bytes(100), (2**60).to_bytes(8, "little") + b"{}"])
def test_a_file_that_is_no_run_is_refused_in_one_sentence(content):
    with pytest.raises(WeightsError):
        load_run(content, lambda _id: pytest.fail("asked for data"))


def test_markup_in_a_file_never_reaches_the_page(saved):
    content, dataset = saved
    run = load_run(changed(content, put("name", "# A\n\n![](http://example.com/x)" + "x" * 100)), lambda _id: dataset)
    assert "\n" not in run.name
    assert len(run.name) <= 60
    header, _ = read_header(content, BUTTON)
    file = save(load(content) | {"![](http://example.com/x)": torch.zeros(1)}, header["__metadata__"])
    with pytest.raises(WeightsError) as caught:
        load_run(file, lambda _id: dataset)
    assert "![" not in str(caught.value)


def test_a_run_for_which_there_is_no_room_is_refused_before_it_is_built(saved):
    content, dataset = saved

    def check_room(needed, _title):
        assert needed > 1_000_000
        raise BusyError("work-queue-full", most=1)

    with pytest.raises(BusyError):
        load_run(content, lambda _id: dataset, check_room)


@pytest.mark.slow
def test_weights_are_no_run(trained):
    with pytest.raises(WeightsError, match="a network's weights, not a saved run: “Weights” on Evaluate"):
        load_run(save_weights(trained), lambda _id: trained.dataset)


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"Dear run, please go on.", "made with “Save the run”"), (save({"a": torch.zeros(1)}), "no unfinished run")],
)
def test_any_other_file_is_refused_with_the_button_that_makes_the_right_one(noise, content, says):
    with pytest.raises(WeightsError, match=says):
        load_run(content, lambda _id: noise)


def test_the_fingerprint_tells_other_examples(noise):
    same = replace(noise)
    other = replace(noise, test=Split(noise.test.images.flip(0), noise.test.targets))
    assert same.fingerprint == noise.fingerprint != other.fingerprint
    assert replace(noise, statistics=Normalization((0.1,), (0.1,))).fingerprint == noise.fingerprint


ODD = {
    "epochs out of order": put("training", "epochs", [[2, 1.0, 0.5, 1.0, 0.5, 1.0]]),
    "too many last losses": put("history", "last", [0.1] * 101),
    "last losses that are no list": put("history", "last", "0.1"),
}


@pytest.mark.parametrize("change", ODD.values(), ids=ODD)
def test_an_odd_history_is_refused_in_one_sentence(saved, change):
    content, dataset = saved
    with pytest.raises(WeightsError, match="The description of the run inside the file cannot be used."):
        load_run(changed(content, change), lambda _id: dataset)


def test_a_schedule_at_another_place_than_the_run_is_refused(lesson, noise, quick_config):
    run = play(Run(lesson, noise, replace(quick_config, schedule="cosine")), Goal.STEP)
    content = save_run(run)
    run.abandon()
    assert load_run(content, lambda _id: noise).snapshot.step == 1
    with pytest.raises(WeightsError, match="The description of the run inside the file cannot be used."):
        load_run(changed(content, put("training", "schedule", "last_epoch", 2)), lambda _id: noise)


def test_a_run_for_which_the_memory_does_not_suffice_is_refused_in_words(saved):
    content, dataset = saved

    def full(_needed, _title):
        raise MemoryError

    with pytest.raises(WeightsError, match="There is not enough memory for this run at the moment. Try again later."):
        load_run(content, lambda _id: dataset, full)


@pytest.mark.slow
def test_a_run_that_was_saved_on_a_gpu_goes_on(lesson, noise, quick_config):
    """The state of a GPU's generator has 16 bytes; a CPU draws other numbers, and this run draws none."""
    run = play(Run(lesson, noise, quick_config), Goal.STEP)
    content = save_run(run)
    run.abandon()
    header, _ = read_header(content, BUTTON)
    file = save(load(content) | {"noise": torch.zeros(16, dtype=torch.uint8)}, header["__metadata__"])
    again = load_run(file, lambda _id: noise)
    assert_equal_to(play(again, Goal.END), uninterrupted(lesson, noise, quick_config))


@pytest.fixture(scope="module")
def saved_with_own_data() -> bytes:
    pictures = [np.full((1, 28, 28), i, np.uint8) for i in range(8)]
    collection = Collection("drawings").add("tick", pictures[:4]).add("circle", pictures[4:])
    lesson = LESSONS["001"]
    run = play(Run(lesson, collection.build_dataset(0.25, 0), lesson.presets[0].config_for("own")), Goal.STEP)
    content = save_run(run)
    run.abandon()
    return content


@pytest.mark.parametrize(
    "change",
    [
        tensors_without("data.train.inputs"),
        tensors_without("data.test.targets"),
        lambda tensors: tensors | {"data.train.inputs": tensors["data.train.inputs"].float()},
        lambda tensors: tensors | {"data.test.inputs": tensors["data.test.inputs"][:, :, :20]},
        lambda tensors: tensors | {"data.test.targets": tensors["data.test.targets"][:-1]},
        lambda tensors: tensors | {"data.test.targets": tensors["data.test.targets"] + 2},
        lambda tensors: tensors | {"data.test.targets": tensors["data.test.targets"] - 2},
    ],
    ids=[
        "no pictures",
        "no truths",
        "floats",
        "another shape",
        "too few truths",
        "a class too many",
        "a negative class",
    ],
)
def test_own_data_in_a_file_that_cannot_be_are_refused_in_one_sentence(saved_with_own_data, change):
    header, _ = read_header(saved_with_own_data, BUTTON)
    tensors = {name: tensor.contiguous() for name, tensor in change(load(saved_with_own_data)).items()}
    file = save(tensors, header["__metadata__"])
    with pytest.raises(WeightsError, match="The description of the run inside the file cannot be used."):
        load_run(file, lambda _id: pytest.fail("asked for data"))


def test_a_run_on_reviews_that_were_cut_otherwise_goes_on_with_them():
    lesson, dataset = LESSONS["002b"], shortened(korean_reviews.load(None).cut_into("words"), 300, 60)
    config = replace(lesson.presets[0].config_for("korean-reviews"), units="words", epochs=1)
    run = play(Run(lesson, dataset, config), Goal.STEP)
    whole = Cuts(("syllables", "words"), lambda _units, _cuts: dataset)
    loaded = load_run(save_run(run), lambda _id: replace(korean_reviews.load(None), cuts=whole))
    assert loaded.dataset is dataset
    assert loaded.network.vocabulary == dataset.vocabulary
    assert_equal_to(play(loaded, Goal.END), uninterrupted(lesson, dataset, config))
