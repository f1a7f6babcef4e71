"""Korean particles behind Hangul, digits and Latin names."""

import pytest

from core.messages.particles import PAIRS, final_sound, with_particle

OBJECTS = {
    # Hangul: by the last syllable's final consonant
    "신경망": "신경망을",
    "데이터": "데이터를",
    "손실 곡선": "손실 곡선을",
    "파일": "파일을",
    # digits: 영 일 이 삼 사 오 육 칠 팔 구
    "0": "0을",
    "1": "1을",
    "2": "2를",
    "3": "3을",
    "4": "4를",
    "5": "5를",
    "6": "6을",
    "7": "7을",
    "8": "8을",
    "9": "9를",
    "10": "10을",
    "100": "100을",
    "1,000": "1,000을",
    "0.01": "0.01을",
    "97.5%": "97.5%를",
    # names read letter by letter
    "MNIST": "MNIST를",
    "CNN": "CNN을",
    "LSTM": "LSTM을",
    "SGD": "SGD를",
    "IMDB": "IMDB를",
    "NSMC": "NSMC를",
    "URL": "URL을",
    "CIFAR-10": "CIFAR-10을",
    # names read as words
    "PyTorch": "PyTorch를",
    "Adam": "Adam을",
    "AdamW": "AdamW를",
    "RMSprop": "RMSprop을",
    "Momentum": "Momentum을",
    "Nesterov": "Nesterov를",
    "CrossEntropy": "CrossEntropy를",
    "GloVe": "GloVe를",
    "LeNet": "LeNet을",
    "Linear": "Linear를",
    "Conv2d": "Conv2d를",
    "dropout": "dropout을",
    "step": "step을",
    "cosine": "cosine을",
    "label": "label을",
    "Python": "Python을",
    # what is not read aloud does not count
    "**신경망**": "**신경망**을",
    "“사과”": "“사과”를",
    "net.pth": "net.pth를",
    "weights.zip": "weights.zip을",
    "MNIST (32 x 32)": "MNIST (32 x 32)를",
    "!?": "!?를",
}


@pytest.mark.parametrize(("word", "expected"), OBJECTS.items())
def test_an_object_has_its_particle(word, expected):
    assert with_particle(word, "을/를") == expected


@pytest.mark.parametrize(
    ("word", "pair", "expected"),
    [
        ("MNIST", "으로/로", "MNIST로"),
        ("CIFAR-10", "으로/로", "CIFAR-10으로"),
        ("1", "으로/로", "1로"),  # 일로, not 일으로
        ("3", "으로/로", "3으로"),
        ("서울", "으로/로", "서울로"),
        ("Adam", "으로/로", "Adam으로"),
        ("URL", "으로/로", "URL로"),
        ("손실", "이/가", "손실이"),
        ("정확도", "이/가", "정확도가"),
        ("LSTM", "은/는", "LSTM은"),
        ("고양이", "과/와", "고양이와"),
        ("사슴", "과/와", "사슴과"),
        ("개", "이에요/예요", "개예요"),
        ("말", "이에요/예요", "말이에요"),
        ("8", "이라/라", "8이라"),
    ],
)
def test_each_pair_of_particles(word, pair, expected):
    assert with_particle(word, pair) == expected


def test_every_syllable_is_read_by_its_final_consonant():
    """An oracle: in Unicode a syllable taken apart (NFD) has a third letter where it has a final consonant."""
    import unicodedata

    for code in range(ord("가"), ord("힣") + 1):
        letters = unicodedata.normalize("NFD", chr(code))
        final = letters[2] if len(letters) == 3 else ""
        assert final_sound(chr(code)) == ("" if not final else "l" if final == "ᆯ" else "other")


def test_a_pair_that_is_none_is_refused():
    with pytest.raises(KeyError):
        with_particle("MNIST", "을")
    assert {pair for pair in PAIRS if len(pair.split("/")) == 2} == set(PAIRS)
