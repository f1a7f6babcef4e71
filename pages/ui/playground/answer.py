"""What a network says to something it is shown: the answer, how far to believe it, and what other networks say."""

from collections.abc import Mapping

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from core.drawing import touches_edge
from core.explain.familiarity import Verdict, getting_familiar, judge, unjudged
from core.explain.reading import Reading
from core.explain.text_familiarity import TextVerdict, getting_familiar_with_texts, judge_text, unjudged_texts
from core.inference import Prediction
from core.messages import Message
from core.network import Familiarity, TextFamiliarity, TrainedNetwork
from pages.ui import charts
from pages.ui.components.live_chart import live_chart
from pages.ui.evaluation import own_dataset_of
from pages.ui.images import to_picture
from pages.ui.language import t
from pages.ui.tables import plain_table
from pages.ui.tasks import result_if_there
from pages.ui.visitor.session import Session
from pages.ui.words import plain

NOT_FINITE = Message("playground-not-finite")
FEW_PIXELS = ("digits", "digits32")  # data sets of very small pictures
SEEN = 80  # pixels of the picture that the network sees


def seen_and_said(seen: NDArray[np.uint8], prediction: Prediction, milliseconds: float, truth: str = "") -> None:
    """What the network sees (C, S, S) uint8, beside it what it says; `truth`: the right answer, where it is known."""
    with st.container(horizontal=True, key="try-seen"):
        with st.container():
            answer(prediction, milliseconds)
            if truth:
                st.markdown(t("playground-truth", name=plain(truth)))
        st.image(to_picture(seen, SEEN), width=SEEN, alt=t("playground-sees"))


def about_seen(seen: NDArray[np.uint8], strokes: int | None = None) -> None:
    """The size of what the network sees (C, S, S) uint8; `strokes`: how many a drawing has."""
    size = f"{seen.shape[1]} x {seen.shape[1]}"
    if strokes is None:
        st.caption(t("playground-sees-size", size=size))
    else:
        st.caption(t("playground-sees-strokes", size=size, count=strokes))
        about_edge(seen)


def about_edge(seen: NDArray[np.uint8]) -> None:
    """Where a prepared drawing (1, S, S) uint8 comes to the edge of its picture, say that nothing of it is cut off."""
    if touches_edge(seen[0]):
        st.caption(t("playground-at-edge"), help=t("playground-at-edge.help"))


def answer(prediction: Prediction, milliseconds: float) -> None:
    """What the network says, and how sure it says it is."""
    if not prediction.is_answer:
        no_answer(NOT_FINITE)
        return
    first, second = prediction.ranking[:2]
    st.metric(
        t("playground-says"),
        plain(first.name),
        delta=t("playground-sure", share=f"{100 * first.probability:.1f}"),
        delta_color="off",
        delta_arrow="off",
    )
    share = f"{100 * second.probability:.1f}"
    st.caption(t("playground-next", name=plain(second.name), share=share, time=f"{milliseconds:.1f}"))


def no_answer(why: Message) -> None:
    """Show that the network has no answer, and why."""
    st.metric(t("playground-says"), t("playground-no-answer"))
    st.caption(t(why))


def bars(prediction: Prediction) -> None:
    """A bar for each class; nothing where there is no answer."""
    if not prediction.is_answer:
        return
    chart = charts.probability_chart(prediction.guesses)
    each = ", ".join(f"{guess.name}: {100 * guess.probability:.1f}%" for guess in prediction.guesses)
    alt = t("playground-probabilities", list=each)
    live_chart(chart, key="probabilities", alt=alt, revision="answer", zoom=False)


def familiarity_of(session: Session, network: TrainedNetwork) -> Familiarity | TextFamiliarity | Message:
    """Return what is usual for the network; while it is not known, return the reason.

    If the network does not bring it along, a task computes it from the network's own data set.
    """
    run = session.in_use.run_of(network)
    if network.familiarity is not None:
        return network.familiarity
    if run is not None and run.snapshot.active:
        return Message("playground-goes-on")
    dataset = own_dataset_of(session, network)
    if dataset is None:
        return Message("playground-no-examples")
    reads = network.vocabulary is not None
    reason = unjudged_texts(dataset) if reads else unjudged(network, dataset)
    if reason is not None:
        return reason
    key = Message("playground-looking"), network, dataset
    familiarity: Familiarity | TextFamiliarity | None
    if reads:
        familiarity = result_if_there(session, key, lambda: getting_familiar_with_texts(network, dataset))
    else:
        familiarity = result_if_there(session, key, lambda: getting_familiar(network, dataset))
    return familiarity or session.tasks[key].problem or Message("playground-being-looked-at")


def verdict(session: Session, network: TrainedNetwork, image: NDArray[np.uint8]) -> None:
    """How far to believe the answer to an image (C, H, W) uint8, in a sentence."""
    familiarity = familiarity_of(session, network)
    if isinstance(familiarity, Message):
        st.caption(t("playground-unknown-trust", why=familiarity))
        return
    assert isinstance(familiarity, Familiarity)
    judgement = judge(network, familiarity, image)
    few_pixels = network.card.dataset in FEW_PIXELS
    # All 250 drawings that were measured are so far from such pictures, but 62 % of the answers are right.
    smooth = few_pixels and judgement.strange and not judgement.too_bright
    st.markdown(f"{badge(judgement)} {t('playground-strange-smooth') if smooth else _in_words(judgement)}")
    if few_pixels:
        st.caption(t("playground-few-pixels"))


def verdict_badge(session: Session, network: TrainedNetwork, image: NDArray[np.uint8]) -> str:
    """How far to believe the answer to an image (C, H, W) uint8, in a word; "" where that is not known."""
    familiarity = familiarity_of(session, network)
    return badge(judge(network, familiarity, image)) if isinstance(familiarity, Familiarity) else ""


def text_verdict(session: Session, network: TrainedNetwork, reading: Reading) -> None:
    """How far to believe the answer to a text, in a sentence."""
    familiarity = familiarity_of(session, network)
    if isinstance(familiarity, Message):
        st.caption(t("playground-unknown-trust", why=familiarity))
        return
    assert isinstance(familiarity, TextFamiliarity)
    assert network.vocabulary is not None
    judgement = judge_text(network, familiarity, reading)
    st.markdown(f"{badge(judgement)} {_text_in_words(judgement, network.vocabulary.units_name)}")


def badge(judgement: Verdict | TextVerdict) -> str:
    """Return how far to believe the answer, as a badge in Markdown: sure, unsure, or unlike what the network knows."""
    if judgement.strange:
        return f":red-badge[:material/help: {t('playground-strange')}]"
    if judgement.sure:
        return f":green-badge[:material/check: {t('playground-is-sure')}]"
    return f":orange-badge[:material/balance: {t('playground-unsure')}]"


def _right(judgement: Verdict | TextVerdict) -> Message:
    """How many of 100 test examples it is right for when it is as sure as this."""
    share = 100 * judgement.probability
    return Message("playground-right", of=f"{share:.0f}") if share < 99.5 else Message("playground-right-most")


def _in_words(judgement: Verdict) -> str:
    if not judgement.strange:
        return t("playground-picture-sure" if judgement.sure else "playground-picture-unsure", right=_right(judgement))
    if judgement.too_bright:
        return t("playground-strange-bright")
    if judgement.strangeness == 0:
        return t("playground-strange-none")
    return t("playground-strange-few", of=f"{100 * judgement.strangeness:.0f}")


def _text_in_words(judgement: TextVerdict, units: Message) -> str:
    sentences = []
    if judgement.unknown or judgement.strange:
        sentences.append(t("playground-unknown-share", share=f"{100 * judgement.unknown:.0f}", units=units))
    if judgement.strange and judgement.as_unknown:
        sentences.append(t("playground-strange-text-few", of=f"{100 * judgement.as_unknown:.0f}"))
    elif judgement.strange:
        sentences.append(t("playground-strange-text-none"))
    else:
        sentences.append(t("playground-text-right", right=_right(judgement)))
        if judgement.short:
            sentences.append(t("playground-short"))
    return " ".join(sentences)


def side_by_side(session: Session, answers: Mapping[str, Prediction | None]) -> None:
    """Show the answers of several networks to one input, by the networks' names; None is no answer."""
    rows = []
    for name, prediction in answers.items():
        if prediction is None or not prediction.is_answer:
            rows.append((name, t("playground-no-answer"), "–", "–"))
            continue
        first, second = prediction.ranking[:2]
        rows.append(
            (
                name,
                first.name,
                f"{100 * first.probability:.1f}%",
                f"{second.name} ({100 * second.probability:.1f}%)",
            )
        )
    plain_table([t(f"playground-column-{column}") for column in ("network", "says", "sure", "next")], rows)
    said = {one.ranking[0].name for one in answers.values() if one is not None and one.is_answer}
    if len(answers) > 1 and said:
        names = ", ".join(sorted(map(plain, said)))
        st.caption(t("playground-agree") if len(said) == 1 else t("playground-disagree", names=names))
    if session.in_use.names_best:
        st.caption(t("visitor-best-epoch.about"))
