"""What would help: sentences that follow from an evaluation, each with the figure it follows from."""

from core.evaluation import Evaluation

GAP = 0.05  # between training and test accuracy: more is called overfitting
LOW = 0.9  # accuracy on the training examples: less leaves something to learn
OFTEN = 0.1  # of a class's examples taken for one other class
TOO_SURE = 0.05  # between mean confidence and accuracy
FEW = 30  # test examples: less show little
RARE = 0.5  # of an equal share of the examples


def advice_for(evaluation: Evaluation, train_accuracy: float | None) -> list[str]:
    """At least one sentence. `train_accuracy`: of the epoch that the network is from, where it is known."""
    if evaluation.right == len(evaluation):
        if len(evaluation) < FEW:
            return [f"Not one mistake, but in {len(evaluation)} test examples only: bring more before you believe it."]
        return ["Not one mistake: only harder examples could show what it cannot do."]
    found = []
    accuracy, chance = evaluation.accuracy, evaluation.commonest[1]
    if accuracy <= chance:
        found.append(
            f"It is no better than always guessing “{evaluation.commonest[0]}” ({100 * chance:.1f}%): it has learnt "
            "nothing yet. Train longer, or with another learning rate."
        )
    elif train_accuracy is not None and train_accuracy - accuracy > GAP:
        found.append(
            f"It gets {100 * train_accuracy:.1f}% of the training examples right but only {100 * accuracy:.1f}% of "
            "these: it has learnt some by heart. More examples or fewer epochs help, and so do augmentation, dropout "
            "and weight decay where the lesson has them."
        )
    elif train_accuracy is not None and train_accuracy < LOW:
        found.append(
            f"It gets only {100 * train_accuracy:.1f}% of its own training examples right: more epochs, a larger "
            "network or another learning rate can still help."
        )
    pairs = evaluation.confused()
    if pairs and pairs[0].count > OFTEN * evaluation.confusion[pairs[0].truth].sum():
        truth, guess = evaluation.classes[pairs[0].truth], evaluation.classes[pairs[0].guess]
        found.append(
            f"It takes {100 * pairs[0].count / evaluation.confusion[pairs[0].truth].sum():.0f}% of “{truth}” for "
            f"“{guess}”: look at these examples, and whether more of the two would show the difference."
        )
    counts = evaluation.confusion.sum(axis=1)
    present = counts[counts > 0]
    if len(present) > 1 and present.min() < RARE * len(evaluation) / len(present):
        rarest = evaluation.classes[int(counts.tolist().index(present.min()))]
        found.append(f"“{rarest}” is rare ({present.min():,} of {len(evaluation):,}): bring more of it.")
    gap = float(evaluation.confidences.mean()) - accuracy
    if gap > TOO_SURE:
        found.append(
            f"On average it is {100 * gap:.0f} points more sure than it is right: a temperature (“How sure it is”) "
            "makes its probabilities honest."
        )
    return found or ["Nothing stands out: what is left are single hard examples. More data is the surest help."]
