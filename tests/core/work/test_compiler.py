import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]

SCRIPT = """
import sys
import torch
from core.config import TrainConfig
from core.optimizers import OPTIMIZERS, build_optimizer, build_schedule
for name in OPTIMIZERS:
    weight = torch.nn.Parameter(torch.ones(3))
    config = TrainConfig(optimizer=name, schedule="cosine")
    optimizer = build_optimizer([weight], config)
    schedule = build_schedule(optimizer, config, 10)
    for _ in range(3):
        optimizer.zero_grad()
        (weight ** 2).sum().backward()
        optimizer.step()
        schedule.step()
    assert weight[0] < 1
assert "torch._dynamo.eval_frame" not in sys.modules, "the compiler was loaded"
import torch._dynamo.config
assert torch._dynamo.is_compiling() is False
assert torch.compile(lambda x: x + 1, backend="eager")(torch.ones(1)).item() == 2
print("fine")
"""


@pytest.mark.slow
def test_optimizers_work_without_torchs_compiler_and_it_is_there_when_it_is_wanted():
    environment = os.environ | {"OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-c", SCRIPT]
    done = subprocess.run(command, check=False, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.stdout == "fine\n", done.stderr
