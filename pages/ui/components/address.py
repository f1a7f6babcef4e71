"""The way back to a visitor's runs, written into the page's address without a step in the browser's history.

Streamlit's own query parameters add such a step on every page, and “Back” would lead from each page to itself.

The component also redraws the page in two cases: when its connection is back after a cut, and when another tab of the
same browser has taken over. So the page does not show work that is gone or open elsewhere.
"""

import streamlit as st

ADDRESS = "visit"  # name of the query parameter (after ?) that holds the visitor's token

_JS = """
export default function ({ data, parentElement, setTriggerValue }) {
  const address = new URL(window.location.href);
  if ((address.searchParams.get(data.name) ?? "") !== data.token) {
    if (data.token) address.searchParams.set(data.name, data.token);
    else address.searchParams.delete(data.name);
    window.history.replaceState(window.history.state, "", address);
  }
  const draw_anew = () => setTriggerValue("changed", Date.now());

  parentElement.tabs?.close();
  const tabs = parentElement.tabs = new BroadcastChannel("pytorch-playground");
  tabs.onmessage = ({ data: told }) => {
    if (told.token === data.token && told.lines > data.lines) draw_anew();
  };
  if (data.token) tabs.postMessage({ token: data.token, lines: data.lines });

  const app = document.querySelector("[data-test-connection-state]");
  const is_connected = () => app.dataset.testConnectionState === "CONNECTED";
  let was_connected = app && is_connected();
  parentElement.watch?.disconnect();
  const watch = parentElement.watch = new MutationObserver(() => {
    if (is_connected() && !was_connected) draw_anew();
    was_connected = is_connected();
  });
  if (app) watch.observe(app, { attributes: true, attributeFilter: ["data-test-connection-state"] });
  return () => { tabs.close(); watch.disconnect(); };
}
"""

_mount = st.components.v2.component("address", html="<span></span>", js=_JS)


def write_address(token: str, lines: int, key: str = "address") -> None:
    """Write the visitor's token into the page's address; for "" take it out of the address.

    `lines` is the number of connections that the visitor has had. `key` must differ for each call on one page.
    """
    data = {"name": ADDRESS, "token": token, "lines": lines}
    result = _mount(key=key, data=data, height=1, on_changed_change=_nothing)
    if result.get("changed"):
        st.rerun()  # redraw the whole page, also when this is called in a fragment


def token_in_address() -> str:
    """The token that the page was asked for with; "" for none."""
    return str(st.query_params.get(ADDRESS, ""))


def _nothing() -> None:
    """Do nothing: Streamlit wants a callback, but the change is read where the component is mounted."""
