"""The programs of the lessons that look at pictures (long: the lines of the programs stand here)."""

from collections.abc import Collection, Mapping

from core.augmentation import Augmentation
from core.batches import IMAGES
from core.config import ImageConfig
from core.data.dataset import DataSet, Normalization
from core.lessons import Lesson
from core.models.cnn import CNNConfig
from core.script import networks
from core.script.confusion import add_to_confusion, class_by_class, empty_confusion
from core.script.lines import Lines, as_ours, blank, indented, missing, ours
from core.script.program import Happened, Program

TORCHVISION: Mapping[str, str] = {"mnist": "MNIST", "mnist32": "MNIST", "cifar10": "CIFAR10"}  # ids -> its classes
WITH_WORKERS, WITH_TEST = frozenset({"002a", "003"}), frozenset({"000", "003"})  # loaders that the posts have
CUSTOM_DATASET = """\
class CustomDataset(Dataset):
    def __init__(self, data, targets):
        self.data = data
        self.targets = targets

    def __len__(self):
        return len(self.data)

    def __getitem__(self, idx):
        return self.data[idx], self.targets[idx]
"""
AUGMENT = """\
def augment(images):
    count, channels, height, width = images.shape
    draws = torch.rand(4, count, generator=noise)
    angle = (2 * draws[0] - 1) * math.radians({rotation!r})
    right, down = ((2 * {shift} + 1) * draws[1:3]).floor() - {shift}
    mirror = {mirror}
    cos, sin = angle.cos(), angle.sin()
    source = torch.stack([
        torch.stack([mirror * cos, -mirror * sin * height / width, -2 * right / width], dim=1),
        torch.stack([sin * width / height, cos, -2 * down / height], dim=1),
    ], dim=1)
    grid = F.affine_grid(source, [count, channels, height, width], align_corners=False)
    images = F.grid_sample(images.float(), grid, padding_mode='{outside}', align_corners=False)
    return (images / 255 - mean) / std
"""
NOTHING_COUNTED = "correct = 0\ntotal = 0"
TEST = """\
with torch.no_grad():
    for images, labels in testloader:
        outputs = net(images)
        _, predicted = torch.max(outputs, 1)
        total += labels.size(0)
        correct += (predicted == labels).sum().item()
"""
ACCURACY: Mapping[str, str] = {
    "000": "print('Accuracy of the network on the %d test images: %.2f %%' % (total, 100 * correct / total))",
    "001": "print(f'Accuracy: {correct / total}')",
    "003": "print('Accuracy of the network on the %d test images: %d %%' % (total, 100 * correct / total))",
    "004": "print('Accuracy of the network on the %d test images: %.2f %%' % (total, 100 * correct / total))",
}
ONE_STEP = """\
input = torch.randn(1, 1, 32, 32)
optimizer.zero_grad()
output = net(input)
target = torch.randn(10).view(1, -1)
loss = criterion(output, target)
loss.backward()
optimizer.step()
"""
TRAIN_PART, TEST_PART, HELD_OUT_PART = "trainset", "testset", "validset"  # what the program calls them
IN_ARRAYS: Mapping[str, str] = {TRAIN_PART: "train", TEST_PART: "test", HELD_OUT_PART: "validation"}
RIGHT = "sum((net(images).argmax(1) == labels).sum().item() for images, labels in {loader})"


class PictureProgram(Program):
    """A program that learns from pictures."""

    def __init__(
        self,
        lesson: Lesson,
        dataset: DataSet,
        config: ImageConfig,
        happened: Happened,
        normalization: Normalization | None = None,
    ) -> None:
        """`normalization`: of the pixels, where it is another than the hyperparameters and the data set give."""
        super().__init__(lesson, dataset, config, happened)
        self.trains_nothing = lesson.id == "004"  # its post goes one step with a random input
        self.cnn = config if isinstance(config, CNNConfig) and not config.source else None
        self.augmentation = Augmentation.of(config)
        self.published = TORCHVISION.get(dataset.id)
        normalization = normalization or dataset.normalization(config.normalization)
        self.has_test = lesson.console.accuracy is not None or bool(config.patience and not dataset.validation)
        self.mean, self.std = tuple(normalization.mean), tuple(normalization.std)

    def marked(self, part: str, lines: Lines) -> Lines:
        """The lines of the part with this name; where the post trains nothing, training is marked as ours."""
        ours_alone = self.trains_nothing and part in {"data", "training", "test"}
        return as_ours(lines, "own-training") if ours_alone else lines

    def imports(self) -> Lines:
        """What the program needs, and what makes its numbers the same each time."""
        yield from self.own_imports(self._imports())
        yield from self.seed()

    @property
    def noisy(self) -> bool:
        """Whether pictures are moved or numbers dropped at random."""
        drops = self.own.drops if self.own else bool(self.cnn and self.cnn.dropout)
        return self.augmentation is not None or drops

    def _imports(self) -> Lines:
        line = self.writer.line
        if self.augmentation:
            yield from ours("import math\n", "augmentation")
            yield from blank()
        if not self.published:
            yield from ours("import numpy as np", "arrays")
        yield from line("import torch\nimport torch.nn as nn")
        if self.lesson.id == "002a":
            yield from ours("import torch.nn.functional as F", "functional")
        elif self.lesson.id in networks.WITH_FUNCTIONAL:
            yield from line("import torch.nn.functional as F")
        elif self.augmentation:
            yield from ours("import torch.nn.functional as F", "augmentation")
        yield from line("import torch.optim as optim")
        if self.published:
            code = "import torchvision\nimport torchvision.transforms as transforms"
            yield from ours(code, "own-training") if self.trains_nothing else line(code)
        else:
            if self.lesson.id != "001" and not self.trains_nothing:
                yield from missing("import torchvision\nimport torchvision.transforms as transforms", "arrays")
            yield from (
                ours("from torch.utils.data import Dataset", "arrays")
                if self.lesson.id != "001"
                else line("from torch.utils.data import Dataset")
            )

    def data(self) -> Lines:
        """The training part, the test part, and how they are handed out."""
        held_out = bool(self.config.patience) and self.dataset.validation is not None
        wanted = {TRAIN_PART: True, TEST_PART: self.has_test, HELD_OUT_PART: held_out}
        yield from self._read([name for name, is_wanted in wanted.items() if is_wanted])
        loader = "torch.utils.data.DataLoader"
        size, post = self.config.batch_size, self.post.batch_size
        workers = ", num_workers=2" if self.lesson.id in WITH_WORKERS else ""
        trained = f"trainloader = {loader}(trainset, batch_size={{}}, shuffle=True{{}})"
        if not self.trains_nothing:
            yield from missing(trained.format(post, workers), "order")
        yield from ours(trained.format(size, ", generator=order"), "order", "batch_size", "seed")
        shuffled = self.lesson.id == "000"  # needlessly: the answers are only counted
        if self.has_test:
            if self.lesson.id in WITH_TEST:
                handed = f"testset, batch_size={post}, shuffle={shuffled}{workers}"
                yield from missing(f"testloader = {loader}({handed})", "answers")
            yield from self._test_loader()
        if held_out:
            handed = f"validset, batch_size={IMAGES}, shuffle=False"
            yield from ours(f"validloader = {loader}({handed})", "patience", "patience")
        if self.augmentation:
            yield from blank()
            yield from self._augment(self.augmentation)

    def test_data(self) -> Lines:
        """The test part alone, and how it is handed out."""
        yield from self._read([TEST_PART])
        yield from self._test_loader()

    def _test_loader(self) -> Lines:
        code = f"testloader = torch.utils.data.DataLoader({TEST_PART}, batch_size={IMAGES}, shuffle=False)"
        yield from ours(code, "answers")

    def _read(self, parts: Collection[str]) -> Lines:
        return self._downloaded(parts) if self.published else self._brought(parts)

    def _downloaded(self, parts: Collection[str]) -> Lines:
        steps = ["transforms.Resize((32, 32))"] if self.dataset.id == "mnist32" else []
        whole = [*steps, "transforms.ToTensor()", f"transforms.Normalize({self.mean}, {self.std})"]
        yield from self.writer.line(f"transform = transforms.Compose([{', '.join(whole)}])", "normalization")
        given = "transform"
        if self.augmentation and TRAIN_PART in parts:
            pixels = [*steps, "transforms.PILToTensor()"]
            yield from ours(f"as_pixels = transforms.Compose([{', '.join(pixels)}])", "augmentation")
            given = "as_pixels"
        for name, train, transform in ((TRAIN_PART, True, given), (TEST_PART, False, "transform")):
            if name in parts:
                source = f"torchvision.datasets.{self.published}(root='./data', train={train}, download=True"
                yield from self.writer.line(f"{name} = {source}, transform={transform})")

    def _brought(self, parts: Collection[str]) -> Lines:
        custom = self.lesson.id == "001"  # its post has a class for such data
        if not custom and not self.trains_nothing:
            half = "(0.5, 0.5, 0.5)" if len(self.mean) == 3 else "(0.5,)"
            name = "CIFAR10" if len(self.mean) == 3 else "MNIST"
            whole = f"transforms.ToTensor(), transforms.Normalize({half}, {half})"
            yield from missing(f"transform = transforms.Compose([{whole}])", "arrays")
            for part in (TRAIN_PART, TEST_PART):
                if part in parts:
                    source = f"torchvision.datasets.{name}(root='./data', train={part == TRAIN_PART}, download=True"
                    yield from missing(f"{part} = {source}, transform=transform)", "arrays")
        yield from self.writer.line(CUSTOM_DATASET) if custom else ours(CUSTOM_DATASET, "arrays")
        if custom:
            yield from blank(2)
            yield from missing("trainset = CustomDataset(data, targets)", "arrays")
        yield from blank(2)
        yield from ours(f"arrays = np.load('{self.arrays}')", "arrays")
        yield from ours(self._statistics(), "normalization", "normalization")
        for name in parts:
            images = f"torch.from_numpy(arrays['{IN_ARRAYS[name]}_images'])"
            if not (self.augmentation and name == TRAIN_PART):
                images = f"({images} / 255 - mean) / std"
            labels = f"torch.from_numpy(arrays['{IN_ARRAYS[name]}_labels'])"
            yield from ours(f"{name} = CustomDataset(\n    {images},\n    {labels},\n)", "arrays", "normalization")

    def _statistics(self) -> str:
        mean, std = (f"torch.tensor({list(values)}).view(-1, 1, 1)" for values in (self.mean, self.std))
        return f"mean = {mean}\nstd = {std}"

    def _augment(self, augmentation: Augmentation) -> Lines:
        if self.published:
            yield from ours(self._statistics(), "augmentation", "normalization")
        code = AUGMENT.format(
            rotation=augmentation.rotation,
            shift=augmentation.shift,
            mirror="torch.where(draws[3] < 0.5, -1.0, 1.0)" if augmentation.flip else "torch.ones_like(angle)",
            outside="zeros" if len(self.mean) == 1 else "reflection",
        )
        yield from blank()
        yield from ours(code, "augmentation", "shift", "rotation", "flip")

    def lessons_class(self) -> Lines:
        """The lesson's class."""
        shape, classes = self.dataset.input_shape, len(self.dataset.classes)
        return networks.network_class(self.writer, self.lesson.id, self.config, shape, classes)

    def built(self) -> Lines:
        """A network of the lesson's class."""
        return self.writer.line(f"net = {networks.NAMES[self.lesson.id]}()")

    def training(self) -> Lines:
        """Criterion, optimizer, schedule, and the loop over the epochs."""
        yield from super().training()
        if self.trains_nothing:
            yield from missing(ONE_STEP, "one-step")

    def loop(self) -> Lines:
        """What is done in an epoch, with the post's own prints."""
        config, line, console = self.config, self.writer.line, self.lesson.console
        yield from line("running_loss = 0.0")
        if console.log:
            yield from line("for i, data in enumerate(trainloader, 0):\n    inputs, labels = data")
        else:
            yield from line("for inputs, labels in trainloader:")
        yield from indented(self.before_step())
        yield from indented(self.step())
        yield from line("    running_loss += loss.item()")
        if console.log:
            every = config.log_every
            yield from line(f"    if i % {every} == {every - 1}:", "log_every")
            yield from line(f"        print('{console.log}' % (epoch + 1, i + 1, running_loss / {every}))", "log_every")
            yield from line("        running_loss = 0.0")
        yield from indented(self.leave(outer=False))
        yield from self.leave(outer=True)
        if console.epoch:
            yield from line("print(f'Epoch {epoch + 1} Loss: {running_loss / len(trainset)}')")
        held_out = "validloader" if self.dataset.validation is not None else "testloader"
        yield from self.give_up(RIGHT.format(loader=held_out))

    def step(self) -> Lines:
        """A mini-batch, from its examples to the new weights."""
        line = self.writer.line
        if self.augmentation:
            yield from ours("inputs = augment(inputs)", "augmentation", "shift", "rotation", "flip")
        yield from line("optimizer.zero_grad()\noutputs = net(inputs)")
        targets = "labels"
        if self.config.loss != "CrossEntropy":
            yield from ours("target = nn.functional.one_hot(labels, outputs.shape[1]).float()", "target", "loss")
            targets = "target"
        yield from line(f"loss = criterion(outputs, {targets})", "loss")
        yield from self.update()

    def count(self, *, by_class: bool = False) -> Lines:
        """The right answers to the test examples, and how many there are, printed; `by_class`: also for each class."""
        yield from ours("net.eval()", "eval")
        yield from self.writer.line(NOTHING_COUNTED)
        if by_class:
            yield from empty_confusion(self.dataset.classes)
        yield from self.writer.line(TEST)
        if by_class:
            yield from indented(add_to_confusion(self.dataset.classes, "labels", "predicted"), 8)
        yield from self.writer.line(ACCURACY.get(self.lesson.id, ACCURACY["003"]))
        if by_class:
            yield from class_by_class(self.dataset.classes)

    def evaluation(self) -> Lines:
        """The post's test, and what it leaves out; all of it ours where the post has none."""
        lines = self.count(by_class=True)
        return lines if self.lesson.id in {*WITH_TEST, "001"} else as_ours(lines, "own-test")
