"""The lab's network as it is now: what its input becomes in each layer, and how long the gradients are."""

from core.diagram.of_lab import diagram_of_lab
from core.lab.autograd import Lab
from pages.ui.components.network import network


def lab_network(lab: Lab, key: str) -> None:
    """Draw it small; nothing before there is a network and an input. `key` differs for each place on a page."""
    diagram = diagram_of_lab(lab)
    if diagram is not None:
        network(key, diagram, size="small")
