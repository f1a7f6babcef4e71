"""A first visit by /demo: runs app.py, which shows that page. The reason is in pages/__init__.py."""

import runpy
from pathlib import Path

runpy.run_path(str(Path(__file__).parents[1] / "app.py"))
