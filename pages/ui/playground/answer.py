"""What a network says to something it is shown: the answer, how far to believe it, and what other networks say."""

from collections.abc import Mapping

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from core.familiarity import Verdict, getting_familiar, judge, unjudged
from core.inference import Prediction
from core.network import Familiarity, TrainedNetwork
from pages.ui import charts
from pages.ui.evaluate.evaluation import own_dataset_of
from pages.ui.images import to_picture
from pages.ui.live_chart import live_chart
from pages.ui.session import Session
from pages.ui.tables import plain_table
from pages.ui.tasks import result_if_there
from pages.ui.words import plain

FEW_PIXELS = ("digits", "digits32")  # data sets of very small pictures
SEEN, SAID = 140, 180  # pixels of the picture that the network sees, and of what it says beside it


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
    first, second = prediction.ranking[:2]
    st.metric(
        "The network says",
        first.name,
        delta=f"{100 * first.probability:.1f}% sure",
        delta_color="off",
        delta_arrow="off",
    )
    st.caption(f"Next: {second.name} ({100 * second.probability:.1f}%). Answered in {milliseconds:.1f} ms.")


def bars(prediction: Prediction) -> None:
    """A bar for each class."""
    chart = charts.probability_chart(prediction.guesses)
    words = ", ".join(f"{guess.name}: {100 * guess.probability:.1f}%" for guess in prediction.guesses)
    live_chart(chart, key="probabilities", alt=f"Probabilities: {words}", revision="answer", zoom=False)


def familiarity_of(session: Session, network: TrainedNetwork) -> Familiarity | str:
    """What is usual to the network, from its own data where they are here; else why that is not known."""
    run = session.run_of(network)
    if network.familiarity is not None:
        return network.familiarity
    if network.vocabulary is not None:
        return "it reads words"
    if run is not None and run.snapshot.active:
        return "its run goes on"
    dataset = own_dataset_of(session, network)
    if dataset is None:
        return "the examples that it has learnt from are not here"
    reason = unjudged(network, dataset)
    if reason:
        return reason
    key = "Looking at its examples", network, dataset
    found = result_if_there(session, key, lambda: getting_familiar(network, dataset))
    return found or session.tasks[key].problem.rstrip(".") or "its test examples are being looked at, one moment"


def verdict(session: Session, network: TrainedNetwork, image: NDArray[np.uint8]) -> None:
    """How far to believe the answer to an image (C, H, W) uint8, in a sentence."""
    familiarity = familiarity_of(session, network)
    if isinstance(familiarity, str):
        st.caption(f"How far to trust this answer is not known: {familiarity}.")
        return
    found = judge(network, familiarity, image)
    st.markdown(f"{_badge(found)} {_in_words(found)}")
    if network.card.dataset in FEW_PIXELS:
        st.caption(
            "It has only learnt from 1,437 pictures of 8 x 8 pixels, too few for everybody's handwriting: train on "
            "MNIST, or choose the pretrained network for drawn digits."
        )


def verdict_badge(session: Session, network: TrainedNetwork, image: NDArray[np.uint8]) -> str:
    """How far to believe the answer to an image (C, H, W) uint8, in a word; "" where that is not known."""
    familiarity = familiarity_of(session, network)
    return "" if isinstance(familiarity, str) else _badge(judge(network, familiarity, image))


def _badge(found: Verdict) -> str:
    """How far to believe it, in a word."""
    if found.strange:
        return ":red-badge[:material/help: Unlike what it knows]"
    return ":green-badge[:material/check: Sure]" if found.sure else ":orange-badge[:material/balance: Unsure]"


def _in_words(found: Verdict) -> str:
    share = 100 * found.probability
    right = f"about {share:.0f} of 100" if share < 99.5 else "more than 99 of 100"
    if found.strange:
        if found.too_bright:
            why = "It is brighter, so has more ink if it was drawn, than any of its test examples."
        elif found.strangeness == 0:
            why = "None of its test examples differs as much as this from what it learnt from."
        else:
            differ = f"Only {100 * found.strangeness:.0f} in 100 of its test examples"
            why = f"{differ} differ as much as this from what it learnt from."
        return f"{why} It has to give one of its answers whatever it sees: do not trust this one."
    if not found.sure:
        return f"When it answers like this, it is right for {right} test examples."
    return f"When it answers like this, it is right for {right} test examples, and this resembles what it learnt from."


def side_by_side(answers: Mapping[str, Prediction]) -> None:
    """What several networks say to the same thing, by their names."""
    rows = []
    for name, prediction in answers.items():
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
    said = {prediction.ranking[0].name for prediction in answers.values()}
    if len(answers) > 1:
        agree = "They agree." if len(said) == 1 else f"They do not agree: {', '.join(sorted(map(plain, said)))}."
        st.caption(agree)
