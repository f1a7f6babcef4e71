"""A page with nothing but the editor of programs, one to be read and one to be edited; served by test_code.py."""

import streamlit as st

from pages.ui.components.code import CodeLine, code, provide_code
from pages.ui.look import apply_look

PROGRAM = '''import torch
from torch import nn, optim

# A small convolutional network, as in the post, with everything that a line of Python can be made of
class Net(nn.Module):
    """Two layers."""

    def __init__(self, width: int = 32) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(1, width, kernel_size=3, padding="same", bias=False, padding_mode="zeros", dilation=1)
        self.fc = nn.Linear(9216, 10)

    def forward(self, x):
        return self.fc(torch.flatten(torch.relu(self.conv1(x)), 1))

torch.manual_seed(42)
net = Net(width=64)
optimizer = optim.SGD(net.parameters(), lr=0.01, momentum=0.9)
for epoch in range(3):
    for images, labels in batches:
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(net(images), labels)
        loss.backward()
        optimizer.step()
    print(f"epoch {epoch + 1}: {loss.item():.4f}")'''
NOTE = "The post has 32 channels; here you chose 64. More channels see more, and take longer."


def marked() -> list[CodeLine]:
    lines = [CodeLine(line) for line in PROGRAM.split("\n")]
    lines[16] = CodeLine(lines[16].code, "changed", NOTE)
    lines[15] = CodeLine(
        lines[15].code, "ours", "The app sets a seed, so that the same settings give the same numbers."
    )
    lines.insert(18, CodeLine("scheduler = optim.lr_scheduler.StepLR(optimizer, 10)", "missing", "You chose none."))
    return lines


def main() -> None:
    provide_code()
    apply_look()
    state = st.session_state
    for name in ("Rerun", "Step", "Other program", "Wrong"):
        state.setdefault(name, 0)
    with st.container(horizontal=True):
        for name in ("Rerun", "Step", "Other program", "Wrong"):
            if st.button(name, key=f"button-{name}"):
                state[name] += 1
    st.text(f"drawn: {state['Rerun']}")
    other = state["Other program"]
    lines = marked() if not other else [CodeLine(f"lr = 0.{other}"), *marked()]
    lit = state["Step"] or None
    code("reading", lines, lit=lit, flash=[1] if other else [], height=240, label="The program that is running")
    errors = [(2, "NaMe is not defined")] if state["Wrong"] else []
    typed = code(
        "writing",
        [CodeLine("x = 1"), CodeLine(f"y = x + {other}", "changed", "It was 7.")],
        editable=True,
        errors=errors,
        label="My network",
    )
    st.text(f"typed: {typed!r}")


if st.runtime.exists():
    main()
else:
    app = st.App(__file__)
