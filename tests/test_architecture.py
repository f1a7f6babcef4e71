"""The rules of the house (docs/architecture.md), held by reading the code."""

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from pages.ui.menu import FIRST, PAGES

ROOT = Path(__file__).resolve().parents[1]
VIEWS = sorted((ROOT / "pages" / "views").glob("*.py"))
CODE = [ROOT / "app.py", *sorted((ROOT / "core").rglob("*.py")), *sorted((ROOT / "pages").rglob("*.py"))]

# First rule that fits counts: files -> what they must not import.
RULES = (
    ("core/", {"streamlit", "plotly", "pages", "streamlit_drawable_canvas"}),
    *(
        (f"pages/ui/{folder}charts.py", {"torch", "streamlit"})
        for folder in ("", "evaluate/", "explain/", "playground/", "lab/")
    ),
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


def rule(offences: Callable[[Path], Iterable[object]], paths: Iterable[Path] = CODE) -> list[str]:
    """All offences against a rule, each with the file that it is in."""
    return [f"{path.relative_to(ROOT)}: {offence}" for path in paths for offence in offences(path)]


def test_imports_go_one_way():
    def wrong(path: Path) -> list[str]:
        banned = forbidden_in(path)
        return sorted(
            name for name in imports_of(path) if any(name == ban or name.startswith(f"{ban}.") for ban in banned)
        )

    assert not rule(wrong), "see docs/architecture.md"


def room_of(module: str) -> str:
    """The folder that a module of the project is in, or the module itself where it is not in a folder of its own."""
    parts = module.split(".")
    depth = 3 if parts[:2] == ["pages", "ui"] else 2
    return ".".join(parts[:depth])


def modules() -> dict[str, Path]:
    return {path.relative_to(ROOT).with_suffix("").as_posix().replace("/", "."): path for path in CODE}


def test_no_two_rooms_need_each_other():
    """A room is a folder, or a file beside the folders; whoever reads one goes on to others and never comes back."""
    known = modules()
    needs: dict[str, set[str]] = {}
    for module, path in known.items():
        others = {room_of(name) for name in imports_of(path) if name in known} - {room_of(module)}
        needs.setdefault(room_of(module), set()).update(others)

    def reached(room: str) -> set[str]:
        seen: set[str] = set()
        ahead = [room]
        while ahead:
            new = needs.get(ahead.pop(), set()) - seen
            seen |= new
            ahead += new
        return seen

    assert not [room for room in needs if room in reached(room)]


PAGE_FOLDERS = ("data", "evaluate", "lab", "playground", "train")


def test_nothing_of_one_page_is_borrowed_by_another_pages_folder():
    """What two of them need lies above both, in pages/ui."""

    def borrowed(path: Path) -> list[str]:
        own = path.relative_to(ROOT).parts[2]
        others = tuple(f"pages.ui.{folder}." for folder in PAGE_FOLDERS if folder != own)
        return [name for name in imports_of(path) if name.startswith(others)]

    assert not rule(borrowed, (ROOT / "pages" / "ui").rglob("*.py"))


MUTABLE = ast.List | ast.Set | ast.Dict | ast.ListComp | ast.SetComp | ast.DictComp
MAKERS = {"list", "dict", "set", "deque", "defaultdict", "OrderedDict", "Counter", "bytearray"}


def test_nothing_at_module_level_can_be_changed_by_one_visitor_for_another():
    def shared(path: Path) -> list[str]:
        wrong = []
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if not isinstance(node, ast.Assign | ast.AnnAssign):
                continue
            made_by = ast.unparse(node.value.func).split(".")[-1] if isinstance(node.value, ast.Call) else ""
            annotation = ast.unparse(node.annotation) if isinstance(node, ast.AnnAssign) else ""
            mutable = isinstance(node.value, MUTABLE) or made_by in MAKERS
            wrong += [ast.unparse(node)] if mutable and not annotation.startswith("Mapping") else []
        return wrong

    assert not rule(shared), "all visitors share these: annotate them as Mapping"


def test_no_page_writes_html_of_its_own():
    def html(path: Path) -> list[str]:
        code = path.read_text(encoding="utf-8")
        return [written for written in ("unsafe_allow_html", "st.html(") if written in code]

    assert not rule(html)


def test_a_long_file_says_in_its_first_line_why_it_is_long():
    def too_long(path: Path) -> list[int]:
        lines = path.read_text(encoding="utf-8").splitlines()
        return [len(lines)] if len(lines) > 300 and "(long: " not in lines[0] else []

    assert not rule(too_long)


def test_every_file_opens_with_what_it_is():
    assert not [path for path in CODE if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))]


def test_every_page_of_the_menu_has_its_files():
    """A script in pages/views, and one of its address in pages/ for a first visit by a deep link."""
    addresses = {address for address, _icon in PAGES}
    assert addresses == {path.stem for path in VIEWS} - {"__init__"}
    files = [path for path in (ROOT / "pages").glob("*.py") if path.stem != "__init__"]
    assert addresses - {FIRST} == {path.stem for path in files}
    codes = {ast.unparse(ast.parse(path.read_text(encoding="utf-8")).body[1:]) for path in files}
    assert len(codes) == 1, "all of them do the same: they run app.py"


def test_what_the_first_visitor_sees_while_torch_is_imported_needs_no_torch():
    first = "import sys; sys.path.insert(0, '.'); import pages.ui.first_visit; print('torch' in sys.modules)"
    assert (
        subprocess.run([sys.executable, "-c", first], check=True, cwd=ROOT, capture_output=True, text=True).stdout
        == "False\n"
    )


def test_a_view_is_functions_and_one_call():
    """Names at module level would outlive the script run."""

    def wrong(path: Path) -> list[str]:
        *_, last = body = ast.parse(path.read_text(encoding="utf-8")).body
        allowed = ast.Import | ast.ImportFrom | ast.FunctionDef | ast.AsyncFunctionDef
        others = [
            ast.unparse(node)
            for node in body[1:-1]
            if not isinstance(node, allowed)
            and not (isinstance(node, ast.Assign) and ast.unparse(node.targets[0]).isupper())
        ]
        return others + ([] if ast.unparse(last) == "main()" else ["its last line is not main()"])

    assert not rule(wrong, [path for path in VIEWS if path.name != "__init__.py"])


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
        for callbacks in [callbacks_in(tree)]
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef) and function.name in callbacks
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


WIDGETS = {
    *(
        "button",
        "download_button",
        "selectbox",
        "segmented_control",
        "radio",
        "pills",
        "slider",
        "select_slider",
        "tabs",
    ),
    *("number_input", "text_input", "text_area", "toggle", "checkbox", "file_uploader", "camera_input"),
}


def test_every_widget_has_a_key():
    """Without one, Streamlit takes a widget for another one as soon as the words on it change."""

    def without(path: Path) -> list[str]:
        return [
            f"line {node.lineno}: {ast.unparse(node.func)}"
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in WIDGETS
            and not {keyword.arg for keyword in node.keywords} & {"key", None}
        ]

    assert not rule(without)
