"""Both languages on every page: what is shown in Korean is Korean, and changing the language loses nothing."""

import re

import pytest
from google.protobuf.message import Message as Proto
from streamlit.testing.v1 import AppTest

from pages.ui.menu import PAGES
from tests.pages.conftest import button, rerun, run_to_end, session_of

# What is not words of ours: code, JSON of charts and components, ids, what a post or PyTorch prints, data.
SKIPPED_FIELDS = {
    "id",
    "key",
    "spec",
    "json",
    "figure",
    "url",
    "icon",
    "page_script_hash",
    "element_id",
    "user_key",
    "form_id",
}
CODE = re.compile(r"`[^`]*`|:material/\w+:|\]\([^)]*\)|\$[^$]*\$|\*[a-z' ]+\*|“[^”]*”")
PROSE = re.compile(r"\b[A-Za-z]?[a-z]{2,}\b[,;:]? \b[a-z]{2,}\b|^[A-Z][a-z]{3,}$")
# Titles of data sets, networks' and layers' names, classes of built-in data.
NAMES = {"English", "Momentum", "Nesterov", "Adam"}


def shown(proto: Proto) -> list[str]:
    """Every text in an element of the page, with its widgets' options and help."""
    found = []
    for field, value in proto.ListFields():
        if field.name in SKIPPED_FIELDS:
            continue
        values = value if field.is_repeated else [value]
        for each in values:
            if field.type == field.TYPE_STRING:
                found.append(each)
            elif field.type == field.TYPE_MESSAGE and isinstance(each, Proto):
                found += shown(each)
    return found


def words_on(app: AppTest) -> list[str]:
    found: list[str] = []

    def walk(node) -> None:
        for child in node.children.values():
            if hasattr(child, "children"):
                proto = getattr(child, "proto", None)
                if isinstance(proto, Proto):
                    found.extend(shown(proto))
                walk(child)
            elif child.type not in {"code", "bidi_component", "plotly_chart", "arrow_data_frame", "json", "imgs"}:
                found.extend(shown(child.proto))

    walk(app._tree)
    return found


def english_on(app: AppTest) -> list[str]:
    return [text for text in words_on(app) if text not in NAMES and PROSE.search(CODE.sub("", text))]


@pytest.mark.parametrize("address", [address for address, _ in PAGES])
def test_a_page_in_korean_has_no_english_sentence(visit, address):
    app = visit(address, "ko")
    assert words_on(app)
    assert not english_on(app)


@pytest.mark.slow
@pytest.mark.parametrize("lesson", ["000", "001", "002a", "002b", "003", "004"])
def test_training_in_korean_from_the_form_to_the_finished_run(visit, lesson):
    app = visit("train", "ko")
    app.selectbox("lesson").set_value(lesson)
    rerun(app)
    assert not english_on(app)
    session = session_of(app)
    assert session.form.choices["lesson"] == lesson


@pytest.mark.slow
def test_a_run_and_its_network_are_spoken_of_in_korean(visit):
    app = visit("train", "ko")
    app.number_input("config-epochs").set_value(1)
    rerun(app)
    button(app, "start").click()
    rerun(app)
    run_to_end(app)
    assert not english_on(app)
    for page in ("evaluate", "playground", "data", "home"):
        rerun(app.switch_page(f"pages/views/{page}.py"))
        assert not english_on(app), page


def switch(app: AppTest, language: str) -> AppTest:
    other = next(each for each in app.segmented_control if str(each.key).startswith("language-"))
    other.set_value(language)
    return rerun(app)


def test_one_click_changes_the_language_and_nothing_else(visit):
    """Also on the second run after the click, when Streamlit would fall back to a list's first option."""
    app = visit("train")
    app.selectbox("lesson").set_value("003")
    rerun(app)
    app.selectbox("config-optimizer").set_value("Adam")
    app.number_input("config-epochs").set_value(3)
    rerun(app)
    for language in ("ko", "en", "ko"):
        switch(app, language)
        for _ in range(2):
            rerun(app)
            assert app.selectbox("lesson").value == "003"
            assert app.selectbox("config-optimizer").value == "Adam"
            assert app.number_input("config-epochs").value == 3
    assert app.title[0].value == "학습"


def test_the_language_stays_from_page_to_page(visit):
    app = switch(visit("home"), "ko")
    rerun(app.switch_page("pages/views/data.py"))
    assert app.title[0].value == "데이터"


@pytest.mark.parametrize(("asked", "title"), [("ko", "평가"), ("en", "Evaluate"), ("fr", "Evaluate"), ("", "Evaluate")])
def test_the_address_asks_for_a_language(visit, asked, title):
    assert visit("evaluate", asked).title[0].value == title


@pytest.mark.slow
def test_runs_and_networks_are_called_by_the_visitors_language_and_kept_as_they_are(visit):
    """A name that nobody has given follows the language; one that looks like an id of a message is only a name."""
    app = visit("train", "ko")
    app.number_input("config-epochs").set_value(1)
    for _ in range(2):
        rerun(app)
        button(app, "start").click()
        rerun(app)
        run_to_end(app)
    first, second = session_of(app).runs.kept
    field = app.text_input(key=f"name-{second.id}-ko")
    assert field.value == "레슨 000 · 내장 숫자 (2)"
    field.set_value("레슨 000 · 내장 숫자")
    rerun(app)
    assert second.name == f"{first.name} (2)"
    app.text_input(key=f"name-{second.id}-ko").set_value("train-start")
    rerun(app)
    rerun(app.switch_page("pages/views/evaluate.py"))
    app.session_state["evaluate-tab"] = "두 신경망"
    rerun(app)
    other = next(key for key in session_of(app).in_use.networks() if key == "000-mnist")
    app.selectbox("compare-with").set_value(other)
    rerun(app)
    for language in ("en", "ko"):
        switch(app, language)
        rerun(app)
        assert app.selectbox("compare-with").value == other
    rerun(app.switch_page("pages/views/train.py"))
    button(app, f"delete-{second.id}").click()
    rerun(app)
    assert "train-start" in "".join(words_on(app)).replace("\u2060", "")
    assert not english_on(app)
