"""The rules of the house (docs/architecture.md), held by reading the code."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from pages.ui.presenting import PAGES

ROOT = Path(__file__).resolve().parents[1]
VIEWS = sorted((ROOT / "pages" / "views").glob("*.py"))
CODE = [ROOT / "app.py", *sorted((ROOT / "core").rglob("*.py")), *sorted((ROOT / "pages").rglob("*.py"))]

# First rule that fits counts: files -> what they must not import.
RULES = (
    ("core/", {"streamlit", "plotly", "pages", "streamlit_drawable_canvas"}),
    *((f"pages/ui/{folder}charts.py", {"torch", "streamlit"}) for folder in ("", "evaluate/", "playground/", "lab/")),
    ("pages/ui/", {"torch", "torchvision", "pages.views"}),
    ("pages/", {"torch", "torchvision", "plotly", "pages.views"}),
    ("app.py", {"torch", "plotly", "core"}),
)


def imports_of(path: Path) -> set[str]:
    """Every module that a file imports, also inside functions."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            found |= {node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def forbidden_in(path: Path) -> set[str]:
    name = path.relative_to(ROOT).as_posix()
    return next(banned for prefix, banned in RULES if name.startswith(prefix))


@pytest.mark.parametrize("path", CODE, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_imports_go_one_way(path):
    banned = forbidden_in(path)
    wrong = {name for name in imports_of(path) if any(name == ban or name.startswith(f"{ban}.") for ban in banned)}
    assert not wrong, f"{path.name} must not import {sorted(wrong)}: see docs/architecture.md"


MUTABLE = ast.List | ast.Set | ast.Dict | ast.ListComp | ast.SetComp | ast.DictComp
MAKERS = {"list", "dict", "set", "deque", "defaultdict", "OrderedDict", "Counter", "bytearray"}


@pytest.mark.parametrize("path", CODE, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_nothing_at_module_level_can_be_changed_by_one_visitor_for_another(path):
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if not isinstance(node, ast.Assign | ast.AnnAssign):
            continue
        made_by = ast.unparse(node.value.func).split(".")[-1] if isinstance(node.value, ast.Call) else ""
        if isinstance(node.value, MUTABLE) or made_by in MAKERS:
            annotation = ast.unparse(node.annotation) if isinstance(node, ast.AnnAssign) else ""
            assert annotation.startswith("Mapping"), f"all visitors share {ast.unparse(node)}: annotate it as Mapping"


@pytest.mark.parametrize("path", CODE, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_page_writes_html_of_its_own(path):
    code = path.read_text(encoding="utf-8")
    assert "unsafe_allow_html" not in code
    assert "st.html(" not in code


@pytest.mark.parametrize("path", CODE, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_long_file_says_in_its_first_line_why_it_is_long(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 300 or "(long: " in lines[0]


def test_every_page_has_a_file_of_its_address_for_a_first_visit_by_deep_link():
    shown = set(re.findall(r'"pages/views/(\w+)\.py"', (ROOT / "app.py").read_text(encoding="utf-8")))
    assert shown == {path.stem for path in VIEWS} - {"__init__"}
    assert {path.stem for path in (ROOT / "pages").glob("*.py")} - {"__init__"} == shown - {"home"}


def test_presentation_mode_leads_to_every_page_by_its_own_name():
    shown = re.findall(
        r'st\.Page\("pages/views/(\w+)\.py", title="([^"]+)"', (ROOT / "app.py").read_text(encoding=("utf-8"))
    )
    assert list(PAGES) == [("home", "Home"), *shown]


def test_what_the_first_visitor_sees_while_torch_is_imported_needs_no_torch():
    first = "import sys; sys.path.insert(0, '.'); import pages.ui.first_visit; print('torch' in sys.modules)"
    assert (
        subprocess.run([sys.executable, "-c", first], check=True, cwd=ROOT, capture_output=True, text=True).stdout
        == "False\n"
    )


@pytest.mark.parametrize("path", [path for path in VIEWS if path.name != "__init__.py"], ids=lambda path: path.stem)
def test_a_view_is_functions_and_one_call(path):
    """Names at module level would outlive the script run."""
    *_, last = body = ast.parse(path.read_text(encoding="utf-8")).body
    assert ast.unparse(last) == "main()"
    for node in body[1:-1]:
        constant = isinstance(node, ast.Assign) and ast.unparse(node.targets[0]).isupper()
        assert constant or isinstance(node, ast.Import | ast.ImportFrom | ast.FunctionDef | ast.AsyncFunctionDef)


@pytest.mark.parametrize("path", CODE, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_file_opens_with_what_it_is(path):
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


def callbacks_in(tree: ast.AST) -> set[str]:
    """The names of the functions of a file that are called before its widgets are drawn anew, also those inside them.

    `on_click=_add` names `_add`; `on_click=_choose_cell(key)` a function that makes the callback.
    """
    return {
        (keyword.value.func if isinstance(keyword.value, ast.Call) else keyword.value).id
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        for keyword in node.keywords
        if keyword.arg is not None
        and re.fullmatch("on_[a-z_]+", keyword.arg)
        and isinstance(keyword.value.func if isinstance(keyword.value, ast.Call) else keyword.value, ast.Name)
    }


def test_no_callback_shows_anything():
    """Streamlit has no place for it in a part of a page, and writes a warning into the server's log."""
    wrong = [
        f"{path.relative_to(ROOT)}: {function.name} calls {ast.unparse(call.func)}"
        for path in CODE
        for tree in [ast.parse(path.read_text(encoding="utf-8"))]
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef) and function.name in callbacks_in(tree)
        for call in ast.walk(function)
        if isinstance(call, ast.Call) and re.fullmatch(r"st\.(?!session_state)\w+", ast.unparse(call.func))
    ]
    assert not wrong, f"say it with toast_soon, or show it where the widget is drawn: {wrong}"


def key_of(node: ast.expr) -> str:
    """The key of a widget as it is written, with a star for each part that is computed: 'preset-*'."""
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "*" for part in node.values)
    return str(node.value) if isinstance(node, ast.Constant) else ""


def test_a_widget_whose_state_is_written_has_no_default_beside_it():
    """Streamlit would not know which of them counts, and writes a warning into the server's log."""
    nodes = [node for path in CODE for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
    written = {
        key_of(target.slice)
        for node in nodes
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Subscript) and ast.unparse(target.value) == "st.session_state"
    }
    wrong = [
        ast.unparse(node)
        for node in nodes
        if isinstance(node, ast.Call)
        for given in [{keyword.arg: keyword.value for keyword in node.keywords}]
        if "key" in given and key_of(given["key"]) in written - {""} and given.keys() & {"default", "value", "index"}
    ]
    assert not wrong
