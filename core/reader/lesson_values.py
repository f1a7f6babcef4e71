"""What a lesson gives names that its post leaves open."""

from core.data.dataset import DataSet
from core.lessons import Lesson
from core.models.cnn import CNNConfig, side_after
from core.models.lstm import EMBEDDING, HIDDEN
from core.script.program import posts_config


def lesson_values(lesson: Lesson, dataset: DataSet) -> dict[str, str]:
    """What a lesson gives names that its post leaves open: name in small letters -> a Python expression."""
    post = posts_config(lesson, dataset.id)
    values = {
        **dict.fromkeys(("num_epochs", "epochs", "n_epochs", "epoch_num"), repr(post.epochs)),
        **dict.fromkeys(("batch_size", "bs"), repr(post.batch_size)),
        **dict.fromkeys(("learning_rate", "lr"), repr(post.learning_rate)),
        "momentum": repr(post.momentum),
        "log_interval": repr(post.log_every),
        "device": "torch.device('cuda' if torch.cuda.is_available() else 'cpu')",  # not shown
        **dict.fromkeys(("num_classes", "n_classes", "out_features"), repr(len(dataset.classes))),
        "classes": repr(dataset.classes),
    }
    if len(dataset.input_shape) == 3:
        channels, height, width = dataset.input_shape
        values |= {
            "in_channels": repr(channels),
            "in_features": repr(channels * height * width),
            "data": f"torch.rand(100, {channels}, {height}, {width})",
            "targets": f"torch.randint(0, {len(dataset.classes)}, (100,))",
        }
    else:
        values |= {"hidden_size": repr(HIDDEN), "embedding_dim": repr(EMBEDDING), "output_size": "1"}
    if isinstance(post, CNNConfig) and len(dataset.input_shape) == 3:
        side = side_after(dataset.input_shape[1], post)
        values |= {
            "out_channels": repr(post.channels),
            "kernel_size": repr(post.kernel_size),
            "in_features": repr(post.channels * side * side),
        }
    return values
