"""Korean reviews on the pages: cut, learnt from, judged, written."""

import pytest

from core.data import korean_reviews
from core.lessons import LESSONS
from core.runs.cost import measure_pace
from tests.conftest import await_state
from tests.pages.conftest import button, rerun, run_to_end, session_of, texts


@pytest.fixture
def choosing(visit):
    """Train with lesson 002b and the built-in Korean reviews."""
    app = visit("train")
    app.selectbox(key="lesson").set_value("002b")
    rerun(app)
    assert not [box for box in app.selectbox if box.key == "config-units"]  # English is cut in one way
    app.segmented_control(key="dataset-002b").set_value("korean-reviews")
    return rerun(app)


@pytest.mark.slow
def test_how_korean_is_cut_can_be_chosen_learnt_with_and_judged(choosing):
    app = choosing
    assert list(app.selectbox(key="config-units").options) == ["syllables", "words"]
    assert app.selectbox(key="config-units").value == "syllables"
    app.selectbox(key="config-units").set_value("words")
    app.number_input(key="config-epochs").set_value(1)
    rerun(app)
    assert "Cut Korean into words instead of syllables" in texts(app)
    button(app, "start").click()
    rerun(app)
    run = run_to_end(app)
    assert run.network.vocabulary.units == "words"
    app.switch_page("pages/views/evaluate.py")
    rerun(app)
    await_state(lambda: "Test accuracy" in [metric.label for metric in rerun(app).metric])
    assert app.selectbox(key="test-set-korean-reviews").value == "korean-reviews"
    app.switch_page("pages/views/playground.py")
    rerun(app)
    app.session_state[f"review-{session_of(app).asking.text_number}"] = {"text": "정말 재미있는 영화 ㅁㄴㅇㄹ"}
    rerun(app)
    assert "1 of 4 words unknown to it, read as `<unk>`: `ㅁㄴㅇㄹ`" in texts(app)


def test_the_data_page_shows_what_the_pieces_are(visit):
    app = visit("data")
    app.selectbox(key="lesson").set_value("002b")
    rerun(app)
    app.segmented_control(key="dataset-002b").set_value("korean-reviews")
    rerun(app)
    assert "1,745 syllables. The commonest: `␣`, " in texts(app)
    app.segmented_control(key="cut-korean-reviews").set_value("words")
    rerun(app)
    assert "25,002 words. The commonest: `영화`, " in texts(app)
    assert "Texts are cut at spaces" in texts(app)


def test_while_nsmc_is_not_here_its_built_in_part_is_used(visit):
    app = visit("train")
    app.selectbox(key="lesson").set_value("002b")
    rerun(app)
    app.segmented_control(key="dataset-002b").set_value("nsmc")
    rerun(app)
    assert "Download NSMC (Korean) (19.5 MB)" in [found.label for found in app.button]
    assert "**Korean reviews**" in texts(app)
    assert not button(app, "start").disabled


def test_networks_for_other_languages_are_not_asked_the_same_text(visit):
    app = visit("playground")
    app.selectbox(key="network-in-use").set_value("002b-nsmc")
    rerun(app)
    session = session_of(app)
    assert session.asking.text.startswith("배우들")
    assert list(session.in_use.like(session.in_use.network)) == ["Korean film reviews, pretrained (lesson 002b)"]
    assert "Other networks" not in [tab.label for tab in app.tabs]


def test_the_time_of_a_preset_that_cuts_otherwise_can_be_told():
    """Train names the quick preset's time also where other units were chosen."""
    lesson, words = LESSONS["002b"], korean_reviews.load(None).cut_into("words")
    assert measure_pace(lesson, words, lesson.presets[0].config_for(words.id)).last_test > 0
