import numpy as np
import pytest
import torch

from core.evaluation import Evaluation, evaluate


@pytest.fixture
def four() -> Evaluation:
    """Truth a, a, b, c; guesses a, b, b, a."""
    probabilities = np.array([[0.9, 0.1, 0.0], [0.3, 0.7, 0.0], [0.2, 0.8, 0.0], [0.99, 0.0, 0.01]], dtype=np.float32)
    targets = np.array([0, 0, 1, 2])
    return Evaluation(
        classes=("a", "b", "c"),
        targets=targets,
        predictions=probabilities.argmax(1),
        probabilities=probabilities,
        losses=-np.log(probabilities[np.arange(4), targets]),
    )


def test_accuracy_and_loss_are_means_over_examples(four):
    assert four.accuracy == 0.5
    assert four.loss == pytest.approx(-np.log([0.9, 0.3, 0.8, 0.01]).mean(), rel=1e-6)


def test_metrics_of_each_class_as_counted_by_hand(four):
    a, b, c = four.class_metrics()
    assert (a.precision, a.recall, a.f1, a.support) == (0.5, 0.5, 0.5, 2)
    assert (b.precision, b.recall, b.f1, b.support) == (0.5, 1.0, pytest.approx(2 / 3), 1)
    assert c == ("c", 0.0, 0.0, 0.0, 1)  # never guessed: 0, not a crash and not left out


def test_rows_of_the_confusion_matrix_are_the_truth(four):
    assert four.confusion().tolist() == [[1, 1, 0], [0, 1, 0], [1, 0, 0]]
    assert four.confusion_in_words().startswith("Most often confused: a taken for b, 1 of 2.")


def test_without_mistakes_nothing_is_called_confused(four):
    right = Evaluation(four.classes, four.targets, four.targets, four.probabilities, four.losses)
    assert right.confusion_in_words() == "No two classes were confused."
    assert right.worst_mistakes(5) == []


def test_the_worst_mistake_is_the_one_with_the_highest_loss(four):
    worst = four.worst_mistakes(5)
    assert [(m.index, m.truth, m.guess) for m in worst] == [(3, "c", "a"), (1, "a", "b")]
    assert worst[0].probability == pytest.approx(0.99)
    assert len(four.worst_mistakes(1)) == 1


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
