"""Programs as a whole: their parts, their text, the data that they need, and the digest of a run's weights."""

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from torch import Tensor, nn

from core.config import ImageConfig, TrainConfig
from core.data.dataset import DataSet, Split, Texts
from core.lessons import Lesson
from core.messages import Message
from core.models.lstm import LSTMConfig
from core.script.lines import MISSING, OURS, POST, Lines, Part
from core.script.networks import DROPOUT, IMPORTS, Divided
from core.script.pictures import TORCHVISION, PictureProgram
from core.script.program import Happened, Program, flat, posts_config
from core.script.texts import TextProgram

Words = Callable[[Message], str]  # puts a message into the reader's language
NOTHING_HAPPENED = Happened()


def program_of(
    lesson: Lesson, dataset: DataSet, config: TrainConfig, happened: Happened = NOTHING_HAPPENED
) -> tuple[Part, ...]:
    """Return the program that trains the lesson's network on the data set as the app does, part by part.

    On the CPU it prints the run's lines and ends with the run's weights, bit for bit.
    """
    return tuple(lessons_program(lesson, dataset, config, happened).parts())


def lessons_program(
    lesson: Lesson, dataset: DataSet, config: TrainConfig, happened: Happened = NOTHING_HAPPENED
) -> Program:
    """The program of one run, which can be asked for its parts one by one."""
    dataset = dataset.read_as(config)
    if isinstance(config, LSTMConfig):
        return TextProgram(lesson, dataset, config, happened)
    assert isinstance(config, ImageConfig)
    return PictureProgram(lesson, dataset, config, happened)


def class_of(lesson: Lesson, dataset: DataSet, config: TrainConfig) -> str:
    """Return the class of the network that is trained as config.source would have it: with its imports, and a last
    line that builds it.
    """
    if config.source:
        return config.source
    lines = [line for line in lessons_program(lesson, dataset, config).lessons_network() if line.kind != MISSING]
    text = text_of(line._replace(note=None) for line in lines)
    text = text.replace(f"{DROPOUT}\n\n", "").replace(" = Dropout(", " = nn.Dropout(")
    return Divided.of(IMPORTS + text).source


def text_of(lines: Lines, words: Words = str) -> str:
    """Return the lines as a file has them. Above what the post has not got, a comment says why it is there."""
    written: list[str] = []
    before: Message | None = None
    for line in lines:
        if line.kind == MISSING:
            continue
        note = line.note if line.kind == OURS else None
        if note is not None and note != before:
            indent = line.code[: len(line.code) - len(line.code.lstrip())]
            written.append(f"{indent}# {words(note)}")
        if line.code or note is None:  # an empty line within an addition belongs to it
            before = note
        written.append(line.code)
    return "\n".join(written).strip("\n") + "\n"


def posts_text_of(lesson: Lesson, dataset: DataSet) -> str:
    """Return the post's program: with its values, without our additions, with what ours has not got."""
    post = posts_config(lesson, dataset.id)
    parts = [part._replace(lines=tuple(_of_the_post(part.lines))) for part in program_of(lesson, dataset, post)]
    text = text_of(flat(tuple(part for part in parts if any(line.code for line in part.lines))))
    return re.sub(r"\n{4,}", "\n\n\n", text)


def _of_the_post(lines: Lines) -> Lines:
    for line in lines:
        if line.kind in {POST, MISSING}:
            yield line._replace(kind=POST)


def script_of(parts: tuple[Part, ...], words: Words = str) -> str:
    """Return the program as a .py file."""
    return text_of(flat(parts), words)


def notebook_of(parts: tuple[Part, ...], words: Words = str) -> str:
    """Return the program as a .ipynb file (nbformat 4.5): a sentence and a cell for each part."""
    cells: list[dict[str, Any]] = []
    for part in parts:
        cells.append({"cell_type": "markdown", "id": f"{part.name}-title", "metadata": {}, "source": words(part.title)})
        code = text_of(part.lines, words).rstrip("\n")
        cell = {"cell_type": "code", "id": part.name, "metadata": {}, "source": code}
        cells.append(cell | {"execution_count": None, "outputs": []})
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}  # not shown
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    notebook = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"


def needs_arrays(dataset: DataSet) -> bool:
    """Return whether the program reads the data from a file beside it, since torchvision cannot fetch them."""
    return dataset.id not in TORCHVISION


def arrays_of(dataset: DataSet, config: TrainConfig) -> bytes:
    """Return the .npz file that the program reads the data from."""
    dataset = dataset.read_as(config)
    parts = {"train": dataset.train, "validation": dataset.validation, "test": dataset.test}
    arrays = tensors_by_name(parts)
    if dataset.vectors is not None:
        arrays["vectors"] = dataset.vectors
    named = {name: tensor.numpy() for name, tensor in arrays.items()}
    if dataset.vocabulary is not None:
        named["words"] = np.array(dataset.vocabulary.words)
    return packed_arrays(named)


def tensors_by_name(parts: Mapping[str, Split | None]) -> dict[str, Tensor]:
    """The parts' tensors, by the names that the programs give them."""
    named: dict[str, Tensor] = {}
    for name, split in parts.items():
        if split is not None:
            inputs = split.inputs._asdict() if isinstance(split.inputs, Texts) else {"images": split.images}
            named |= {f"{name}_{key}": tensor for key, tensor in (*inputs.items(), ("labels", split.targets))}
    return named


def packed_arrays(named: Mapping[str, NDArray[Any]]) -> bytes:
    """The content of an .npz file."""
    content = io.BytesIO()
    np.savez_compressed(content, allow_pickle=False, **named)
    return content.getvalue()


def package_of(dataset: DataSet, config: TrainConfig, name: str, content: str) -> bytes:
    """Return the program (the file `name` with this content), or a zip file of it and the data that it reads."""
    if not needs_arrays(dataset):
        return content.encode()
    return zip_of({name: content, f"{dataset.id}.npz": arrays_of(dataset, config)})


def zip_of(files: Mapping[str, str | bytes]) -> bytes:
    """The content of a zip file with these files, by name; texts are made smaller, other files are small already."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content, zipfile.ZIP_DEFLATED if isinstance(content, str) else zipfile.ZIP_STORED)
    return packed.getvalue()


def digest_of(model: nn.Module) -> str:
    """Return the SHA-256 of all names and numbers in the network's state_dict, as the programs print it."""
    digest = hashlib.sha256()
    for name, tensor in model.state_dict().items():
        digest.update(name.encode() + tensor.detach().cpu().numpy().tobytes())
    return digest.hexdigest()
