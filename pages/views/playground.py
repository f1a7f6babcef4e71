"""Try it: draw, show a picture or write; the network answers at once and shows why."""

from pages.ui.evaluation import own_dataset_of
from pages.ui.language import t
from pages.ui.layout import open_page
from pages.ui.network_panel import network_panel
from pages.ui.playground.drawing_pad import drawing_pad
from pages.ui.playground.picture_frame import picture_frame
from pages.ui.playground.writing_pad import writing_pad


def main() -> None:
    """Draw the page."""
    session = open_page("playground", t("playground-lead"))
    network = network_panel(session)
    match network.card.reads:
        case "drawings":
            drawing_pad(session, network)
        case "pictures":
            picture_frame(session, network, own_dataset_of(session, network))
        case _:
            writing_pad(session, network)


main()
