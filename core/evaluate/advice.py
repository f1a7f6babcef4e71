"""Advice: sentences on what would improve a network, each with the figure of its evaluation that it follows from."""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from core.evaluate.evaluation import Evaluation
from core.lessons import LESSONS

GAP = 0.05  # difference of training and test accuracy: a larger one is called overfitting
LOW = 0.9  # accuracy on the training examples: below it there is still something to learn
RISES = 0.005  # rise of training accuracy in the last epoch: with at least this rise, the network is still learning
WORSE_THAN_GUESSING = 1.5  # times the loss of guessing: a higher test loss means that the steps were too large
BEHIND = 0.01  # lead in accuracy of another network on the same data: a smaller lead counts as chance
OFTEN = 0.1  # share of a class's examples that are taken for one other class: a larger share is mentioned
HALF = 0.5  # of the way from the accuracy of guessing to 1: below it, single confusions say little
EXPLODED = 10  # times the loss of guessing: a higher loss during training means that the steps were too large
TOO_SURE = 0.05  # difference of mean confidence and accuracy: a larger one is called too sure
FEW = 30  # test examples: less show little
RARE = 0.5  # of an equal share of the examples: a class with less is called rare


class Known(NamedTuple):
    """What is known of a network beside its answers."""

    training: Sequence[float] = ()  # accuracy on the training examples in each epoch up to these weights, if known
    others: Mapping[str, float] = {}  # name of another network or preset -> its accuracy on the same test examples
    learning_rate: float | None = None  # that it was trained with
    own_data: bool = False  # whether the visitor can bring more examples
    highest_loss: float | None = None  # of a mini-batch while it was trained
    learnt_from: str = ""  # title of the training data; "" where they belong to the evaluated data set


def advice_for(evaluation: Evaluation, known: Known) -> list[str]:
    """Return sentences of advice for the evaluated network, at least one."""
    if evaluation.right == len(evaluation):
        if len(evaluation) < FEW:
            return [f"Not one mistake, but in {len(evaluation)} test examples only: bring more before you believe it."]
        return ["Not one mistake: only harder examples could show what it cannot do."]
    nothing = _nothing_learnt(evaluation, known)
    if nothing:
        return [nothing]  # then its confusions and its confidence say nothing
    sentences = [
        sentence
        for sentence in (
            _other_data(known) or _how_it_learns(evaluation, known),
            _behind(evaluation, known),
            _confusion(evaluation),
            _rare(evaluation, known),
            _too_sure(evaluation),
        )
        if sentence
    ]
    return sentences or [_nothing_stands_out(evaluation, known)]


def known_on(dataset_id: str) -> dict[str, float]:
    """What the lessons' own presets reach on a data set, as docs/accuracy.md has it: name -> accuracy, 0 to 1."""
    return {
        f"the preset “{preset.title}” of lesson {lesson.id}": preset.reaches[dataset_id] / 100
        for lesson in LESSONS.values()
        for preset in lesson.presets
        if dataset_id in preset.reaches
    }


def _nothing_learnt(evaluation: Evaluation, known: Known) -> str:
    """Return a sentence on why the network is no better than a constant answer; "" when it is better."""
    accuracy, (name, chance) = evaluation.accuracy, evaluation.commonest
    if accuracy > chance:
        return ""
    guessing = math.log(len(evaluation.classes))
    same = f"It is no better than always guessing “{name}” ({100 * chance:.1f}%)"
    if known.learnt_from:
        return f"{same}: it has learnt from {known.learnt_from}, not from these data."
    highest = known.highest_loss or 0.0
    if evaluation.loss > WORSE_THAN_GUESSING * guessing or highest > EXPLODED * guessing:
        rate = known.learning_rate
        smaller = f", a tenth of it ({rate / 10:g}) for a beginning" if rate else ""
        why = f"its cross-entropy is {evaluation.loss:.3g}"
        if highest > EXPLODED * guessing:
            why = f"while it was trained its loss rose to {highest:.3g}"
        return (
            f"{same}: {why}, and guessing alone gives {guessing:.3g}. The steps were too large: train again with a "
            f"smaller learning rate{smaller}."
        )
    if _rises(known):
        return f"{same}, but {_rise_in_words(known)}: train longer."
    return f"{same}: it has learnt nothing yet. Another learning rate is the first thing to try, then more epochs."


def _other_data(known: Known) -> str:
    if not known.learnt_from:
        return ""
    return (
        f"It has learnt from {known.learnt_from}, not from these data: that they differ is the likeliest reason for "
        "what it gets wrong."
    )


def _how_it_learns(evaluation: Evaluation, known: Known) -> str:
    """Return a sentence on overfitting or on training that can still improve; "" when there is neither."""
    if not known.training:
        return ""
    trained, accuracy = known.training[-1], evaluation.accuracy
    if trained - accuracy > GAP:
        return (
            f"It gets {100 * trained:.1f}% of the training examples right but only {100 * accuracy:.1f}% of these: it "
            "has learnt some by heart. More examples or fewer epochs help, and so do augmentation, dropout and weight "
            "decay where the lesson has them."
        )
    if _rises(known):
        return f"It was still learning: {_rise_in_words(known)}. More epochs help."
    if trained < LOW and len(known.training) == 1:
        return (
            f"It has been through the training examples only once, and got {100 * trained:.1f}% of them right on the "
            "way: more epochs are the first thing to try."
        )
    if trained < LOW:
        return (
            f"In its last epoch it got only {100 * trained:.1f}% of its own training examples right, and no more than "
            "in the one before: a larger network or another learning rate can still help."
        )
    return ""


def _rises(known: Known) -> bool:
    return len(known.training) > 1 and known.training[-1] - known.training[-2] >= RISES


def _rise_in_words(known: Known) -> str:
    before, after = known.training[-2:]
    return f"its training accuracy rose from {100 * before:.1f}% to {100 * after:.1f}% in the last epoch"


def _behind(evaluation: Evaluation, known: Known) -> str:
    """Others do better on the same examples, and not by chance."""
    if not known.others:
        return ""
    name, most = max(known.others.items(), key=lambda item: item[1])
    if most <= max(evaluation.accuracy + BEHIND, evaluation.accuracy_interval[1]):
        return ""
    return (
        f"More is possible on this data: {name} gets {100 * most:.1f}% right, this network "
        f"{100 * evaluation.accuracy:.1f}%. What differs in its settings is worth a try."
    )


def _confusion(evaluation: Evaluation) -> str:
    pairs, chance = evaluation.confused(), evaluation.commonest[1]
    if evaluation.accuracy < chance + HALF * (1 - chance):
        return ""
    if not pairs or pairs[0].count <= OFTEN * evaluation.confusion[pairs[0].truth].sum():
        return ""
    truth, guess = evaluation.classes[pairs[0].truth], evaluation.classes[pairs[0].guess]
    share = 100 * pairs[0].count / evaluation.confusion[pairs[0].truth].sum()
    return (
        f"It takes {share:.0f}% of “{truth}” for “{guess}”: look at these examples, and whether more of the two would "
        "show the difference."
    )


def _rare(evaluation: Evaluation, known: Known) -> str:
    counts = evaluation.confusion.sum(axis=1)
    present = counts[counts > 0]
    if len(present) < 2 or present.min() >= RARE * len(evaluation) / len(present):
        return ""
    rarest = evaluation.classes[int(counts.tolist().index(present.min()))]
    more = ": bring more of it" if known.own_data else ", so its scores are rough"
    return f"“{rarest}” is rare ({present.min():,} of {len(evaluation):,}){more}."


def _too_sure(evaluation: Evaluation) -> str:
    gap = float(evaluation.confidences.mean()) - evaluation.accuracy
    if gap <= TOO_SURE:
        return ""
    return (
        f"On average it is {100 * gap:.0f} points more sure than it is right: a temperature (“How sure it is”) makes "
        "its probabilities honest."
    )


def _nothing_stands_out(evaluation: Evaluation, known: Known) -> str:
    if known.own_data:
        return "Nothing stands out: what is left are single hard examples. More examples like them are the surest help."
    if known.others:
        name, most = max(known.others.items(), key=lambda item: item[1])
        compared = "better than" if evaluation.accuracy > most + BEHIND else "about as good as"
        return (
            f"Nothing stands out: with {100 * evaluation.accuracy:.1f}% it is {compared} the best that is known here "
            f"on this data, {name} ({100 * most:.1f}%). What is left are single hard examples: look at them."
        )
    return "Nothing stands out: what is left are single hard examples. Look at them."
