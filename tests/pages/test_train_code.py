"""What is said and done with a program that is typed or pasted on Train; tests/e2e/test_pasted.py has the browser's."""

import re

import pytest
import streamlit as st

from core.lessons import LESSONS
from core.script.script import posts_text_of
from pages.ui import programs
from pages.ui.train import code_panel
from tests.conftest import built_in
from tests.pages.conftest import button, rerun, run_to_end, texts

POST = posts_text_of(LESSONS["000"], built_in(LESSONS["000"]))
BROKEN = POST.replace("lr=0.01", "lr=0.5").replace("        x = self.fc3(x)", "      x = self.fc3(x)")
TABS = {"here": "Program", "paste": "Paste", "difference": "Difference from the post", "post": "The post's"}


@pytest.fixture(autouse=True)
def editor(monkeypatch):
    """A plain field in the place of the editor, which AppTest cannot type into; what it was last given to show."""
    given = {}

    def field(key, lines, *, editable=False, on_edit=None, **shown):
        given[key] = {"lines": lines, **shown}
        text = "\n".join(line.code for line in lines if line.mark != "missing")
        if not editable:
            return
        if key in st.session_state and st.session_state[key] != text:
            st.session_state[key] = text

        def told():
            on_edit(st.session_state[key])

        st.text_area("editor", text, key=key, on_change=told)

    monkeypatch.setattr(code_panel, "code", field)
    monkeypatch.setattr(programs, "code", field)
    return given


@pytest.fixture
def train(visit):
    return visit("train")


def show(app, tab):
    app.session_state["code-view"] = TABS[tab]
    return rerun(app)


def write(app, text, tab="paste"):
    show(app, tab)
    app.text_area(key=f"code-{tab}").set_value(text)
    return rerun(app)


def line_with(code, text=BROKEN):
    return next(number for number, line in enumerate(text.split("\n"), 1) if code in line)


def problems(app):
    return " ".join(each.value for each in app.error)


def learning_rate(app):
    return app.number_input(key="config-learning_rate").value


def test_a_pasted_text_that_cannot_be_read_is_not_trained_as_the_one_before(train):
    write(train, POST)
    assert not button(train, "start").disabled
    assert "not understood" in texts(train)
    write(train, BROKEN)
    assert button(train, "start").disabled
    assert f"“Paste” has an error in line {line_with('x = self.fc3')}" in problems(train)
    assert learning_rate(train) == 0.01
    assert "not understood" not in texts(train)
    show(train, "here")  # the program is what would be trained
    assert not button(train, "start").disabled
    show(train, "paste")
    assert button(train, "start").disabled
    train.number_input(key="config-epochs").set_value(7)  # it is no more readable for that
    rerun(train)
    assert button(train, "start").disabled
    write(train, POST.replace("lr=0.01", "lr=0.5"))
    assert not button(train, "start").disabled
    assert learning_rate(train) == 0.5


def test_a_program_that_was_made_unreadable_is_not_trained(train):
    program = train.text_area(key="code-here").value
    write(train, program + "\n  x = (", "here")
    assert button(train, "start").disabled
    assert "The program has an error in line" in problems(train)
    write(train, "", "here")
    assert button(train, "start").disabled
    assert "There is no code to train" in problems(train)
    button(train, "discard").click()
    assert not button(rerun(train), "start").disabled


def test_an_empty_field_to_paste_into_keeps_nothing_from_being_trained(train):
    write(train, BROKEN)
    write(train, " \n")
    assert not button(train, "start").disabled
    write(train, "# only a thought")
    assert button(train, "start").disabled


def test_another_lessons_program_is_not_trained_here(train):
    write(train, posts_text_of(LESSONS["003"], built_in(LESSONS["003"])))
    assert button(train, "start").disabled
    assert "belongs to another lesson: 003" in problems(train)


def test_a_pasted_text_that_is_not_what_the_form_has_any_more_is_named(train):
    write(train, POST)
    assert "and not the code in “Paste”" not in texts(train)
    train.number_input(key="config-epochs").set_value(9)
    rerun(train)
    assert "and not the code in “Paste”" in texts(train)
    assert not button(train, "start").disabled
    assert "and not the code in “Paste”" not in texts(show(train, "here"))
    button(show(train, "paste"), "read-again").click()
    assert "and not the code in “Paste”" not in texts(rerun(train))


def test_lines_that_were_not_taken_are_named_before_training(train):
    write(train, POST.replace("lr=0.01", "lr=float(input())"))
    assert "Not every line of the code could be read" in texts(train)


WIDER = POST.replace("(28 * 28, 128)", "(28 * 28, 256)")


def test_what_was_wrong_with_the_text_before_is_not_said_any_more(train):
    write(train, WIDER)
    assert "shapes cannot be multiplied" in problems(train)
    write(train, BROKEN)
    assert "shapes cannot be multiplied" not in problems(train)
    assert "has an error in line" in problems(train)


@pytest.mark.parametrize("tab", ["paste", "here"])
def test_a_fault_has_one_line_number_everywhere(train, editor, tab):
    text = WIDER if tab == "paste" else train.text_area(key="code-here").value.replace("28 * 28, 128", "28 * 28, 256")
    write(train, text, tab)
    line = line_with("self.fc2(x)", text)
    assert [number for number, _ in editor[f"code-{tab}"]["errors"]] == [line]
    assert re.match(rf"Line {line}: ", problems(train))


def test_a_repair_names_the_line_that_it_changes(train):
    write(train, WIDER)
    line = line_with("self.fc2 = ", WIDER)
    assert button(train, "repair-paste-0").label.startswith(f"Repair line {line}: ")
    button(train, "repair-paste-0").click()
    rerun(train)
    assert train.text_area(key="code-paste").value == WIDER.replace("(128, 64)", "(256, 64)").rstrip()


def draft_is_shown(app):
    return any(each.key == "discard" for each in app.button)


def after_a_short_run(app):
    app.segmented_control(key="preset-000").set_value("post")
    rerun(app)
    app.number_input(key="config-epochs").set_value(1)
    rerun(app)
    button(app, "start").click()
    rerun(app)
    return run_to_end(app)


@pytest.mark.parametrize(("old", "new"), [("lr=0.01", "lr=0.1"), ("28 * 28, 128", "28 * 28, 256")])
def test_another_number_in_the_program_of_a_run_makes_the_new_program(train, old, new):
    after_a_short_run(train)
    program = train.text_area(key="code-here").value
    assert "Same weights as in the app" in program
    assert old in program
    write(train, program.replace(old, new), "here")
    assert not draft_is_shown(train)
    assert new in train.text_area(key="code-here").value
    assert "Same weights as in the app" not in train.text_area(key="code-here").value
    # What was typed while the new program was on its way still has the line of the run.
    write(train, program.replace(old, new + "5"), "here")
    assert not draft_is_shown(train)


def test_what_the_program_would_not_have_stays_as_it_was_typed(train):
    program = train.text_area(key="code-here").value
    for text in (
        program + "print('mine')\n",
        program.replace("        optimizer.zero_grad()\n", ""),
        program.replace(
            "        loss.backward()\n        optimizer.step()\n", "        optimizer.step()\n        loss.backward()\n"
        ),
    ):
        assert text != program
        write(train, text, "here")
        assert draft_is_shown(train)
        assert train.text_area(key="code-here").value.rstrip() == text.rstrip()
        button(train, "discard").click()
        rerun(train)


def test_only_other_settings_make_lines_flash(train, editor):
    assert editor["code-here"]["flash"] == ()
    after_a_short_run(train)
    rerun(train)
    assert "Same weights as in the app" in train.text_area(key="code-here").value
    assert editor["code-here"]["flash"] == ()
    train.number_input(key="config-batch_size").set_value(50)
    rerun(train)
    program = train.text_area(key="code-here").value.split("\n")
    assert any("50" in program[number - 1] for number in editor["code-here"]["flash"])


@pytest.mark.parametrize("lesson_id", ["000", "001", "002a", "002b", "003", "004"])
def test_the_posts_program_makes_the_form_as_in_the_post(train, lesson_id):
    app = train
    app.selectbox(key="lesson").set_value(lesson_id)
    rerun(app)
    lesson = LESSONS[lesson_id]
    assert app.segmented_control(key=f"preset-{lesson_id}").value == "quick"
    write(app, posts_text_of(lesson, built_in(lesson)))
    assert app.segmented_control(key=f"preset-{lesson_id}").value == "post"
    changed = re.findall("No longer “As in the post”: (.*)", texts(app))
    # The post of lesson 001 has a fault in its class, which therefore is another than the form's.
    assert changed == ([] if lesson_id != "001" else ["Network your class CNN instead of the lesson's class."])


def test_what_was_changed_by_hand_stays_when_a_program_chooses_another_preset(train):
    train.number_input(key="config-seed").set_value(7)
    rerun(train)
    write(train, POST)
    assert train.segmented_control(key="preset-000").value == "post"
    assert train.number_input(key="config-seed").value == 7
    assert train.number_input(key="config-epochs").value == 5


def test_a_class_alone_chooses_no_preset(train):
    start, end = POST.index("class "), POST.index("net = ")
    write(train, "import torch\nimport torch.nn as nn\n\n" + POST[start:end].replace("128", "100"))
    assert train.segmented_control(key="preset-000").value == "quick"
    assert train.number_input(key="config-epochs").value == 30


def test_data_that_are_not_here_are_named_at_the_line_and_below(train, editor):
    write(train, POST)
    assert "MNIST is not on this server, so Built-in digits is used" in " ".join(each.value for each in train.info)
    notes = [line.note for line in editor["code-paste"]["lines"] if "datasets.MNIST" in line.code and line.note]
    assert notes[0].startswith("data set: MNIST, in the place of which the form has Built-in digits")


def captions(app):
    return " ".join(each.value for each in app.caption)


def test_lines_that_the_visitor_has_changed_are_told_from_the_others(train, editor):
    program = train.text_area(key="code-here").value
    assert "not the post's" in captions(train)
    write(train, program.replace("for epoch in range(30):", "for epoch in range(9):") + "print('mine')\n", "here")
    lines = editor["code-here"]["lines"]
    edited = {line.code: line.note for line in lines if line.mark == "edited"}
    assert list(edited) == ["for epoch in range(9):", "print('mine')"]
    assert edited["for epoch in range(9):"] == "Read from this line: Epochs: 9"
    assert {line.mark for line in lines} == {"", "edited", "read", "unneeded"}
    assert "you have changed the line" in captions(train)
    assert "not the post's" not in captions(train)


def test_marks_of_a_pasted_text_are_explained_and_none_where_there_is_none(train, editor):
    show(train, "paste")
    assert "At the side" not in captions(train)
    write(train, POST)
    assert "At the side: “✓”" in captions(train)
    assert {line.mark for line in editor["code-paste"]["lines"]} == {"", "read", "unneeded"}


def test_what_is_wrong_in_the_post_is_said_at_its_lines_also_where_it_was_pasted(train, editor):
    show(train, "post")
    last = "The last 38 mini-batches of each epoch are never printed."
    said = {line.code.strip(): line.note for line in editor["code-post"]["lines"] if line.note}
    assert said["if i % 100 == 99:"].startswith(last)
    assert "question mark" in captions(train)
    write(train, POST)
    notes = {line.code.strip(): line.note for line in editor["code-paste"]["lines"]}
    shuffled = "testloader = torch.utils.data.DataLoader(testset, batch_size=64, shuffle=True)"
    assert notes[shuffled] == f"the app has the test data. {said[shuffled]}"
    assert last not in notes["loss.backward()"]
    assert notes["loss.backward()"] == "the app's own training loop does this"
