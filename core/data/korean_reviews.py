"""The built-in stand-in for NSMC: 15,000 of its reviews, chosen at random, in a file of the repository.

Source: Lucy Park, "Naver sentiment movie corpus v1.0" (2016), public domain (CC0). The file holds a review a line,
behind the digit of its class; ids and authors are left out, and no review stands in it twice. The 2,000 of the test
part are from NSMC's test file, so no network that learns from NSMC learns from them.
"""

import bz2
from collections import Counter
from functools import cache
from pathlib import Path

from core.data.dataset import UNKNOWN, Cuts, DataSet, DataSource
from core.data.nsmc import CLASSES, SYLLABLE, TOKENIZERS, VOCABULARY, possible_units
from core.data.reviews import as_split
from core.data.tokens import Vocabulary, load_tokenizer
from core.messages import Message

FILE = Path(__file__).with_suffix(".txt.bz2")
TRAIN, VALIDATION = 12_000, 1_000  # the other 2,000 are the test part


def load(_folder: Path) -> DataSet:
    """12,000 training, 1,000 validation and 2,000 test reviews cut into syllables; the others by DataSet.cuts."""
    return Cuts(possible_units(), _load).get(SYLLABLE)


@cache
def read_file() -> tuple[tuple[str, int], ...]:
    """(review, 0 or 1) of each line."""
    lines = bz2.decompress(FILE.read_bytes()).decode().splitlines()
    return tuple((line[1:], int(line[0])) for line in lines)


def _load(units: str, cuts: Cuts) -> DataSet:
    cut = load_tokenizer(TOKENIZERS[units])
    texts = [cut(text.lower()) for text, _ in read_file()]
    labels = [label for _, label in read_file()]
    counted = Counter(word for text in texts[:TRAIN] for word in text)
    commonest = sorted(counted, key=lambda word: (-counted[word], word))[:VOCABULARY]
    words = ("<unk>", "<pad>", *commonest)
    ids = {word: number for number, word in enumerate(words)}
    train, validation, test = (
        as_split([[ids.get(word, UNKNOWN) for word in text] for text in texts[part]], labels[part])
        for part in (slice(TRAIN), slice(TRAIN, TRAIN + VALIDATION), slice(TRAIN + VALIDATION, None))
    )
    return DataSet(
        id=SOURCE.id,
        title=SOURCE.title,
        classes=CLASSES,
        train=train,
        validation=validation,
        test=test,
        vocabulary=Vocabulary(words, TOKENIZERS[units]),
        cuts=cuts,
        reads="text",
    )


SOURCE = DataSource(
    id="korean-reviews",
    title=Message("datasets-korean-reviews"),
    about=Message("datasets-korean-reviews.about"),
    classes=CLASSES,
    load=load,
    language="ko",
)
