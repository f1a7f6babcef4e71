"""The pages in the order of the menu: (address, icon). Nothing is imported here, torch least of all.

The titles are the messages app-page-<address> in pages/text.
"""

PAGES = (
    ("home", ":material/home:"),
    ("data", ":material/grid_view:"),
    ("train", ":material/model_training:"),
    ("evaluate", ":material/fact_check:"),
    ("playground", ":material/draw:"),
    ("autograd", ":material/account_tree:"),
    ("demo", ":material/slideshow:"),
)
FIRST = PAGES[0][0]  # the page that is shown at the address without a path
