"""The lines of the program that a block stands for."""

from dataclasses import replace

import pytest

from core.diagram.diagram import beginning_of, diagram_of, short_examples
from core.diagram.lines import lines_of_blocks
from core.diagram.records import ANSWER, INPUT
from core.lessons import LESSONS
from core.script.lines import MISSING
from core.script.program import flat
from core.script.script import program_of
from tests.conftest import built_in
from tests.core.pasted.samples import RESIDUAL


def lines_by_name(lesson, **changed):
    """Name or kind of a block -> the text of its lines."""
    dataset = built_in(lesson)
    config = replace(lesson.presets[0].config_for(dataset.id), **changed)
    dataset = dataset.read_as(config)
    network = beginning_of(lesson, dataset, config)
    blocks = diagram_of(network, dataset.test, int(short_examples(dataset.test, config)[0])).blocks
    parts = program_of(lesson, dataset, config)
    text = [line.code for line in flat(parts) if line.kind != MISSING]
    found = lines_of_blocks(parts, blocks)
    return {
        block.name or block.kind: [text[n - 1].strip() for n in mine] for block, mine in zip(blocks, found, strict=True)
    }


@pytest.mark.parametrize("lesson", LESSONS.values(), ids=lambda lesson: lesson.id)
def test_every_layer_stands_where_it_is_made_and_where_it_is_called(lesson):
    lines = lines_by_name(lesson)
    assert lines.pop(INPUT)[0].startswith("def forward(self, ")
    assert lines.pop(ANSWER)[-1].startswith("return ")
    for name, (made, called) in lines.items():
        assert made.startswith(f"self.{name} = nn.")
        assert f"self.{name}(" in called


def test_what_is_in_a_part_of_a_visitor_s_network_stands_where_that_part_does():
    lines = lines_by_name(LESSONS["003"], source=RESIDUAL)
    assert lines["first"] == ["self.first = nn.Conv2d(3, WIDTH, 3, padding=1)", "x = self.first(x)"]
    assert lines["layers.1.short"] == ["self.layers = nn.ModuleList(layers)", "for layer in self.layers:"]
    assert lines["head"][-1] == lines[ANSWER][-1] == "return self.head(x * self.scale)"
