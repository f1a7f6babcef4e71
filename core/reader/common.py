"""Lines that are in most programs and that the app does by itself: prints, plots, seeds, devices."""

import ast

from core.reader.form import Form
from core.reader.names import Names
from core.reader.text import MAGIC


def common_reason(form: Form, statement: ast.stmt) -> str:  # noqa: PLR0911  (a reason each)
    """Why lines that are in most programs are not needed; '' where this is none of them."""
    if isinstance(statement, ast.Pass) and MAGIC.match(form.lines[statement.lineno - 1]):
        return "magic"
    call = form.names.unwrapped(statement.value) if isinstance(statement, ast.Expr | ast.Assign) else None
    name = form.names.called(call.func) if isinstance(call, ast.Call) else ""
    if name == "print" or name.startswith(("logging.", "tqdm.")):
        return "print"
    if name.startswith(("matplotlib.", "seaborn.", "IPython.")) or "imshow" in name or name == "display":
        return "plot"
    if name in {"torch.save", "torch.load"} or name.endswith("load_state_dict"):
        return "save"
    if name.startswith(("random.", "numpy.random.", "torch.cuda.manual_seed", "torch.backends.")):
        return "chance"
    if name == "torch.set_num_threads":
        return "threads"
    return "device" if is_of_device(form.names, statement) else ""


def is_of_device(names: Names, statement: ast.stmt) -> bool:
    """Whether a statement only chooses a device, or moves something to it."""
    if isinstance(statement, ast.Assign | ast.Expr | ast.If):
        code = statement.test if isinstance(statement, ast.If) else statement.value
        mentioned = {names.called(each) for each in ast.walk(code) if isinstance(each, ast.Name | ast.Attribute)}
        texts = {each.value for each in ast.walk(code) if isinstance(each, ast.Constant)}
        moved = isinstance(code, ast.Call) and isinstance(code.func, ast.Attribute) and code.func.attr in {"to", "cuda"}
        return (
            moved
            or any(
                name.startswith(("torch.cuda.", "torch.backends.", "torch.device", "torch.mps", "torch.accelerator"))
                for name in mentioned
            )
            or bool({"cuda", "cuda:0", "mps"} & texts)
        )
    return False
