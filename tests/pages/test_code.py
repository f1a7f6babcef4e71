"""The editor of programs, on the server's side; tests/e2e/test_code.py has the browser's."""

import json
import re

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui.components import code as module
from pages.ui.components import static_files


def page(program: list[str], **options):
    import streamlit as st

    from pages.ui.components.code import CodeLine, code

    lines = [CodeLine(line) for line in program]
    lines.insert(1, CodeLine("gone", "missing", "The post has it."))
    st.text(repr(code("pane", lines, label="Net", **options)))


def show(*program: str, **options) -> AppTest:
    app = AppTest.from_function(page, args=(list(program),), kwargs=options).run()
    assert not app.exception
    return app


def sent_by(app: AppTest) -> dict:
    return json.loads(app.get("bidi_component")[0].proto.json)


def after_typing(app: AppTest, state: object) -> str:
    """What `code` returns when a browser has sent this."""
    app.session_state["pane"] = state
    app.run()
    assert not app.exception
    return app.text[0].value


def test_a_program_that_nobody_has_touched_is_none():
    app = show("a = 1", "b = 2", editable=True)
    assert app.text[0].value == "None"
    assert sent_by(app)["lines"] == [["a = 1", "", ""], ["gone", "missing", "The post has it."], ["b = 2", "", ""]]


def test_what_was_typed_is_returned_and_given_to_an_editor_that_appears_anew():
    app = show("a = 1", "b = 2", editable=True)
    of = sent_by(app)["of"]
    assert after_typing(app, {"text": {"of": of, "text": "a = 3"}}) == "'a = 3'"
    assert sent_by(app)["edited"] == "a = 3"
    assert after_typing(app, {"text": {"of": of, "text": "a = 1\nb = 2"}}) == "None"
    assert after_typing(app, {"text": {"of": of, "text": ""}}) == "''"


def test_what_was_typed_for_another_program_is_dropped():
    app = show("a = 1", editable=True)
    other = sent_by(show("a = 2", editable=True))["of"]
    assert other != sent_by(app)["of"]
    assert after_typing(app, {"text": {"of": other, "text": "a = 3"}}) == "None"


def test_marks_notes_and_what_is_lit_make_no_other_program():
    plain, lit = show("a = 1"), show("a = 1", lit=1, flash=(1,), errors=((1, "no"),))
    assert sent_by(plain)["of"] == sent_by(lit)["of"]
    assert sent_by(lit)["said"] == "Line 1: no"


def test_the_first_three_lines_with_something_wrong_are_said_and_how_many_more_there_are():
    wrong = tuple((line, f"no {line}") for line in (9, 4, 2, 7, 8))
    assert sent_by(show("a = 1", errors=wrong))["said"].split("\n") == [
        *("Line 2: no 2", "Line 4: no 4", "Line 7: no 7", "and 2 more")
    ]
    assert "more" not in sent_by(show("a = 1", errors=wrong[:3]))["said"]


@pytest.mark.parametrize(
    "forged", [{}, {"text": "a"}, {"text": {"text": "a"}}, {"text": {"of": "OF", "text": 7}}, {"text": None}]
)
def test_any_other_message_is_no_text(forged):
    app = show("a = 1", editable=True)
    of = sent_by(app)["of"]
    assert after_typing(app, json.loads(json.dumps(forged).replace("OF", of))) == "None"


def test_half_an_emoji_and_more_than_the_longest_program_are_cut():
    app = show("a = 1", editable=True)
    of = sent_by(app)["of"]
    assert after_typing(app, {"text": {"of": of, "text": "a\ud83d"}}) == "'a'"
    assert len(after_typing(app, {"text": {"of": of, "text": "x" * (module.MOST + 9)}})) == module.MOST + 2


def test_a_line_is_one_line():
    assert AppTest.from_function(page, args=(["a\nb"],)).run().exception


def test_scripts_are_served_under_names_of_their_content(tmp_path, monkeypatch):
    monkeypatch.setattr(static_files, "FOLDER", tmp_path / "static")
    module.provide_code()
    module.provide_code()
    names = sorted(path.name for path in static_files.FOLDER.iterdir())
    assert [re.sub("-[0-9a-f]{16}", "", name) for name in names] == ["codemirror.js", "pane.js"]
    assert {f"./app/static/{name}" for name in names} == set(sent_by(show("a = 1"))["scripts"])


def test_codemirror_is_small_and_its_licences_are_beside_it():
    folder = module._FOLDER
    assert (folder / "codemirror.min.js").stat().st_size < 350_000
    licence, note = ((folder / name).read_text(encoding="utf-8") for name in ("LICENSE", "README.md"))
    for package in re.findall(r"(@?[\w/-]+)@\d", note):
        assert package in licence or package == "esbuild"
