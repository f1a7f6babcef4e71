"""Real pen strokes of people from whom nothing was learnt, drawn on the canvas and sent the app's own way."""

import pytest

from core.evaluate.evaluation import evaluate
from core.lessons import DATASETS
from core.pretrained import PRETRAINED, load_pretrained, read_card
from core.pretrained.pen_digits import CHECKED, Pen, accuracy_on, by_writer, load_pen_digits, some_of
from tests.packed_cifar10 import trust_packed_cifar10


@pytest.fixture(scope="module")
def written(real_data):
    return by_writer(load_pen_digits(real_data))[1]


def test_six_people_are_held_out(real_data):
    learnt, held_out = by_writer(load_pen_digits(real_data))
    assert (len(learnt), len(held_out)) == (5_996, 1_498)
    assert {digit.writer for digit in held_out} == {25, 26, 27, 28, 29, 30}
    assert not {digit.writer for digit in learnt} & {digit.writer for digit in held_out}


@pytest.mark.parametrize("pen", CHECKED, ids=lambda pen: pen.title)
def test_the_network_for_drawings_reads_97_percent_at_every_width_and_place(written, pen):
    assert accuracy_on(load_pretrained("004-drawings"), written, pen) >= 0.97


def test_a_network_that_knows_mnist_alone_reads_a_corner_as_well_as_the_middle(written):
    reader, some = load_pretrained("000-mnist"), some_of(written, 500)
    middle, corner = accuracy_on(reader, some, Pen(200)), accuracy_on(reader, some, Pen(100, corner=True))
    assert middle >= 0.85
    assert abs(middle - corner) <= 0.02


@pytest.mark.parametrize("pretrained_id", PRETRAINED)
@pytest.mark.usefixtures("prepared_imdb", "prepared_nsmc")
def test_a_pretrained_network_is_as_good_as_its_description_says(real_data, pretrained_id):
    trust_packed_cifar10(real_data)
    card = read_card(pretrained_id)
    dataset = DATASETS[card.dataset].load(real_data)
    assert load_pretrained(pretrained_id).vocabulary == dataset.vocabulary
    assert evaluate(load_pretrained(pretrained_id), dataset).accuracy == pytest.approx(card.accuracy, abs=0.0005)


def test_learning_from_strokes_costs_no_more_than_0_3_points_on_mnist():
    lost = read_card("004-mnist").accuracy - read_card("004-drawings").accuracy
    assert lost <= 0.003
