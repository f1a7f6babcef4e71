"""The address /draw as the first visit after a start: runs app.py, which shows the page. See pages/__init__.py."""

import runpy

runpy.run_path("app.py")
