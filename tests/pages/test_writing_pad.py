"""Try it with networks that read."""

import pytest

from tests.pages.conftest import button, rerun, selectbox, session_of, texts, try_quick


@pytest.mark.slow
def test_a_review_is_answered_and_unknown_words_are_named(visit):
    app = try_quick(visit, "002b")
    assert "The network says" in [metric.label for metric in app.metric]
    write(app, "The film was **gorgonzola** and <b>dull</b>")
    assert "words unknown to it, read as `<unk>`: `**gorgonzola**`" in texts(app)
    write(app, "   ")
    assert "The answer appears here when there are words." in texts(app)


def write(app, text):
    """What the browser sends while somebody types."""
    app.session_state[f"review-{session_of(app).asking.text_number}"] = {"text": text}
    return rerun(app)


@pytest.fixture
def writing(visit):
    app = visit("playground")
    app.selectbox(key="network-in-use").set_value("002b-imdb")
    return rerun(app)


def probability_of_positive(app) -> float:
    """In percent, as the metric of the answer says it."""
    said = next(metric for metric in app.metric if metric.label == "The network says")
    share = float(said.delta.split("%")[0])
    return share if said.value == "positive" else 100 - share


def test_good_and_bad_reviews_are_told_apart(writing):
    write(writing, "A wonderful film. I loved every minute of it, the best of the year.")
    assert probability_of_positive(writing) > 80
    write(writing, "An awful film. I hated every minute of it, the worst of the year.")
    assert probability_of_positive(writing) < 20


def test_words_that_the_network_cannot_know_are_said_to_be_unknown(writing):
    write(writing, "A good film 한국어 🎉")
    assert "2 of 5 words unknown to it, read as `<unk>`: `한국어`, `🎉`" in texts(writing)


def says(app) -> str:
    return next(metric for metric in app.metric if metric.label == "The network says").value


@pytest.mark.parametrize(
    "text", ["이 영화는 정말 재미있었다", "이 영화는 정말 재미있었다. 정말!", "qwrt zxcv", "... !!! ,,,"]
)
def test_to_nothing_but_unknown_words_there_is_no_answer(writing, text):
    write(writing, text)
    assert says(writing) == "no answer"
    assert ("There are no words in it" if text.startswith("...") else "It knows none of these words") in texts(writing)
    for word in ("sure", "Sure", "strongest", "negative", "positive"):
        assert word not in texts(writing)


@pytest.mark.slow
def test_a_text_has_a_verdict_as_pictures_have(writing):
    write(writing, "이 영화는 정말 재미있었다 this film was really good")
    assert "Unlike what it knows" in texts(writing)
    assert "It does not know 44% of these words." in texts(writing)
    write(writing, "A wonderful film. I loved every minute of it, the best of the year.")
    assert ":green-badge[:material/check: Sure] When it answers like this, it is right for about" in texts(writing)
    assert "Hardly any of them was so short, so take this as a rough guide." in texts(writing)
    write(writing, "A wonderful film. I loved every minute of it, the best of the year. " * 5)
    assert "Hardly any of them was so short" not in texts(writing)


def test_unknown_words_are_not_called_the_strongest_reason(writing):
    write(writing, "A 영화는 재미있었다 정말 good film")
    told = next(text for text in texts(writing).splitlines() if "The strongest:" in text)
    named, together = told.split("The strongest:")[1].split("All unknown words together:")
    assert "good" in named
    assert not any(word in named for word in ("영화는", "재미있었다", "정말"))
    assert together.strip()[0] in "+-"


@pytest.mark.slow
def test_a_text_network_that_was_trained_here_is_judged_by_its_own_reviews(visit):
    app = try_quick(visit, "002b")
    write(app, "The acting was good, and I liked the story.")
    assert "When it answers like this, it is right for" in texts(app)
    assert "0 of 100" not in texts(app)


@pytest.mark.slow
def test_a_text_of_100_000_words_is_read_as_far_as_the_network_reads(writing):
    write(writing, "good " * 100_000)
    assert "It reads only the last 200 words: what stands before them is left out" in texts(writing)
    assert "The network says" in [metric.label for metric in writing.metric]


def test_half_an_emoji_from_a_browser_is_left_out(writing):
    write(writing, "good \ud83d film")
    assert session_of(writing).asking.text == "good  film"
    write(writing, 7)
    assert "The network says" in [metric.label for metric in writing.metric]


@pytest.mark.slow
def test_what_is_not_read_stays_when_a_word_is_changed(writing):
    write(writing, " ".join(["one"] * 100 + ["good"] * 200))
    writing.session_state["writing-why-word"] = "Change a word"
    rerun(writing)
    button(writing, "change-keep").click()
    rerun(writing)
    assert session_of(writing).asking.text == " ".join(["one"] * 100 + ["good"] * 199)


def test_a_word_is_left_out_and_the_change_kept(writing):
    write(writing, "a dull film")
    before = probability_of_positive(writing)
    writing.session_state["writing-why-word"] = "Change a word"
    rerun(writing)
    box = selectbox(writing, "change-*")
    assert box.options == ["1. a", "2. dull", "3. film"]
    box.set_value(1)
    rerun(writing)
    changed = next(metric for metric in writing.metric if metric.label == "Probability of positive")
    assert float(changed.value.rstrip("%")) > before
    button(writing, "change-keep").click()
    rerun(writing)
    assert session_of(writing).asking.text == "a film"
    assert probability_of_positive(writing) == pytest.approx(float(changed.value.rstrip("%")), abs=0.11)


def test_filler_words_move_the_posts_answer_and_not_the_repaired_one(writing):
    write(writing, "The acting was not bad, but the story was boring.")
    writing.session_state["writing-why-word"] = "Filler words"
    rerun(writing)

    def shown() -> list[str]:
        return [metric.value for metric in writing.metric if metric.label.startswith("Read ")]

    writing.slider(key="fillers").set_value(0)
    rerun(writing)
    post, repaired = shown()
    assert post == repaired
    writing.slider(key="fillers").set_value(200)
    rerun(writing)
    assert shown()[0] != post
    assert shown()[1] == repaired


def test_the_probability_after_each_word_is_told(writing):
    write(writing, "A wonderful film")
    assert "What it would say if the text ended after this word." in texts(writing)
