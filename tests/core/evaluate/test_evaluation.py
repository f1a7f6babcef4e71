import csv
import io
from dataclasses import replace

import numpy as np
import pytest
import torch
from scipy.stats import norm
from sklearn import metrics

from core.data.dataset import Split
from core.evaluate.evaluation import EpochAnswers, Evaluation, Pair, evaluate, evaluation_of
from core.lessons import LESSONS
from core.runs.run import Run
from tests.conftest import built_in, shortened

CLASSES = ("a", "b", "c")


def made(rows: list[list[float]], targets: list[int], classes=CLASSES) -> Evaluation:
    split = Split(torch.zeros(len(targets), 1, 8, 8, dtype=torch.uint8), torch.tensor(targets))
    return evaluation_of(torch.tensor(rows).log(), "CrossEntropy", classes, split)


@pytest.fixture
def four() -> Evaluation:
    """Truth a, a, b, c; guesses a, b, b, a."""
    return made([[0.9, 0.1, 0.0], [0.3, 0.7, 0.0], [0.2, 0.8, 0.0], [0.99, 0.0, 0.01]], [0, 0, 1, 2])


def test_accuracy_and_loss_are_means_over_examples(four):
    assert four.accuracy == 0.5
    assert four.loss == pytest.approx(-np.log([0.9, 0.3, 0.8, 0.01]).mean(), rel=1e-6)


def test_a_score_that_is_not_defined_is_none_and_never_0(four):
    a, b, c = four.class_metrics
    assert (a.precision, a.recall, a.f1, a.support) == (0.5, 0.5, 0.5, 2)
    assert (b.precision, b.recall, b.f1, b.support) == (0.5, 1.0, pytest.approx(2 / 3), 1)
    assert c == ("c", None, 0.0, 0.0, 1)  # never guessed; its one example was missed
    macro, weighted = four.averages
    assert macro.precision == 0.5  # over a and b
    assert macro.recall == pytest.approx((0.5 + 1 + 0) / 3)
    assert weighted.recall == pytest.approx(0.5)


def test_a_class_without_examples_has_no_recall():
    a, b, c = made([[0.9, 0.1, 0.0], [0.8, 0.2, 0.0]], [0, 0]).class_metrics
    assert (a.precision, a.recall) == (1.0, 1.0)
    assert b == c._replace(name="b") == ("b", None, None, None, 0)


def test_a_network_that_always_answers_one_class_has_figures_for_that_class_only():
    evaluation = made([[0.9, 0.1, 0.0]] * 4, [0, 0, 1, 2])
    assert [row.precision for row in evaluation.class_metrics] == [0.5, None, None]
    assert evaluation.commonest == ("a", 0.5)
    assert evaluation.accuracy == 0.5


def test_answers_that_are_no_numbers_are_said_to_be_the_reason(four):
    assert not four.problem
    broken = made([[np.nan] * 3, [0.3, 0.7, 0.0]], [0, 1])
    assert str(broken.problem).startswith("The network's answers to 1 of 2 examples are not numbers")


def test_rows_of_the_confusion_matrix_are_the_truth(four):
    assert four.confusion.tolist() == [[1, 1, 0], [0, 1, 0], [1, 0, 0]]
    assert four.confused() == [Pair(0, 1, 1), Pair(2, 0, 1)]


def test_the_guess_is_the_greatest_output_also_where_probabilities_are_equal():
    split = Split(torch.zeros(2, 1, 8, 8, dtype=torch.uint8), torch.tensor([1, 1]))
    found = evaluation_of(torch.tensor([[1.05, 1.4], [-0.3, -0.1]]), "MSE", ("a", "b"), split)
    assert found.probabilities[:, 0].tolist() == found.probabilities[:, 1].tolist()
    assert found.accuracy == 1.0


def test_a_sure_and_right_answer_costs_nothing_not_minus_nothing():
    sure = made([[1.0, 0.0, 0.0]], [0])
    assert f"{sure.losses[0]:.3f}" == "0.000"
    assert f"{sure.loss:.3f}" == "0.000"


def test_a_cell_a_row_and_a_column_give_exactly_their_examples(four):
    assert four.chosen(0, 1).tolist() == [1]
    assert four.chosen(0, None).tolist() == [0, 1]
    assert four.chosen(None, 0).tolist() == [0, 3]
    assert four.chosen(1, 2).tolist() == []
    assert sum(len(four.chosen(truth, guess)) for truth in range(3) for guess in range(3)) == 4


def test_examples_are_sorted_by_loss_confidence_doubt_or_place(four):
    every = np.array([3, 1, 0, 2])
    assert four.ranked(every, "loss").tolist() == [3, 1, 2, 0]
    assert four.ranked(every, "confidence").tolist() == [3, 0, 2, 1]
    assert four.ranked(every, "unsure").tolist() == [1, 2, 0, 3]
    assert four.ranked(every, "index").tolist() == [0, 1, 2, 3]


def test_an_example_is_told_as_it_is(four):
    found = four.example(3)
    assert (found.truth, found.guess) == ("c", "a")
    assert found.confidence == pytest.approx(0.99)
    assert found.loss == pytest.approx(-np.log(0.01))


def test_the_interval_is_wilsons(trained, digits_dataset):
    evaluation = evaluate(trained, digits_dataset)
    share, count, z = evaluation.accuracy, len(evaluation), norm.ppf(0.975)
    middle = (share + z**2 / (2 * count)) / (1 + z**2 / count)
    half = z / (1 + z**2 / count) * np.sqrt(share * (1 - share) / count + z**2 / (4 * count**2))
    assert evaluation.accuracy_interval == pytest.approx((middle - half, middle + half))


def test_evaluating_equals_asking_the_network_one_example_at_a_time(trained, digits_dataset):
    evaluation = evaluate(trained, digits_dataset)
    for index in (0, 7, 100):
        image = digits_dataset.test.inputs[index : index + 1].float() / 255
        mean, std = trained.card.preparation.mean[0], trained.card.preparation.std[0]
        with torch.no_grad():
            logits = trained.model((image - mean) / std)
        assert evaluation.predictions[index] == logits.argmax().item()
        assert evaluation.probabilities[index] == pytest.approx(logits.softmax(1)[0].numpy(), abs=1e-5)
    assert evaluation.accuracy == trained.card.accuracy


@pytest.fixture(scope="module", params=LESSONS.values(), ids=LESSONS)
def run(request) -> Run:
    """Every lesson, shortly trained on its built-in data."""
    lesson = request.param
    dataset = shortened(built_in(lesson), 300, 120)
    run = Run(lesson, dataset, replace(lesson.presets[0].config_for(dataset.id), epochs=2)).start()
    run.join(120)
    return run


@pytest.mark.slow
def test_every_number_equals_scikit_learns_on_the_exported_answers(run):
    evaluation = evaluate(run.network, run.dataset)
    rows = list(csv.DictReader(io.StringIO(evaluation.to_csv())))
    truth, guess = [row["truth"] for row in rows], [row["guess"] for row in rows]
    probabilities = np.array([[row[f"p({name})"] for name in run.dataset.classes] for row in rows], dtype=np.float64)
    labels = list(run.dataset.classes)
    assert len(rows) == len(run.dataset.test)
    assert evaluation.accuracy == metrics.accuracy_score(truth, guess)
    right = np.array(truth, dtype=object)[:, None] == np.array(labels, dtype=object)
    assert evaluation.loss == pytest.approx(-np.log(probabilities[right]).mean(), rel=1e-5)
    assert evaluation.confusion.tolist() == metrics.confusion_matrix(truth, guess, labels=labels).tolist()
    report = metrics.classification_report(truth, guess, labels=labels, output_dict=True, zero_division=np.nan)
    averages = [row._replace(name=f"{row.name} avg") for row in evaluation.averages]
    for row in [*evaluation.class_metrics, *averages]:
        theirs = report[row.name]
        found = [np.nan if score is None else score for score in (row.precision, row.recall, row.f1)]
        assert found == pytest.approx([theirs["precision"], theirs["recall"], theirs["f1-score"]], nan_ok=True)
        assert row.support == theirs["support"]


@pytest.mark.slow
def test_the_answers_of_every_epoch_are_those_that_the_curve_shows(run):
    assert [answers.epoch for answers in run.answers] == [1, 2]
    for answers, end in zip(run.answers, run.snapshot.epochs, strict=True):
        then = answers.evaluation(run.dataset.classes, run.dataset.held_out, run.dataset.held_out_name)
        assert then.accuracy == end.held_out_accuracy
        if run.config.loss == "CrossEntropy" and not run.config.label_smoothing:
            assert then.loss == pytest.approx(end.held_out_loss, rel=2e-3)  # half precision


def test_answers_are_kept_small_but_the_guess_is_exact():
    close = torch.tensor([[0.50001, 0.49999, 0.0], [0.49999, 0.50001, 0.0]])
    answers = EpochAnswers.of(1, close.log(), "CrossEntropy")
    assert answers.predictions.tolist() == [0, 1]
    assert answers.probabilities.nbytes == 2 * 6
    split = Split(torch.zeros(2, 1, 8, 8, dtype=torch.uint8), torch.tensor([2, 0]))
    assert np.isfinite(answers.evaluation(CLASSES, split, "test set").losses).all()
