"""diagram_of_lab(): the lab's network, with the lab's input in it."""

from torch.nn import CrossEntropyLoss

from core.diagram.diagram import diagram_of_tensor
from core.diagram.records import Diagram
from core.lab.autograd import Lab


def diagram_of_lab(lab: Lab) -> Diagram | None:
    """The network with the first image of the input, and the gradients that it holds; None before both are there."""
    if not {"net", "input"} <= lab.names.keys():
        return None
    loss = "CrossEntropy" if isinstance(lab.names.get("criterion"), CrossEntropyLoss) else "MSE"
    return diagram_of_tensor(lab.net, lab.names["input"], loss)
