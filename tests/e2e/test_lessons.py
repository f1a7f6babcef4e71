"""Every lesson by mouse and keyboard, on built-in data and on data that the visitor brings."""

import io
import itertools
import random
import re
import zipfile

from PIL import Image, ImageDraw

from tests.e2e.browser import SEVEN, Visitor, expect, lesson

TICK = ((60, 140), (120, 210), (220, 70))


def train_one_epoch(visitor: Visitor, number: str) -> Visitor:
    visitor.open("train").pick("Lesson", lesson(number)).enter("Epochs", "1")
    return visitor.click("Start training").sees("Finished:").settled()


def jittered(stroke, chance: random.Random):
    return [(x + chance.randint(-15, 15), y + chance.randint(-15, 15)) for x, y in stroke]


def photographs(names=("ball", "box")) -> bytes:
    """Two folders of ten pictures each: balls and boxes of every colour."""
    chance = random.Random(0)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for i in range(10):
            for name, shape in zip(names, itertools.cycle(("ellipse", "rectangle")), strict=False):
                picture = Image.new("RGB", (90, 60), tuple(chance.randint(0, 100) for _ in range(3)))
                left = chance.randint(20, 30)
                colour = tuple(chance.randint(150, 255) for _ in range(3))
                getattr(ImageDraw.Draw(picture), shape)((left, 12, left + 36, 48), fill=colour)
                content = io.BytesIO()
                picture.save(content, "JPEG")
                archive.writestr(f"pictures/{name}/{i}.jpg", content.getvalue())
    return buffer.getvalue()


def own_data(visitor: Visitor) -> Visitor:
    return visitor.open("data").pick("Lesson", lesson("001")).choose("Your own data").sees("Add a class")


def card(visitor: Visitor, number: int):
    """The card of a class, by its number from 1."""
    return visitor.page.locator(f".st-key-class-card-{number - 1}")


def open_card(visitor: Visitor, number: int, way: str) -> None:
    with visitor.redrawing():
        card(visitor, number).get_by_role("radio", name=way).or_(
            card(visitor, number).get_by_role("button", name=way)
        ).click()


def rename(visitor: Visitor, number: int, name: str) -> None:
    field = card(visitor, number).get_by_label(f"Name of class {number}")
    with visitor.redrawing():
        field.fill(name)
        field.press("Enter")


def has(visitor: Visitor, number: int, name: str, count: int) -> None:
    """Wait until a card is that of the class `name` and has so many pictures."""
    expect(card(visitor, number).get_by_label(f"Name of class {number}")).to_have_value(name)
    expect(
        card(visitor, number).get_by_text(f"{count} pictures" if count > 1 else "1 picture", exact=True)
    ).to_be_visible()
    expect(card(visitor, number).get_by_role("button", name=re.compile("^Remove picture"))).to_have_count(count)


def test_two_classes_of_ten_drawings_each_are_learnt_evaluated_and_tried(visitor):
    own_data(visitor)
    chance = random.Random(0)
    for number, name in enumerate(("tick", "circle"), 1):
        rename(visitor, number, name)
        open_card(visitor, number, "Draw")
        for count in range(1, 11):
            circle = ((140, 60), (210, 100), (210, 180), (140, 220), (70, 180), (70, 100), (140, 60))
            visitor.draw(jittered(TICK if name == "tick" else circle, chance))
            add = visitor.page.get_by_role("button", name="Add the drawing")
            expect(add).to_be_enabled()
            add.click()
            has(visitor, number, name, count)
            expect(add).to_be_disabled()  # the canvas is empty again
    visitor.sees("16 for training, 4 for testing")
    with visitor.redrawing():
        visitor.page.get_by_role("link", name="Train on it").click()
    visitor.click("Start training").sees("Finished:").settled()
    visitor.go("Evaluate").sees("Class by class").sees(re.compile(r"^Accuracy: (1\.0|0\.75)$"))
    visitor.go("Data")
    with visitor.redrawing():
        visitor.page.get_by_role("button", name="Try it", exact=True).click()
    visitor.sees("Draw one of circle and tick").draw(TICK).sees("The network says").settled()
    expect(visitor.page.get_by_test_id("stMetricValue")).to_have_text("tick")


def test_a_zip_of_photographs_is_learnt_evaluated_and_tried(visitor, tmp_path):
    archive = tmp_path / "pictures.zip"
    archive.write_bytes(photographs())
    own_data(visitor).click("Files with all classes")
    visitor.bring(archive)
    visitor.sees("16 for training, 4 for testing")
    with visitor.redrawing():
        visitor.page.get_by_role("link", name="Train on it").click()
    visitor.click("Start training").sees("Finished:").settled()
    visitor.go("Evaluate").sees("Class by class")
    visitor.go("Try it").sees("It knows ball and box")
    picture = tmp_path / "new.png"
    Image.new("RGB", (300, 200), "navy").save(picture)
    visitor.bring(picture)
    visitor.sees("The network says")
    wrong = tmp_path / "wrong.zip"
    wrong.write_text("no zip")
    visitor.go("Data")
    visitor.bring(wrong)
    visitor.sees("This is not a zip file").sees("16 for training, 4 for testing")


def test_names_of_classes_are_shown_letter_by_letter(visitor, tmp_path):
    names = (":smile:", "www.a.kr -> b", "$5", "$10", "[old](x)", "<i>C#", "a@b.com", "---")
    archive = tmp_path / "pictures.zip"
    archive.write_bytes(photographs(names))
    own_data(visitor).click("Files with all classes")
    visitor.bring(archive)
    visitor.sees("64 for training, 16 for testing")

    def shown() -> str:
        return visitor.page.get_by_test_id("stMain").inner_text().replace("\u2060", "")

    for name in names:
        assert name in [field.input_value() for field in visitor.page.get_by_label(re.compile("^Name of class")).all()]
        expect(visitor.page.get_by_role("img", name=f"Picture 10 of {name}", exact=True)).to_be_visible()
    visitor.bring(archive, kept=False).sees("80 pictures read.")
    for name in names:
        assert f"{name}: 10" in shown()
    visitor.click("Leave it").settled()
    assert visitor.page.get_by_test_id("stMain").locator("[data-testid=stMarkdownContainer] a[href*='//']").count() == 0
    with visitor.redrawing():
        visitor.page.get_by_role("link", name="Train on it").click()
    visitor.enter("Epochs", "1").click("Start training").sees("Finished:").settled()
    visitor.go("Evaluate").sees("Class by class").settled()
    for name in names:
        assert name in visitor.page.get_by_role("table").first.inner_text().replace("\u2060", "")
        expect(visitor.page.locator(".ytick, .xtick").filter(has_text=name).first).to_be_visible()


def test_a_second_zip_is_added_and_that_is_undone(visitor, tmp_path):
    archive = tmp_path / "pictures.zip"
    archive.write_bytes(photographs())
    own_data(visitor).click("Files with all classes")
    visitor.bring(archive)
    visitor.sees("16 for training, 4 for testing")
    archive.write_bytes(photographs(("ball", "Box")))
    visitor.bring(archive)
    visitor.sees("20 pictures read.").click("Add to what you have")
    has(visitor, 1, "ball", 20)
    has(visitor, 3, "Box", 10)
    visitor.click("Merge “box” and “Box” (20 pictures)")
    has(visitor, 2, "box", 20)
    visitor.settled().click("Undo")
    has(visitor, 3, "Box", 10)


def test_thumbnails_are_taken_away_by_mouse_and_keyboard_and_brought_back(visitor, tmp_path):
    own_data(visitor)
    pictures = []
    for i in range(4):
        pictures.append(tmp_path / f"{i}.png")
        Image.new("RGB", (40, 40), (60 * i, 0, 0)).save(pictures[-1])
    open_card(visitor, 2, "Files")
    card(visitor, 2).locator("input[type=file]").set_input_files(pictures)
    has(visitor, 2, "B", 4)
    with visitor.redrawing():
        card(visitor, 2).get_by_role("button", name="Remove picture 2 of B").click()
    has(visitor, 2, "B", 3)
    with visitor.redrawing():
        card(visitor, 2).get_by_role("button", name="Remove picture 3 of B").press("Enter")
    has(visitor, 2, "B", 2)
    expect(card(visitor, 2).get_by_role("button", name="Remove picture 2 of B")).to_be_focused()
    visitor.click("Undo")
    has(visitor, 2, "B", 3)


def test_photographs_from_the_camera_become_examples_of_two_classes(new_visitor):
    visitor = own_data(new_visitor(permissions=["camera"]))
    for number, name in enumerate(("left", "right"), 1):
        rename(visitor, number, name)
        open_card(visitor, number, "Camera")
        for count in (1, 2):
            visitor.page.wait_for_function(  # it begins anew with the width of the card, and shows nothing meanwhile
                "() => [document.querySelector('video')].some((v) => v?.videoWidth > 0 && v.clientWidth < 400)"
            )
            visitor.page.get_by_role("button", name="Take Photo").click()
            has(visitor, number, name, count)
            visitor.settled()
    visitor.sees("2 for training, 2 for testing")


def test_a_lesson_chosen_on_one_page_is_the_one_on_the_other(visitor):
    visitor.open("data").pick("Lesson", lesson("002b")).sees("Generated reviews")
    with visitor.go("Train").settings():
        visitor.sees("Read the LSTM's state at")
    visitor.pick("Lesson", lesson("002a")).go("Data").sees("Generated shapes")


def test_a_network_for_shapes_is_trained_and_shown_a_picture(visitor, tmp_path):
    train_one_epoch(visitor, "002a").sees("Finished Training")
    visitor.go("Evaluate").sees("Accuracy of each class").sees("The examples")
    picture = tmp_path / "picture.png"
    Image.new("RGB", (64, 64), "teal").save(picture)
    visitor.go("Try it").sees("It knows circle, ring, moon")
    visitor.bring(picture)
    visitor.sees("The network says").sees("What the network sees: 32 x 32")


def test_a_network_for_reviews_is_trained_and_written_for(visitor):
    train_one_epoch(visitor, "002b").sees("validation set").sees(re.compile(r"Test Accuracy: \d\d\.\d\d%"))
    visitor.go("Evaluate").sees(re.compile(r"Test Accuracy: \d\d\.\d\d%")).sees("The examples")
    visitor.go("Try it").sees("The network says")
    review = visitor.page.get_by_label("A film review")
    review.fill("The film was wonderful and the music was xyzzy")
    visitor.sees("1 of 9 words unknown to it")


def test_the_lenet_of_lesson_004_reads_a_drawing(visitor):
    train_one_epoch(visitor, "004").sees("Accuracy of the network on the 360 test images")
    visitor.go("Try it").draw(SEVEN).sees("What the network sees: 32 x 32")


def test_a_kernel_larger_than_the_image_is_explained_and_cannot_be_started(visitor):
    visitor.open("train").pick("Lesson", lesson("001")).enter("Kernel size", "30")
    visitor.sees("The kernel of 30 x 30 is larger than the image, 28 x 28 pixels")
    expect(visitor.page.get_by_role("button", name="Start training")).to_be_disabled()
    visitor.enter("Kernel size", "5")
    visitor.pick("Flatten before the linear layer", "no").sees("mat1 and mat2 shapes cannot be multiplied")
    expect(visitor.page.get_by_role("button", name="Start training")).to_be_disabled()


def test_another_optimizer_brings_its_own_learning_rate_and_a_schedule_its_curve(visitor):
    visitor.open("train").pick("Optimizer", "Nesterov")
    with visitor.settings():
        expect(visitor.page.get_by_role("spinbutton", name="Learning rate")).to_have_value("0.01")
        expect(visitor.page.get_by_role("spinbutton", name="Momentum")).to_have_value("0.9")
    with visitor.settings():
        visitor.pick("Learning-rate schedule", "cosine").sees("The learning rate over the run: from 0.01")


def test_without_a_network_imdb_and_cifar_10_say_so_and_training_works_all_the_same(visitor):
    visitor.open("train").pick("Lesson", lesson("003")).choose("CIFAR-10").sees("CIFAR-10 is not on this server yet.")
    visitor.click("Download CIFAR-10 (170.5 MB)").sees("perhaps because there is no network connection")
    visitor.pick("Lesson", lesson("002b")).choose("IMDB with GloVe")
    visitor.sees("The GloVe vectors are not on this server yet.").sees("Download IMDB with GloVe (946.3 MB)")
    visitor.enter("Epochs", "1").click("Start training").sees("Finished:")
