import torch

from core.lab.autograd import Lab
from core.lab.graph import FREED, graph_of

MAIN_WAY = ["MseLossBackward0", "AddmmBackward0", "ReluBackward0", "AddmmBackward0", "ReluBackward0", "AddmmBackward0"]
MAIN_WAY += ["ViewBackward0", *["MaxPool2DWithIndicesBackward0", "ReluBackward0", "ConvolutionBackward0"] * 2]


def test_every_parameter_is_a_leaf_of_the_graph_and_every_leaf_a_parameter():
    lab = Lab(0).afresh()
    leaves = {node.parameter: node.shape for node in graph_of(lab.loss, lab.net) if node.name == "AccumulateGrad"}
    assert leaves == {name: tuple(parameter.shape) for name, parameter in lab.net.named_parameters()}
    assert all(node.is_leaf == (node.name == "AccumulateGrad") for node in graph_of(lab.loss, lab.net))


def test_the_way_from_the_loss_to_the_first_convolution():
    lab = Lab(0).afresh()
    nodes = graph_of(lab.loss, lab.net)
    way = nodes[:1]
    while True:
        following = [nodes[place] for place in way[-1].following if place is not None]
        onward = [node for node in following if node.name not in ("AccumulateGrad", "TBackward0")]
        if not onward:
            break
        way += onward
    assert [node.name for node in way] == MAIN_WAY


def test_every_node_is_the_live_one_with_its_next_functions():
    lab = Lab(0).afresh()
    nodes, functions = graph_of(lab.loss, lab.net), [lab.loss.grad_fn]
    for function in functions:
        functions += [f for f, _ in function.next_functions if f is not None and f not in functions]
    assert [node.name for node in nodes] == [function.name().split("::")[-1] for function in functions]
    for node, function in zip(nodes, functions, strict=True):
        following = [None if f is None else functions.index(f) for f, _ in function.next_functions]
        assert list(node.following) == following


def test_the_first_of_addmms_next_functions_is_the_bias_and_the_second_the_relu():
    lab = Lab(0).afresh()
    nodes = graph_of(lab.loss, lab.net)
    addmm = nodes[nodes[0].following[0]]
    bias, relu, weight = (nodes[place] for place in addmm.following)
    assert (bias.parameter, relu.name, weight.name) == ("fc3.bias", "ReluBackward0", "TBackward0")


def test_what_is_saved_is_gone_after_backward():
    lab = Lab(0).afresh()
    assert graph_of(lab.loss, lab.net)[1].saved == ("mat1 (1, 84)", "mat2 (84, 10)")
    after = lab.do("backward")
    assert graph_of(after.loss, after.net)[1].saved == (FREED,)


def test_cross_entropy_has_two_nodes_of_its_own():
    lab = Lab(0).reach("loss").do("target", criterion="CrossEntropy", labels=(3,)).do("loss")
    names = [node.name for node in graph_of(lab.loss, lab.net)]
    assert names[:3] == ["NllLossBackward0", "LogSoftmaxBackward0", "AddmmBackward0"]


def test_a_tensor_without_a_graph_has_no_nodes():
    assert graph_of(torch.ones(1), torch.nn.Linear(1, 1)) == []
