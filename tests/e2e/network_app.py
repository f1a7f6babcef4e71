"""A page with a lesson's network, which learns a mini-batch at each click, and its program; served by test_network.py.

?lesson=003 names the lesson, &size=small makes the network small, &source=residual takes one with a residual
connection.
"""

from dataclasses import replace
from pathlib import Path

import streamlit as st

from core.diagram.diagram import beginning_of, diagram_of, short_examples
from core.diagram.lines import lines_of_blocks
from core.lessons import DATASETS, LESSONS
from core.runs.order import Goal
from core.runs.run import Run
from core.script.lines import MISSING
from core.script.program import flat
from core.script.script import program_of
from pages.ui.components.code import CodeLine, code, provide_code
from pages.ui.components.network import network, provide_network
from pages.ui.look import apply_look

RESIDUAL = """\
import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Conv2d(3, 8, 3, padding=1)
        self.second = nn.Conv2d(8, 8, 3, padding=1)
        self.pool = nn.AdaptiveAvgPool2d(4)
        self.head = nn.Linear(128, 10)

    def forward(self, x):
        x = torch.relu(self.first(x))
        x = torch.relu(x + self.second(x))
        return self.head(torch.flatten(self.pool(x), 1))


net = Net()
"""


def main() -> None:
    provide_code()
    provide_network()
    apply_look()
    state = st.session_state
    lesson = LESSONS[st.query_params.get("lesson", "000")]
    dataset = DATASETS[lesson.built_in()].load(Path("nowhere"))
    config = lesson.presets[0].config_for(dataset.id)
    if st.query_params.get("source") == "residual":
        config = replace(config, source=RESIDUAL)
    if "run" not in state:
        state.run = Run(lesson, dataset, config)
        state.opened = None
    run = state.run

    def learn(steps: int) -> None:
        for _ in range(steps):
            run.play(Goal.STEP)
            run.settle(30)

    st.button("Learn", key="learn", on_click=learn, args=(1,))
    st.button("Learn much", key="much", on_click=learn, args=(200,))
    shown = run.network or beginning_of(lesson, dataset, config)
    diagram = diagram_of(shown, dataset.test, int(short_examples(dataset.test, config)[0]))
    parts = program_of(lesson, dataset, config)
    lines = lines_of_blocks(parts, diagram.blocks)

    def opened(place: int) -> None:
        state.opened = place

    size = "small" if st.query_params.get("size") == "small" else "full"
    network("net", diagram, lines=lines, linked="here", size=size, opened=state.opened, on_open=opened)
    st.text(f"opened: {state.opened}")
    program = [CodeLine(line.code) for line in flat(parts) if line.kind != MISSING]
    code("code", program, height=320, linked="here", label="The program")


if st.runtime.exists():
    st.set_page_config(layout="wide")
    main()
else:
    app = st.App(__file__)
