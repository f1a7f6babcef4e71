"""The functions and methods that a pasted network may call (long: they are two tables).

A line of a table is a name and the names of its parameters. A star stands before a name that takes any number of sizes;
parameters after the bar can be given by name only. What is not in a table does not exist for a source.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from core.models.dropout import dropped
from core.pasted.limits import MAX_NUMBER, Budget, Refused

TORCH = """
abs:input
acos:input
add:input,other|alpha
addmm:input,mat1,mat2|beta,alpha
amax:input,dim,keepdim
amin:input,dim,keepdim
argmax:input,dim,keepdim
argmin:input,dim,keepdim
asin:input
atan:input
baddbmm:input,batch1,batch2|beta,alpha
bmm:input,mat2
cat:tensors,dim
clamp:input,min,max
clone:input
concat:tensors,dim
cos:input
cosh:input
cumsum:input,dim
div:input,other
dot:input,tensor
eq:input,other
erf:input
exp:input
expm1:input
flatten:input,start_dim,end_dim
flip:input,dims
floor:input
full_like:input,fill_value
ge:input,other
gt:input,other
hstack:tensors
le:input,other
log:input
log10:input
log1p:input
log2:input
log_softmax:input,dim
logsumexp:input,dim,keepdim
lt:input,other
matmul:input,other
max:input,dim,keepdim
maximum:input,other
mean:input,dim,keepdim
min:input,dim,keepdim
minimum:input,other
mm:input,mat2
movedim:input,source,destination
mul:input,other
multiply:input,other
narrow:input,dim,start,length
ne:input,other
neg:input
norm:input,p,dim,keepdim
ones_like:input
outer:input,vec2
permute:input,dims
pow:input,exponent
prod:input,dim,keepdim
reciprocal:input
relu:input
relu_:!input
reshape:input,shape
roll:input,shifts,dims
round:input
rsqrt:input
selu:input
sigmoid:input
sign:input
sin:input
sinh:input
softmax:input,dim
sqrt:input
square:input
squeeze:input,dim
stack:tensors,dim
std:input,dim,unbiased,keepdim
sub:input,other|alpha
subtract:input,other
sum:input,dim,keepdim
swapaxes:input,axis0,axis1
t:input
tan:input
tanh:input
tile:input,dims
transpose:input,dim0,dim1
tril:input,diagonal
triu:input,diagonal
unsqueeze:input,dim
var:input,dim,unbiased,keepdim
vstack:tensors
where:condition,input,other
zeros_like:input
"""
FUNCTIONAL = """
adaptive_avg_pool1d:input,output_size
adaptive_avg_pool2d:input,output_size
adaptive_max_pool2d:input,output_size
avg_pool1d:input,kernel_size,stride,padding,ceil_mode,count_include_pad
avg_pool2d:input,kernel_size,stride,padding,ceil_mode,count_include_pad
batch_norm:input,running_mean,running_var,weight,bias
conv1d:input,weight,bias,stride,padding,dilation,groups
conv2d:input,weight,bias,stride,padding,dilation,groups
elu:input,alpha,inplace
gelu:input|approximate
glu:input,dim
hardsigmoid:input,inplace
hardswish:input,inplace
hardtanh:input,min_val,max_val,inplace
interpolate:input,size,scale_factor,mode,align_corners
layer_norm:input,normalized_shape,weight,bias,eps
leaky_relu:input,negative_slope,inplace
linear:input,weight,bias
log_softmax:input,dim
logsigmoid:input
max_pool1d:input,kernel_size,stride,padding,dilation,ceil_mode
max_pool2d:input,kernel_size,stride,padding,dilation,ceil_mode
mish:input,inplace
normalize:input,p,dim,eps
pad:input,pad,mode,value
prelu:input,weight
relu:input,inplace
relu6:input,inplace
relu_:!input
selu:input,inplace
sigmoid:input
silu:input,inplace
softmax:input,dim
softplus:input,beta,threshold
softsign:input
tanh:input
tanhshrink:input
"""
METHODS = """
abs:
add:other|alpha
add_:!other|alpha
amax:dim,keepdim
amin:dim,keepdim
argmax:dim,keepdim
argmin:dim,keepdim
bmm:mat2
bool:
clamp:min,max
clamp_:!min,max
clone:
contiguous:
cos:
cumsum:dim
detach:
dim:
div:other
div_:!other
eq:other
exp:
expand:*size
expand_as:other
flatten:start_dim,end_dim
flip:*dims
float:
floor:
ge:other
gt:other
int:
le:other
log:
log_softmax:dim
long:
lt:other
masked_fill:mask,value
masked_fill_:!mask,value
matmul:other
max:dim,keepdim
mean:dim,keepdim
min:dim,keepdim
mm:mat2
movedim:source,destination
mul:other
mul_:!other
narrow:dim,start,length
ne:other
neg:
norm:p,dim,keepdim
numel:
permute:*dims
pow:exponent
prod:dim,keepdim
reciprocal:
relu:
relu_:!
repeat:*repeats
reshape:*shape
roll:shifts,dims
round:
rsqrt:
sigmoid:
sigmoid_:!
sin:
size:dim
softmax:dim
sqrt:
square:
squeeze:dim
std:dim,unbiased,keepdim
sub:other|alpha
sub_:!other|alpha
sum:dim,keepdim
swapaxes:axis0,axis1
t:
tanh:
tanh_:!
tile:*dims
transpose:dim0,dim1
tril:diagonal
triu:diagonal
type_as:other
unsqueeze:dim
unsqueeze_:!dim
var:dim,unbiased,keepdim
view:*shape
view_as:other
"""
ALSO = MappingProxyType({"dim": "axis", "keepdim": "keepdims"})  # names that NumPy has for the same
NUMBERS = (int, float, bool)
MOST_DIGITS = 20  # that a number is rounded to
SCALARS = frozenset({int, float, bool, str, type(None), torch.device, type(Ellipsis)})
TENSORS = frozenset({Tensor, nn.Parameter})


@dataclass(frozen=True)
class Function:
    """Something that a source may call, with the parameters that it may give."""

    name: str  # as it is found again: "torch.relu", "F.relu", "tensor.view", "len"
    call: Callable[..., Any]
    names: tuple[str, ...]  # parameters that may be given by position
    by_name: frozenset[str]  # parameters that may be given by name
    any_number: bool = False  # of further arguments
    in_place: bool = False  # whether the first argument is changed
    needs_budget: bool = False  # whether the Budget comes before the arguments
    takes_any: bool = False  # whether arguments need not be tensors and numbers

    def __reduce__(self) -> tuple[Any, ...]:
        return found, (self.name,)

    @property
    def inplace_at(self) -> int | None:
        """The position of the parameter `inplace`."""
        return self.names.index("inplace") if "inplace" in self.names else None


def check_plain(budget: Budget, value: Any) -> None:
    """Raise Refused unless a value is a tensor, a number, a text, or a list or tuple of these."""
    kind = type(value)
    if kind in TENSORS or kind in SCALARS:
        return
    if not isinstance(value, tuple | list):
        raise Refused("pasted-not-a-tensor")
    for item in budget.leaves(value):
        if type(item) not in TENSORS and type(item) not in SCALARS:
            raise Refused("pasted-not-a-tensor")


def table(prefix: str, lines: str, source: Any) -> dict[str, Function]:
    """The functions of a table by their names."""
    functions = {}
    for line in lines.split():
        name, _, rest = line.partition(":")
        positional, _, others = rest.lstrip("!").partition("|")
        names = tuple(filter(None, positional.replace("*", "").split(",")))
        by_name = {*names, *(ALSO[each] for each in names if each in ALSO), *filter(None, others.split(","))}
        functions[name] = Function(
            name=f"{prefix}.{name}",
            call=getattr(source, name),
            names=("self", *names) if prefix == "tensor" else names,
            by_name=frozenset(by_name),
            any_number="*" in positional,
            in_place=rest.startswith("!"),
        )
    return functions


def sizes_of(size: tuple[Any, ...]) -> tuple[int, ...]:
    """The sizes of a new tensor, given one by one or as one tuple."""
    given = tuple(size[0]) if len(size) == 1 and isinstance(size[0], tuple | list) else size
    if not all(type(each) is int and 0 <= each < MAX_NUMBER for each in given):
        raise Refused("pasted-sizes")
    return given


def _where(budget: Budget, device: Any) -> torch.device | None:
    """Where a new tensor is made: where the network is computed, or where another tensor of it is."""
    if device is None:
        return budget.device
    if type(device) is not torch.device or (budget.counting is not None and device.type != "meta"):
        raise Refused("pasted-no-device")
    return device


def _new(make: Callable[..., Tensor]) -> Callable[..., Tensor]:
    def new(budget: Budget, *size: Any, device: Any = None) -> Tensor:
        return make(*sizes_of(size), device=_where(budget, device))

    return new


def _drawn(make: Callable[..., Tensor]) -> Callable[..., Tensor]:
    def new(budget: Budget, *size: Any) -> Tensor:
        if not budget.building:
            raise Refused("pasted-no-chance")
        if budget.counting is not None:  # a pass on the meta device draws nothing
            return torch.empty(*sizes_of(size), device="meta")
        return make(*sizes_of(size))

    return new


def _full(budget: Budget, size: Any, fill_value: float, device: Any = None) -> Tensor:
    return torch.full(sizes_of((size,)), fill_value, device=_where(budget, device))


def _arange(budget: Budget, *bounds: Any, device: Any = None) -> Tensor:
    if not 1 <= len(bounds) <= 3 or not all(type(bound) in NUMBERS for bound in bounds):
        raise Refused("pasted-sizes")
    return torch.arange(*bounds, device=_where(budget, device))


def _linspace(budget: Budget, start: float, end: float, steps: int) -> Tensor:
    return torch.linspace(start, end, steps, device=budget.device)


def _tensor(budget: Budget, data: Any) -> Tensor:
    if not all(type(item) in NUMBERS for item in budget.leaves(data)):
        raise Refused("pasted-no-values")
    return torch.tensor(data, device=budget.device)


def _parts(split: Callable[..., Any]) -> Callable[..., Any]:
    """torch.split and the like: a tensor of a hundred million numbers may not become as many tensors."""

    def parts(budget: Budget, tensor: Any, *args: Any, **named: Any) -> Any:
        if type(tensor) not in TENSORS:
            raise Refused("pasted-not-a-tensor")
        budget.keep(max(tensor.shape, default=0))
        return split(tensor, *args, **named)

    return parts


def check_indices(indices: Any, size: int) -> None:
    """Raise IndexError for an index out of range; on the CPU PyTorch does so itself, on a GPU all work would end."""
    if not isinstance(indices, Tensor) or indices.device.type in ("cpu", "meta") or not indices.numel():
        return
    least, most = int(indices.min()), int(indices.max())
    if least < -size or most >= size:
        raise IndexError("index out of range in self")  # not shown


def _picked(pick: Callable[..., Tensor]) -> Callable[..., Tensor]:
    def picked(_budget: Budget, tensor: Any, dim: Any, index: Any) -> Tensor:
        if type(tensor) not in TENSORS or type(dim) is not int:
            raise Refused("pasted-not-a-tensor")
        check_indices(index, tensor.size(dim) if tensor.dim() else 1)
        return pick(tensor, dim, index)

    return picked


def _new_zeros(_budget: Budget, tensor: Tensor, *size: Any) -> Tensor:
    return tensor.new_zeros(sizes_of(size))


def _new_ones(_budget: Budget, tensor: Tensor, *size: Any) -> Tensor:
    return tensor.new_ones(sizes_of(size))


def check_probability(p: Any) -> None:
    """Raise Refused unless p can be the part that dropout sets to 0."""
    if type(p) not in NUMBERS or not 0 <= p <= 1:
        raise Refused("pasted-probability")


def _dropout(budget: Budget, x: Tensor, p: float = 0.5, training: bool = True, inplace: bool = False) -> Tensor:  # noqa: FBT001, FBT002  (F.dropout's)
    return _drop(budget, x, (p, training, inplace), whole_maps=False)


def _dropout2d(budget: Budget, x: Tensor, p: float = 0.5, training: bool = True, inplace: bool = False) -> Tensor:  # noqa: FBT001, FBT002  (F.dropout2d's)
    return _drop(budget, x, (p, training, inplace), whole_maps=True)


def _drop(budget: Budget, x: Tensor, how: tuple[Any, Any, Any], *, whole_maps: bool) -> Tensor:
    p, training, inplace = how
    check_probability(p)
    if inplace:
        raise Refused("pasted-dropout-in-place")
    if budget.building:
        raise Refused("pasted-only-in-forward")
    if not training or p == 0:
        return x
    shape = (*x.shape[:2], *[1] * (x.dim() - 2)) if whole_maps else tuple(x.shape)
    return dropped(x, p, budget.root.generator, shape)


def _checked_range(_budget: Budget, *bounds: Any) -> range:
    if not all(type(bound) in (int, bool) for bound in bounds):
        raise Refused("pasted-sizes")
    return range(*bounds)


def items_of(budget: Budget, value: Any) -> Any:
    """What a loop goes over. Raises Refused for what cannot be gone over, or is too long."""
    if isinstance(value, list | tuple | range):
        return value
    if isinstance(value, nn.ModuleList | nn.Sequential):
        return list(value)
    if type(value) in TENSORS:
        budget.keep(len(value) if value.dim() else 0)
        budget.call()
        return value.unbind(0)
    raise Refused("pasted-not-iterable")


def _listed(budget: Budget, value: Any) -> list[Any]:
    items = items_of(budget, value)
    budget.keep(len(items))
    return list(items)


def _len(_budget: Budget, value: Any) -> int:
    if isinstance(value, list | tuple | range | nn.ModuleList | nn.Sequential) or type(value) in TENSORS:
        return len(value)
    raise Refused("pasted-not-iterable")


def _numbers(budget: Budget, values: tuple[Any, ...]) -> list[Any]:
    items = _listed(budget, values[0]) if len(values) == 1 else list(values)
    if not all(type(item) in NUMBERS for item in items):
        raise Refused("pasted-not-numbers")
    return items


def number(value: Any) -> Any:
    """A number as it is. Raises Refused for one that is too large, and for what is none."""
    if type(value) is int:
        if not -MAX_NUMBER < value < MAX_NUMBER:
            raise Refused("pasted-number-too-large")
        return value
    if type(value) not in (float, bool):
        raise Refused("pasted-not-numbers")
    return value


def _of_numbers(compute: Callable[..., Any]) -> Callable[..., Any]:
    def call(_budget: Budget, *values: Any) -> Any:
        if not all(type(value) in NUMBERS for value in values):
            raise Refused("pasted-no-values" if any(type(v) in TENSORS for v in values) else "pasted-not-numbers")
        return number(compute(*values))

    return call


def _round(value: Any, digits: Any = None) -> Any:
    if digits is not None and (type(digits) is not int or abs(digits) > MOST_DIGITS):
        raise Refused("pasted-number-too-large")  # Python would compute 10 ** digits
    return round(value, digits)


def _extreme(compute: Callable[..., Any], of_tensor: Callable[..., Any]) -> Callable[..., Any]:
    def call(budget: Budget, *values: Any) -> Any:
        if len(values) == 1 and type(values[0]) in TENSORS:
            budget.call()
            return of_tensor(values[0])
        return compute(_numbers(budget, values))

    return call


def _sum(budget: Budget, values: Any) -> Any:
    total: Any = 0
    for item in _listed(budget, values):
        if type(item) in TENSORS:
            budget.call()
            total = total + item
        elif type(item) in NUMBERS:
            total = total + item if type(total) in TENSORS else number(total + item)
        else:
            raise Refused("pasted-not-numbers")
    return total


def _enumerate(budget: Budget, values: Any, start: int = 0) -> list[Any]:
    return list(enumerate(_listed(budget, values), number(start)))


def _zip(budget: Budget, *values: Any) -> list[Any]:
    return list(zip(*(_listed(budget, value) for value in values), strict=False))


def _truths(combine: Callable[..., bool]) -> Callable[..., bool]:
    def call(budget: Budget, values: Any) -> bool:
        items = _listed(budget, values)
        if any(type(item) in TENSORS for item in items):
            raise Refused("pasted-no-values")
        return combine(bool(item) for item in items)

    return call


def _own(name: str, call: Callable[..., Any], names: str, by_name: str = "") -> Function:
    """A function of ours, which checks its arguments itself and is given the Budget first."""
    positional = tuple(each for each in names.split(",") if each and not each.startswith("*"))
    return Function(
        name,
        call,
        positional,
        frozenset((*positional, *filter(None, by_name.split(",")))) - {"self"},
        any_number="*" in names,
        needs_budget=True,
        takes_any=not name.startswith(("torch.", "F.", "tensor.")),
    )


def _tables() -> dict[str, Mapping[str, Function]]:
    own = (
        *(_own(f"torch.{name}", _new(getattr(torch, name)), "*size", "device") for name in ("zeros", "ones")),
        *(_own(f"torch.{name}", _drawn(getattr(torch, name)), "*size") for name in ("randn", "rand")),
        _own("torch.empty", _drawn(torch.zeros), "*size"),  # what memory holds by chance is nobody's business
        _own("torch.full", _full, "size,fill_value", "device"),
        _own("torch.arange", _arange, "*bounds", "device"),
        _own("torch.linspace", _linspace, "start,end,steps"),
        _own("torch.tensor", _tensor, "data"),
        _own("F.dropout", _dropout, "x,p,training,inplace"),
        _own("F.dropout2d", _dropout2d, "x,p,training,inplace"),
        *(
            _own(f"{group}.{name}", make(getattr(source, name)), f"{first},{names}")
            for group, source, first in (("torch", torch, "input"), ("tensor", Tensor, "self"))
            for make, name, names in (
                *((_parts, "chunk", "chunks,dim"), (_parts, "unbind", "dim")),
                *((_parts, "split", "split_size_or_sections,dim" if source is torch else "split_size,dim"),),
                *((_picked, "gather", "dim,index"), (_picked, "index_select", "dim,index")),
            )
        ),
        _own("tensor.new_zeros", _new_zeros, "self,*size"),
        _own("tensor.new_ones", _new_ones, "self,*size"),
        _own("range", _checked_range, "*bounds"),
        _own("len", _len, "value"),
        _own("list", _listed, "value"),
        _own("tuple", lambda budget, value: tuple(_listed(budget, value)), "value"),
        _own("reversed", lambda budget, value: _listed(budget, value)[::-1], "value"),
        _own("enumerate", _enumerate, "values,start"),
        _own("zip", _zip, "*values"),
        _own("sum", _sum, "values"),
        _own("max", _extreme(max, torch.max), "*values"),
        _own("min", _extreme(min, torch.min), "*values"),
        _own("all", _truths(all), "values"),
        _own("any", _truths(any), "values"),
        _own("int", _of_numbers(int), "value"),
        _own("float", _of_numbers(float), "value"),
        _own("bool", _of_numbers(bool), "value"),
        _own("abs", _of_numbers(abs), "value"),
        _own("round", _of_numbers(_round), "value,digits"),
        *(
            _own(f"math.{name}", _of_numbers(getattr(math, name)), "value")
            for name in ("sqrt", "floor", "ceil", "exp", "sin", "cos", "log2")
        ),
        _own("math.log", _of_numbers(math.log), "value,base"),
        _own("math.prod", lambda budget, values: _product(_numbers(budget, (values,))), "values"),
    )
    grouped: dict[str, dict[str, Function]] = {
        "torch": table("torch", TORCH, torch),
        "F": table("F", FUNCTIONAL, functional),
        "tensor": table("tensor", METHODS, Tensor),
        "math": {},
        "": {},
    }
    for function in own:
        group, _, name = function.name.rpartition(".")
        grouped[group][name] = function
    return {group: MappingProxyType(functions) for group, functions in grouped.items()}


def _product(values: list[Any]) -> Any:
    product: Any = 1
    for value in values:
        product = number(product * value)
    return product


TABLES: Mapping[str, Mapping[str, Function]] = MappingProxyType(_tables())


def found(name: str) -> Function:
    """The function of a full name such as "F.relu"."""
    group, _, own = name.rpartition(".")
    return TABLES[group][own]
