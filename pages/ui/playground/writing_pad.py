"""A review to write, and what a network that reads it word by word makes of it, as it is typed."""

import time

import numpy as np
import streamlit as st

from core.explain.attribution import WordAttribution, attribute_words
from core.explain.reading import (
    Reading,
    is_word,
    predict_reading,
    probabilities_along,
    probabilities_padded,
    probability_of_nothing,
    read,
)
from core.inference import Prediction
from core.lessons import DATASETS
from core.network import TrainedNetwork
from pages.ui.components.live_chart import live_chart
from pages.ui.components.live_text import live_text
from pages.ui.explain.words import NAMED, in_scores, strongest, strongest_known, words_by_weight
from pages.ui.playground import charts
from pages.ui.playground.answer import answer, bars, no_answer, side_by_side, text_verdict
from pages.ui.visitor.arrival import keep_address
from pages.ui.visitor.session import Session
from pages.ui.visitor.visit import is_here
from pages.ui.words import as_code, plain, visible

MOST_FILLERS = 400  # filler words at most on the slider
LARGEST = "largest of all"
AROUND = 8  # words on either side of a changed one
NO_WORDS = "There are no words in it, so it has nothing to go by."


@st.fragment
def writing_pad(session: Session, network: TrainedNetwork) -> None:
    """The text, the answer and the reasons; typing redraws only this part of the page."""
    session.asking.suit(DATASETS[network.card.dataset].language)
    left, right = st.columns(2, gap="large")
    with left:
        keep_address(session, key="address-text")
        _field(session)
        st.caption("The answer follows as you type.")
    assert network.vocabulary is not None
    units, unit = network.vocabulary.units, network.vocabulary.unit
    begun = time.perf_counter()
    reading = read(network, session.asking.text)
    if not reading.words:
        right.info("The answer appears here when there are words.", icon=":material/edit:")
        return
    if not reading.says_something:
        with right:
            no_answer(
                f"It knows none of these {units}: they are all one and the same to it, so it has nothing to go by."
                if any(map(is_word, reading.words))
                else NO_WORDS
            )
        with left:
            _unknown(reading, units)
        return
    prediction = predict_reading(network, reading)
    milliseconds = 1000 * (time.perf_counter() - begun)
    with right:
        answer(prediction, milliseconds)
        if prediction.is_answer:
            text_verdict(session, network, reading)
        bars(prediction)
    with left:
        _unknown(reading, units)
        _left_out(reading, units)
    if not prediction.is_answer:
        return
    attribution = _explained(session, network, reading)
    words_by_weight(network, reading.words, reading.unknown, attribution, key="words-of-review")
    st.caption(
        f"{strongest(reading.words, reading.unknown, attribution, units)} "
        f"{in_scores(attribution, network.card.classes, units)}"
    )
    others = session.in_use.like(network)
    if len(others) > 1:
        st.markdown("**The same text, several networks**")
        side_by_side({name: _said(other, session.asking.text) for name, other in others.items()})
    names = f"{unit.capitalize()} by {unit}", f"Change a {unit}", "Filler words"
    tabs = st.tabs(names, on_change="rerun", key=f"writing-why-{unit}")
    for tab, section in zip(
        tabs,
        (
            lambda: _word_by_word(network, reading),
            lambda: _change(session, network, reading, prediction),
            lambda: _padding(network, reading),
        ),
        strict=True,
    ):
        if tab.open:
            with tab:
                section()


def _said(network: TrainedNetwork, text: str) -> Prediction | None:
    """A network's answer to a text; None where it knows none of its words."""
    reading = read(network, text)
    return predict_reading(network, reading) if reading.says_something else None


def _field(session: Session) -> None:
    """The text; it comes back after a visit to another page."""
    key = f"review-{session.asking.text_number}"
    if key not in st.session_state:
        session.asking.text_at_mount = (
            session.asking.text
        )  # while the field is on the page, it must get the same text on every run
    live_text(
        "A film review",
        session.asking.text_at_mount,
        lambda text: session.asking.write(text) if is_here(session) else None,
        key=key,
    )


def _explained(session: Session, network: TrainedNetwork, reading: Reading) -> WordAttribution:
    """Each word's weight, computed once for the same words."""
    ids = tuple(reading.ids.tolist())
    if (
        session.asking.explained is None
        or session.asking.explained[0] is not network
        or session.asking.explained[1] != ids
    ):
        session.asking.explained = network, ids, attribute_words(network, reading.ids)
    return session.asking.explained[2]


def _unknown(reading: Reading, units: str) -> None:
    unknown = [word for word, is_unknown in zip(reading.words, reading.unknown, strict=True) if is_unknown]
    if unknown:
        names = ", ".join(as_code(word) for word in list(dict.fromkeys(unknown))[: 4 * NAMED])
        st.caption(f"{len(unknown):,} of {len(reading.words):,} {units} unknown to it, read as `<unk>`: {names}")


def _left_out(reading: Reading, units: str) -> None:
    """Which words the network does not read."""
    kept = len(reading.words)
    if reading.before:
        st.caption(f"It reads only the last {kept:,} {units}: what stands before them is left out, as in its training.")
    if reading.after:
        st.caption(f"It reads only the first {kept:,} {units}: what stands behind them is left out.")


def _word_by_word(network: TrainedNetwork, reading: Reading) -> None:
    assert network.vocabulary is not None
    yes, unit = network.card.classes[1], network.vocabulary.unit
    along = probabilities_along(network, reading)
    jumps = np.diff(along, prepend=probability_of_nothing(network))
    known = [i for i in np.argsort(-np.abs(jumps)) if not reading.unknown[i]]
    order = [i for i in known[:NAMED] if abs(jumps[i]) > 0.01]
    told = ", ".join(f"{as_code(reading.words[i])} ({100 * jumps[i]:+.0f} points)" for i in order)
    live_chart(
        charts.along_chart([*map(visible, reading.words)], along, yes, unit),
        key="along",
        alt=f"Probability of {yes} after each word, in the end {100 * along[-1]:.0f}%",
        revision="along",
    )
    st.caption(
        f"What it would say if the text ended after this {unit}. The largest jumps at {unit}s it knows: "
        f"{told or 'none'}. Before the first {unit} it says {100 * probability_of_nothing(network):.0f}%."
    )


def _change(session: Session, network: TrainedNetwork, reading: Reading, prediction: Prediction) -> None:
    """Let the visitor replace or leave out one word, and show the new probability."""
    left, right = st.columns(2)
    assert network.vocabulary is not None
    unit = network.vocabulary.unit
    position = left.selectbox(
        unit.capitalize(),
        range(len(reading.words)),
        index=strongest_known(reading.unknown, _explained(session, network, reading))[0],
        format_func=lambda i: f"{i + 1}. {visible(reading.words[i])}" if i < len(reading.words) else "",
        key=f"change-{len(reading.words)}-{hash(reading.words) % 100_000}",
    )
    instead = right.text_input(
        "Instead (empty: leave it out)", "", max_chars=60, key=f"change-to-{session.asking.text_number}"
    )
    changed = reading.changed(network, position, instead)
    if not changed.says_something:
        st.info(f"No {unit} that it knows would be left of the text, so it would have no answer.")
        return
    yes = network.card.classes[1]
    before, after = (one.guesses[1].probability for one in (prediction, predict_reading(network, changed)))
    st.metric(
        f"Probability of {yes}",
        f"{100 * after:.1f}%",
        delta=f"{100 * (after - before):+.1f} points",
        delta_color="off",
    )
    around = changed.between.join(changed.words[max(0, position - AROUND) : position + AROUND + 1])
    st.caption(f"Before: {100 * before:.1f}%. Now it reads: {plain(around)}")
    st.button("Keep the change", key="change-keep", icon=":material/check:", on_click=_keep, args=(session, changed))


def _keep(session: Session, changed: Reading) -> None:
    session.asking.text = changed.text
    session.asking.text_number += 1


def _padding(network: TrainedNetwork, reading: Reading) -> None:
    """The post's flaw: read after filler words, the network forgets the review."""
    fillers = st.slider("Filler words behind the text", 0, MOST_FILLERS, 50, 10, key="fillers")
    padded = probabilities_padded(network, reading, MOST_FILLERS)
    read_at = getattr(network.card.config, "reading", "")
    way = "the largest of all" if read_at == LARGEST else "the review's end"
    repaired = (
        float(predict_reading(network, reading).guesses[1].probability) if read_at == LARGEST else float(padded[0])
    )
    yes = network.card.classes[1]
    left, right = st.columns(2)
    left.metric(f"Read after {fillers} filler words, as in the post: {yes}", f"{100 * padded[fillers]:.1f}%")
    right.metric(f"Read at {way}, repaired: {yes}", f"{100 * repaired:.1f}%")
    live_chart(
        charts.padding_chart(padded, repaired, fillers, yes, way),
        key="padding",
        alt=f"Read after filler words the probability of {yes} moves from {100 * padded[0]:.0f}% to "
        f"{100 * padded[-1]:.0f}%; read at {way} it stays at {100 * repaired:.0f}%",
        revision="padding",
    )
    trained = "after filler words" if read_at == "padding's end" else f"at {way}"
    st.caption(
        "In a mini-batch all reviews are made equally long with filler words. The post reads the network's state after "
        f"them; read at {way}, filler words change nothing. Both curves are of the same weights, which were trained to "
        f"be read {trained}."
    )
