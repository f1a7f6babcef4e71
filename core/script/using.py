"""The program that uses downloaded weights: it answers one picture or one text as the app does.

It imports nothing of this app. The classes, the normalisation and the lengths stand in it; the weights, and the words
of a network that reads, come from the weights file.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from core.card import Card
from core.config import TrainConfig
from core.data.dataset import UNKNOWN, Normalization, Truncation
from core.data.pictures import PHOTO_SIDE
from core.data.tokens import BASIC, KIWI, SPACES, SPACY, SYLLABLES, Vocabulary
from core.drawing import BOX, INK, SIDE
from core.explain.reading import MOST_LETTERS, MOST_WORDS
from core.lessons import LESSONS
from core.models.cnn import CNNConfig
from core.models.lstm import HIDDEN
from core.pasted.text import code_lines
from core.script import networks
from core.script.lines import OURS, Line, Lines, Part, Writer, blank, ours
from core.script.program import posts_config
from core.weights import VOCABULARY_KEY

# What cuts a text into words. Each program makes the words small afterwards, as the app does.
CUTS: Mapping[str, str] = {
    SYLLABLES: "words = list(' '.join(unicodedata.normalize('NFC', text).split()))\n",
    SPACES: "words = unicodedata.normalize('NFC', text).split()\n",
    BASIC: """\
text = text.lower().replace("'", " '  ").replace('"', '').replace('<br />', ' ')
for sign in '.,()!?;:':
    text = text.replace(sign, ' ' if sign in ';:' else f' {sign} ')
words = text.split()
""",
    SPACY: "words = [token.text for token in spacy.blank('en').tokenizer(text)]\n",
    KIWI: "words = [token.form for token in Kiwi().tokenize(unicodedata.normalize('NFC', text))]\n",
}
CUTTERS: Mapping[str, tuple[str, str]] = {  # tokenizer -> (the package that it needs, its import)
    SPACY: ("spacy", "import spacy\n"),
    KIWI: ("kiwipiepy", "from kiwipiepy import Kiwi\n"),
}
DRAWING = f"""\
if pixels.shape != ({{side}}, {{side}}):
    rows, columns = np.nonzero(pixels >= {INK})
    ink = Image.fromarray(pixels[rows.min():rows.max() + 1, columns.min():columns.max() + 1])
    factor = {BOX} / max(ink.size)
    resampling = Image.Resampling.BOX if factor < 1 else Image.Resampling.BICUBIC
    ink = np.array(ink.resize([max(1, round(factor * size)) for size in ink.size], resampling))
    middles = [ink.sum(1 - axis) @ np.arange(size) / ink.sum() for axis, size in enumerate(ink.shape)]
    row, column = (
        min(max(round({SIDE // 2} - middle), 0), {SIDE} - size) for middle, size in zip(middles, ink.shape)
    )
    pixels = np.zeros(({SIDE}, {SIDE}), np.uint8)
    pixels[row:row + ink.shape[0], column:column + ink.shape[1]] = ink
"""
LARGER = """\
    pixels = np.array(Image.fromarray(pixels).resize(({side}, {side}), Image.Resampling.BILINEAR))
"""
PHOTO = f"""\
picture = Image.open(sys.argv[1])
picture.draft('RGB', ({PHOTO_SIDE}, {PHOTO_SIDE}))
exif = picture.getexif()
picture = picture.convert('RGB')
picture.thumbnail(({PHOTO_SIDE}, {PHOTO_SIDE}), Image.Resampling.BICUBIC, reducing_gap=2.0)
picture.getexif().update(exif)
picture = ImageOps.exif_transpose(picture)
"""
USAGE = """\
if len(sys.argv) < 2:
    sys.exit(f'python {sys.argv[0]} picture.png')
"""
SQUARE = """\
side = min(picture.size)
left, top = round((picture.width - side) / 2), round((picture.height - side) / 2)
box = (left, top, left + side, top + side)
pixels = np.array(picture.convert('{mode}').resize(({side}, {side}), Image.Resampling.BICUBIC, box=box))
"""
SCORES = """\
scores = {scores}[0].clamp(min=1e-6)
probabilities = (scores / scores.sum()).tolist()
"""
PROBABILITIES: Mapping[str, str] = {  # loss -> what makes probabilities of its outputs, see core/criteria.py
    "CrossEntropy": "probabilities = outputs.softmax(1)[0].tolist()\n",
    "BCEWithLogits": SCORES.format(scores="outputs.sigmoid()"),
    "MSE": SCORES.format(scores="outputs.clamp(0, 1)"),
}
ONE_OUTPUT = """\
outputs = torch.cat([torch.zeros_like(outputs), outputs], dim=1)
probabilities = outputs.softmax(1)[0].tolist()
"""
ANSWER = """\
for name, probability in sorted(zip(classes, probabilities), key=lambda answer: -answer[1]):
    print(f'{probability:.4f}  {name}')
"""


def using_of(card: Card, vocabulary: Vocabulary | None, file: str) -> tuple[Part, ...]:
    """Return the program that loads the weights file with this name, and answers a picture or a text with it.

    `python PROGRAM PICTURE`, or `python PROGRAM TEXT`, or a text on standard input. It prints a line for each class,
    its probability first, the most probable class first: the app's own probabilities, to four digits.
    """
    written = _text(card, vocabulary, file) if vocabulary else _picture(card, file)
    return tuple(Part(name, tuple(lines)) for name, lines in written)


def class_lines(card: Card) -> Lines:
    """The class of the card's network, and a line that makes a network of it.

    Dropout is left out: it does nothing when a network answers.
    """
    config: TrainConfig = card.config
    if config.source:
        yield from _plain(networks.Divided.of(config.source).classes)
        yield from blank()
        return
    if isinstance(config, CNNConfig):
        config = replace(config, dropout=0.0)
    writer = Writer(config, posts_config(LESSONS[card.lesson], card.dataset))
    yield from networks.network_class(writer, card.lesson, config, card.input_shape, len(card.classes))
    yield from blank()


def loaded_lines(card: Card, file: str) -> Lines:
    """A network of the class, with the weights from the file."""
    name = networks.NAMES[card.lesson]
    texts = card.reads == "text"
    net = "model" if texts else "net"
    yield from _said(f"weights = load_file({file!r})", "use-weights")
    made = f"{name}(len(weights['embedding.weight']), {HIDDEN}, 1)" if texts else f"{name}()"
    if card.config.source:
        own = networks.Divided.of(card.config.source)
        made, known = own.call, {"words": card.input_shape[0], "classes": card.classes}
        read = {name for name in known if re.search(rf"\b{name}\b", own.classes + own.call)}
        yield from _plain("\n".join(f"{name} = {value!r}" for name, value in known.items() if name in read))
    yield from _plain(f"{net} = {made}")
    yield from _said(
        f"{net}.load_state_dict({{name: weights[name] for name in {net}.state_dict()}})", "use-own-tensors"
    )
    yield from _plain(f"{net}.eval()")


def _plain(code: str) -> Lines:
    for line in code_lines(code):
        yield Line(line, OURS)


def _said(code: str, why: str, **values: str | int) -> Lines:
    """Lines with the comment script-<why> above them."""
    return ours(code, why, **values)


def _imports(card: Card, how: str, standard: str, packages: tuple[str, ...], code: str) -> Lines:
    """The imports; `standard`: of Python's own modules, `packages`: what has to be installed, `code`: its imports."""
    yield from _said(standard, how, packages=" ".join(packages))
    yield from blank()
    functional = "import torch.nn as nn\nimport torch.nn.functional as F\n"
    own = networks.Divided.of(card.config.source).imports if card.config.source else ()
    with_functional = card.lesson in networks.WITH_FUNCTIONAL and not own
    yield from _plain(code.replace("import torch.nn as nn\n", functional) if with_functional else code)
    yield from _plain("\n".join(line for line in own if line not in code_lines(code)))
    yield from blank()


def _answer(card: Card, probabilities: str) -> Lines:
    yield from _plain(probabilities)
    yield from _plain(f"classes = {card.classes!r}")
    yield from _plain(ANSWER)


def _picture(card: Card, file: str) -> Iterator[tuple[str, Lines]]:
    assert isinstance(card.preparation, Normalization)
    drawn = card.reads == "drawings"
    pillow = "from PIL import Image" if drawn else "from PIL import Image, ImageOps"
    code = f"import numpy as np\nimport torch\nimport torch.nn as nn\n{pillow}\nfrom safetensors.torch import load_file"
    packages = ("torch", "numpy", "pillow", "safetensors")
    yield "use-imports", _imports(card, "use-picture", "import sys", packages, code)
    yield "network", class_lines(card)
    yield "use-weights", loaded_lines(card, file)
    yield "use-input", _drawing_input(card) if drawn else _photo_input(card)
    yield "use-answer", _picture_answer(card, card.preparation)


def _drawing_input(card: Card) -> Lines:
    side = card.input_shape[1]
    yield from _said(USAGE, "use-usage")
    yield from _said("pixels = np.array(Image.open(sys.argv[1]).convert('L'))", "use-drawing", side=side)
    yield from _said(DRAWING.format(side=side) + (LARGER.format(side=side) if side != SIDE else ""), "use-centred")
    yield from _plain("images = torch.from_numpy(pixels).view(1, 1, *pixels.shape)")


def _photo_input(card: Card) -> Lines:
    channels, side, _ = card.input_shape
    yield from _said(USAGE, "use-usage")
    yield from _said(PHOTO, "use-photo")
    yield from _said(SQUARE.format(mode="RGB" if channels == 3 else "L", side=side), "use-square")
    shape = ".permute(2, 0, 1)" if channels == 3 else ".unsqueeze(0)"
    yield from _plain(f"images = torch.from_numpy(pixels){shape}.unsqueeze(0)")


def _picture_answer(card: Card, normalization: Normalization) -> Lines:
    for name, values in normalization._asdict().items():
        yield from _plain(f"{name} = torch.tensor({list(values)}).view(-1, 1, 1)")
    yield from _plain("with torch.no_grad():\n    outputs = net((images / 255 - mean) / std)")
    yield from _answer(card, PROBABILITIES[card.config.loss])


def _text(card: Card, vocabulary: Vocabulary, file: str) -> Iterator[tuple[str, Lines]]:
    tokenizer = vocabulary.tokenizer
    package, imported = CUTTERS.get(tokenizer, ("", ""))
    loads = "from safetensors import safe_open\nfrom safetensors.torch import load_file"
    code = f"import torch\nimport torch.nn as nn\n{loads}\n{imported}"
    standard = "import json\nimport sys" + ("\nimport unicodedata" if "unicodedata" in CUTS[tokenizer] else "")
    packages = ("torch", "safetensors", *filter(None, (package,)))
    yield "use-imports", _imports(card, "use-text", standard, packages, code)
    yield "network", class_lines(card)
    yield "use-weights", loaded_lines(card, file)
    yield "use-input", _text_input(card, tokenizer, file)
    yield "use-answer", _text_answer(card)


def _text_input(card: Card, tokenizer: str, file: str) -> Lines:
    assert isinstance(card.preparation, Truncation)
    length, keep = card.preparation
    most, from_end = min(length or MOST_WORDS, MOST_WORDS), keep == "end"
    code = f"with safe_open({file!r}, 'pt') as opened:\n    known = json.loads(opened.metadata()['{VOCABULARY_KEY}'])\n"
    yield from _said(code + "numbers = {word: number for number, word in enumerate(known['words'])}", "use-words")
    yield from _plain("text = sys.argv[1] if len(sys.argv) > 1 else sys.stdin.read().rstrip('\\n')")
    yield from _plain(f"text = text[{-MOST_LETTERS if from_end else ''}:{'' if from_end else MOST_LETTERS}]")
    yield from _said(CUTS[tokenizer], f"use-{tokenizer.replace('_', '-')}")
    cut = f"[-{most}:]" if from_end else f"[:{most}]"
    yield from _plain(f"words = [word.lower() for word in words]{cut}")
    yield from _plain(f"ids = torch.tensor([numbers.get(word, {UNKNOWN}) for word in words])")
    yield from _said(
        f"if not any(numbers.get(word, {UNKNOWN}) != {UNKNOWN} and any(map(str.isalnum, word)) for word in words):\n"
        "    sys.exit('No word of this text is known, so there is no answer.')",
        "use-unknown",
    )


def _text_answer(card: Card) -> Lines:
    yield from _plain("with torch.no_grad():\n    outputs = model(ids.unsqueeze(1), torch.tensor([len(ids)]))")
    yield from _said(ONE_OUTPUT, "use-one-output")
    yield from _plain(f"classes = {card.classes!r}")
    yield from _plain(ANSWER)
