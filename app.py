"""PyTorch Playground: the server, page settings, navigation, thread settings, the first visit; nothing else."""

import os
import sys

os.environ.setdefault("OMP_NUM_THREADS", "1")  # NumPy and torch read it when they are imported

import streamlit as st


def show_page() -> None:
    """Everything that a visitor sees, drawn anew for each visitor and at each change."""
    from pages.ui.first_visit import first_visit, home, started
    from pages.ui.language import settle_language, t
    from pages.ui.menu import FIRST, PAGES

    st.set_page_config(page_title="PyTorch Playground", page_icon="🔥", layout="wide")
    settle_language()
    cold = not started().is_set()
    # Every page but the first has a file of its address in pages/: pages/__init__.py says why.
    page = st.navigation(
        [
            st.Page(
                home if cold and address == FIRST else f"pages/views/{address}.py",
                title=t(f"app-page-{address}"),
                icon=icon,
                default=address == FIRST,
            )
            for address, icon in PAGES
        ],
        position="top",
    )
    # With a key of its own, a page shares no element with the page before it: where a browser's translator has put the
    # texts into elements of its own, a shared heading would keep the title of the page before.
    with st.container(key=f"page-{page.url_path or FIRST}"):
        if cold:
            first_visit(page)
        from pages.ui.visitor.process import prepare_process

        prepare_process()
        page.run()


if st.runtime.exists():
    show_page()
elif __name__ == "__main__":
    sys.exit("This is a Streamlit app: start it with `make run`, or with `streamlit run app.py`.")  # not shown
else:  # `streamlit run app.py` runs this part once, before the first visit
    from pages.ui.server import GUARDS, lifespan

    app = st.App(__file__, lifespan=lifespan, middleware=GUARDS)
