"""The built-in stand-in for IMDB: generated short film reviews.

A review praises and blames. It holds negations (“not good”), sentences that take back what they said (“... but ...”),
and remarks that judge nothing. Its label is the sign of the sum of its statements. In a statement, the half after “but”
counts double.
"""

import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import torch

from core.data.dataset import UNKNOWN, DataSet, DataSource, Split, Texts
from core.data.tokens import BASIC, Vocabulary, load_tokenizer
from core.messages import Message

TRAIN, VALIDATION, TEST = 4000, 500, 1000
SEED = 0

PRAISE = tuple(
    "good great wonderful brilliant moving clever charming funny gripping superb honest fresh warm stunning".split()
)
BLAME = tuple("bad awful dull boring weak silly clumsy tedious flat lifeless dreadful shallow predictable cold".split())
THINGS = tuple(
    "film movie plot story acting script music ending beginning cast director camera dialogue humour pace "
    "cinematography".split()
)
NEGATIONS = ("not", "never", "hardly", "not at all", "far from")
DEGREES = ("", "", "very", "really", "quite", "so", "truly", "rather", "incredibly")
LOVED = ("i loved {}", "i enjoyed {}", "i would watch {} again", "i was delighted by {}", "{} won me over")
HATED = ("i hated {}", "i regretted {}", "i slept through {}", "i was annoyed by {}", "{} lost me")
REMARKS = (
    "i saw it on a rainy sunday with my sister",
    "it runs for about two hours",
    "we had popcorn and sat in the third row",
    "the book came out ten years ago",
    "it was shot in a small town by the sea",
    "my neighbour had told me about it",
    "the tickets were cheaper than last year",
    "the hero drives an old red car",
    "there was a long line in front of the cinema",
    "it is the third part of a series",
)


def load(_folder: Path) -> DataSet:
    """4,000 training, 500 validation and 1,000 test reviews, half of them positive; needs no file on disk."""
    rng = random.Random(SEED)
    texts = {name: write_reviews(count, rng) for name, count in (("train", TRAIN), ("val", VALIDATION), ("test", TEST))}
    cut = load_tokenizer(BASIC)
    words = {name: [cut(text) for text, _ in reviews] for name, reviews in texts.items()}
    counted = Counter(word for review in words["train"] for word in review)
    vocabulary = ("<unk>", "<pad>", *sorted(counted, key=lambda word: (-counted[word], word)))
    ids = {word: number for number, word in enumerate(vocabulary)}
    train, validation, test = (
        as_split(
            [[ids.get(word, UNKNOWN) for word in review] for review in words[name]], [label for _, label in reviews]
        )
        for name, reviews in texts.items()
    )
    return DataSet(
        id="reviews",
        title=SOURCE.title,
        classes=SOURCE.classes,
        train=train,
        validation=validation,
        test=test,
        vocabulary=Vocabulary(vocabulary, BASIC),
        reads="text",
    )


def as_split(reviews: Sequence[Sequence[int]], labels: Sequence[int]) -> Split:
    """Lists of word ids as tensors."""
    offsets = torch.tensor([0, *(len(review) for review in reviews)]).cumsum(0)
    ids = torch.tensor([number for review in reviews for number in review], dtype=torch.int32)
    return Split(Texts(ids, offsets), torch.tensor(labels))


def write_reviews(count: int, rng: random.Random) -> list[tuple[str, int]]:
    """`count` reviews with their labels (0 = negative, 1 = positive), both labels in turn."""
    return [write_review(number % 2, rng) for number in range(count)]


def write_review(label: int, rng: random.Random) -> tuple[str, int]:
    """One review of 1 to 5 statements, and up to 3 remarks anywhere between them."""
    sign = 1 if label else -1
    while True:
        statements = [write_statement(rng) for _ in range(rng.randint(1, 5))]
        if sum(weight for _, weight in statements) * sign > 0:
            break
    sentences = [sentence for sentence, _ in statements]
    for remark in rng.sample(REMARKS, rng.choice((0, 1, 1, 2, 3))):
        sentences.insert(rng.randint(0, len(sentences)), remark)
    return " . ".join(sentences) + " .", label


def write_statement(rng: random.Random) -> tuple[str, int]:
    """(a sentence, its weight): 1 for praise, -1 for blame."""
    first, weight = write_clause(rng)
    if rng.random() < 0.25:
        second, turned = write_clause(rng, wanted=-weight)
        return f"{first} , but {second}", weight + 2 * turned
    return first, weight


def write_clause(rng: random.Random, wanted: int = 0) -> tuple[str, int]:
    """(one judgement, its weight): 1 for praise, -1 for blame. `wanted`: the weight, or 0 for a random one."""
    weight = wanted or rng.choice((1, -1))
    thing = f"the {rng.choice(THINGS)}"
    if rng.random() < 0.2:
        return rng.choice(LOVED if weight > 0 else HATED).format(thing), weight
    if rng.random() < 0.3:  # a negation of the opposite
        adjective = rng.choice(BLAME if weight > 0 else PRAISE)
        return f"{thing} was {rng.choice(NEGATIONS)} {adjective}", weight
    adjective = rng.choice(PRAISE if weight > 0 else BLAME)
    return " ".join(f"{thing} was {rng.choice(DEGREES)} {adjective}".split()), weight


SOURCE = DataSource(
    id="reviews",
    title=Message("datasets-reviews"),
    about=Message("datasets-reviews.about"),
    classes=("negative", "positive"),
    load=load,
    language="en",
)
