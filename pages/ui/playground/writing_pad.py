"""A review to write, and what a network that reads it word by word makes of it, as it is typed."""

import time

import numpy as np
import streamlit as st

from core.explain.attribution import WordAttribution, attribute_words, can_explain_words
from core.explain.reading import (
    Reading,
    is_word,
    predict_reading,
    probabilities_along,
    probabilities_padded,
    probability_of_nothing,
    read,
    reads_word_by_word,
)
from core.inference import Prediction
from core.lessons import DATASETS
from core.messages import Message
from core.network import TrainedNetwork
from pages.ui.components.live_chart import live_chart
from pages.ui.components.live_text import live_text
from pages.ui.explain.passing import network_with_text
from pages.ui.explain.words import NAMED, in_scores, strongest, strongest_known, words_by_weight
from pages.ui.language import t
from pages.ui.playground import charts
from pages.ui.playground.answer import answer, bars, no_answer, side_by_side, text_verdict
from pages.ui.playground.parts import three_parts
from pages.ui.tabs import open_tab
from pages.ui.visitor.arrival import keep_address
from pages.ui.visitor.session import Session
from pages.ui.visitor.visit import is_here
from pages.ui.words import as_code, plain, visible

MOST_FILLERS = 400  # filler words at most on the slider
AT_PADDING, AT_LARGEST = "padding's end", "largest of all"  # not shown: where a network may be read
AROUND = 8  # words on either side of a changed one


@st.fragment
def writing_pad(session: Session, network: TrainedNetwork) -> None:
    """The text, the answer and the reasons; typing redraws only this part of the page."""
    session.asking.suit(DATASETS[network.card.dataset].language)
    shown, said, reasons = three_parts(session)
    with shown:
        _field(session)
        with st.container(key="unseen-address-text"):
            keep_address(session, key="address-text")
    assert network.vocabulary is not None
    units = network.vocabulary.units_name
    begun = time.perf_counter()
    reading = read(network, session.asking.text)
    if not reading.words:
        said.info(t("playground-after-words"), icon=":material/edit:")
        return
    if not reading.says_something:
        with said:
            has_words = any(map(is_word, reading.words))
            no_answer(Message("playground-all-unknown", units=units) if has_words else Message("playground-no-words"))
        with shown:
            _unknown(reading, units)
        return
    prediction = predict_reading(network, reading)
    milliseconds = 1000 * (time.perf_counter() - begun)
    with said:
        answer(prediction, milliseconds)
        bars(prediction)
        if prediction.is_answer:
            text_verdict(session, network, reading)
    with shown:
        _unknown(reading, units)
        _left_out(reading, units)
    if prediction.is_answer:
        with reasons:
            network_with_text("try-network", session, network, reading)
            _why(session, network, reading, prediction)


def _why(session: Session, network: TrainedNetwork, reading: Reading, prediction: Prediction) -> None:
    """The reasons: the words that moved the answer, and below them tabs. Only what the open tab needs is computed."""
    assert network.vocabulary is not None
    unit, others = network.vocabulary.unit_name, session.in_use.like(network)
    st.header(t("explain-why"))
    _words_that_moved_it(session, network, reading)
    titles = {
        "along": t("playground-tab-along", unit=unit).capitalize(),
        "change": t("playground-tab-change", unit=unit),
        "fillers": t("playground-tab-fillers"),
    }
    titles = titles if reads_word_by_word(network) else {"change": titles["change"]}
    titles |= {"others": t("explain-tab-others")} if len(others) > 1 else {}
    name, tab = open_tab(titles, key=f"writing-why-{network.vocabulary.unit}")
    with tab:
        match name:
            case "along":
                _word_by_word(network, reading)
            case "change":
                _change(session, network, reading, prediction)
            case "others":
                side_by_side(session, {each: _said(other, session.asking.text) for each, other in others.items()})
            case _:
                _padding(network, reading)


def _words_that_moved_it(session: Session, network: TrainedNetwork, reading: Reading) -> None:
    if not can_explain_words(network):
        st.caption(t("explain-no-words"))
        return
    assert network.vocabulary is not None
    units, attribution = network.vocabulary.units_name, _explained(session, network, reading)
    words_by_weight(network, reading.words, reading.unknown, attribution, key="words-of-review")
    st.caption(
        strongest(reading.words, reading.unknown, attribution, units),
        help=f"{t('explain-words-method')} {in_scores(attribution, network.card.classes, units)}",
    )


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
        t("playground-review"),
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


def _unknown(reading: Reading, units: Message) -> None:
    unknown = [word for word, is_unknown in zip(reading.words, reading.unknown, strict=True) if is_unknown]
    if unknown:
        names = ", ".join(as_code(word) for word in list(dict.fromkeys(unknown))[: 4 * NAMED])
        count = len(reading.words)
        st.caption(t("playground-unknown", unknown=len(unknown), count=count, units=units, names=names))


def _left_out(reading: Reading, units: Message) -> None:
    """Which words the network does not read."""
    kept = len(reading.words)
    if reading.before:
        st.caption(t("playground-reads-last", count=kept, units=units))
    if reading.after:
        st.caption(t("playground-reads-first", count=kept, units=units))


def _word_by_word(network: TrainedNetwork, reading: Reading) -> None:
    assert network.vocabulary is not None
    yes, unit = network.card.classes[1], network.vocabulary.unit_name
    along = probabilities_along(network, reading)
    jumps = np.diff(along, prepend=probability_of_nothing(network))
    known = [i for i in np.argsort(-np.abs(jumps)) if not reading.unknown[i]]
    order = [i for i in known[:NAMED] if abs(jumps[i]) > 0.01]
    told = ", ".join(
        t("playground-jump", word=as_code(reading.words[i]), change=f"{100 * jumps[i]:+.0f}") for i in order
    )
    live_chart(
        charts.along_chart([*map(visible, reading.words)], along, yes, t(unit).capitalize()),
        key="along",
        alt=t("playground-along-alt", name=yes, share=f"{100 * along[-1]:.0f}"),
        revision="along",
    )
    st.caption(
        t(
            "playground-along",
            unit=unit,
            units=network.vocabulary.units_name,
            jumps=told or t("playground-no-jumps"),
            share=f"{100 * probability_of_nothing(network):.0f}",
        )
    )


def _change(session: Session, network: TrainedNetwork, reading: Reading, prediction: Prediction) -> None:
    """Let the visitor replace or leave out one word, and show the new probability."""
    left, right = st.columns(2)
    assert network.vocabulary is not None
    unit = network.vocabulary.unit_name
    explained = _explained(session, network, reading) if can_explain_words(network) else None
    position = left.selectbox(
        t(unit).capitalize(),
        range(len(reading.words)),
        index=0 if explained is None else strongest_known(reading.unknown, explained)[0],
        format_func=lambda i: f"{i + 1}. {visible(reading.words[i])}" if i < len(reading.words) else "",
        key=f"change-{len(reading.words)}-{hash(reading.words) % 100_000}",
    )
    instead = right.text_input(t("playground-instead"), "", max_chars=60, key=f"change-to-{session.asking.text_number}")
    changed = reading.changed(network, position, instead)
    if not changed.says_something:
        st.info(t("playground-nothing-left", unit=unit))
        return
    yes = network.card.classes[1]
    before, after = (one.guesses[1].probability for one in (prediction, predict_reading(network, changed)))
    st.metric(
        t("playground-probability", name=yes),
        f"{100 * after:.1f}%",
        delta=t("playground-points", change=f"{100 * (after - before):+.1f}"),
        delta_color="off",
    )
    around = changed.between.join(changed.words[max(0, position - AROUND) : position + AROUND + 1])
    st.caption(t("playground-changed", share=f"{100 * before:.1f}", text=plain(around)))
    st.button(t("playground-keep"), key="change-keep", icon=":material/check:", on_click=_keep, args=(session, changed))


def _keep(session: Session, changed: Reading) -> None:
    session.asking.text = changed.text
    session.asking.text_number += 1


def _padding(network: TrainedNetwork, reading: Reading) -> None:
    """The post's flaw: read after filler words, the network forgets the review."""
    fillers = st.slider(t("playground-fillers"), 0, MOST_FILLERS, 50, 10, key="fillers")
    padded = probabilities_padded(network, reading, MOST_FILLERS)
    read_at = getattr(network.card.config, "reading", "")
    way = "largest" if read_at == AT_LARGEST else "end"
    repaired = float(predict_reading(network, reading).guesses[1].probability) if way == "largest" else float(padded[0])
    yes = network.card.classes[1]
    left, right = st.columns(2)
    left.metric(t("playground-read-padded", count=fillers, name=yes), f"{100 * padded[fillers]:.1f}%")
    right.metric(t("playground-read-repaired", way=way, name=yes), f"{100 * repaired:.1f}%")
    live_chart(
        charts.padding_chart(padded, repaired, fillers, yes, way),
        key="padding",
        alt=t(
            "playground-padding-alt",
            way=way,
            name=yes,
            first=f"{100 * padded[0]:.0f}",
            last=f"{100 * padded[-1]:.0f}",
            repaired=f"{100 * repaired:.0f}",
        ),
        revision="padding",
    )
    trained = t("playground-trained", way="padding" if read_at == AT_PADDING else way)
    st.caption(f"{t('playground-padding', way=way)} {trained}")
