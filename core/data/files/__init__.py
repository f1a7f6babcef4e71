"""From a stranger's files to a Collection: a zip of folders, NumPy's .npz, a CSV, loose pictures.

Limits come first: members, expanded bytes and pixels are read from headers before anything is decoded; pickles are
never loaded; nothing touches the disk. What had to be guessed is said in the collection's remarks.
"""

from core.data.files.arrays import read_npz
from core.data.files.kinds import are_loose, read_files
from core.data.files.loose import read_pictures
from core.data.files.tables import read_csv
from core.data.files.zip_folders import read_zip

__all__ = ("are_loose", "read_csv", "read_files", "read_npz", "read_pictures", "read_zip")
