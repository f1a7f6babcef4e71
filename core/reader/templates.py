"""Pieces of our own programs, and whether code is one of them."""

import ast
from functools import cache

from core.batches import POOL
from core.data.dataset import PADDING, UNKNOWN
from core.script import pictures, texts


class _Hole(str):
    """A place in a template that any expression fits."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


def fits(pattern: object, code: object, holes: dict[str, ast.expr]) -> bool:
    """Whether code is a template, and what stands in its holes (names and texts that begin with hole_)."""
    if isinstance(pattern, ast.Name) and pattern.id.startswith("hole_") and isinstance(code, ast.expr):
        holes[pattern.id.removeprefix("hole_")] = code
        return True
    if isinstance(pattern, ast.AST) and type(pattern) is type(code):
        if isinstance(pattern, ast.Constant) and isinstance(code, ast.Constant):
            return str(pattern.value).startswith("hole_") or repr(pattern.value) == repr(code.value)
        names = [name for name in pattern._fields if name not in {"ctx", "type_comment", "kind"}]
        return all(fits(getattr(pattern, name, None), getattr(code, name, None), holes) for name in names)
    if isinstance(pattern, list) and isinstance(code, list):
        return len(pattern) == len(code) and all(map(lambda p, c: fits(p, c, holes), pattern, code))
    return not isinstance(pattern, ast.AST) and pattern == code


@cache
def augment() -> ast.stmt:
    """The function `augment` of our programs; holes: rotation, shift, mirror, outside."""
    holes = {name: _Hole(f"hole_{name}") for name in ("rotation", "shift", "mirror", "outside")}
    return ast.parse(pictures.AUGMENT.format(**holes)).body[0]


@cache
def review_readers() -> tuple[tuple[str, ast.stmt], ...]:
    """What the function `read` of lesson 002b's programs keeps of long texts, and the function."""
    cuts = {"": "", "end": "[-hole_most:]", "beginning": "[:hole_most]"}
    return tuple(
        (keep, ast.parse(texts.READ.format(file="", cut=cut, padding=PADDING)).body[2]) for keep, cut in cuts.items()
    )


@cache
def collate() -> ast.stmt:
    """The function of lesson 002b's programs that puts texts into a mini-batch."""
    return ast.parse(texts.READ.format(file="", cut="", padding=PADDING)).body[3]


@cache
def like_length() -> ast.stmt:
    """The class `LikeLength` of lesson 002b's programs."""
    return ast.parse(texts.LIKE_LENGTHS.format(pool=POOL)).body[0]


@cache
def hide_words() -> list[ast.stmt]:
    """The lines of lesson 002b's programs that hide words of a mini-batch; hole: share."""
    return ast.parse(texts.HIDE.format(share=_Hole("hole_share"), unknown=UNKNOWN, padding=PADDING)).body
