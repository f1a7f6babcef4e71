"""The server's memory after many visitors. They come one after the other; each trains, evaluates, draws and leaves.

`python -m benchmarks wear`. The visitors are those of tests/wear.py.
"""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.e2e.server import serving
from tests.wear import memory_after

GRACE_SECONDS = 5
ABSENCE = 10.0  # seconds to wait after a visitor has left: the grace period, and the time until memory is given back


def measure_wear(_folder: Path, numbers: Sequence[int] = (1, 30, 100, 200, 300)) -> None:
    """Print the server's resident memory after each of these numbers of visitors, when all have left."""
    with (
        tempfile.TemporaryDirectory() as empty,
        serving(Path(empty), PLAYGROUND_GRACE_SECONDS=str(GRACE_SECONDS)) as server,
    ):
        used = memory_after(server, numbers, ABSENCE)
    for number, size in used.items():
        print(f"  after {number:3d} visitors: {size / 1e6:.0f} MB")
    few, many = numbers[1], numbers[-1]
    print(f"  {many} visitors against {few}: {used[many] / used[few]:.3f} times", flush=True)
