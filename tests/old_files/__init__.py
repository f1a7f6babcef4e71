"""Files that earlier versions saved, which every later version must open: a folder for each version that saved some.

`python -m tests.old_files.corpus NAME` saves the present version's into a new folder. A file that was committed is
never changed.
"""
