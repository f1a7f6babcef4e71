"""Weights from elsewhere: which lesson's network they fit, and what the visitor has to be asked about them.

A reader of a post has a file of `torch.save(net.state_dict(), "net.pth")` or a plain safetensors file. The names and
shapes of the tensors tell the network. The visitor has to say the data set, its classes and the normalisation.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from torch import Tensor

from core.card import Card
from core.config import TextConfig
from core.data.dataset import TEST_SET, Normalization, Preparation, Truncation
from core.data.names import clean_name
from core.data.tokens import Vocabulary
from core.errors import DataError, WeightsError
from core.lessons import DATASETS, LESSONS
from core.messages import Message
from core.network import UPLOADED, TrainedNetwork
from core.recognize.fitting import Option, options_for
from core.recognize.torch_file import Claims, is_torch_file, read_safetensors, read_torch_file
from core.soundness import check_answer, check_finite
from core.tensor_file import read_header, refuse_other_files, shown
from core.weights import CARD_KEY, RUN_KEY, load_weights

WRAPPERS = 4  # prefixes that are taken off a name, one after the other, at most
PREFIXES = ("module.", "_orig_mod.", "model.", "net.", "network.")  # which DataParallel, compile, wrappers add
NORMALIZATIONS: Mapping[
    str, tuple[tuple[float, ...], tuple[float, ...]]
] = {  # (mean, std) of torchvision's Normalize; weights-normalization-... says what people call it
    "posts": ((0.5,), (0.5,)),
    "none": ((0.0,), (1.0,)),
    "mnist": ((0.1307,), (0.3081,)),
    "cifar10": ((0.4914, 0.4822, 0.4465), (0.247, 0.2435, 0.2616)),
}


@dataclass(frozen=True, eq=False)
class Recognised:
    """Weights that belong to a lesson's network, and what has to be asked about them."""

    state: Mapping[str, Tensor]  # float32
    options: tuple[Option, ...]  # at least one
    classes: int

    @property
    def datasets(self) -> list[str]:
        """What it may have learnt from, the lesson's own first."""
        return list(dict.fromkeys(option.dataset for option in self.options))

    def normalizations(self, option: Option) -> dict[str, Normalization]:
        """Return the normalisations that the pixels may have had in training, by key; none for texts."""
        channels = option.input_shape[0]
        if len(option.input_shape) != 3:
            return {}
        return {
            key: Normalization(mean * channels, std * channels) if len(mean) == 1 else Normalization(mean, std)
            for key, (mean, std) in NORMALIZATIONS.items()
            if len(mean) in (1, channels) and not (key == "mnist" and channels == 3)
        }

    def network(
        self,
        option: Option,
        normalization: Normalization | None = None,
        names: Sequence[str] = (),
        vocabulary: Vocabulary | None = None,
    ) -> TrainedNetwork:
        """Return the network of the chosen option. Raises WeightsError when it cannot answer, or for wrong names.

        `normalization`: needed for images; `names`: of the classes of a visitor's own data, in the order of the
        outputs; `vocabulary`: needed for texts.
        """
        preparation: Preparation
        config = option.config
        if isinstance(config, TextConfig):
            assert vocabulary is not None
            config = replace(config, units=vocabulary.units)
            preparation = Truncation.of(config.max_length, config.keep)
        else:
            assert normalization is not None
            preparation = normalization
        reads = "text" if vocabulary else "pictures" if option.input_shape[0] == 3 else "drawings"
        card = Card(
            lesson=option.lesson,
            dataset=option.dataset,
            classes=self._classes(option, names),
            input_shape=option.input_shape,
            reads=reads,
            preparation=preparation,
            config=config,
            epochs_done=0,
            steps_done=0,
            accuracy=None,
            measured_on=TEST_SET,
            versions={},
            trained_at=datetime.now(UTC).isoformat(timespec="seconds"),
        )
        model = LESSONS[option.lesson].build_model(config, option.input_shape, self.classes)
        model.load_state_dict(self.state)
        check_answer(model, card)
        return TrainedNetwork(model.eval().requires_grad_(False), card, UPLOADED, vocabulary)

    def knows_words(self, vocabulary: Vocabulary | None) -> bool:
        """Whether a vocabulary has a word for each row of the weights."""
        return vocabulary is not None and len(vocabulary.words) == self.options[0].input_shape[0]

    def _classes(self, option: Option, names: Sequence[str]) -> tuple[str, ...]:
        source = DATASETS[option.dataset]
        if not source.brought:
            return source.classes
        try:
            cleaned = tuple(clean_name(name).strip() for name in names)
        except DataError as error:
            raise WeightsError.of(error.message) from error
        if not len(cleaned) == len(set(cleaned)) == self.classes:
            raise WeightsError("weights-class-names", count=str(self.classes))
        return cleaned


def read_weights(content: bytes) -> TrainedNetwork | Recognised:
    """Return a network whose file holds its card, or weights about which the visitor has to be asked.

    Takes files of “Download weights”, torch.save's new and old format, and plain safetensors. No code of a file is run.
    Raises WeightsError with what is wrong.
    """
    refuse_other_files(content)
    if is_torch_file(content):
        return _first_recognised(read_torch_file(content))
    header, data_bytes = read_header(content, Message("weights-button-download"))
    metadata = header.pop("__metadata__", {})
    if isinstance(metadata, dict) and {CARD_KEY, RUN_KEY} & set(metadata):
        return load_weights(content)
    return recognise(read_safetensors(header, content, data_bytes))


def _first_recognised(dicts: Sequence[Claims]) -> Recognised:
    """Return the first dict that fits a network: a file may also hold dicts of an optimizer's numbers.

    Raises the WeightsError of the first dict when none fits.
    """
    problems = []
    for claims in dicts:
        try:
            return recognise(claims)
        except WeightsError as problem:
            problems.append(problem)
    raise problems[0]


def recognise(claims: Claims) -> Recognised:
    """Return the weights with the networks that they fit.

    Raises WeightsError, naming the first tensor that does not fit and what was expected.
    """
    claims = _without_prefix(claims)
    if not claims:
        raise WeightsError("weights-none")
    options, classes = options_for(claims)
    state = {}
    for name, claim in claims.items():
        if not claim.dtype.is_floating_point:
            given = str(claim.dtype).removeprefix("torch.")
            raise WeightsError("weights-no-floating-point", name=shown(name), given=given)
        try:
            state[name] = claim.load().float()
        except (MemoryError, RuntimeError) as error:
            raise WeightsError("weights-no-room", name=shown(name), shape=str(list(claim.shape))) from error
    check_finite(state)
    return Recognised(state, options, classes)


def _without_prefix(claims: Claims) -> Claims:
    for _ in range(WRAPPERS):
        prefix = next((each for each in PREFIXES if claims and all(name.startswith(each) for name in claims)), "")
        claims = {name.removeprefix(prefix): claim for name, claim in claims.items()}
    return claims
