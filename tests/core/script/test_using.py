"""The program that uses downloaded weights: run in a process of its own, it answers what the app answers."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from PIL import Image, ImageDraw

from core.data.dataset import DataSet, Split
from core.data.own import TEST, TRAIN, dataset_of
from core.data.pictures import Square, cut_square, read_photo
from core.data.tokens import BASIC, KIWI, SPACES, SPACY, SYLLABLES, load_tokenizer
from core.explain.reading import predict_reading, read
from core.inference import Prediction, predict_image, see_drawing
from core.lessons import LESSONS
from core.network import TrainedNetwork
from core.pretrained import load_pretrained
from core.runs.run import Run
from core.script.lines import Part
from core.script.script import notebook_of, script_of
from core.script.using import CUTS, using_of
from core.weights import load_weights, save_weights
from tests.core.script.small import OWN, OWN_WORDS, ended, few_texts, small

FILE = "lesson.safetensors"
CNNS = [
    {},
    {"blocks": 2, "pooling": "max", "hidden": 16, "dropout": 0.5, "normalization": "dataset"},
    {"channels": 3, "kernel_size": 5, "pooling": "average", "hidden": 32, "hidden_2": 16, "loss": "MSE"},
    {"blocks": 3, "hidden_2": 16, "dropout": 0.2, "loss": "BCEWithLogits", "rotation": 20.0, "flip": "yes"},
]
OTHERS = [
    ("000", {}),
    ("000", {"loss": "MSE", "normalization": "dataset"}),
    ("000", {"loss": "BCEWithLogits", "optimizer": "Adam"}),
    ("002a", {}),
    ("003", {"loss": "BCEWithLogits", "normalization": "dataset"}),
    ("004", {"loss": "MSE"}),
    ("004", {"label_smoothing": 0.1}),
]
TEXTS = [
    {"reading": "review's end"},
    {"reading": "padding's end", "max_length": 6, "keep": "end"},
    {"reading": "largest of all", "max_length": 5, "padding": "zero", "word_dropout": 0.3},
]


def trained(lesson_id: str, dataset: DataSet, **changes: object) -> TrainedNetwork:
    """A network that has learnt for an epoch, as it comes back from the file that is downloaded."""
    lesson = LESSONS[lesson_id]
    config = replace(lesson.presets[0].config, epochs=1, batch_size=16, learning_rate=0.02, **changes)
    run = ended(Run(lesson, dataset, config))
    assert run.network is not None
    return load_weights(save_weights(run.network))


def put(network: TrainedNetwork, folder: Path) -> tuple[Part, ...]:
    """The weights file and the program, side by side in a folder; return the program's parts."""
    (folder / FILE).write_bytes(save_weights(network))
    parts = using_of(network.card, network.vocabulary, FILE)
    (folder / "use.py").write_text(script_of(parts), encoding="utf-8")
    return parts


def asked(folder: Path, *arguments: str, **given: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", "-X", "utf8", "use.py", *arguments]
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False, timeout=120, **given
    )


def answer(folder: Path, *arguments: str, **given: str) -> list[str]:
    """What the program prints in a process that knows nothing of this app."""
    done = asked(folder, *arguments, **given)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def as_printed(prediction: Prediction) -> list[str]:
    assert len({f"{guess.probability:.4f}" for guess in prediction.guesses}) > 1  # else any order would do
    return [f"{guess.probability:.4f}  {guess.name}" for guess in prediction.ranking]


def picture_of(pixels: np.ndarray, place: Path) -> None:
    Image.fromarray(pixels[0] if len(pixels) == 1 else pixels.transpose(1, 2, 0)).save(place)


def test_without_a_picture_the_program_says_how_it_is_started(tmp_path):
    put(trained("000", small("000")), tmp_path)
    done = asked(tmp_path)
    assert done.returncode == 1
    assert done.stderr.strip() == "python use.py picture.png"


def check_picture(network: TrainedNetwork, image: np.ndarray, folder: Path) -> None:
    """A picture of the network's own size."""
    put(network, folder)
    picture_of(image, folder / "picture.png")
    assert answer(folder, "picture.png") == as_printed(predict_image(network, image))


@pytest.mark.slow
@pytest.mark.parametrize(("lesson_id", "changes"), [*OTHERS, *(("001", changes) for changes in CNNS)])
def test_a_picture_of_the_network_s_size_is_answered_as_in_the_app(lesson_id, changes, tmp_path):
    dataset = small(lesson_id)
    check_picture(trained(lesson_id, dataset, **changes), dataset.test.images[3].numpy(), tmp_path)


@pytest.mark.slow
def test_networks_that_a_visitor_has_written(tmp_path):
    dataset = small("000")
    check_picture(trained("000", dataset, source=OWN), dataset.test.images[3].numpy(), tmp_path)
    check_text(trained("002b", few_texts(), source=OWN_WORDS), tmp_path, "word1 word2 and word3")


@pytest.mark.slow
@pytest.mark.parametrize(("reads", "channels", "side"), [("drawings", 1, 20), ("pictures", 1, 24), ("pictures", 3, 40)])
def test_own_data_with_any_names(reads, channels, side, tmp_path):
    generator = torch.Generator().manual_seed(1)
    images = torch.randint(0, 256, (40, channels, side, side), dtype=torch.uint8, generator=generator)
    parts = {TRAIN: Split(images[:30], torch.arange(30) % 3), TEST: Split(images[30:], torch.arange(10) % 3)}
    dataset = dataset_of(("it's", 'a "b" \\n', "고양이"), parts, reads)
    network = trained("001", dataset, pooling="max")
    check_picture(network, images[35].numpy(), tmp_path)
    if reads == "pictures":
        check_photo(network, tmp_path)
    else:
        check_drawing(network, tmp_path)


def check_drawing(network: TrainedNetwork, folder: Path) -> None:
    """Strokes on a canvas, and a sign so small that it is enlarged."""
    for size, width in ((280, 20), (97, 5), (31, 1)):
        canvas = Image.new("L", (size, size))
        points = [(size * across, size * down) for across, down in ((0.2, 0.3), (0.5, 0.25), (0.4, 0.45))]
        ImageDraw.Draw(canvas).line(points, fill=255, width=width)
        canvas.save(folder / "drawing.png")
        expected = predict_image(network, see_drawing(network, np.asarray(canvas)))
        assert answer(folder, "drawing.png") == as_printed(expected)


def check_photo(network: TrainedNetwork, folder: Path) -> None:
    """A large photograph that lies on its side, and a small picture that stands."""
    pixels = np.random.default_rng(2).integers(0, 256, (9, 7, 3), np.uint8)
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by 90 degrees
    Image.fromarray(pixels).resize((1500, 1101)).save(folder / "photo.jpg", exif=exif)
    Image.fromarray(pixels).resize((50, 99)).save(folder / "small.png")
    channels, side, _ = network.card.input_shape
    for name in ("photo.jpg", "small.png"):
        seen = cut_square(read_photo((folder / name).read_bytes()), Square(), side, channels)
        assert answer(folder, name) == as_printed(predict_image(network, seen))


@pytest.mark.slow
@pytest.mark.parametrize("changes", TEXTS)
def test_a_text_is_answered_as_in_the_app(changes, tmp_path):
    check_text(
        trained("002b", few_texts(), **changes), tmp_path, "Word1 word2. Unknown, WORD3! word4 word5 word6 word7"
    )


def check_text(network: TrainedNetwork, folder: Path, text: str) -> None:
    put(network, folder)
    expected = as_printed(predict_reading(network, read(network, text)))
    assert answer(folder, text) == expected
    assert answer(folder, input=f"{text}\n") == expected


@pytest.mark.slow
@pytest.mark.parametrize(
    ("tokenizer", "units", "text"),
    [(SYLLABLES, "syllables", "정말  재미있는 영화"), (SPACES, "words", "정말 재미있는 영화")],
)
def test_korean_in_syllables_and_at_spaces(tokenizer, units, text, tmp_path):
    words = [*"정말재미는 ", "정말", "영화"]
    check_text(trained("002b", few_texts(tokenizer, words), units=units), tmp_path, text)


@pytest.mark.slow
def test_a_text_without_a_known_word_gets_no_answer_as_in_the_app(tmp_path):
    network = trained("002b", few_texts())
    put(network, tmp_path)
    for text in ("nothing that it knows", "?!", ""):
        assert not read(network, text).says_something
        done = asked(tmp_path, text)
        assert (done.returncode, done.stdout) == (1, "")
        assert "No word of this text is known" in done.stderr


@pytest.mark.slow
def test_the_networks_that_come_with_the_app(tmp_path):
    drawings, photographs, reviews = map(load_pretrained, ("004-drawings", "003-cifar10", "002b-imdb"))
    put(drawings, tmp_path)
    check_drawing(drawings, tmp_path)
    put(photographs, tmp_path)
    check_photo(photographs, tmp_path)
    check_text(reviews, tmp_path, "It's \"great\"; really <br /> great: (I loved it)... Didn't you?")


class Token(SimpleNamespace):
    """What the packages that are not installed here would give."""


@pytest.mark.parametrize("tokenizer", [BASIC, SYLLABLES, SPACES, SPACY, KIWI])
@pytest.mark.parametrize("text", ['It\'s <br" />a "b"; c:d (e)!', "각 \t나  다.", "", "a.b,c?d\n\ne "])
def test_texts_are_cut_as_in_the_app(tokenizer, text, monkeypatch):
    tokens = [Token(text=part, form=part) for part in text.split("a")]
    kiwi = SimpleNamespace(Kiwi=lambda **_options: SimpleNamespace(tokenize=lambda _text: tokens))
    spacy = SimpleNamespace(
        blank=lambda _language: SimpleNamespace(tokenizer=lambda _text: tokens), __spec__=SimpleNamespace()
    )
    kiwi.__spec__ = SimpleNamespace()
    monkeypatch.setitem(sys.modules, "kiwipiepy", kiwi)
    monkeypatch.setitem(sys.modules, "spacy", spacy)
    load_tokenizer.cache_clear()
    names = {"text": text}
    imports = "import unicodedata\nfrom kiwipiepy import Kiwi\nimport spacy\n"
    exec(imports + CUTS[tokenizer], names)
    expected = load_tokenizer(tokenizer)(text)
    load_tokenizer.cache_clear()
    assert [word.lower() for word in names["words"]] == [word.lower() for word in expected]


def test_it_says_what_it_needs_and_needs_nothing_of_the_app():
    for name in ("004-drawings", "003-cifar10", "002b-nsmc"):
        network = load_pretrained(name)
        code = script_of(using_of(network.card, network.vocabulary, FILE))
        needed = set(code.splitlines()[0].partition("pip install ")[2].strip("`").split())
        imported = {
            line.split()[1].split(".")[0] for line in code.splitlines() if line.startswith(("import ", "from "))
        }
        packages = {"PIL": "pillow"}
        assert {packages.get(name, name) for name in imported - sys.stdlib_module_names} == needed
        assert needed <= {"torch", "numpy", "pillow", "safetensors"}


def test_another_tokenizer_is_named_among_what_it_needs():
    reviews = load_pretrained("002b-nsmc")
    vocabulary = reviews.vocabulary
    assert vocabulary is not None
    for tokenizer, package in ((SPACY, "spacy"), (KIWI, "kiwipiepy")):
        code = script_of(using_of(reviews.card, vocabulary._replace(tokenizer=tokenizer), FILE))
        assert code.splitlines()[0].endswith(f"`pip install torch safetensors {package}`")


def test_a_notebook_of_it_has_a_sentence_above_each_cell():
    network = load_pretrained("004-drawings")
    cells = json.loads(notebook_of(using_of(network.card, None, FILE)))["cells"]
    assert all(cell["source"] and not cell["source"].startswith("script-") for cell in cells)
