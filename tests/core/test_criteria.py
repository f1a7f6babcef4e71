import pytest
import torch
from torch import nn

from core.config import ImageConfig, TextConfig
from core.criteria import LOSSES, build_criterion, class_logits

OUTPUTS = torch.tensor([[2.0, -1.0, 0.5], [0.1, 0.2, 3.0]])
TARGETS = torch.tensor([0, 1])


@pytest.mark.parametrize("name", LOSSES)
def test_every_loss_is_smaller_for_a_better_answer(name):
    criterion = build_criterion(ImageConfig(loss=name))
    right = torch.tensor([[5.0, -5.0, -5.0], [-5.0, 5.0, -5.0]]) / 5
    assert criterion(right, TARGETS) < criterion(-right, TARGETS)


def test_mean_squared_error_is_the_distance_to_one_hot_targets():
    by_hand = ((2 - 1) ** 2 + 1 + 0.25 + 0.01 + (0.2 - 1) ** 2 + 9) / 6
    assert build_criterion(ImageConfig(loss="MSE"))(OUTPUTS, TARGETS).item() == pytest.approx(by_hand)


def test_label_smoothing_is_torchs():
    plain = nn.functional.cross_entropy(OUTPUTS, TARGETS, label_smoothing=0.1)
    assert torch.equal(build_criterion(ImageConfig(label_smoothing=0.1))(OUTPUTS, TARGETS), plain)


def test_one_output_is_a_question_about_class_1():
    outputs = torch.tensor([[0.3], [-2.0]])
    plain = nn.BCEWithLogitsLoss()(outputs.squeeze(1), torch.tensor([0.0, 1.0]))
    assert torch.equal(build_criterion(TextConfig())(outputs, TARGETS), plain)


def test_one_output_becomes_two_classes_with_the_sigmoid_as_probability():
    outputs = torch.tensor([[0.3], [-2.0]])
    logits = class_logits(outputs)
    assert logits.softmax(1)[:, 1].tolist() == pytest.approx(outputs.sigmoid().squeeze(1).tolist())
    assert logits.argmax(1).tolist() == outputs.sigmoid().round().squeeze(1).tolist()
    assert torch.equal(class_logits(OUTPUTS), OUTPUTS)
