"""The pages in the order of the menu: (address, title, icon). Nothing is imported here, torch least of all."""

PAGES = (
    ("home", "Home", ":material/home:"),
    ("data", "Data", ":material/grid_view:"),
    ("train", "Train", ":material/model_training:"),
    ("evaluate", "Evaluate", ":material/fact_check:"),
    ("playground", "Try it", ":material/draw:"),
    ("autograd", "Autograd", ":material/account_tree:"),
    ("demo", "Demo", ":material/slideshow:"),
)
FIRST = PAGES[0][0]  # the page that is shown at the address without a path
