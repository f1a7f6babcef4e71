"""In a real browser on real data: the download, training on MNIST, and pen strokes replayed with the mouse."""

import re

from core.data import imdb
from core.pretrained.pen_digits import Pen, by_writer, load_pen_digits, place, some_of
from tests.e2e.browser import Visitor, expect, lesson
from tests.e2e.server import serving
from tests.web import mirror_of


def test_mnist_is_downloaded_with_progress_while_another_visitor_watches_the_same_bar(browser, real_data, tmp_path):
    with (
        mirror_of(real_data / "mirror" / "mnist") as mirror,
        serving(tmp_path, PLAYGROUND_MNIST_MIRROR=mirror.url("held")) as server,
    ):
        one, two = Visitor(browser, server.url), Visitor(browser, server.url)
        one.open("train").choose("MNIST").click("Download MNIST (11.6 MB)")
        one.sees("Downloading MNIST: 0.0 MB of 11.6 MB")
        two.open("data").choose("MNIST").sees("Downloading MNIST: 0.0 MB of 11.6 MB")
        mirror.release.set()
        two.sees("(60000, 1, 28, 28)")
        one.sees("Epochs x mini-batches: 8 x 469")
        assert len(mirror.asked) == 4
        one.leave()
        two.leave()


def test_imdb_is_prepared_with_progress_and_learnt_from(browser, real_data, tmp_path):
    (tmp_path / "imdb").mkdir()
    (tmp_path / "imdb" / "aclImdb").symlink_to(imdb.raw_folder(real_data))
    with serving(tmp_path) as server:
        visitor = Visitor(browser, server.url).open("train").pick("Lesson", lesson("002b")).choose("IMDB")
        visitor.sees("not cut into words yet").click("Prepare IMDB").sees(re.compile("Cutting reviews into words"))
        visitor.sees("Epochs x mini-batches: 4 x 274").enter("Epochs", "1").enter("Batch size", "1000")
        visitor.enter("Longest review", "20").click("Start training").sees("Finished:")
        visitor.sees(re.compile(r"Test Accuracy: \d\d\.\d\d%"))
        visitor.go("Evaluate").sees("25,000").sees("The examples")
        visitor.leave()


def test_photographs_of_cifar_10_are_shown_learnt_and_judged_class_by_class(browser, real_data):
    with serving(real_data) as server:
        visitor = Visitor(browser, server.url).open("data").pick("Lesson", lesson("003"))
        visitor.sees("(50000, 3, 32, 32)").go("Train").enter("Epochs", "1").enter("Batch size", "500")
        visitor.click("Start training").sees("Finished: 100 of 100 mini-batches")
        visitor.sees(re.compile(r"Accuracy of the network on the 1000 test images: \d\d %"))
        visitor.go("Evaluate").sees("Accuracy of each class").sees(re.compile("Best recognised: "))
        visitor.leave()


def test_the_whole_path_on_mnist_and_real_pen_strokes_are_read(browser, real_data):
    with serving(real_data) as server:
        visitor = Visitor(browser, server.url).open("train").choose("As in the post")
        visitor.click("Start training").sees("Finished: 4,690 of 4,690 mini-batches")
        visitor.sees(re.compile(r"Epoch 1, Mini-batches   100, Loss: 2\.\d{3}"))
        visitor.choose("Quick").click("Start training").sees("Finished: 3,752 of 3,752 mini-batches")
        visitor.go("Evaluate").sees(re.compile(r"Accuracy of the network on the 10000 test images: 9[78]\.\d\d %"))
        visitor.go("Try it")
        right = 0
        digits = some_of(by_writer(load_pen_digits(real_data))[1], 50, seed=1)
        in_one_stroke = [digit for digit in digits if len(digit.strokes) == 1]
        for digit in in_one_stroke[:5]:
            visitor.draw(*(stroke.tolist() for stroke in place(digit.strokes, Pen(180))))
            answer = visitor.page.get_by_test_id("stMetricValue")
            expect(answer).to_be_visible()
            visitor.settled()
            right += answer.inner_text() == str(digit.label)
            visitor.click("Clear").sees("The answer appears here")
        assert right >= 3
        visitor.leave()
