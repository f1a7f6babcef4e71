"""What is looked at in the text itself: annotations, which Python would evaluate, and where lines begin and end."""

import pytest

from core.errors import PastedError
from core.pasted.check import check_network
from core.pasted.reading import read_network
from tests.core.pasted.hostile import FRAME, at_top, in_forward, in_init

CODE = "exec(\"open('CANARY', 'w')\")"
PLAIN = in_init("pass")


def refused(text: str) -> tuple[str, str]:
    """(problem, the line that it is found in, as Python counts lines)."""
    with pytest.raises(PastedError) as caught:
        check_network(read_network(text), (3, 2, 2), 5, 4)
    return caught.value.problem, text.split("\n")[caught.value.line - 1].strip()


def allowed(text: str) -> bool:
    return check_network(read_network(text), (3, 2, 2), 5, 4).output == (4, 5)


NO_TYPES = (
    *(CODE, "print", "'torch.Tensor'", f"'{'exec'}()'", "3", "(int, print())", "[int]", "{}", "int[print()]", "a.b()"),
    *("int | print()", "(int or print())", "int if print() else int", "print()[int]", "print().a", "lambda: print()"),
    *("-int", "int + int", "f'{print()}'", "[print() for i in [1]]", "int[print():]", "tuple[int, 'print()']", "..."),
)


@pytest.mark.parametrize("code", NO_TYPES)
def test_an_annotation_only_names_a_type(code):
    places = {
        "argument": PLAIN.replace("forward(self, x)", f"forward(self, x: {code})"),
        "self": PLAIN.replace("forward(self, x)", f"forward(self: {code}, x)"),
        "default": PLAIN.replace("hidden=8", f"hidden: {code} = 8"),
        "return": PLAIN.replace("def helper(self, x):", f"def helper(self, x) -> {code}:"),
        "top": at_top(f"A: {code} = 3"),
        "top without value": at_top(f"A: {code}"),
        "class": PLAIN.replace("    def __init__", f"    a: {code} = 3\n\n    def __init__"),
        "method": in_forward(f"y: {code} = 3"),
        "method without value": in_forward(f"y: {code}"),
        "self's": in_init(f"self.y: {code} = 3"),
    }
    for place, text in places.items():
        if code == "print":  # a name, harmless until it is called
            assert allowed(text)
            continue
        problem, line = refused(text)
        assert (problem, code in line) == ("annotation", True), place


@pytest.mark.parametrize(
    "code", ["int", "torch.Tensor", "None", "int | None", "tuple[int, ...]", "list[tuple[int, int]]"]
)
def test_types_may_be_named(code):
    assert allowed(PLAIN.replace("forward(self, x)", f"forward(self, x: {code}) -> {code}"))
    assert allowed(in_forward(f"y: {code} = 3"))


@pytest.mark.parametrize("end", ["\x85", "\u2028", "\u2029", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e"])
@pytest.mark.parametrize("put", [in_init, in_forward, at_top])
def test_no_letter_ends_a_line_but_a_new_line(end, put):
    assert len(f"a{end}b".splitlines()) == 2
    for code in (f"# note{end}import os", f"a = 'b{end}import os'", f"'''{end}import os'''", f"a = 3{end}"):
        assert refused(put(code)) == ("control", code.strip())


@pytest.mark.parametrize(
    "code",
    [
        *("import math; A = 3", "A = 3; B = 4", "A = 3; class Own(nn.Module): pass", "'text'; A = 3"),
        *(
            "pass; import math",
            "A = (1,\n  2); B = 3",
            "A = 3; B = '''\nimport os'''",
            "import math; '''\nclass A:\n'''",
        ),
    ],
)
def test_statements_at_the_top_have_lines_of_their_own(code):
    problem, line = refused(at_top(code))
    assert (problem in ("own-line", "syntax"), ";" in line) == (True, True)


LONG = "'''\nimport os\n'''"


@pytest.mark.parametrize(
    "text",
    [
        *(at_top(f"A = 3\n{LONG}"), at_top(f"A = {LONG}"), at_top(f"A = ({LONG}, 3)"), at_top("A = 'a\\\nb'")),
        *(at_top("A = ('a'\n  'b')"), at_top(f"A = -{LONG}"), in_forward(LONG), in_forward(f"y = {LONG}")),
        *(in_init(f"if {LONG}: pass"), in_init(f"if True:\n    {LONG}"), in_forward(f"assert x is not None, {LONG}")),
        *(PLAIN.replace("hidden=8", f"hidden={LONG}"), in_forward("y = f'''\n{x}'''"), in_forward("y = b'''\n'''")),
    ],
)
def test_long_texts_only_describe(text):
    assert refused(text)[0] == "long-text"


def test_descriptions_may_be_long():
    text = PLAIN.replace("class Net(nn.Module):\n", f"class Net(nn.Module):\n    {LONG}\n")
    text = text.replace("def forward(self, x):\n", f"def forward(self, x):\n        {LONG}\n")
    assert allowed(f"{LONG}\n{text}")
    assert allowed(FRAME.replace("{init}", "pass").replace("{forward}", "x = (x +\n             0)"))
