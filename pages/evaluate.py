"""A first visit by /evaluate: runs app.py, which shows that page. The reason is in pages/__init__.py."""

import runpy

runpy.run_path("app.py")
