"""The values that are worked out without running a program: numbers, texts, and tuples of them."""

import ast
import math
from collections.abc import Callable, Mapping

LARGEST = 10**15  # of the whole numbers that are worked out
Value = int | float | bool | str | None | tuple["Value", ...]  # not shown


class UnknownError(Exception):
    """A value that cannot be told without running the program."""


def constant(value: Value) -> ast.expr:
    """A value as code."""
    return (
        ast.Tuple([constant(each) for each in value], ast.Load()) if isinstance(value, tuple) else ast.Constant(value)
    )


def bounded(value: Value) -> Value:
    """The value. Raises UnknownError where it is too large or not finite."""
    if isinstance(value, int) and abs(value) > LARGEST:
        raise UnknownError
    if isinstance(value, float | complex) and not (isinstance(value, float) and math.isfinite(value)):
        raise UnknownError
    return value


def unary(op: ast.unaryop, value: Value) -> Value:
    """The value of -x, +x or `not x`. Raises UnknownError."""
    if isinstance(op, ast.Not):
        return not value
    if not isinstance(value, int | float):
        raise UnknownError
    return -value if isinstance(op, ast.USub) else +value


_NUMBERS: Mapping[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b,
    ast.FloorDiv: lambda a, b: a // b,
    ast.Mod: lambda a, b: a % b,
}


def arithmetic(op: ast.operator, left: Value, right: Value) -> Value:
    """The value of two numbers with an operator between them. Raises UnknownError."""
    if not isinstance(left, int | float) or not isinstance(right, int | float):
        raise UnknownError
    try:
        if isinstance(op, ast.Pow):
            if abs(right) > 64:
                raise UnknownError
            return bounded(left**right)
        if type(op) in _NUMBERS:
            return bounded(_NUMBERS[type(op)](left, right))
    except ArithmeticError as error:
        raise UnknownError from error
    raise UnknownError


def compared(op: ast.cmpop, left: Value, right: Value) -> Value:
    """Whether two values are equal, or are not. Raises UnknownError for other comparisons."""
    if isinstance(op, ast.Eq | ast.Is):
        return left == right
    if isinstance(op, ast.NotEq | ast.IsNot):
        return left != right
    raise UnknownError
