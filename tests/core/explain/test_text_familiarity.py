import numpy as np
import pytest
import torch

from core.criteria import class_probabilities
from core.data.dataset import UNKNOWN
from core.evaluate.calibration import apply_temperature
from core.explain.reading import is_word, read
from core.explain.text_familiarity import getting_familiar_with_texts, judge_text
from core.inference import answering
from core.lessons import LESSONS
from core.pretrained import load_pretrained
from core.runs.run import Run
from core.weights import load_weights, save_weights
from core.work.task import finish
from tests.conftest import built_in


@pytest.fixture(scope="module")
def reader():
    return load_pretrained("002b-imdb")


@pytest.fixture(scope="module")
def trained_here():
    lesson = LESSONS["002b"]
    run = Run(lesson, built_in(lesson), lesson.presets[0].config_for("reviews")).start()
    run.join()
    return run.network


@pytest.mark.parametrize(
    ("text", "unknown", "says_something"),
    [
        ("A good film.", 0, True),
        ("이 영화는 정말 재미있었다", 1, False),
        ("이 영화는 정말 재미있었다...", 1, False),
        ("!!! ... ,", 1, False),
        ("이 good 영화는 film", 0.5, True),
    ],
)
def test_punctuation_is_no_word_that_a_network_could_go_by(reader, text, unknown, says_something):
    reading = read(reader, text)
    assert reading.share_unknown == unknown
    assert reading.says_something is says_something


@pytest.mark.slow
def test_what_is_usual_is_counted_as_a_loop_would(trained_here):
    dataset = built_in(LESSONS["002b"])
    found = finish(getting_familiar_with_texts(trained_here, dataset))
    words = dataset.vocabulary.words
    shares, lengths = [], []
    for i in range(len(dataset.held_out)):
        ids = dataset.held_out.texts.words_of(i).tolist()
        counted = [number for number in ids if number == UNKNOWN or is_word(words[number])]
        shares.append(sum(number == UNKNOWN for number in counted) / max(1, len(counted)))
        lengths.append(len(ids))
    assert np.allclose(found.unknown, np.quantile(shares, np.linspace(0, 1, 101)), atol=1e-6)
    assert np.allclose(found.lengths, np.quantile(lengths, np.linspace(0, 1, 101)), atol=1e-3)
    outputs = finish(answering(trained_here, dataset.held_out.inputs))
    probabilities = class_probabilities(outputs, "BCEWithLogits").numpy()
    honest = apply_temperature(probabilities, float(found.temperature))
    right = np.arange(len(probabilities)), dataset.held_out.targets.numpy()
    before, after = (-np.log(each[right].clip(1e-12)).mean() for each in (probabilities, honest))
    assert after <= before + 1e-6  # a temperature is fitted by its cross-entropy


def test_a_verdict_says_how_much_is_unknown_and_how_sure_it_honestly_is(reader):
    verdict = judge_text(reader, reader.familiarity, read(reader, "A wonderful film, the best of the year. " * 10))
    assert verdict.unknown == 0
    assert verdict.sure
    assert not verdict.short
    strange = judge_text(reader, reader.familiarity, read(reader, "A 영화는 재미있었다 정말 good film"))
    assert strange.unknown == pytest.approx(0.5)
    assert strange.strange
    assert not strange.sure
    one = judge_text(reader, reader.familiarity, read(reader, "A really wonderful film by 봉준호 that I loved a lot"))
    assert not one.strange


def test_what_is_usual_travels_with_the_weights(reader):
    again = load_weights(save_weights(reader))
    assert all(torch.equal(mine, theirs) for mine, theirs in zip(reader.familiarity, again.familiarity, strict=True))
