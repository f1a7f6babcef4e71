import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from core.drawing import BOX, INK, SIDE, DrawingSteps, centre_digit, prepare_drawing, touches_edge

HALF_A_PIXEL = 0.5 + 1e-9


def stroke(top: int, left: int, height: int, width: int, canvas: int = 280) -> np.ndarray:
    """A white L on black, which is neither symmetric nor centred by its box."""
    image = np.zeros((canvas, canvas), dtype=np.uint8)
    image[top : top + height, left : left + max(1, width // 4)] = 255
    image[top + height - max(1, height // 5) : top + height, left : left + width] = 255
    return image


def centre_of_mass(image: np.ndarray) -> tuple[float, float]:
    weights = image / image.sum()
    return (weights.sum(1) * np.arange(len(image))).sum(), (weights.sum(0) * np.arange(len(image))).sum()


def longer_side(image: np.ndarray) -> int:
    rows, columns = np.nonzero(image >= INK)
    return max(np.ptp(rows), np.ptp(columns)) + 1


@pytest.mark.parametrize(("top", "left"), [(0, 0), (0, 180), (130, 0), (130, 180), (60, 90)])
def test_a_digit_gives_the_same_picture_wherever_it_is_drawn(top, left):
    expected = centre_digit(stroke(60, 90, 150, 100))
    assert (centre_digit(stroke(top, left, 150, 100)) == expected).all()


@pytest.mark.parametrize(("height", "width"), [(280, 280), (200, 100), (100, 200), (40, 30), (10, 10)])
def test_the_longer_side_becomes_20_pixels_and_the_mass_is_in_the_middle(height, width):
    seen = centre_digit(stroke(0, 0, height, width))
    assert seen.shape == (SIDE, SIDE)
    assert seen.dtype == np.uint8
    assert longer_side(seen) == BOX
    row, column = centre_of_mass(seen)
    assert abs(row - SIDE / 2) <= HALF_A_PIXEL
    assert abs(column - SIDE / 2) <= HALF_A_PIXEL


def test_the_proportions_of_a_digit_are_kept():
    rows, columns = np.nonzero(centre_digit(stroke(20, 20, 200, 100)) >= INK)
    assert np.ptp(rows) + 1 == 20
    assert np.ptp(columns) + 1 == 10


@pytest.mark.parametrize("turns", range(4))
def test_a_digit_whose_mass_lies_at_one_end_comes_to_the_edge_and_loses_nothing(turns):
    seven = np.zeros((280, 280), dtype=np.uint8)
    seven[50:75, 70:210] = seven[50:230, 190:205] = 255
    stages = prepare_drawing(np.rot90(seven, turns))
    assert touches_edge(stages.placed)
    assert stages.placed.sum(dtype=int) == stages.scaled.sum(dtype=int)
    assert not touches_edge(centre_digit(stroke(60, 90, 150, 100)))


def test_an_empty_canvas_stays_black():
    assert not centre_digit(np.zeros((280, 280), dtype=np.uint8)).any()


def test_a_single_dot_and_a_full_canvas_are_pictures_too():
    dot = np.zeros((280, 280), dtype=np.uint8)
    dot[3, 5] = 255
    assert longer_side(centre_digit(dot)) == BOX
    assert longer_side(centre_digit(np.full((280, 280), 255, dtype=np.uint8))) == BOX


def test_a_hair_line_is_kept_at_least_one_pixel_wide():
    line = np.zeros((280, 280), dtype=np.uint8)
    line[10:270, 140] = 255
    assert centre_digit(line).max() > 128


def test_an_image_of_mnist_size_keeps_its_place(digits_dataset):
    image = digits_dataset.train.inputs[0, 0].numpy()
    assert np.abs(centre_digit(image).astype(int) - image).max() <= 1


@given(st.integers(0, 279), st.integers(0, 279), st.integers(1, 280), st.integers(1, 280), st.integers(INK, 255))
def test_any_rectangle_of_ink_becomes_a_picture_with_its_mass_inside(top, left, height, width, brightness):
    image = np.zeros((280, 280), dtype=np.uint8)
    image[top : top + height, left : left + width] = brightness
    seen = centre_digit(image)
    assert seen.shape == (SIDE, SIDE)
    assert seen.any()
    assert all(abs(value - SIDE / 2) <= HALF_A_PIXEL for value in centre_of_mass(seen))


def test_with_all_steps_switched_off_a_drawing_only_shrinks():
    image = stroke(10, 20, 150, 100)
    stages = prepare_drawing(image, DrawingSteps(crop=False, scale=False, centre=False))
    assert stages.cropped is image or (stages.cropped == image).all()
    assert (stages.placed == np.asarray(Image.fromarray(image).resize((28, 28), Image.Resampling.BOX))).all()


def test_each_step_does_what_it_says():
    image = stroke(10, 20, 100, 50)
    assert prepare_drawing(image, DrawingSteps(scale=False, centre=False)).scaled.shape == (10, 5)
    assert prepare_drawing(image, DrawingSteps(crop=False)).cropped.shape == image.shape
    uncentred = prepare_drawing(image, DrawingSteps(centre=False)).placed
    assert longer_side(uncentred) == BOX
    rows, columns = np.nonzero(uncentred >= INK)
    assert (rows.min(), columns.min()) == (0, 0)  # it stays in the upper left, where it was drawn
    assert (prepare_drawing(image).placed == centre_digit(image)).all()


@given(st.booleans(), st.booleans(), st.booleans(), st.integers(0, 279), st.integers(1, 280), st.integers(0, 255))
def test_every_choice_of_steps_gives_a_picture_of_28_pixels(crop, scale, centre, top, height, brightness):
    image = np.zeros((280, 280), dtype=np.uint8)
    image[top : top + height, 5:200] = brightness
    assert prepare_drawing(image, DrawingSteps(crop, scale, centre)).placed.shape == (SIDE, SIDE)
