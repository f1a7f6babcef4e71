"""Sources with something changed at random: a token, or a piece of the syntax tree."""

import ast
import io
import random
import tokenize

from tests.core.pasted.samples import SAMPLES

PIECES = (
    *(
        "x",
        "self",
        "nn",
        "F",
        "torch",
        "None",
        "True",
        "3",
        "-1",
        "0",
        "2.5",
        "10**9",
        "2**62",
        "'a'",
        "[]",
        "()",
        "[x]",
    ),
    *("self.fc", "self.conv1", "self.training", "x.shape", "x.size(0)", "x[0]", "x[:, 1]", "x[None]", "x[...]", "x.T"),
    *("nn.Linear(3, 4)", "nn.ReLU()", "F.relu(x)", "torch.zeros(3)", "torch.relu", "x.view(-1)", "x.sum()", "x == x"),
    *(
        "(x, x)",
        "[i for i in range(3)]",
        "x if True else 3",
        "lambda: 0",
        "x.__class__",
        "f'{x}'",
        "self.nothing",
        "Net",
    ),
    *(
        "x.max(1)",
        "x.item()",
        "x.long()",
        "torch.arange(5)",
        "x.unbind(0)",
        "len(x)",
        "x and 1",
        "not x",
        "x @ x",
        "~x",
    ),
    *(
        "print(x)",
        "Net()",
        "super()",
        "{}",
        "x.mean(7)",
        "x.expand(10**9)",
        "range(10**9)",
        "[0] * 10**9",
        "x.repeat(99, 99)",
    ),
    *(
        "slice(0)",
        "x[x > 0]",
        "x[[0, 1]]",
        "x[torch.arange(2)]",
        "x.float",
        "max(1, 2)",
        "sum([x])",
        "zip([1], [2])",
        "...",
    ),
    *(
        "nn.Sequential()",
        "nn.ModuleList([nn.ReLU()])",
        "nn.Dropout(0.5)",
        "F.dropout(x, 0.5)",
        "nn.Parameter(x)",
        "x.numel()",
    ),
)
TOKENS = (
    *(
        "(",
        ")",
        "[",
        "]",
        ":",
        ",",
        ".",
        "=",
        "+=",
        "*",
        "**",
        "+",
        "-",
        "/",
        "//",
        "%",
        "@",
        "<",
        "==",
        "if",
        "else",
        "for",
    ),
    *(
        "in",
        "not",
        "and",
        "or",
        "is",
        "return",
        "def",
        "class",
        "lambda",
        "import",
        "from",
        "pass",
        "break",
        "continue",
    ),
    *(
        "while",
        "with",
        "try",
        "del",
        "global",
        "yield",
        "await",
        "async",
        "x",
        "self",
        "nn",
        "F",
        "torch",
        "0",
        "1",
        "10",
        "-1",
    ),
    *(
        "100000000",
        "'a'",
        "None",
        "True",
        "forward",
        "__init__",
        "__class__",
        "super",
        "\n",
        "    ",
        "#",
        "é",
        "\\",
        ";",
        "~",
    ),
)


def with_tokens_changed(source: str, choose: random.Random, changes: int) -> str:
    """A few tokens left out, doubled, exchanged or replaced."""
    tokens = [token.string for token in tokenize.generate_tokens(io.StringIO(source).readline)]
    spans, at = [], 0
    for token in tokens:  # where each token stands in the text
        found = source.find(token, at)
        if token and found >= 0:
            spans.append((found, found + len(token)))
            at = found + len(token)
    for start, end in sorted(choose.sample(spans, min(changes, len(spans))), reverse=True):
        other = choose.choice((*TOKENS, *PIECES, source[slice(*choose.choice(spans))]))
        new = choose.choice(("", source[start:end] * 2, other, other, f"{source[start:end]} {other}"))
        source = source[:start] + new + source[end:]
    return source


class _Exchange(ast.NodeTransformer):
    """Replaces the expressions at some places, in the order in which they are visited."""

    def __init__(self, new: dict[int, ast.expr]) -> None:
        self.new, self.count = new, 0

    def generic_visit(self, node):
        node = super().generic_visit(node)
        if isinstance(node, ast.expr) and isinstance(getattr(node, "ctx", ast.Load()), ast.Load):
            self.count += 1
            return self.new.get(self.count, node)
        return node


def with_pieces_changed(source: str, choose: random.Random, changes: int) -> str:
    """A few expressions replaced by others, or by those of other sources."""
    tree = ast.parse(source)
    everything = [node for node in ast.walk(tree) if isinstance(node, ast.expr)]
    new = {
        choose.randrange(1, len(everything) + 1): (
            ast.parse(choose.choice(PIECES), mode="eval").body if choose.random() < 0.7 else choose.choice(everything)
        )
        for _ in range(changes)
    }
    mutated = _Exchange(new).visit(ast.parse(source))
    try:
        return ast.unparse(mutated)
    except (ValueError, AttributeError, TypeError, RecursionError):  # not every tree can be written
        return source


def mutated(seed: int) -> tuple[str, tuple[int, ...], int]:
    """(source, input shape, classes)."""
    choose = random.Random(seed)
    source, shape, classes = SAMPLES[choose.choice(sorted(SAMPLES))]
    change = choose.choice((with_tokens_changed, with_pieces_changed))
    return change(source, choose, choose.randint(1, 3)), shape, classes
