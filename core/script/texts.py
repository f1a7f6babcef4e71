"""The program of lesson 002b, which reads texts."""

from core.batches import LIKE_LENGTH, POOL, TEXTS
from core.data.dataset import PADDING, UNKNOWN, DataSet
from core.lessons import Lesson
from core.models.lstm import HIDDEN, LSTMConfig
from core.script import networks
from core.script.confusion import add_to_confusion, class_by_class, empty_confusion
from core.script.lines import Lines, blank, indented, missing, ours
from core.script.program import Happened, Program

TORCHTEXT = """\
TEXT = Field(tokenize='spacy', lower=True)
LABEL = LabelField(dtype=torch.float)
train_data, test_data = IMDB.splits(TEXT, LABEL)
train_data, valid_data = train_data.split()
TEXT.build_vocab(train_data, max_size=25000, vectors="glove.6B.100d")
LABEL.build_vocab(train_data)
train_iterator, valid_iterator, test_iterator = BucketIterator.splits(
    (train_data, valid_data, test_data), batch_size=64)
"""
READ = """\
arrays = np.load('{file}')
words = len(arrays['words'])


def read(part):
    ids, offsets, labels = (torch.from_numpy(arrays[f'{{part}}_{{name}}']) for name in ('ids', 'offsets', 'labels'))
    texts = [ids[begin:end]{cut} for begin, end in zip(offsets.tolist(), offsets[1:].tolist())]
    return list(zip(texts, labels.float()))


def collate(examples):
    texts, labels = zip(*examples)
    lengths = torch.tensor([len(text) for text in texts])
    text = nn.utils.rnn.pad_sequence(texts, padding_value={padding})
    return text, lengths, torch.stack(labels)
"""
SHORTEST_FIRST = "test_data.sort(key=lambda example: len(example[0]))"
TEST_ITERATOR = f"test_iterator = DataLoader(test_data, batch_size={TEXTS}, collate_fn=collate)"
LIKE_LENGTHS = """\
class LikeLength:
    def __init__(self, lengths, batch_size):
        self.lengths, self.batch_size = lengths, batch_size

    def __iter__(self):
        batches = []
        for pool in torch.randperm(len(self.lengths), generator=order).split({pool} * self.batch_size):
            by_length = pool[self.lengths[pool].argsort(stable=True)]
            batches.extend(by_length.split(self.batch_size))
        for i in torch.randperm(len(batches), generator=order).tolist():
            yield batches[i].tolist()
"""
HIDE = """\
hidden = torch.rand(text.shape, generator=noise) < {share!r}
padding = torch.arange(len(text)).unsqueeze(1) >= lengths
text = text.masked_fill(hidden, {unknown}).masked_fill(padding, {padding})
"""


class TextProgram(Program):
    """A program that learns from texts."""

    net, loader, examples = "model", "train_iterator", "text, lengths, label"

    def __init__(self, lesson: Lesson, dataset: DataSet, config: LSTMConfig, happened: Happened) -> None:
        super().__init__(lesson, dataset, config, happened)
        self.texts = config

    def imports(self) -> Lines:
        """What the program needs, and what makes its numbers the same each time."""
        yield from self.own_imports(self._imports())
        yield from self.seed()

    @property
    def noisy(self) -> bool:
        """Whether words or numbers are dropped at random."""
        return bool(self.texts.word_dropout) or bool(self.own and self.own.drops)

    def _imports(self) -> Lines:
        yield from ours("import numpy as np", "word-ids")
        yield from self.writer.line("import torch\nimport torch.nn as nn\nimport torch.optim as optim")
        yield from ours("from torch.utils.data import DataLoader", "word-ids")
        yield from missing("from torchtext.data import BucketIterator, Field, LabelField", "word-ids")
        yield from missing("from torchtext.datasets import IMDB", "word-ids")

    def data(self) -> Lines:
        """Word ids, cut and padded, and how they are handed out."""
        config = self.texts
        yield from missing(TORCHTEXT, "word-ids")
        yield from self._reader()
        yield from blank(2)
        if config.batching == LIKE_LENGTH:
            yield from ours(LIKE_LENGTHS.format(pool=POOL), "like-length", "batching")
            yield from blank(2)
        yield from ours("train_data, test_data = read('train'), read('test')", "word-ids")
        yield from ours(SHORTEST_FIRST, "shortest-first")
        size = f"batch_size={config.batch_size}"
        if config.batching == LIKE_LENGTH:
            lengths = "torch.tensor([len(text) for text, _ in train_data])"
            yield from ours(f"batches = LikeLength({lengths}, {size})", "like-length", "batching", "batch_size")
            handed = "batch_sampler=batches, collate_fn=collate"
        else:
            handed = f"{size}, shuffle=True, generator=order, collate_fn=collate"
        yield from ours(f"train_iterator = DataLoader(train_data, {handed})", "word-ids", "batching", "batch_size")
        yield from ours(TEST_ITERATOR, "word-ids")
        if self.config.patience:
            held_out = "test_data"
            if self.dataset.validation is not None:
                yield from ours("valid_data = read('validation')", "patience", "patience")
                yield from ours("valid_data.sort(key=lambda example: len(example[0]))", "patience", "patience")
                held_out = "valid_data"
            code = TEST_ITERATOR.replace("test_iterator", "valid_iterator").replace("test_data", held_out)
            yield from ours(code, "patience", "patience")

    def test_data(self) -> Lines:
        """The test part alone, and how it is handed out."""
        yield from self._reader()
        yield from blank(2)
        yield from ours("test_data = read('test')", "word-ids")
        yield from ours(SHORTEST_FIRST, "shortest-first")
        yield from ours(TEST_ITERATOR, "word-ids")

    def _reader(self) -> Lines:
        """What reads a part from the file beside the program."""
        config = self.texts
        most = config.max_length
        cut = "" if not most else f"[-{most}:]" if config.keep == "end" else f"[:{most}]"
        code = READ.format(file=self.arrays, cut=cut, padding=PADDING)
        yield from ours(code, "word-ids", "max_length", "keep", "units")

    def lessons_class(self) -> Lines:
        """The lesson's class."""
        return networks.network_class(self.writer, self.lesson.id, self.texts, (), len(self.dataset.classes))

    def built(self) -> Lines:
        """A network of the lesson's class."""
        yield from missing(f"model = LSTM(len(TEXT.vocab), {HIDDEN}, 1)", "word-ids")
        yield from ours(f"model = LSTM(words, {HIDDEN}, 1)", "word-ids")
        if self.texts.embedding == "GloVe":
            code = "model.embedding.weight.data.copy_(torch.from_numpy(arrays['vectors']))"
            yield from ours(code, "glove", "embedding")

    def loop(self) -> Lines:
        """What is done in an epoch. The post prints nothing in it."""
        yield from missing("for batch in train_iterator:", "word-ids")
        yield from ours("for text, lengths, label in train_iterator:", "word-ids")
        yield from indented(self.before_step())
        yield from indented(self.step())
        yield from indented(self.leave(outer=False))
        yield from self.leave(outer=True)
        right = "((model(text, lengths).squeeze(1) > 0) == label).sum().item()"
        yield from self.give_up(f"sum({right} for text, lengths, label in valid_iterator)")

    def step(self) -> Lines:
        """A mini-batch, from its examples to the new weights."""
        if self.texts.word_dropout:
            code = HIDE.format(share=self.texts.word_dropout, unknown=UNKNOWN, padding=PADDING)
            yield from ours(code, "word-dropout", "word_dropout")
        yield from self.writer.line("optimizer.zero_grad()")
        yield from missing("predictions = model(batch.text).squeeze(1)", "word-ids")
        yield from ours("predictions = model(text, lengths).squeeze(1)", "word-ids")
        yield from missing("loss = criterion(predictions, batch.label)", "word-ids")
        yield from ours("loss = criterion(predictions, label)", "word-ids")
        yield from self.update()

    def count(self, *, by_class: bool = False) -> Lines:
        """The right answers to the test examples, and how many there are, printed; `by_class`: also for each class."""
        line = self.writer.line
        yield from line("correct = 0\nmodel.eval()")
        if by_class:
            yield from empty_confusion(self.dataset.classes)
        yield from line("with torch.no_grad():")
        yield from missing("    for batch in test_iterator:", "word-ids")
        yield from ours("    for text, lengths, label in test_iterator:", "word-ids")
        yield from missing("        predictions = model(batch.text).squeeze(1)", "word-ids")
        yield from ours("        predictions = model(text, lengths).squeeze(1)", "word-ids")
        yield from line("        rounded = torch.round(torch.sigmoid(predictions))")
        yield from missing("        correct += (rounded == batch.label).sum().item()", "word-ids")
        yield from ours("        correct += (rounded == label).sum().item()", "word-ids")
        if by_class:
            yield from indented(add_to_confusion(self.dataset.classes, "label.long()", "rounded.long()"), 8)
        yield from self.writer.line("print(f'Test Accuracy: {100 * correct / len(test_data):.2f}%')")
        if by_class:
            yield from class_by_class(self.dataset.classes)
