"""What is wrong or left out in the posts' programs, and what the app does in its place, said at the posts' lines."""

from collections.abc import Mapping
from types import MappingProxyType

from core.messages import Message

# The line of a post, without its indentation -> the ids of the lessons whose post has it, and what is to be said of it.
_NOTES: Mapping[str, tuple[tuple[str, ...], str]] = MappingProxyType(
    {
        "testloader = torch.utils.data.DataLoader(testset, batch_size=64, shuffle=True)": (("000",), "shuffled"),
        "if i % 100 == 99:": (("000",), "last-38"),
        "if i % 2000 == 1999:": (("002a", "003"), "last-500"),
        "with torch.no_grad():": (("000", "001", "003"), "no-eval"),
        "net = SimpleNet()": (("000",), "no-seed"),
        "net = CNN()": (("001",), "no-seed"),
        "net = Net()": (("002a", "003"), "no-seed"),
        "x = self.fc(x)": (("001",), "not-flat"),
        "print(f'Epoch {epoch + 1} Loss: {running_loss / len(trainset)}')": (("001",), "by-examples"),
        "x = self.pool(F.relu(self.conv1(x)))": (("002a",), "functional"),
        "print('Finished Training')": (("002a",), "no-test"),
        "train_data, valid_data = train_data.split()": (("002b",), "validation"),
        'TEXT.build_vocab(train_data, max_size=25000, vectors="glove.6B.100d")': (("002b",), "vectors"),
        "(train_data, valid_data, test_data), batch_size=64)": (("002b",), "buckets"),
        "return self.fc(hidden.squeeze(0))": (("002b",), "padding"),
        "print('Accuracy of the network on the %d test images: %d %%' % (total, 100 * correct / total))": (
            ("003",),
            "whole-percent",
        ),
        "input = torch.randn(1, 1, 32, 32)": (("004",), "one-image"),
    }
)


def post_note(lesson_id: str, line: str) -> Message | None:
    """What is to be said of a line of the lesson's post; None where that is nothing, and for lines of others."""
    lessons, note = _NOTES.get(line.strip(), ((), ""))
    return Message(f"script-post-{note}") if lesson_id in lessons else None
