"""Files that browsers load by an address, once, and not with every part of a page."""

import os
import shutil
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[3] / "static"
_LONG_AGO = 0.0  # as a time of change


def serve(source: Path, name: str) -> None:
    """Copy a file to where Streamlit serves static files; needed once, since its name changes with its content.

    Streamlit says nothing of how long a file may be kept. Browsers then keep it for a tenth of its age, so it is old.
    """
    served = FOLDER / name
    if served.exists():
        return
    FOLDER.mkdir(exist_ok=True)
    beside = served.with_suffix(".part")
    shutil.copyfile(source, beside)
    os.utime(beside, (_LONG_AGO, _LONG_AGO))
    beside.replace(served)


def address_of(name: str) -> str:
    """The address of a served file, for the page."""
    return f"./app/static/{name}"
