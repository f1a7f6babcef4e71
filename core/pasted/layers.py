"""The layers that a pasted network may be made of, with the arguments that each may be given."""

from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import torch
from torch import Tensor, nn

from core.models.dropout import Dropout, Dropout2d
from core.pasted.functions import check_indices, check_probability
from core.pasted.limits import (
    CURRENT,
    MAX_LAYER_DEPTH,
    MAX_LAYERS,
    MAX_PARAMETERS,
    Budget,
    Refused,
)

WITH_WEIGHTS = """
Linear:in_features,out_features,bias
Bilinear:in1_features,in2_features,out_features,bias
Conv1d:in_channels,out_channels,kernel_size,stride,padding,dilation,groups,bias,padding_mode
Conv2d:in_channels,out_channels,kernel_size,stride,padding,dilation,groups,bias,padding_mode
Conv3d:in_channels,out_channels,kernel_size,stride,padding,dilation,groups,bias,padding_mode
ConvTranspose1d:in_channels,out_channels,kernel_size,stride,padding,output_padding,groups,bias,dilation
ConvTranspose2d:in_channels,out_channels,kernel_size,stride,padding,output_padding,groups,bias,dilation
BatchNorm1d:num_features,eps,momentum,affine,track_running_stats
BatchNorm2d:num_features,eps,momentum,affine,track_running_stats
BatchNorm3d:num_features,eps,momentum,affine,track_running_stats
InstanceNorm1d:num_features,eps,momentum,affine,track_running_stats
InstanceNorm2d:num_features,eps,momentum,affine,track_running_stats
LayerNorm:normalized_shape,eps,elementwise_affine,bias
GroupNorm:num_groups,num_channels,eps,affine
PReLU:num_parameters,init
Embedding:num_embeddings,embedding_dim,padding_idx
LSTM:input_size,hidden_size,num_layers,bias,batch_first,dropout,bidirectional
GRU:input_size,hidden_size,num_layers,bias,batch_first,dropout,bidirectional
RNN:input_size,hidden_size,num_layers,nonlinearity,bias,batch_first,dropout,bidirectional
LSTMCell:input_size,hidden_size,bias
GRUCell:input_size,hidden_size,bias
RNNCell:input_size,hidden_size,bias,nonlinearity
"""
WITHOUT_WEIGHTS = """
MaxPool1d:kernel_size,stride,padding,dilation|ceil_mode
MaxPool2d:kernel_size,stride,padding,dilation|ceil_mode
MaxPool3d:kernel_size,stride,padding,dilation|ceil_mode
AvgPool1d:kernel_size,stride,padding,ceil_mode,count_include_pad
AvgPool2d:kernel_size,stride,padding,ceil_mode,count_include_pad
AdaptiveAvgPool1d:output_size
AdaptiveAvgPool2d:output_size
AdaptiveMaxPool1d:output_size
AdaptiveMaxPool2d:output_size
LPPool2d:norm_type,kernel_size,stride,ceil_mode
ReLU:inplace
ReLU6:inplace
LeakyReLU:negative_slope,inplace
ELU:alpha,inplace
SELU:inplace
CELU:alpha,inplace
GELU:approximate
SiLU:inplace
Mish:inplace
Sigmoid:
LogSigmoid:
Tanh:
Softmax:dim
Softmax2d:
Softmin:dim
LogSoftmax:dim
Softplus:beta,threshold
Softsign:
Hardswish:inplace
Hardsigmoid:inplace
Hardtanh:min_val,max_val,inplace
Threshold:threshold,value,inplace
GLU:dim
Flatten:start_dim,end_dim
Unflatten:dim,unflattened_size
Identity:
ZeroPad2d:padding
ReflectionPad2d:padding
ReplicationPad2d:padding
ConstantPad2d:padding,value
Upsample:size,scale_factor,mode,align_corners
PixelShuffle:upscale_factor
LocalResponseNorm:size,alpha,beta,k
"""
# What a source may read of a layer: the tensors, and the numbers that the layer was made with.
TENSORS_OF_LAYERS = frozenset({"weight", "bias"})
NUMBERS_OF_LAYERS = frozenset(
    {
        *("in_features", "out_features", "in_channels", "out_channels", "kernel_size", "stride", "num_features"),
        *("input_size", "hidden_size", "num_layers", "bidirectional", "num_embeddings", "embedding_dim", "p"),
    }
)
RECURRENT = (nn.LSTM, nn.GRU, nn.RNN)
SHAPED = (nn.Linear, nn.modules.conv._ConvNd, nn.Embedding)  # layers whose messages name the sizes that do not fit
CONTAINERS = (nn.Sequential, nn.ModuleList)
PLAIN = (int, float, bool, str, type(None))
POSITIVE = frozenset({"groups", "num_groups", "upscale_factor", "stride", "dilation", "num_layers", "hidden_size"})
SIZE = "_pasted_size"  # under this name a container knows how many layers it calls
MAX_STACKED = 16  # layers of one LSTM


@dataclass(frozen=True)
class Layer:
    """A class of layers of torch.nn."""

    name: str
    make: Callable[..., nn.Module]
    names: tuple[str, ...]
    by_name: frozenset[str]
    weights: bool  # whether it has any, or draws: then it has to be made in __init__

    def __reduce__(self) -> tuple[Any, ...]:
        return layer_of, (self.name,)


def _table(lines: str, *, weights: bool) -> dict[str, Layer]:
    layers = {}
    for line in lines.split():
        name, _, rest = line.partition(":")
        positional, _, others = rest.partition("|")
        names = tuple(filter(None, positional.split(",")))
        layers[name] = Layer(
            name, getattr(nn, name), names, frozenset((*names, *filter(None, others.split(",")))), weights
        )
    return layers


def _dropout(kind: type[Dropout]) -> Callable[..., Dropout]:
    def make(p: Any = 0.5, inplace: Any = False) -> Dropout:  # noqa: FBT002  (nn.Dropout's arguments)
        check_probability(p)
        if inplace:
            raise Refused("pasted-dropout-in-place")
        return kind(p)

    return make


def _layers() -> Mapping[str, Layer]:
    dropout = ("p", "inplace")
    own = {
        kind.__name__: Layer(kind.__name__, _dropout(kind), dropout, frozenset(dropout), weights=True)
        for kind in (Dropout, Dropout2d)
    }
    return MappingProxyType({**_table(WITH_WEIGHTS, weights=True), **_table(WITHOUT_WEIGHTS, weights=False), **own})


LAYERS = _layers()
LEAVES = frozenset({*(layer.make for layer in LAYERS.values()), Dropout, Dropout2d})  # types that are called quickly


def layer_of(name: str) -> Layer:
    """The layer of a name such as "Linear"."""
    return LAYERS[name]


def build_layer(budget: Budget, layer: Layer, args: list[Any], given: dict[str, Any]) -> nn.Module:
    """Make a layer. Raises Refused for arguments that it may not have, and for what is too large."""
    if layer.weights and not budget.building:
        raise Refused("pasted-layer-in-forward", layer=layer.name)
    budget.call()
    values = {**dict(zip(layer.names, args, strict=False)), **given}
    for name, value in values.items():
        _check_argument(budget, name, value)
    if layer.make in RECURRENT:
        if values.get("dropout"):
            raise Refused("pasted-recurrent-dropout", layer=layer.name)
        if values.get("num_layers", 1) > MAX_STACKED:
            raise Refused("pasted-too-many-layers", most=MAX_STACKED)
    with budget.built.aside() if budget.built is not None else nullcontext():
        module = layer.make(*args, **given)
    count(budget, module)
    if isinstance(module, nn.Embedding):
        module.register_forward_pre_hook(check_ids)
    if budget.counting is not None:
        if isinstance(module, SHAPED):
            module.register_forward_pre_hook(note)
        if isinstance(module, RECURRENT):
            module.forward = budget.counting.shortened(module)  # type: ignore[method-assign]  # of this one alone
    return module


def _check_argument(budget: Budget, name: str, value: Any) -> None:
    """Raise Refused for an argument that is no number or text, or a number that no layer can have."""
    for item in budget.leaves(value):
        if type(item) not in PLAIN:
            raise Refused("pasted-layer-argument")
        if type(item) is int and abs(item) > MAX_PARAMETERS:
            raise Refused("pasted-number-too-large")
        if type(item) is int and item < 1 and name in POSITIVE:
            raise Refused("pasted-not-positive", name=name)


def count(budget: Budget, module: nn.Module) -> None:
    """Add the numbers of a new layer. Raises Refused when the network has more than it may."""
    budget.parameters += sum(tensor.numel() for tensor in (*module.parameters(), *module.buffers()))
    if budget.parameters > MAX_PARAMETERS:
        raise Refused("pasted-too-many-parameters", parameters=budget.parameters, most=MAX_PARAMETERS)


def build_container(budget: Budget, kind: type[nn.Module], args: list[Any]) -> nn.Module:
    """Make an nn.Sequential of layers, or an nn.ModuleList of one list of layers."""
    budget.call()
    given = args
    if kind is nn.ModuleList:
        if len(args) > 1 or not all(isinstance(arg, list | tuple) for arg in args):
            raise Refused("pasted-only-layers")
        given = list(args[0]) if args else []
    if not all(isinstance(layer, nn.Module) for layer in given):
        raise Refused("pasted-only-layers")
    container = kind(given) if kind is nn.ModuleList else kind(*given)
    check_size(container)
    return container


def append(budget: Budget, layers: nn.ModuleList, layer: Any) -> None:
    """Add a layer to an nn.ModuleList."""
    if not budget.building:
        raise Refused("pasted-not-in-forward")
    if not isinstance(layer, nn.Module) or any(each is layers for each in layer.modules()):
        raise Refused("pasted-only-layers")
    layers.append(layer)
    check_size(layers)


def check_size(module: nn.Module) -> int:
    """How many layers a module is, itself counted, one that stands in two places twice.

    Raises Refused for too many, or for layers too deep in each other. Containers remember the number.
    """
    known: dict[int, tuple[int, int]] = {}
    ahead = [module]
    while ahead:
        last = ahead[-1]
        children = [child for child in last._modules.values() if child is not None]
        missing = [child for child in children if id(child) not in known]
        if missing:
            ahead.extend(missing)
            if len(ahead) > 2 * MAX_LAYERS:
                raise Refused("pasted-too-many-layers", most=MAX_LAYERS)
            continue
        size = 1 + sum(known[id(child)][0] for child in children)
        depth = 1 + max((known[id(child)][1] for child in children), default=0)
        if size > MAX_LAYERS or depth > MAX_LAYER_DEPTH:
            raise Refused("pasted-too-many-layers", most=MAX_LAYERS)
        known[id(ahead.pop())] = size, depth
    size = known[id(module)][0]
    if isinstance(module, nn.Sequential):
        module.__dict__[SIZE] = size
    return size


def calls_of(module: nn.Module) -> int:
    """How many calls of PyTorch a call of this layer is counted as."""
    size: int = module.__dict__.get(SIZE, 1)
    return size


def check_ids(module: nn.Embedding, args: tuple[Any, ...]) -> None:
    """Before an embedding on a GPU: an id that is too large would end the work of all visitors on it."""
    if args:
        check_indices(args[0], module.num_embeddings)


def note(module: nn.Module, args: tuple[Any, ...]) -> None:
    """Before a layer on the meta device: remember it, for the message when its input does not fit."""
    budget = CURRENT.get()
    if budget is None or not args:
        return
    budget.last = module, args[0]
    words = budget.root.words
    # A text comes as int32; what a network computes itself is int64.
    if isinstance(module, nn.Embedding) and args[0].dtype == torch.int32 and module.num_embeddings < words:
        raise Refused("pasted-few-words", given=module.num_embeddings, wanted=words)


def as_parameter(budget: Budget, tensor: Any, *, requires_grad: Any = True) -> nn.Parameter:
    """nn.Parameter(tensor)."""
    if not budget.building:
        raise Refused("pasted-not-in-forward")
    if not isinstance(tensor, Tensor) or type(requires_grad) is not bool:
        raise Refused("pasted-not-a-tensor")
    if tensor.numel() > MAX_PARAMETERS:
        raise Refused("pasted-too-many-parameters", parameters=tensor.numel(), most=MAX_PARAMETERS)
    parameter = nn.Parameter(tensor.detach() if isinstance(tensor, nn.Parameter) else tensor, requires_grad)
    budget.parameters += parameter.numel()
    if budget.parameters > MAX_PARAMETERS:
        raise Refused("pasted-too-many-parameters", parameters=budget.parameters, most=MAX_PARAMETERS)
    return parameter
