"""What names usually stand for in programs that use PyTorch."""

from collections.abc import Mapping

USUAL: Mapping[str, str] = {  # names that are not imported -> what is usually meant
    "torch": "torch",
    "nn": "torch.nn",
    "F": "torch.nn.functional",
    "optim": "torch.optim",
    "torchvision": "torchvision",
    "transforms": "torchvision.transforms",
    "datasets": "torchvision.datasets",
    "Dataset": "torch.utils.data.Dataset",  # not shown
    "DataLoader": "torch.utils.data.DataLoader",
    "TensorDataset": "torch.utils.data.TensorDataset",
    "Variable": "torch.autograd.Variable",  # not shown
    "Field": "torchtext.data.Field",  # not shown
    "LabelField": "torchtext.data.LabelField",
    "BucketIterator": "torchtext.data.BucketIterator",
    "IMDB": "torchtext.datasets.IMDB",
    "np": "numpy",
    "plt": "matplotlib.pyplot",
    "tqdm": "tqdm.tqdm",
    **{name: name for name in ("math", "random", "time", "os")},
}


def import_of(name: str) -> str:
    """The line that imports one of the usual names."""
    meant = USUAL[name]
    package, _, last = meant.rpartition(".")
    if name == meant:
        return f"import {name}"
    return (
        f"from {package} import {name}"
        if name == last and name not in {"nn", "optim", "transforms"}
        else (f"import {meant} as {name}")
    )


SAME: Mapping[str, str] = {  # parts of names that mean the same
    "torchvision.transforms.v2.": "torchvision.transforms.",
    "torchtext.legacy.": "torchtext.",
    "torch.nn.modules.": "torch.nn.",
    "torch.utils.data.dataloader.": "torch.utils.data.",
}
USUAL_ROLES: Mapping[str, str] = {  # of parameters of functions that nothing calls
    **dict.fromkeys(("model", "net", "network"), "network"),
    **dict.fromkeys(("optimizer", "optim", "opt"), "optimizer"),
    **dict.fromkeys(("criterion", "loss_fn", "loss_func"), "criterion"),
    **dict.fromkeys(("scheduler", "lr_scheduler"), "schedule"),
}
LOADERS = frozenset(
    {
        "torch.utils.data.DataLoader",
        "torchtext.data.BucketIterator.splits",
        "torchtext.data.Iterator.splits",
        "torchtext.data.BucketIterator",
        "torchtext.data.Iterator",
    }
)
