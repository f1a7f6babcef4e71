"""The visitor's own data, from bringing it to trying the network on it."""

import io
import zipfile

import numpy as np
import pytest
from PIL import Image

from core.data.own import MAX_CLASSES
from core.pretrained import FIRST
from core.runs.snapshot import Status
from core.weights import load_weights, save_weights
from pages.ui.data.own_card import _add_drawing, _remove
from pages.ui.data.own_files import LOOSE
from pages.ui.words import plain
from tests.pages.conftest import button, data_url, rerun, run_to_end, session_of, texts


@pytest.fixture
def own(visit):
    """The Data page with “Your own data” of lesson 001."""
    app = visit("data")
    app.selectbox(key="lesson").set_value("001")
    rerun(app)
    app.segmented_control(key="dataset-001").set_value("own")
    return rerun(app)


def open_card(app, name, way):
    """Open a way to bring pictures on the card of a class; give a class without a card one."""
    cards = session_of(app).own.cards
    if name not in cards:
        click(app, "own-add-card")
        rename(app, len(cards), name)
    number = session_of(app).own.cards.index(name)
    if app.segmented_control(key=f"way-{number}").value != way:
        app.segmented_control(key=f"way-{number}").set_value(way)
        rerun(app)


def rename(app, number, name):
    app.text_input(key=f"class-name-{number}").set_value(name)
    return rerun(app)


def bring(app, name, content):
    """Bring a file that holds classes."""
    if not app.file_uploader:
        click(app, "own-files")
    app.file_uploader[0].set_value([(name, content, "application/octet-stream")])
    return rerun(app)


def send_stroke(app, angle):
    """What the browser sends after a stroke at an angle."""
    y, x = np.mgrid[-140:140, -140:140]
    stroke = (np.abs(np.cos(angle) * x + np.sin(angle) * y) < 10) & (x**2 + y**2 < 100**2)
    key = f"sketch-{session_of(app).own.sketch.number}"
    url = data_url((255 * stroke).astype(np.uint8))
    app.session_state[key] = {"drawing": {"raw": {"objects": [{"type": "Path"}]}, "data": url}, "backgroundFit": None}
    return rerun(app)


def draw(app, name, angle):
    """A stroke at an angle, added to a class."""
    open_card(app, name, "draw")
    send_stroke(app, angle)
    button(app, "sketch-add").click()
    return rerun(app)


def picture(colour, size=(40, 30)) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", size, colour).save(buffer, "PNG")
    return buffer.getvalue()


def photographs(names=("red", "blue")) -> bytes:
    """Ten reddish pictures in the first folder, ten bluish ones in every other."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            for i in range(10):
                colour = (200 + i, 10 * i, 20) if name == names[0] else (20, 10 * i, 200 + i)
                archive.writestr(f"photos/{name}/{i}.png", picture(colour))
    return buffer.getvalue()


def train(app):
    rerun(app.switch_page("pages/views/train.py"))
    button(app, "start").click()
    rerun(app)
    return run_to_end(app)


@pytest.mark.slow
def test_two_classes_of_ten_drawings_are_learnt_evaluated_and_tried(own):
    for i in range(10):
        draw(own, "upright", 0.02 * i)
        draw(own, "lying", 1.57 + 0.02 * i)
    assert "**16 for training, 4 for testing**" in texts(own)
    run = train(own)
    assert run.snapshot.status is Status.FINISHED
    assert run.network.card.classes == ("lying", "upright")
    assert run.network.card.accuracy == 1.0
    rerun(own.switch_page("pages/views/evaluate.py"))
    assert "Accuracy: 1.0" in texts(own)
    rerun(own.switch_page("pages/views/playground.py"))
    assert "Draw one of lying and upright" in texts(own)


@pytest.mark.slow
def test_a_zip_of_photographs_is_learnt_and_a_new_one_is_named(own):
    bring(own, "photos.zip", photographs())
    assert "**16 for training, 4 for testing**" in texts(own)
    run = train(own)
    assert run.network.card.accuracy == 1.0
    rerun(own.switch_page("pages/views/playground.py"))
    assert "It knows blue and red" in texts(own)
    own.file_uploader(key="picture-file").set_value([("new.png", picture((230, 30, 30)), "image/png")])
    rerun(own)
    assert next(metric for metric in own.metric if metric.label == "The network says").value == "red"


def test_len_and_getitem_are_shown_at_work(own):
    bring(own, "photos.zip", photographs())
    assert "len(dataset)  # calls __len__\n16" in texts(own)
    own.number_input(key="idx-own").set_value(3)
    rerun(own)
    assert "image, target = dataset[3]  # calls __getitem__\nimage.shape   # (3, 32, 32)" in texts(own)


@pytest.mark.slow
def test_a_wrong_file_is_refused_in_words_and_what_was_there_stays(own):
    bring(own, "photos.zip", photographs())
    before = session_of(own).own.collection
    bring(own, "photos.zip", b"no zip at all")
    assert "This is not a zip file" in own.error[0].value
    assert session_of(own).own.collection is before
    bring(own, "a.csv", b"label,pixel\n1,2,3\n")
    assert "Row 2 of the CSV has 3 columns, the first 2." in own.error[0].value
    bring(own, "a.rar", b"Rar!")
    assert "This is a RAR archive" in own.error[0].value
    assert session_of(own).own.collection is before


@pytest.mark.slow
def test_too_little_is_said_and_the_train_page_uses_built_in_data_until_then(own):
    draw(own, "A", 0)
    assert "There is one class only, A." in texts(own)
    draw(own, "B", 1)
    assert "has one picture only. Each class needs at least two" in texts(own)
    rerun(own.switch_page("pages/views/train.py"))
    assert "Until then this page uses: **Generated shapes**." in texts(own)
    assert not button(own, "start").disabled


@pytest.mark.slow
def test_an_imbalance_is_pointed_out(own):
    for i in range(8):
        draw(own, "A", 0.1 * i)
    for i in range(2):
        draw(own, "B", 1.5 + 0.1 * i)
    assert "Class A has 8 pictures, B only 2. A network that always said A would be right in 80% of the cases" in texts(
        own
    )


def test_drawings_and_photographs_are_not_mixed_and_one_can_start_over(own):
    bring(own, "photos.zip", photographs())
    open_card(own, "red", "draw")
    assert "Drawings and photographs cannot be mixed." in texts(own)
    button(own, "own-start-over").click()
    rerun(own)
    assert session_of(own).own.collection is None
    draw(own, "A", 0)
    assert len(session_of(own).own.collection) == 1


def remove(app, number, place):
    """What the cross of a thumbnail does; tests/e2e presses it."""
    session = session_of(app)
    _remove(session, number, session.own.collection.pictures[session.own.cards[number]][place])
    return rerun(app)


def test_any_picture_can_be_taken_away_and_brought_back(own):
    for name, angle in (("A", 0), ("A", 1), ("B", 0.5)):
        draw(own, name, angle)
    first, second = session_of(own).own.collection.pictures["A"]
    remove(own, 0, 0)
    assert session_of(own).own.collection.pictures["A"] == (second,)
    _remove(session_of(own), 0, first)  # a second click on the same cross
    assert counts(own) == {"A": 1, "B": 1}
    assert session_of(own).has_work  # a reload finds it again
    remove(own, 0, 0)
    assert counts(own) == {"B": 1}
    assert session_of(own).own.cards == ("A", "B")
    click(own, "own-undo")
    assert counts(own) == {"A": 1, "B": 1}


def test_another_seed_gives_another_split_and_the_same_seed_the_same(own):
    bring(own, "photos.zip", photographs())

    def split(seed):
        own.number_input(key="own-seed").set_value(seed)
        rerun(own)
        return session_of(own).own.dataset().test.images.float().mean((1, 2, 3)).tolist()

    first, second, again = split(1), split(2), split(1)
    assert first == again
    assert first != second


def test_two_visitors_never_see_each_others_data(own, visit):
    bring(own, "photos.zip", photographs())
    other = visit("data")
    assert session_of(other).own.collection is None


@pytest.mark.slow
def test_a_network_is_tested_on_pictures_it_has_not_learnt_from_also_after_another_split(own):
    bring(own, "photos.zip", photographs())
    run = train(own)
    rerun(own.switch_page("pages/views/data.py"))
    own.number_input(key="own-seed").set_value(7)
    rerun(own)
    assert session_of(own).own.dataset() is not run.dataset
    session_of(own).in_use.use(run.network)  # no longer the run's: as when a new run has begun
    rerun(own.switch_page("pages/views/evaluate.py"))
    assert [key for key in session_of(own).tasks if key[2] is run.dataset]
    assert not own.warning


@pytest.mark.slow
def test_an_uploaded_network_of_own_data_is_judged_with_a_warning(own):
    bring(own, "photos.zip", photographs())
    network = load_weights(save_weights(train(own).network))
    session_of(own).in_use.use(network)
    rerun(own.switch_page("pages/views/evaluate.py"))
    assert "may have learnt from some of these pictures" in own.warning[0].value


def test_a_name_that_cannot_be_is_refused_on_the_card_and_the_name_of_before_stays(own):
    rename(own, 0, "\u200b")
    assert "cannot be the name of a class" in own.error[0].value
    assert own.text_input(key="class-name-0").value == "A"
    rename(own, 0, "B")
    assert "There is a class B already" in own.error[0].value
    assert session_of(own).own.cards == ("A", "B")
    draw(own, "A/B [$5]", 0)
    assert not own.error
    assert r"There is one class only, A/B \[\$5\]." in texts(own)


def test_a_class_is_renamed_with_its_pictures_and_removed_and_both_can_be_undone(own):
    draw(own, "A", 0)
    rename(own, 0, " tick ")
    assert session_of(own).own.cards == ("tick", "B")
    assert counts(own) == {"tick": 1}
    click(own, "own-undo")
    assert own.text_input(key="class-name-0").value == "A"
    assert counts(own) == {"A": 1}
    click(own, "remove-class-0")
    assert session_of(own).own.cards == ("B",)
    assert counts(own) == {}
    click(own, "own-undo")
    assert session_of(own).own.cards == ("A", "B")
    assert counts(own) == {"A": 1}


def test_there_are_as_many_cards_as_classes_may_be(own):
    for _ in range(MAX_CLASSES - 2):
        click(own, "own-add-card")
    assert len(set(session_of(own).own.cards)) == MAX_CLASSES
    assert button(own, "own-add-card").disabled


def test_one_card_is_open_at_a_time_and_an_unfinished_drawing_goes_along(own):
    open_card(own, "A", "draw")
    send_stroke(own, 0)
    before = session_of(own).own.sketch.drawing
    open_card(own, "B", "draw")
    assert own.segmented_control(key="way-0").value is None
    assert session_of(own).own.sketch.strokes_at_mount == before.strokes
    click(own, "sketch-add")
    assert counts(own) == {"B": 1}


def test_pictures_dropped_on_a_class_go_into_it_and_what_does_not_fit_is_asked_about(own):
    open_card(own, "B", "files")
    files = [(f"{i}.png", picture((200, 0, 10 * i)), "image/png") for i in range(3)]
    own.file_uploader[0].set_value([*files, ("broken.png", picture((0, 0, 0))[:50], "image/png")])
    rerun(own)
    assert counts(own) == {"B": 3}
    assert "broken.png: it is damaged" in texts(own)
    click(own, "own-start-over")
    draw(own, "A", 0)
    open_card(own, "B", "files")
    own.file_uploader[0].set_value(files)
    rerun(own)
    assert counts(own) == {"A": 1}
    assert "Drawings and photographs cannot be mixed." in own.error[0].value
    click(own, "brought-replace")
    assert counts(own) == {"B": 3}
    open_card(own, "B", "files")
    own.file_uploader[0].set_value([("photos.zip", photographs(), "application/zip")])
    rerun(own)
    click(own, "brought-add")
    assert counts(own) == {"B": 3, "red": 10, "blue": 10}


def test_the_next_step_is_lit_training_once_there_is_enough_then_the_answers(own):
    assert not session_of(own).own.collection
    bring(own, "photos.zip", photographs())
    assert "20 pictures in 2 classes." in texts(own)
    assert button(own, "own-try-it").disabled
    run = train(own)
    rerun(own.switch_page("pages/views/data.py"))
    assert "The network knows blue and red." in texts(own)
    session_of(own).in_use.choose(FIRST)
    click(own, "own-try-it")
    assert session_of(own).in_use.network is run.network
    assert "It knows blue and red" in texts(own)


def test_a_class_that_stays_empty_is_named_before_the_training_that_leaves_it_out(own):
    bring(own, "photos.zip", photographs())
    assert not own.warning
    click(own, "own-add-card")
    rename(own, 2, "green")
    said = "No picture yet: green. Training goes on without, so the network can never give this answer."
    assert [each.value for each in own.warning] == [said]
    assert train(own).dataset.classes == ("blue", "red")
    rerun(own.switch_page("pages/views/data.py"))
    assert [each.value for each in own.warning] == [said]
    button(own, "remove-class-2").click()
    rerun(own)
    assert not own.warning


def test_a_second_click_on_add_finds_nothing_to_add(own):
    draw(own, "A", 0)
    _add_drawing(session_of(own), 0)
    assert len(session_of(own).own.collection) == 1


def test_the_class_is_what_the_field_says_when_the_drawing_is_added(own):
    rename(own, 1, "C")
    draw(own, "A", 0)
    send_stroke(own, 1)
    own.text_input(key="class-name-0").set_value("B")
    button(own, "sketch-add").click()  # before the page has been drawn with what was typed
    rerun(own)
    assert counts(own) == {"B": 2}


def counts(app) -> dict[str, int]:
    collection = session_of(app).own.collection
    return {name: len(pictures) for name, pictures in collection.pictures.items()} if collection else {}


def click(app, key):
    button(app, key).click()
    return rerun(app)


@pytest.mark.slow
def test_a_second_file_is_added_or_takes_the_place_as_the_visitor_chooses_and_that_can_be_undone(own):
    bring(own, "photos.zip", photographs())
    bring(own, "more.zip", photographs(("red", "green")))
    assert counts(own) == {"red": 10, "blue": 10}
    assert "Nothing of what you had has changed." in texts(own)
    click(own, "brought-add")
    assert counts(own) == {"red": 20, "blue": 10, "green": 10}
    click(own, "own-undo")
    assert counts(own) == {"red": 10, "blue": 10}
    bring(own, "more.zip", photographs(("red", "green")))
    click(own, "brought-replace")
    assert counts(own) == {"red": 10, "green": 10}
    click(own, "own-undo")
    assert counts(own) == {"red": 10, "blue": 10}
    bring(own, "more.zip", photographs(("red", "green")))
    click(own, "brought-leave")
    assert counts(own) == {"red": 10, "blue": 10}
    assert session_of(own).own.brought is None


@pytest.mark.slow
def test_twenty_drawings_outlive_a_zip_that_does_not_fit_beside_them(own):
    for i in range(3):
        draw(own, "A", i)
    bring(own, "photos.zip", photographs())
    click(own, "brought-add")
    assert "Drawings and photographs cannot be mixed." in own.error[0].value
    assert counts(own) == {"A": 3}
    click(own, "brought-replace")
    assert counts(own) == {"red": 10, "blue": 10}
    click(own, "own-undo")
    assert counts(own) == {"A": 3}
    click(own, "own-start-over")
    assert counts(own) == {}
    click(own, "own-undo")
    assert counts(own) == {"A": 3}


def test_loose_pictures_go_into_a_class_of_ones_choice(own):
    click(own, "own-files")
    for name, colour in ((LOOSE, (200, 0, 0)), ("C#", (0, 0, 200))):
        files = [(f"{i}.png", picture(colour), "image/png") for i in range(3)]
        own.file_uploader[0].set_value([*files, ("broken.png", picture(colour)[:50], "image/png")])
        rerun(own)
        assert "3 pictures read." in texts(own)
        assert "broken.png: it is damaged" in texts(own)
        own.text_input(key="loose-class").set_value(name)
        button(own, "brought-add").click()
        rerun(own)
    assert counts(own) == {LOOSE: 3, "C#": 3}
    assert session_of(own).own.dataset().classes == ("C#", LOOSE)


def test_names_that_may_be_meant_as_one_are_merged_with_a_click(own):
    bring(own, "photos.zip", photographs(("Cat", "cat", "dog")))
    assert "“Cat” and “cat” are different classes" in texts(own)
    click(own, "merge-*")
    assert counts(own) == {"Cat": 20, "dog": 10}
    assert "are different classes" not in texts(own)


def test_the_parts_that_a_zip_names_are_honoured_said_and_can_be_undone(own):
    names = [f"{part}/{name}" for part in ("train", "test") for name in ("cat", "dog")]
    bring(own, "photos.zip", photographs(names))
    assert "**20 for training, 20 for testing**, as the files have it" in texts(own)
    dataset = session_of(own).own.dataset()
    assert (len(dataset.train), len(dataset.test)) == (20, 20)
    click(own, "own-split-at-random")
    assert "**30 for training, 10 for testing**, the same share of each class" in texts(own)


def test_names_are_shown_literally(own):
    names = ("$5", "$10", "[old](x:y)", ":red[x]", "C++", "🐱")
    bring(own, "photos.zip", photographs(names))
    assert list(counts(own)) == list(names)
    assert [own.text_input(key=f"class-name-{number}").value for number in range(len(names))] == list(names)
    click(own, "remove-class-0")
    assert "$5" not in session_of(own).own.cards
    bring(own, "more.zip", photographs(names))
    for name in names:
        assert f"**{plain(name)}**" in texts(own)  # tests/e2e compares what the browser shows
