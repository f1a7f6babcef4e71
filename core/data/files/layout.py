"""Which class each picture belongs to, by the folders it lies in or, where there are none, by its name."""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from core.data.own import MAX_CLASSES, TEST, TRAIN, VALIDATION
from core.errors import DataError
from core.messages import Message

Path = tuple[str, ...]  # folders and name

SPLITS: Mapping[str, str] = {
    **dict.fromkeys(("train", "training", "학습", "훈련"), TRAIN),
    **dict.fromkeys(("valid", "val", "validation", "dev", "검증"), VALIDATION),
    **dict.fromkeys(("test", "testing", "테스트", "시험", "평가"), TEST),
}
NO_CLASSES = (
    "img",
    "dsc",
    "dscn",
    "dscf",
    "pxl",
    "mvimg",
    "image",
    "photo",
    "picture",
    "screenshot",
    "kakaotalk",
    "사진",
)
AROUND = re.compile(r"^seg[_-]|[_ -]?(set|data|images|imgs|\d+)$")  # what people put around the name of a part
NO_PART = Message("files-beside-parts")
LOOSE = Message("files-beside-classes")


class Place(NamedTuple):
    """Where a picture belongs."""

    name: str  # of its class
    part: str


class Layout(NamedTuple):
    """Where all pictures belong."""

    places: Mapping[Path, Place]
    left_out: Sequence[tuple[Path, Message]] = ()  # with the reason
    remarks: Sequence[Message] = ()
    divided: bool = False  # whether folders say what is for training and what for testing


def lay_out(paths: Sequence[Path]) -> Layout:
    """The Layout for the paths of all pictures in a zip.

    Raises DataError where neither folders nor names tell the classes apart.
    """
    root = _root(paths)
    inside = [path for path in paths if len(path) > root + 1]
    loose = [(path, LOOSE) for path in paths if len(path) <= root + 1]
    if not inside:
        return _by_names(paths, {})
    parts = {path: part for path in inside if (part := _part(path[root]))}
    if _divide(parts.values()):
        loose += [(path, NO_PART) for path in inside if path not in parts]
        inner = {
            name: root + 1 + _root([path[root + 1 :] for path in parts if path[root] == name])
            for name in {path[root] for path in parts}
        }
        places = {
            path: Place(path[inner[path[root]]], part)
            for path, part in parts.items()
            if len(path) > inner[path[root]] + 1
        }
        if not places:
            return _by_names(list(parts), parts)
        loose += [(path, LOOSE) for path in parts if path not in places]
        return _with_validation_as_test(Layout(places, loose, (), divided=True))
    second = {path[root + 1] if len(path) > root + 2 else "" for path in inside}
    if all(map(_part, second)) and _divide(map(_part, second)):
        places = {path: Place(path[root], _part(path[root + 1])) for path in inside}
        return _with_validation_as_test(Layout(places, loose, (), divided=True))
    deeper = sorted({path[root + 1] for path in inside if len(path) > root + 2})
    remarks = []
    if deeper:
        names = ", ".join(f"“{name}”" for name in deeper[:5])
        remarks.append(Message("files-deeper-and-others" if len(deeper) > 5 else "files-deeper", names=names))
    return Layout({path: Place(path[root], TRAIN) for path in inside}, loose, remarks)


def _root(paths: Sequence[Path]) -> int:
    """How many folders, one within the other, lie around the folders of all classes."""
    depth = 0
    while True:
        names = {path[depth] for path in paths if len(path) > depth + 1}
        if len(names) != 1 or not any(len(path) > depth + 2 for path in paths):
            return depth
        depth += 1


def _part(name: str) -> str:
    """Which part a folder of this name is for: “train”, “Test1”, “validation_set”; "" for none."""
    name = name.casefold()
    return SPLITS.get(name) or SPLITS.get(AROUND.sub("", AROUND.sub("", name)), "")


def _divide(parts: Iterable[str]) -> bool:
    """Return whether the parts divide the pictures: one part is for training, and there is at least one other part."""
    distinct = set(parts)
    return TRAIN in distinct and len(distinct) > 1


def _with_validation_as_test(layout: Layout) -> Layout:
    """The layout with its validation part as the test part, where no folder is for testing; else unchanged."""
    parts = {place.part for place in layout.places.values()}
    if TEST in parts or VALIDATION not in parts:
        return layout
    places = {
        path: Place(place.name, TEST if place.part == VALIDATION else place.part)
        for path, place in layout.places.items()
    }
    remark = Message("files-validation-tests")
    return layout._replace(places=places, remarks=[*layout.remarks, remark])


def _by_names(paths: Sequence[Path], parts: Mapping[Path, str]) -> Layout:
    """The Layout with classes from the beginnings of the files' names, such as cat.0.jpg and dog.1.jpg.

    `parts`: the part of each path, where folders name parts. Raises DataError where names tell no classes apart.
    """
    names = {path: _class_in(path[-1]) for path in paths}
    classes = {name for name in names.values() if name}
    repeated = all(sum(name == one for name in names.values()) > 1 for one in classes)
    if not 2 <= len(classes) <= MAX_CLASSES or not repeated:
        raise DataError("files-zip-no-folders")
    places = {path: Place(name, parts.get(path, TRAIN)) for path, name in names.items() if name}
    left_out = [(path, Message("files-no-class-in-name")) for path, name in names.items() if not name]
    remark = Message("files-classes-by-names", names=", ".join(f"“{name}”" for name in sorted(classes)))
    divided = TRAIN in set(parts.values()) and all(part in (TRAIN, TEST, VALIDATION) for part in parts.values())
    layout = Layout(places, left_out, [remark], divided=divided and len({place.part for place in places.values()}) > 1)
    return _with_validation_as_test(layout) if layout.divided else layout


def _class_in(file_name: str) -> str:
    """The class in a file's name: what stands before its number or its first space, point, dash or underscore.

    "" where nothing stands there, or where it is only a camera's or a program's word, such as IMG.
    """
    stem = PurePosixPath(file_name).stem
    match = re.match(r"(\D+?)[\s._(-]*\d", stem) or re.match(r"([^\W_]+)[\s._-]+\w", stem)
    name = match[1].strip(" ._-(") if match else ""
    return "" if name.casefold() in NO_CLASSES else name
