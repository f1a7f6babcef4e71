"""See to it that there is a Chromium: an installed one (CHROMIUM may name it), else Debian's, else Playwright's."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ELSEWHERE = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)


def installed() -> str | None:
    named = os.environ.get("CHROMIUM")
    found = (named, *(shutil.which(name) for name in NAMES), *(path for path in ELSEWHERE if Path(path).exists()))
    return next((path for path in found if path), None)


def install_from_debian() -> str | None:
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return None
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update"], ["apt-get", "install", "-y", "--no-install-recommends", "chromium"]):
        if subprocess.run(command, env=environment, stdout=sys.stderr, check=False).returncode:
            return None
    return installed()


def install_from_playwright() -> str:
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], stdout=sys.stderr, check=True)
    return "Playwright's own Chromium"


if __name__ == "__main__":
    print("browser:", installed() or install_from_debian() or install_from_playwright())
