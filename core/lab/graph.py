"""The graph that autograd has built behind a tensor: every node that backward visits, read off the live tensors."""

from typing import Any, NamedTuple

from torch import Tensor, nn

FREED = "freed"  # stands for all that a node has kept, after a backward


class Node(NamedTuple):
    """One node of the graph, on the way from the loss to the parameters."""

    name: str  # "AddmmBackward0"
    parameter: str  # of an AccumulateGrad: the parameter whose .grad it adds to, "conv1.bias"; "" of all others
    shape: tuple[int, ...]  # for AccumulateGrad the shape of its leaf tensor; () for other nodes
    saved: tuple[str, ...]  # what it has kept for backward: "mat1 (1, 84)"
    following: tuple[int | None, ...]  # index of each next function in the list of nodes; None: needs no gradient

    @property
    def is_leaf(self) -> bool:
        """Whether backward ends at this node: it belongs to a tensor that keeps its gradient."""
        return not self.following


def graph_of(tensor: Tensor, model: nn.Module) -> list[Node]:
    """Every node of the graph behind the tensor, in breadth-first order: the tensor's grad_fn is the first."""
    names = {id(parameter): name for name, parameter in model.named_parameters()}
    functions: dict[Any, int] = {}  # node -> its place
    waiting = [tensor.grad_fn]
    for function in waiting:
        if function is not None and function not in functions:
            functions[function] = len(functions)
            waiting += [following for following, _ in function.next_functions]
    return [_read(function, names, functions) for function in functions]


def _read(function: Any, names: dict[int, str], places: dict[Any, int]) -> Node:
    variable = getattr(function, "variable", None)
    return Node(
        name=function.name().rpartition("::")[2],
        parameter=names.get(id(variable), ""),
        shape=() if variable is None else tuple(variable.shape),
        saved=_saved(function),
        following=tuple(places.get(following) for following, _ in function.next_functions),
    )


def _saved(function: Any) -> tuple[str, ...]:
    """The tensors that a node keeps, "mat1 (1, 84)"; (FREED,) after a backward, which lets torch free them."""
    kept = []
    for name in dir(function):
        if name.startswith("_saved_"):
            try:
                value = getattr(function, name)
            except RuntimeError:
                return (FREED,)
            if isinstance(value, Tensor):
                kept.append(f"{name.removeprefix('_saved_')} {tuple(value.shape)}")
    return tuple(kept)
