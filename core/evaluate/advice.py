"""Advice: messages on what would improve a network, each with the figure of its evaluation that it follows from."""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from core.evaluate.evaluation import Evaluation
from core.lessons import LESSONS
from core.messages import Message, Value

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
    others: Mapping[Message, float] = {}  # another network or preset -> its accuracy on the same test examples
    learning_rate: float | None = None  # that it was trained with
    own_data: bool = False  # whether the visitor can bring more examples
    highest_loss: float | None = None  # of a mini-batch while it was trained
    learnt_from: Value | None = None  # title of the training data; None where they belong to the evaluated data set


def advice_for(evaluation: Evaluation, known: Known) -> list[Message]:
    """Return pieces of advice for the evaluated network, at least one."""
    if evaluation.right == len(evaluation):
        if len(evaluation) < FEW:
            return [Message("evaluation-no-mistake-few", count=len(evaluation))]
        return [Message("evaluation-no-mistake")]
    nothing = _nothing_learnt(evaluation, known)
    if nothing:
        return [nothing]  # then its confusions and its confidence say nothing
    pieces = [
        piece
        for piece in (
            _other_data(known) or _how_it_learns(evaluation, known),
            _behind(evaluation, known),
            _confusion(evaluation),
            _rare(evaluation, known),
            _too_sure(evaluation),
        )
        if piece
    ]
    return pieces or [_nothing_stands_out(evaluation, known)]


def known_on(dataset_id: str) -> dict[Message, float]:
    """What the lessons' own presets reach on a data set, as docs/accuracy.md has it: name -> accuracy, 0 to 1."""
    return {
        Message("evaluation-preset", title=preset.title, lesson=lesson.id): preset.reaches[dataset_id] / 100
        for lesson in LESSONS.values()
        for preset in lesson.presets
        if dataset_id in preset.reaches
    }


def _nothing_learnt(evaluation: Evaluation, known: Known) -> Message | None:
    """Return why the network is no better than a constant answer; None when it is better."""
    accuracy, (name, chance) = evaluation.accuracy, evaluation.commonest
    if accuracy > chance:
        return None
    guessing, share = math.log(len(evaluation.classes)), _percent(chance)
    if known.learnt_from:
        return Message("evaluation-guessing-other-data", name=name, share=share, data=known.learnt_from)
    highest = known.highest_loss or 0.0
    exploded = highest > EXPLODED * guessing
    if exploded or evaluation.loss > WORSE_THAN_GUESSING * guessing:
        return Message(
            "evaluation-guessing-diverged",
            name=name,
            share=share,
            when="training" if exploded else "testing",
            loss=f"{highest if exploded else evaluation.loss:.3g}",
            guessing=f"{guessing:.3g}",
            rate=f"{known.learning_rate / 10:g}" if known.learning_rate else "unknown",
        )
    if _rises(known):
        before, after = map(_percent, known.training[-2:])
        return Message("evaluation-guessing-rising", name=name, share=share, before=before, after=after)
    return Message("evaluation-guessing-nothing", name=name, share=share)


def _other_data(known: Known) -> Message | None:
    return Message("evaluation-other-data", data=known.learnt_from) if known.learnt_from else None


def _how_it_learns(evaluation: Evaluation, known: Known) -> Message | None:
    """Return that it overfits, or that training can still improve it; None when there is neither."""
    if not known.training:
        return None
    trained, accuracy = known.training[-1], evaluation.accuracy
    if trained - accuracy > GAP:
        return Message("evaluation-by-heart", trained=_percent(trained), tested=_percent(accuracy))
    if _rises(known):
        before, after = map(_percent, known.training[-2:])
        return Message("evaluation-still-rising", before=before, after=after)
    if trained < LOW:
        once = len(known.training) == 1
        return Message("evaluation-only-once" if once else "evaluation-too-small", trained=_percent(trained))
    return None


def _rises(known: Known) -> bool:
    return len(known.training) > 1 and known.training[-1] - known.training[-2] >= RISES


def _behind(evaluation: Evaluation, known: Known) -> Message | None:
    """Others do better on the same examples, and not by chance."""
    if not known.others:
        return None
    name, most = max(known.others.items(), key=lambda item: item[1])
    if most <= max(evaluation.accuracy + BEHIND, evaluation.accuracy_interval[1]):
        return None
    return Message("evaluation-behind", name=name, most=_percent(most), accuracy=_percent(evaluation.accuracy))


def _confusion(evaluation: Evaluation) -> Message | None:
    pairs, chance = evaluation.confused(), evaluation.commonest[1]
    if evaluation.accuracy < chance + HALF * (1 - chance):
        return None
    if not pairs or pairs[0].count <= OFTEN * evaluation.confusion[pairs[0].truth].sum():
        return None
    truth, guess = evaluation.classes[pairs[0].truth], evaluation.classes[pairs[0].guess]
    share = 100 * pairs[0].count / evaluation.confusion[pairs[0].truth].sum()
    return Message("evaluation-confused", share=f"{share:.0f}", truth=truth, guess=guess)


def _rare(evaluation: Evaluation, known: Known) -> Message | None:
    counts = evaluation.confusion.sum(axis=1)
    present = counts[counts > 0]
    if len(present) < 2 or present.min() >= RARE * len(evaluation) / len(present):
        return None
    rarest = evaluation.classes[int(counts.tolist().index(present.min()))]
    count, total = int(present.min()), len(evaluation)
    return Message(
        "evaluation-rare-own" if known.own_data else "evaluation-rare", name=rarest, count=count, total=total
    )


def _too_sure(evaluation: Evaluation) -> Message | None:
    gap = float(evaluation.confidences.mean()) - evaluation.accuracy
    return Message("evaluation-too-sure", points=f"{100 * gap:.0f}") if gap > TOO_SURE else None


def _nothing_stands_out(evaluation: Evaluation, known: Known) -> Message:
    if known.own_data:
        return Message("evaluation-nothing-own")
    if known.others:
        name, most = max(known.others.items(), key=lambda item: item[1])
        better = evaluation.accuracy > most + BEHIND
        return Message(
            "evaluation-nothing-better" if better else "evaluation-nothing-as-good",
            accuracy=_percent(evaluation.accuracy),
            name=name,
            most=_percent(most),
        )
    return Message("evaluation-nothing")


def _percent(share: float) -> str:
    return f"{100 * share:.1f}"
