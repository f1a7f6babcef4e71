"""Texts that nobody pastes who only wants a network: every one has to be refused, and nothing of it may happen."""

from collections.abc import Iterator

from tests.core.pasted.sources import HEAD

FRAME = (
    HEAD
    + """\
class Net(nn.Module):
    def __init__(self, hidden=8):
        super().__init__()
        self.fc = nn.Linear(12, 5)
        {init}

    def forward(self, x):
        x = torch.flatten(x, 1)
        {forward}
        return self.fc(x)

    def helper(self, x):
        return x
"""
)
TOP = "{top}\n" + FRAME.format(init="pass", forward="pass")
CANARY = "open('CANARY', 'w')"


def in_init(code: str) -> str:
    return FRAME.replace("{init}", code.replace("\n", "\n        ")).replace("{forward}", "pass")


def in_forward(code: str) -> str:
    return FRAME.replace("{forward}", code.replace("\n", "\n        ")).replace("{init}", "pass")


def at_top(code: str) -> str:
    return TOP.replace("{top}", code)


DUNDERS = (
    *("__class__", "__dict__", "__globals__", "__code__", "__bases__", "__mro__", "__subclasses__", "__builtins__"),
    *("__init__", "__call__", "__reduce__", "__reduce_ex__", "__getattribute__", "__getattr__", "__setattr__"),
    *("__delattr__", "__module__", "__name__", "__qualname__", "__doc__", "__weakref__", "__sizeof__", "__wrapped__"),
    *("__self__", "__func__", "__closure__", "__defaults__", "__torch_function__", "__array__", "__iter__"),
    *("__import__", "__loader__", "__spec__", "__file__", "__annotations__", "__slots__", "__format__", "__hash__"),
)
OF_MODULES = (
    *("_modules", "_parameters", "_buffers", "_forward_hooks", "_backward_hooks", "_forward_pre_hooks", "_apply"),
    *("parameters", "named_parameters", "modules", "named_modules", "children", "state_dict", "load_state_dict"),
    *("register_forward_hook", "register_forward_pre_hook", "register_full_backward_hook", "register_module"),
    *("register_parameter", "register_state_dict_pre_hook", "apply", "train", "eval", "requires_grad_", "zero_grad"),
    *("to_empty", "share_memory", "compile", "extra_repr", "get_submodule", "set_submodule", "get_parameter"),
    *("forward", "add_module", "register_buffer", "type", "float", "double", "half", "bfloat16", "cuda", "cpu", "to"),
    *("dump_patches", "call_super_init", "_version", "_call_impl", "_get_name", "_load_from_state_dict"),
    *("generator", "_program", "_kind_name", "_numbers", "_ready", "_is_root", "look_up", "kind", "lock", "training"),
)
OF_TENSORS = (
    *("data", "grad", "grad_fn", "item", "tolist", "numpy", "cpu", "cuda", "to", "type", "dtype", "storage", "apply_"),
    *("untyped_storage", "data_ptr", "register_hook", "backward", "requires_grad_", "set_", "resize_", "copy_", "map_"),
    *("share_memory_", "pin_memory", "names", "is_leaf", "retain_grad", "_base", "_backward_hooks", "as_subclass"),
    *("new_tensor", "new_empty", "to_sparse", "random_", "normal_", "uniform_", "bernoulli_", "exponential_", "put_"),
    *("index_put_", "scatter_", "masked_select", "nonzero", "unique", "tobytes", "device_index", "real", "imag", "H"),
)
OF_TORCH = (
    *("load", "save", "hub", "jit", "compile", "package", "utils", "ops", "classes", "library", "serialization"),
    *("from_file", "frombuffer", "from_numpy", "from_dlpack", "set_default_dtype", "set_default_device"),
    *("manual_seed", "seed", "set_rng_state", "set_num_threads", "set_grad_enabled", "inference_mode", "no_grad"),
    *("cuda", "mps", "backends", "distributed", "multiprocessing", "futures", "autograd", "overrides", "_C", "_ops"),
    *("Tensor", "FloatTensor", "Generator", "Storage", "device", "dtype", "float64", "os", "sys", "importlib"),
    *("nonzero", "unique", "masked_select", "randint", "randperm", "bernoulli", "multinomial", "normal", "empty_like"),
    *("rand_like", "randn_like", "tensor_split", "einsum", "as_strided", "equal", "allclose", "fft", "linalg"),
    *("vmap", "func", "fx", "export", "onnx", "quantization", "sparse_coo_tensor", "is_tensor", "typename"),
)
OF_NN = (
    *(
        "Module.forward",
        "Module.__init__",
        "init.normal_",
        "utils.parametrize",
        "parallel.DataParallel",
        "DataParallel",
    ),
    *("ModuleDict", "ParameterList", "ParameterDict", "Buffer", "UninitializedParameter", "LazyLinear", "LazyConv2d"),
    *("Transformer", "CrossEntropyLoss", "modules.Linear", "factory_kwargs", "grad", "quantized", "qat", "intrinsic"),
)
BUILTINS = (
    *("eval", "exec", "compile", "open", "__import__", "getattr", "setattr", "delattr", "hasattr", "vars", "dir"),
    *("globals", "locals", "input", "breakpoint", "type", "object", "id", "hash", "repr", "str", "bytes", "bytearray"),
    *("memoryview", "map", "filter", "iter", "next", "slice", "property", "staticmethod", "classmethod", "callable"),
    *("isinstance", "issubclass", "dict", "set", "frozenset", "format", "chr", "ord", "hex", "bin", "pow", "divmod"),
    *("print", "help", "exit", "quit", "copyright", "license", "aiter", "anext", "sorted", "complex", "ascii", "super"),
)
MODULES = (
    *("os", "sys", "subprocess", "importlib", "builtins", "ctypes", "pickle", "socket", "shutil", "pathlib", "io"),
    *("threading", "multiprocessing", "inspect", "gc", "types", "functools", "operator", "itertools", "code", "ast"),
    *("torch.hub", "torch.jit", "torch.utils.cpp_extension", "torch._C", "torch.serialization", "torch.nn.modules"),
    *("core", "core.errors", "streamlit", "tests", "torch.nn.parallel", "torch.os", "antigravity", "this", "site"),
)
STATEMENTS = (
    *("while True: pass", "while x: break", "try:\n    pass\nexcept: pass", "with x: pass", "del x", "global fc"),
    *("nonlocal x", "raise ValueError", "raise x", "import os", "from os import path", "def inner(): pass"),
    *("class Inner: pass", "async def inner(): pass", "lambda: 0", "y = lambda z: z", "(y := 3)", "yield x"),
    *("yield from x", "await x", "{}", "{'a': 1}", "{1, 2}", "{a: 1 for a in [1]}", "{a for a in [1]}", "f'{x}'"),
    *("f''", "'%s' % x", "'a' * 10", "'a' + 'b'", "'a'.join('b')", "'{0.__class__}'.format(x)", "b'abc'", "1j"),
    *("*y, z = [1, 2]", "y = [*[1]]", "self.helper(*[x])", "self.helper(**{})", "x if x.sum() else x", "x @= 3; y @ 2"),
    *("if x.sum() > 0: pass", "if x: pass", "assert x", "not x", "x and 1", "int(x)", "float(x.sum())", "bool(x)"),
    *("range(x)", "x < 'a'", "x == self", "self == self", "x in [x]", "x is x", "match x:\n    case _: pass"),
    *("for i in range(3):\n    pass\nelse:\n    pass", "[i async for i in x]", "type X = int", "x << 1", "x >> 1"),
    *("1 << 62", "x ^ x", "x.T.T.data", "return self", "return (self.fc, x)", "return x, x", "return None", "return 3"),
)
NUMBERS = (
    *("9**9**9", "2**63", "10**10**10", "9" * 5000, "0x" + "f" * 3000, "2**62 * 4", "(2**40)**2", "-2**64", "7**65"),
    *("10.0**1000", "(-1) ** 0.5", "1 // 0", "1 % 0", "1 / 0", "int(1e300)", "int(float('inf'))", "0 ** -1"),
    *("2**62 + 2**62", "math.prod([2**40, 2**40])", "sum([2**62, 2**62])", "round(1e300)", "1 if 2**99 else 0"),
)
MEMORY = (
    *(
        "torch.zeros(10**9)",
        "torch.zeros(10**5, 10**5)",
        "torch.ones(2**40)",
        "torch.arange(10**12)",
        "x.repeat(10**9, 1)",
    ),
    *("x.expand(10**6, 10**6, 4, 12)", "x.repeat(*[9] * 30)", "[0] * 10**9", "(0,) * 10**9", "list(range(10**9))"),
    *(
        "torch.full((10**5, 10**5), 1.0)",
        "x.new_zeros(10**10)",
        "x.unsqueeze(0).expand(10**10, 4, 12)",
        "x.view(-1, 0)",
    ),
    *("F.pad(x, (10**9, 10**9))", "F.interpolate(x[None, None], scale_factor=10.0**5)", "torch.linspace(0, 1, 10**11)"),
    *("torch.cat([x] * 9999 * 9999)", "torch.stack([x] * 10**7)", "tuple(range(10**8))", "sum(range(10**9))"),
    *("torch.outer(torch.arange(10**5), torch.arange(10**5))", "torch.zeros(1, 10**5) + torch.zeros(10**5, 1)"),
    *("torch.zeros(10**5, 1) @ torch.zeros(1, 10**5)", "[[0] * 1000 for i in range(10**6)]", "x.tile((10**9,))"),
    *("torch.zeros(10**9, 0).sum(1)", "max(range(10**12))", "[i for i in range(10**9)]", "enumerate(range(10**9))"),
)
LOOPS = (
    "for i in range(10**9):\n    pass",
    "for i in range(10**6):\n    y = i",
    "for i in range(1000):\n    for j in range(1000):\n        pass",
    "for i in range(10**5):\n    x = x + 1",
    "for i in range(7000):\n    x = torch.relu(x)",
    "y = []\nfor i in range(10**6):\n    y.append(i)",
    "y = [0]\nfor i in y:\n    y.append(i)",
    "y = [0, 1]\nfor i in range(60):\n    y = y + y",
    "y = [1]\nfor i in range(9000):\n    y = [y, 1]\nself.helper(torch.stack(y))",
    "y = []\ny.append(y)",
    "y = [[1]]\ny[0] = y",
    "for i in range(3000):\n    x = x.unsqueeze(0)",
    "for i in range(40):\n    x = torch.cat([x, x], 1)",
    "for i in range(40):\n    x = torch.cat([x, x], 0)",
    "for i in range(9000):\n    x = self.fc(x.new_zeros(1, 12))",
    "y = x\nfor i in range(30):\n    y = y.repeat(2, 2)",
    "[[[0 for i in range(1000)] for j in range(1000)] for k in range(1000)]",
    "[0 for i in range(1000) for j in range(1000) for k in range(1000)]",
)
CHANGES = (
    *("self.fc = 3", "self.extra = 3", "self.fc = self.fc", "self.fc.weight = x", "self.training = False", "x.fc = 3"),
    *("self.fc.weight += 1", "self.fc.weight.mul_(0)", "self.fc.weight[0] = 0", "self.fc.weight.T.add_(1)", "self = x"),
    *("self.fc.weight.view(-1).add_(1)", "self.fc.weight.detach().add_(1)", "F.relu(self.fc.bias, inplace=True)"),
    *(
        "torch.relu_(self.fc.bias)",
        "self.fc.bias.unsqueeze_(0)",
        "self.fc.bias.clamp_(0)",
        "F.relu(self.fc.bias, True)",
    ),
    *("self.fc.weight.detach()[0] = 1", "self.register_buffer('b', x)", "self.add_module('m', self.fc)"),
    *("y = nn.Linear(3, 4)", "y = nn.Dropout(0.5)(x)", "y = Net()", "y = nn.Parameter(x)", "y = torch.randn(3)"),
    *(
        "y = torch.rand(3)",
        "self.fc.in_features = 3",
        "F.relu = 3",
        "nn.Linear = 3",
        "torch.relu = 3",
        "torch = 3; torch.relu(x)",
    ),
)
KEYWORDS = (
    *("nn.Linear(3, 4, dtype=torch.float64)", "nn.Linear(3, 4, device='cuda')", "nn.Linear(3, 4, True, 'cuda')"),
    *("nn.Linear(3, 4, hooks=[])", "nn.Linear(in_features=3, out_features=4, _x=1)", "nn.Linear(3, 4, **{'bias': 1})"),
    *("nn.Embedding(3, 4, max_norm=1.0)", "nn.Embedding(3, 4, _weight=None)", "nn.Embedding(3, 4, sparse=True)"),
    *(
        "nn.Conv2d(1, 1, 1, device='meta')",
        "nn.LSTM(3, 4, proj_size=2)",
        "nn.LSTM(3, 4, dropout=0.5)",
        "nn.GELU(print)",
    ),
    *("nn.GRU(3, 4, 2, True, False, 0.3)", "nn.LSTM(3, 4, num_layers=10**6)", "nn.LSTM(3, 4, 17)", "nn.RNN(3, 4, 0)"),
    *("nn.Dropout(2)", "nn.Dropout('a')", "nn.Dropout(0.5, inplace=True)", "nn.Dropout(-1)", "nn.Dropout2d(p=1.5)"),
    *("nn.ReLU(nn.ReLU())", "nn.Linear(nn.ReLU(), 3)", "nn.Linear('a', 3)", "nn.Linear(-1, 3)", "nn.Linear(3.5, 3)"),
    *("nn.Linear()", "nn.Linear(3)", "nn.Linear(1, 2, 3, 4)", "nn.Linear(10**9, 10**9)", "nn.Linear(10**4, 10**4)"),
    *(
        "nn.Linear(10**18, 10**18)",
        "nn.Conv2d(10**7, 10**7, 10**7)",
        "nn.Embedding(10**9, 10**9)",
        "nn.Conv2d(1, 1, 9**9)",
    ),
    *(
        "nn.Bilinear(10**6, 10**6, 10**6)",
        "nn.LSTM(10**6, 10**6)",
        "nn.BatchNorm2d(10**9)",
        "nn.LayerNorm((10**6, 10**6))",
    ),
    *("nn.PReLU(10**9)", "nn.Conv2d(3, 4, 3, groups=0)", "nn.GroupNorm(0, 4)", "nn.Conv2d(1, 1, 1, stride=0)"),
    *(
        "nn.Sequential(3)",
        "nn.Sequential(F.relu)",
        "nn.Sequential(nn.Linear)",
        "nn.ModuleList(3)",
        "nn.ModuleList([3])",
    ),
    *(
        "nn.Sequential([nn.ReLU()])",
        "nn.Sequential(a=nn.ReLU())",
        "nn.Parameter(3)",
        "nn.Parameter()",
        "nn.Parameter(nn.ReLU())",
    ),
    *(
        "nn.Parameter(torch.zeros(10**9))",
        "nn.Parameter(torch.zeros(3), requires_grad=3)",
        "nn.Parameter(torch.zeros(3), x=1)",
    ),
    *(
        "torch.zeros(3, out=None)",
        "torch.zeros(3, dtype=torch.float)",
        "torch.zeros(3, requires_grad=True)",
        "torch.zeros(-1)",
    ),
    *(
        "torch.zeros('a')",
        "torch.zeros(3.5)",
        "torch.randn(10**9)",
        "torch.randn(3, generator=None)",
        "torch.tensor('a')",
    ),
    *(
        "torch.tensor([self])",
        "torch.relu(self)",
        "torch.relu(nn)",
        "torch.relu(nn.Linear)",
        "torch.cat(self)",
        "torch.relu(F)",
    ),
    *(
        "torch.add(1, 2, out=self)",
        "torch.relu(torch.relu)",
        "F.relu(Net)",
        "len(self)",
        "len(nn)",
        "len(3)",
        "sum(self)",
    ),
    *(
        "list(self)",
        "tuple(nn)",
        "zip(self, nn)",
        "enumerate(nn)",
        "max(self, self)",
        "abs(self)",
        "range(self)",
        "any(3)",
    ),
)
RESERVED_SET = tuple(f"self.{name} = nn.Linear(3, 4)" for name in (*OF_MODULES, *DUNDERS))
KEPT = (
    *(
        "self.a = self",
        "self.a = nn",
        "self.a = torch",
        "self.a = Net",
        "self.a = [nn.ReLU()]",
        "self.a = (nn.ReLU(),)",
    ),
    *("self.a = torch.zeros(3)", "self.a = self.helper", "self.a = print", "self.a = nn.Module", "self.a = super()"),
    *(
        "self.a = nn.Sequential(self)",
        "a = nn.ModuleList()\na.append(a)",
        "self.a = nn.ModuleList([self])",
        "self.fc(3)",
    ),
    *(
        "self.a = nn.ModuleList()\nself.a.append(self)",
        "a = nn.ReLU()\nfor i in range(40):\n    a = nn.Sequential(a, a)",
    ),
    *("a = nn.ReLU()\nfor i in range(900):\n    a = nn.Sequential(a)", "self.a = [nn.Linear(9, 9) for i in range(9)]"),
    *(
        "self.a = Net()",
        "self.a = nn.ModuleList([nn.Linear(1000, 1000) for i in range(100)])",
        "self.fc = 3",
        "Net.a = 3",
    ),
    *(
        "self.fc = nn.Parameter(torch.zeros(3))",
        "self.register_buffer('fc', torch.zeros(3))",
    ),
    *(
        "self.register_buffer('a.b', torch.zeros(3))",
        "self.register_buffer('', torch.zeros(3))",
        "self.register_buffer(3, 3)",
    ),
    *("self.register_buffer('__class__', torch.zeros(3))", "self.register_buffer('training', torch.zeros(3))"),
    *("self.add_module('forward', nn.ReLU())", "self.add_module('a b', nn.ReLU())", "self.fc.register_buffer('a', 3)"),
    *("super().forward(3)", "super().__init__(3)", "super(nn.Module, self).__init__()", "super().__setattr__('a', 3)"),
    *("super", "super()", "self.__init__()", "nn.Module.forward(self, 3)", "self.forward(3)", "self.helper(1, 2, 3)"),
    *(
        "self.helper()",
        "self.helper(y=3)",
        "self.nothing",
        "self.nothing()",
        "y",
        "x = x",
        "self.helper = 3",
        "self.forward = 3",
    ),
    *("self.a = torch.zeros(3)[torch.zeros(3) > 0]", "self.a = nn.Sequential(nn.ReLU())['0']", "self.a = nn.ReLU()[0]"),
)
LOOKALIKES = (
    *(
        "ｅval = 3",
        "ｓelf = 3",
        "self.ｆc2 = 3",
        "𝘹 = 3",
        "self.__ｃlass__ = 3",
        "ｏpen('CANARY', 'w')",
        "х = 3",
        "self.ﬁ = 3",
    ),
    *(
        "y = 3 \u202e",
        "y\u200b = 3",
        "y = ３",
        "a·b = 3",
        "ª = 3",
        "y = 'a' \u2028 z = 3",
        "é = 3",
        "self.층 = nn.ReLU()",
    ),
)
CLASSES = (
    *(
        "class A(object): pass",
        "class A: pass",
        "class A(nn.Module, object): pass",
        "class A(nn.Module, metaclass=type): pass",
    ),
    *(
        "class A(Net): pass",
        "class A(nn.Linear): pass",
        "class A(torch.Tensor): pass",
        "class A(type): pass",
        "class A(3): pass",
    ),
    *("class A(nn.Module):\n    def __getattr__(self, name): pass", "class A(nn.Module):\n    def __del__(self): pass"),
    *("class A(nn.Module):\n    def train(self): pass", "class A(nn.Module):\n    def __call__(self): pass"),
    *(
        "class A(nn.Module):\n    def __reduce__(self): pass",
        "class A(nn.Module):\n    __slots__ = ()",
        "@print\nclass A(nn.Module): pass",
    ),
    *(
        "class A(nn.Module):\n    @property\n    def a(self): pass",
        "class A(nn.Module):\n    @staticmethod\n    def a(): pass",
    ),
    *(
        "class A(nn.Module):\n    a = open('CANARY', 'w')",
        "class A(nn.Module):\n    a = nn.Linear(3, 4)",
        "class A(nn.Module):\n    forward = 3",
    ),
    *("class A(nn.Module):\n    def forward(): pass", "class A(nn.Module):\n    def forward(self, x, x): pass"),
    *("class A(nn.Module):\n    def forward(self, *x): pass", "class A(nn.Module):\n    def forward(self, **x): pass"),
    *(
        "class A(nn.Module):\n    def forward(self, /, x): pass",
        "class A(nn.Module):\n    def forward(self, x=open('CANARY', 'w')): pass",
    ),
    *(
        "class A(nn.Module):\n    class B(nn.Module): pass",
        "class A(nn.Module):\n    import os",
        "class A(nn.Module):\n    if 1: pass",
    ),
    *(
        "class torch(nn.Module): pass",
        "class A(nn.Module):\n    async def forward(self, x): pass",
        "class __A(nn.Module): pass",
    ),
    *(
        "class A(nn.Module):\n    training = True",
        "class A(nn.Module):\n    a = [i for i in range(9)]",
        "class A[T](nn.Module): pass",
    ),
)
TOPS = (
    *(
        CANARY,
        f"x = {CANARY}",
        "if True: pass",
        "for i in range(3): pass",
        "while True: pass",
        "def f(): pass",
        "lambda: 0",
    ),
    *(
        "try:\n    pass\nexcept: pass",
        "with open('CANARY') as f: pass",
        "del torch",
        "global x",
        "return 3",
        "yield 3",
        "raise x",
    ),
    *(
        "a, b = 1, 2",
        "x.y = 3",
        "x[0] = 3",
        "x += 1",
        "assert False",
        "async def f(): pass",
        "await x",
        "f'{1}'",
        "3 + 3",
    ),
    *(
        "print(3)",
        "eval('3')",
        "nn.Linear(3, 4)",
        "a = 10**10**10",
        "a = [0] * 10**9",
        "a = x",
        "import torch as __builtins__",
    ),
    *(
        "from torch import *",
        "from . import x",
        "from .. import x",
        "from torch import load",
        "from torch.nn import Transformer",
    ),
    *(
        "import torch.hub",
        "from torch import hub",
        "from torch.utils import data",
        "a = torch.load('x')",
        "a = torch.hub",
    ),
    *(
        "optimizer = torch.optim.SGD(net.parameters(), lr=0.01)",
        "net.train()",
        "a = Missing()",
        "torch = 3",
        "a = (" * 90 + ")" * 90,
    ),
    *(
        "import numpy as np\na = np.load('x')",
        "import torch.optim as optim\na = optim.SGD",
        "a = TEXT",
        "a: open('CANARY') = yes",
    ),
    *(
        "a = 3 if open('CANARY', 'w') else 4",
        "a = [open('CANARY', 'w') for i in [1]]",
        "a = (lambda: 0)()",
        "a = 1 .real",
    ),
)
TEXTS = (
    *(
        "",
        " ",
        "\n\n",
        "hello",
        "hello world",
        "x" * 20_001,
        "\0",
        "a\0b",
        "\ud800",
        "\x1b[31m",
        "if",
        "((((",
        "class",
        "'''",
    ),
    *(
        "-" * 19_990 + "1",
        "not " * 4_900 + "1",
        "(" * 9_000,
        "[" * 150 + "]" * 150,
        "x" + ".a" * 9_000,
        "x" + "[0]" * 6_000,
    ),
    *("1" + "**1" * 6_000, "a if b else " * 1_600 + "c", "lambda:" * 2_800 + "1", "9" * 19_000, "0x" + "f" * 19_000),
    *(
        "1" + "+1" * 9_000,
        "1" + "<1" * 9_000,
        "\n" * 19_999,
        "#" * 20_000,
        "a=" * 9_000 + "1",
        "a," * 9_000,
        "a;" * 6_000,
    ),
    *(
        "if a: pass\n" + "elif a: pass\n" * 1_400,
        "@a\n" * 5_000 + "class A: pass",
        "'" + "a" * 19_000 + "'",
        "\\",
        "\t\tx",
    ),
    *(
        "\ufeffimport os",
        "# -*- coding: utf-7 -*-\n+AGE-",
        "import torch\n",
        "class Net(nn.Module):\n    pass",
        "{" * 60 + "}" * 60,
    ),
    *(
        "\n".join(" " * i + "if 1:" for i in range(95)) + "\n" + " " * 95 + "pass",
        "from __future__ import braces\nx = 3",
    ),
)


# Found by trying to break it: little code that makes Python or PyTorch do much, or reaches what it should not.
REVIEW = (
    *("y = round(5, -10**9)", "y = round(2.5, 10**9)", "y = 1.5 in range(10**18)", "y = len(range(2**62 * 2))"),
    *("y = torch.zeros(10**8).split(1)", "y = torch.zeros(10**8).unbind(0)", "y = torch.zeros(10**8).chunk(10**8)"),
    *(
        "y = torch.unbind(torch.zeros(10**8))",
        "y = torch.split(torch.zeros(10**8), 1)",
        "for y in torch.zeros(10**8): pass",
    ),
    *(
        "y = [0] * 9999\ny = [y] * 9999\ny = torch.tensor(y)",
        "y = ([0] * 9999,) * 9999\nx = x.view(y)",
        "y = (x,)\ny = torch.cat([y] * 9999)",
    ),
    *(
        "y = (1,)\nfor i in range(60): y = (y, y)\nx = x.view(y)",
        "y = (x,)\nfor i in range(9000): y = (y,)\nx = torch.cat(y)",
    ),
    *(
        "y = [0] * 9999\nfor i in range(9999): y == y",
        "y = [0] * 9999\nfor i in range(9999): z = 1 in y",
        "y = [0] * 9999\nfor i in range(9999): y[:]",
    ),
    *("y = (0,) * 9999\nz = []\nfor i in range(9000): z.append(y)", "y = [0] * 9999\nfor i in range(9000): x.view(y)"),
    *("y = x\nfor i in range(1900): a, b = torch.zeros(9999, 1)", "y = [torch.zeros(10**7) for i in range(1000)]"),
    *(
        "y = torch.zeros(2 * 10**7)\nfor i in range(1900): y.sum()",
        "y = torch.zeros(9000, 9000)\nfor i in range(300): y @ y[0]",
    ),
    *(
        "y = torch.zeros(3, device='cpu')",
        "y = torch.zeros(10**8, device='cpu')",
        "y = torch.zeros(3, device='cuda')",
        "y = torch.arange(9, device='meta')",
    ),
    *(
        "y = torch.where(x > 0)",
        "y = x[x > 0]",
        "y = x[(x > 0).int().bool()]",
        "y = x['a']",
        "y = x[slice]",
        "y = x[[True]]",
        "y = x[[9999]]",
    ),
    *(
        "y = self.fc(x, self=3)",
        "y = self.fc(self=self)",
        "y = self.fc(x, hooks=3)",
        "y = self.helper(x, self=3)",
        "y = self.helper(self, x)",
    ),
    *(
        "y = self.fc.forward(x)",
        "y = self.forward",
        "y = self.helper",
        "y = [self.forward]",
        "y = nn.ReLU.forward",
        "y = F.relu.call",
        "y = F.relu.name",
    ),
    *(
        "y = nn.Linear.make",
        "y = Net.methods",
        "y = Net.kinds",
        "y = Net.forward(self, x)",
        "y = nn.members",
        "y = torch.member('load')",
        "y = F.name",
    ),
    *(
        "y = x.shape.count",
        "y = [].clear()",
        "y = [].extend([1])",
        "y = ().index(1)",
        "y = ''.join([])",
        "y = x.shape.__class__",
        "y = (1).real",
    ),
    *(
        "y = (1).to_bytes(10**9, 'big')",
        "y = 'a'.encode()",
        "y = x.max(1).count(x)",
        "y = x.max(1)._fields",
        "y = x.size.im_class",
    ),
    *(
        "y = self.fc.weight.data",
        "y = self.fc.weight.grad",
        "self.fc.weight.data.zero_()",
        "y = self.fc.bias.requires_grad",
    ),
    *(
        "y = nn.Sequential(nn.ReLU())[0].weight",
        "y = nn.Sequential(nn.ReLU()).append(nn.ReLU())",
        "y = nn.Sequential()(x, x)",
    ),
    *(
        "y = nn.ModuleList([nn.ReLU()]).extend([])",
        "y = nn.ModuleList([nn.ReLU()])(x)",
        "y = nn.ModuleList([nn.ReLU()])[0:1].append(3)",
    ),
    *(
        "for self in range(3): pass",
        "for self.a in range(3): pass",
        "[self for self in range(3)]",
        "x, self = 1, 2",
        "self += 1",
    ),
    *(
        "x.requires_grad = False",
        "x.data = x",
        "x.shape = 3",
        "torch.pi = 3",
        "classes = classes\nclasses.a",
        "TEXT.vocab",
        "words",
    ),
    *(
        "y = classes[99]",
        "y = classes * 9999",
        "net = 3\nnet.fc",
        "y: print(3) = print(4)",
        "y = 3 if print(3) else 4",
        "assert x, print(x)",
    ),
    *(
        "x[0] = print(3)",
        "x[print(3)] = 0",
        "x[0:print(3)]",
        "y = x[0][1][2][3][4]",
        "return print(x)",
        "y = -print(3)",
        "y = F.relu(print(3))",
    ),
    *(
        "y = [print(i) for i in range(3)]",
        "y = [i for i in print(3)]",
        "y = [i for i in range(3) if print(i)]",
        "y = sum(print(i) for i in [1])",
    ),
    *(
        "if True:\n    eval('3')",
        "for i in [1]:\n    exec('3')",
        "if False:\n    x.__class__",
        "if False: open('CANARY', 'w')",
        "1 if 1 else eval('3')",
    ),
    *(
        "y = 'a' < 3",
        "y = None + 1",
        "y = [] + ()",
        "y = x + [1]",
        "y = x + None",
        "y = nn + 1",
        "y = F.relu + 1",
        "y = Net * 2",
        "y = self + self",
    ),
    *(
        "y = x.view(x)",
        "y = x.view('a')",
        "y = x.view(self)",
        "y = x.view(nn.ReLU())",
        "y = x.expand(F)",
        "y = x.add(self)",
        "y = torch.add(x, nn)",
    ),
    *(
        "y = F.conv2d(x, x, groups=0)",
        "y = F.max_pool2d(x, 0)",
        "y = F.max_pool2d(x[None], 2, stride=0)",
        "y = F.interpolate(x, size=-1)",
    ),
    *(
        "y = F.dropout(x, 7)",
        "y = F.dropout(x, 0.5, True, True)",
        "y = F.dropout(x, x)",
        "y = F.dropout2d(3)",
        "y = torch.dropout(x, 0.5)",
    ),
)
REVIEW_INIT = (
    *(
        "self.r = range(10**9)\nself.s = list(self.r)",
        "y = [0] * 9999\nself.y = [y] * 9999",
        "y = (1,)\nfor i in range(60): y = (y, y)\nself.y = y",
    ),
    *(
        "y = [0] * 9999\nself.a = nn.LayerNorm([y] * 9999)",
        "super().__init__()",
        "y = self.fc(torch.zeros(3, 12))",
        "self.y = torch.relu(self.fc.weight)",
    ),
    *(
        "self.fc.weight.add_(1)",
        "self.fc.weight[0] = 0",
        "self.fc.weight.copy_(self.fc.weight)",
        "nn.init.zeros_(self.fc.weight)",
    ),
    *(
        "self.a = [[[[[[[[1]]]]]]]]",
        "self.a = nn.Parameter(self.fc)",
        "self.a = F",
        "self.a = [Net]",
        "self.a, self.b = nn, F",
        "self.a = self.b = torch",
    ),
    *(
        "for self.a in [nn.Linear(9, 9)] * 9: self.state_dict = 3",
        "self.a: nn.Module = print",
        "self.a += 1",
        "self.training = nn.ReLU()",
    ),
    *(
        "a = nn.ReLU()\nfor i in range(12): a = nn.Sequential(a, a)\nself.a = a",
        "self.a = nn.ModuleList([nn.ReLU() for i in range(2001)])",
    ),
    *(
        "for i in range(3000): nn.ReLU()",
        "self.a = nn.Sequential(nn.ReLU(), self)",
        "a = nn.ModuleList()\na.append(nn.Sequential(a))",
    ),
    *(
        "self.register_buffer('a', torch.zeros(10**8))",
        "self.register_buffer('fc', torch.zeros(1))",
        "self.register_buffer(name='a', tensor=3)",
    ),
    *(
        "self.a = torch.randn(10**9)",
        "self.a = nn.Parameter(torch.rand(10**5, 10**5))",
        "self.a = nn.Parameter(torch.zeros(10**8))",
    ),
)


def families() -> Iterator[tuple[str, str]]:
    """(name of the family, text)."""
    for name in DUNDERS:
        yield "dunder", in_forward(f"y = x.{name}")
        yield "dunder", in_forward(f"y = self.{name}")
        yield "dunder", in_init(f"y = nn.{name}")
        yield "dunder", in_forward(f"y = {name}")
    for name in OF_MODULES:
        yield "module", in_forward(f"y = self.fc.{name}")
        if name != "training":
            yield "module", in_forward(f"y = self.{name}")
        yield "module", in_forward(f"y = self.fc.{name}(x)")
    for name in OF_TENSORS:
        yield "tensor", in_forward(f"y = x.{name}")
        yield "tensor", in_forward(f"y = x.{name}(x)")
    for name in OF_TORCH:
        yield "torch", in_forward(f"y = torch.{name}")
        yield "torch", in_init(f"y = torch.{name}(3)")
    for name in OF_NN:
        yield "nn", in_init(f"y = nn.{name}(3, 4)")
    for name in BUILTINS:
        yield "builtin", in_forward(f"y = {name}(x)")
        yield "builtin", in_init(f"y = {name}")
    for name in MODULES:
        yield "import", at_top(f"import {name}")
        yield "import", at_top(f"from {name} import x")
    many = {
        "statement": (in_forward, (*STATEMENTS, CANARY)),
        "number": (in_forward, [f"y = {code}" for code in NUMBERS]),
        "number at the top": (at_top, [f"y = {code}" for code in NUMBERS]),
        "memory": (in_forward, [f"y = {code}" for code in MEMORY]),
        "loop": (in_forward, LOOPS),
        "change": (in_forward, CHANGES),
        "review": (in_forward, REVIEW),
        "review of __init__": (in_init, REVIEW_INIT),
        "keyword": (in_init, [f"y = {code}" for code in KEYWORDS]),
        "reserved": (in_init, RESERVED_SET),
        "kept": (in_init, KEPT),
        "look-alike": (in_init, LOOKALIKES),
        "class": (at_top, [f"import torch.nn as nn\n{code}" for code in CLASSES]),
        "top": (at_top, TOPS),
        "text": (str, TEXTS),
    }
    for family, (put, codes) in many.items():
        for code in codes:
            yield family, put(code)
