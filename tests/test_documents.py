"""What README and docs say can be followed: links lead somewhere, commands exist, figures' commands are named."""

import re
import shlex
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from benchmarks.__main__ import PARTS
from docs.rooms import PAGE, drawing, page_with

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / "pages").rglob("*.md"))]
OWN = [path for path in DOCUMENTS if path.parent in (ROOT, ROOT / "docs")]
LANGUAGES = {"", "nginx", "mermaid"}  # of blocks: commands, what is not ours to run, drawings


def anchors_of(document: Path) -> set[str]:
    """As GitHub makes them from headings."""
    headings = re.findall(r"^#+ (.+)$", document.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_within_the_repository_leads_somewhere(document):
    for target in re.findall(r"\]\(([^)\s]+)\)", document.read_text(encoding="utf-8")):
        if target.startswith("https://"):
            continue
        path, _, anchor = target.partition("#")
        found = (document.parent / path).resolve() if path else document
        assert found.exists(), f"{document.name} links to {target}"
        assert not anchor or anchor in anchors_of(found), f"{document.name} links to {target}"


def commands_of(document: Path) -> list[str]:
    """Every line of every block of commands."""
    blocks = re.findall(r"^```(\w*)\n(.*?)^```$", document.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert {language for language, _ in blocks} <= LANGUAGES
    return [line for language, block in blocks if not language for line in block.splitlines() if line.strip()]


COMMANDS = [(path.name, line) for path in OWN for line in commands_of(path)]


@pytest.mark.parametrize(("document", "line"), COMMANDS)
def test_every_command_of_a_block_can_be_given(document, line):
    words = shlex.split(line, comments=True)
    match words[0]:
        case "make":
            subprocess.run(["make", "--dry-run", *words[1:]], cwd=ROOT, check=True, capture_output=True)
        case "docker":
            assert words[1] in ("build", "run")
            assert "pytorch-playground" in words
        case _:
            pytest.fail(f"{document}: nobody has said how to try “{line}”")


@pytest.mark.parametrize("document", OWN, ids=lambda path: path.name)
def test_every_module_that_is_run_by_a_command_exists_and_every_benchmark_too(document):
    text = document.read_text(encoding="utf-8")
    for module, arguments in re.findall(r"python -m ([\w.]+)((?: [\w-]+)*)", text):
        assert find_spec(module) is not None, f"{document.name}: python -m {module}"
        if module == "benchmarks":
            assert set(arguments.split()) <= set(PARTS), f"{document.name}: benchmarks {arguments}"
    for target in re.findall(r"`make (\w+)`", text):
        subprocess.run(["make", "--dry-run", target], cwd=ROOT, check=True, capture_output=True)


def test_every_file_that_a_document_names_exists():
    for document in OWN:
        for name in re.findall(
            r"`((?:core|pages|tests|docs|benchmarks)/[\w/.]+?)`", document.read_text(encoding="utf-8")
        ):
            assert (ROOT / name).exists(), f"{document.name} names {name}"


@pytest.mark.slow
def test_a_benchmark_says_what_it_can_measure():
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks", "--help"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    assert all(part in told for part in PARTS)


def test_the_container_runs_unprivileged_has_a_health_check_and_copies_what_is_there():
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    kinds = [line.split()[0] for line in lines if line and line[0].isupper()]
    assert kinds.index("USER") < kinds.index("CMD")
    assert "HEALTHCHECK" in kinds
    copied = [line.split()[1] for line in lines if line.startswith("COPY")]
    assert all((ROOT / name).exists() for name in copied)
    ignored = set((ROOT / ".dockerignore").read_text(encoding="utf-8").split())
    assert not ignored & {"app.py", "pages", "core", ".streamlit", "requirements.txt"}
    assert {"data", ".venv", ".git"} <= ignored


def test_the_licence_is_there():
    assert "Apache License" in (ROOT / "LICENSE").read_text(encoding="utf-8")


def test_the_map_of_the_rooms_is_what_the_code_is():
    text = PAGE.read_text(encoding="utf-8")
    assert text == page_with(text, drawing()), "draw it anew: python -m docs.rooms"
