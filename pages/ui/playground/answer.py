"""What a network says to something it is shown: the answer, how far to believe it, and what other networks say."""

from collections.abc import Mapping

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from core.explain.familiarity import Verdict, getting_familiar, judge, unjudged
from core.explain.reading import Reading
from core.explain.text_familiarity import TextVerdict, getting_familiar_with_texts, judge_text, unjudged_texts
from core.inference import Prediction
from core.network import Familiarity, TextFamiliarity, TrainedNetwork
from pages.ui import charts
from pages.ui.components.live_chart import live_chart
from pages.ui.evaluation import own_dataset_of
from pages.ui.images import to_picture
from pages.ui.tables import plain_table
from pages.ui.tasks import result_if_there
from pages.ui.visitor.session import Session
from pages.ui.words import plain

NO_ANSWER = "no answer"
NOT_FINITE = (
    "Its numbers have grown beyond all: its weights are too large. Train again with a smaller learning rate, or use "
    "other weights."
)
FEW_PIXELS = ("digits", "digits32")  # data sets of very small pictures
SEEN, SAID = 140, 180  # widths in pixels: of the picture that the network sees, of the answer beside it


def seen_and_said(
    seen: NDArray[np.uint8], prediction: Prediction, milliseconds: float, remark: str = "", truth: str = ""
) -> None:
    """What the network sees (C, S, S) uint8, beside it what it says; `truth`: the right answer, where it is known."""
    size = f"{seen.shape[1]} x {seen.shape[1]}{remark}"
    with st.container(horizontal=True, vertical_alignment="center"):
        picture = to_picture(seen, SEEN)
        st.image(picture, width=SEEN, caption=f"What the network sees: {size}", alt="What the network sees")
        with st.container(width=SAID):
            answer(prediction, milliseconds)
            if truth:
                st.markdown(f"The truth: **{plain(truth)}**")


def answer(prediction: Prediction, milliseconds: float) -> None:
    """What the network says, and how sure it says it is."""
    if not prediction.is_answer:
        no_answer(NOT_FINITE)
        return
    first, second = prediction.ranking[:2]
    st.metric(
        "The network says",
        plain(first.name),
        delta=f"{100 * first.probability:.1f}% sure",
        delta_color="off",
        delta_arrow="off",
    )
    st.caption(f"Next: {plain(second.name)} ({100 * second.probability:.1f}%). Answered in {milliseconds:.1f} ms.")


def no_answer(why: str) -> None:
    """Show that the network has no answer, and why."""
    st.metric("The network says", NO_ANSWER)
    st.caption(why)


def bars(prediction: Prediction) -> None:
    """A bar for each class; nothing where there is no answer."""
    if not prediction.is_answer:
        return
    chart = charts.probability_chart(prediction.guesses)
    words = ", ".join(f"{guess.name}: {100 * guess.probability:.1f}%" for guess in prediction.guesses)
    live_chart(chart, key="probabilities", alt=f"Probabilities: {words}", revision="answer", zoom=False)


def familiarity_of(session: Session, network: TrainedNetwork) -> Familiarity | TextFamiliarity | str:
    """Return what is usual for the network; while it is not known, return the reason as a clause.

    If the network does not bring it along, a task computes it from the network's own data set.
    """
    run = session.in_use.run_of(network)
    if network.familiarity is not None:
        return network.familiarity
    if run is not None and run.snapshot.active:
        return "its run goes on"
    dataset = own_dataset_of(session, network)
    if dataset is None:
        return "the examples that it has learnt from are not here"
    reads = network.vocabulary is not None
    reason = unjudged_texts(dataset) if reads else unjudged(network, dataset)
    if reason:
        return reason
    key = "Looking at its examples", network, dataset
    familiarity: Familiarity | TextFamiliarity | None
    if reads:
        familiarity = result_if_there(session, key, lambda: getting_familiar_with_texts(network, dataset))
    else:
        familiarity = result_if_there(session, key, lambda: getting_familiar(network, dataset))
    return familiarity or session.tasks[key].problem.rstrip(".") or "its test examples are being looked at, one moment"


def verdict(session: Session, network: TrainedNetwork, image: NDArray[np.uint8]) -> None:
    """How far to believe the answer to an image (C, H, W) uint8, in a sentence."""
    familiarity = familiarity_of(session, network)
    if not isinstance(familiarity, Familiarity):
        st.caption(f"How far to trust this answer is not known: {familiarity}.")
        return
    judgement = judge(network, familiarity, image)
    st.markdown(f"{badge(judgement)} {_in_words(judgement)}")
    if network.card.dataset in FEW_PIXELS:
        st.caption(
            "It has only learnt from 1,437 pictures of 8 x 8 pixels, too few for everybody's handwriting: train on "
            "MNIST, or choose the pretrained network for drawn digits."
        )


def verdict_badge(session: Session, network: TrainedNetwork, image: NDArray[np.uint8]) -> str:
    """How far to believe the answer to an image (C, H, W) uint8, in a word; "" where that is not known."""
    familiarity = familiarity_of(session, network)
    return badge(judge(network, familiarity, image)) if isinstance(familiarity, Familiarity) else ""


def text_verdict(session: Session, network: TrainedNetwork, reading: Reading) -> None:
    """How far to believe the answer to a text, in a sentence."""
    familiarity = familiarity_of(session, network)
    if not isinstance(familiarity, TextFamiliarity):
        st.caption(f"How far to trust this answer is not known: {familiarity}.")
        return
    assert network.vocabulary is not None
    judgement = judge_text(network, familiarity, reading)
    st.markdown(f"{badge(judgement)} {_text_in_words(judgement, network.vocabulary.units)}")


def badge(judgement: Verdict | TextVerdict) -> str:
    """Return how far to believe the answer, as a badge in Markdown: sure, unsure, or unlike what the network knows."""
    if judgement.strange:
        return ":red-badge[:material/help: Unlike what it knows]"
    return ":green-badge[:material/check: Sure]" if judgement.sure else ":orange-badge[:material/balance: Unsure]"


def _in_words(judgement: Verdict) -> str:
    share = 100 * judgement.probability
    right = f"about {share:.0f} of 100" if share < 99.5 else "more than 99 of 100"
    if judgement.strange:
        if judgement.too_bright:
            why = "It is brighter, so has more ink if it was drawn, than any of its test examples."
        elif judgement.strangeness == 0:
            why = "None of its test examples differs as much as this from what it learnt from."
        else:
            differ = f"Only {100 * judgement.strangeness:.0f} in 100 of its test examples"
            why = f"{differ} differ as much as this from what it learnt from."
        return f"{why} It has to give one of its answers whatever it sees: do not trust this one."
    if not judgement.sure:
        return f"When it answers like this, it is right for {right} test examples."
    return f"When it answers like this, it is right for {right} test examples, and this resembles what it learnt from."


def _text_in_words(judgement: TextVerdict, units: str) -> str:
    share = 100 * judgement.probability
    right = f"about {share:.0f} of 100" if share < 99.5 else "more than 99 of 100"
    if judgement.strange:
        rest = f"Only {100 * judgement.as_unknown:.0f} in 100" if judgement.as_unknown else "None"
        return (
            f"It does not know {100 * judgement.unknown:.0f}% of these {units}. {rest} of its test texts have so many "
            "unknown ones: do not trust this answer."
        )
    unknown = f"It does not know {100 * judgement.unknown:.0f}% of these {units}. " if judgement.unknown else ""
    short = " Hardly any of them was so short, so take this as a rough guide." if judgement.short else ""
    return f"{unknown}When it answers like this, it is right for {right} test texts.{short}"


def side_by_side(answers: Mapping[str, Prediction | None]) -> None:
    """Show the answers of several networks to one input, by the networks' names; None is no answer."""
    rows = []
    for name, prediction in answers.items():
        if prediction is None or not prediction.is_answer:
            rows.append((name, NO_ANSWER, "–", "–"))
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
    plain_table(["Network", "Says", "Sure", "Next"], rows)
    said = {one.ranking[0].name for one in answers.values() if one is not None and one.is_answer}
    if len(answers) > 1 and said:
        agree = "They agree." if len(said) == 1 else f"They do not agree: {', '.join(sorted(map(plain, said)))}."
        st.caption(agree)
