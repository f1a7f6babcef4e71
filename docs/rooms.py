"""The map of core/ in docs/architecture.md, drawn from the imports of the code: `python -m docs.rooms` puts it there.

A room is a folder of core/ or a file beside the folders. An arrow leads to what a room needs; an arrow that follows
from others (a needs b, b needs c, so a may use c) is left out.
"""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "architecture.md"
BEGIN, END = "<!-- rooms: .venv/bin/python -m docs.rooms -->\n", "<!-- /rooms -->\n"


def room_of(module: str) -> str:
    """'core.runs.player' -> 'core/runs/'; 'core.training' -> 'core/training.py'; "" outside of core."""
    _core, name, *deeper = (*module.split("."), "")
    folder = (ROOT / "core" / name).is_dir()
    return "" if not module.startswith("core.") or not (folder or deeper) else f"{name}/" if folder else f"{name}.py"


def needs_of_rooms() -> dict[str, set[str]]:
    """Room -> the rooms that its files import."""
    needs: dict[str, set[str]] = {}
    for path in sorted((ROOT / "core").rglob("*.py")):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        room = room_of(module)
        if not room or (path.parent == ROOT / "core" and path.name == "__init__.py"):
            continue
        mine = needs.setdefault(room, set())
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module] if node.module != "core" else [f"core.{alias.name}" for alias in node.names]
                mine |= {room_of(name) for name in names} - {"", room}
    return needs


def without_detours(needs: dict[str, set[str]]) -> dict[str, set[str]]:
    """Only the arrows that do not follow from others."""

    def below(room: str) -> set[str]:
        return needs[room].union(*map(below, needs[room]))

    return {
        room: {each for each in direct if not any(each in below(other) for other in direct)}
        for room, direct in needs.items()
    }


def drawing() -> str:
    """The map as a mermaid flowchart, and a sentence with its figures."""
    all_needs = needs_of_rooms()
    needs = without_detours(all_needs)
    ids = {room: f"r{number}" for number, room in enumerate(needs)}
    rooms = [f'  {ids[room]}["{room}"]' for room in needs]
    arrows = [f"  {ids[room]} --> {ids[each]}" for room, direct in needs.items() for each in sorted(direct)]
    in_all = sum(map(len, all_needs.values()))
    counted = (
        f"{len(rooms)} rooms. An arrow leads to what a room needs. Of {in_all} arrows the map shows the {len(arrows)} "
        "that do not follow from others; none leads back."
    )
    return "\n".join(["```mermaid", "flowchart TD", *rooms, *arrows, "```", "", counted, ""])


def page_with(text: str, new: str) -> str:
    """The page's text with the map between its two marks."""
    before, rest = text.split(BEGIN)
    return before + BEGIN + new + END + rest.split(END)[1]


if __name__ == "__main__":
    PAGE.write_text(page_with(PAGE.read_text(encoding="utf-8"), drawing()), encoding="utf-8")
