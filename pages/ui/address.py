"""The way back to a visitor's runs, written into the page's address without a step in the browser's history.

Streamlit's own query parameters add such a step on every page, and “Back” would lead from each page to itself.
"""

import streamlit as st

ADDRESS = "visit"  # the address's part after ?, by which a visitor is known again after a reload

_JS = """
export default function ({ data }) {
  const address = new URL(window.location.href);
  if (address.searchParams.get(data.name) === data.token) return;
  address.searchParams.set(data.name, data.token);
  window.history.replaceState(window.history.state, "", address);
}
"""

_mount = st.components.v2.component("address", html="<span></span>", js=_JS)


def write_address(token: str, key: str = "address") -> None:
    """Let the present address lead back to the visitor of this token; `key` where a page calls it more than once."""
    _mount(key=key, data={"name": ADDRESS, "token": token}, height=1)


def token_in_address() -> str:
    """The token that the page was asked for with; "" for none."""
    return str(st.query_params.get(ADDRESS, ""))
