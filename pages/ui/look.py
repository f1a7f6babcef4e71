"""The style of every page, where Streamlit's theme has no setting for it."""

import streamlit as st

_CSS = """
:root { --accent: light-dark(#0b62a8, #6cb8ee); --on-accent: light-dark(#ffffff, #10161d); }
/* The page begins right below the menu; lines that cross a very wide screen are hard to read. */
[data-testid="stMainBlockContainer"] { padding: 3.6rem 1.5rem 3rem !important; max-width: 110rem; margin: 0 auto; }
/* Title, what the page is for, the run, the language: one line. */
.st-key-top { flex-wrap: nowrap !important; min-height: 2.5rem; }
.st-key-top h1 { font-size: 1.5rem !important; padding: 0 !important; white-space: nowrap; }
.st-key-top [data-testid="stElementContainer"]:has(h1) { width: auto !important; flex: none; }
/* Components without anything to be seen take no place. */
[data-testid="stLayoutWrapper"]:has(> [class*="st-key-unseen"]) { position: absolute; width: 0; height: 0; overflow: hidden; }
[data-testid="stLayoutWrapper"]:has(> .st-key-arrival:empty) { display: none; }
@media (max-width: 640px) {
  [data-testid="stMainBlockContainer"] { padding-inline: 1rem !important; }
  .st-key-lead { display: none; }
  /* An answer is seen below its canvas; the second is the unseen component of pages/ui/components/canvas.py. */
  [data-testid="stHorizontalBlock"] { row-gap: 1rem !important; }
  .stElementContainer[class*="-tools"] { position: absolute; }
}
[data-testid="stHeading"] h2 { font-size: 1.75rem !important; padding: 0.5rem 0 1rem !important; }
/* What is redrawn each second does not fade and slide on its way: it would cost the visitor's computer time. */
[data-testid="stProgress"] *, [data-testid="stElementContainer"] { transition: none !important; }
[data-testid="stElementContainer"][data-stale="true"] { opacity: 1 !important; }
/* The live learning rate of pages/ui/train/deck.py: an empty field has nothing to step from, and factors are below. */
[class*="st-key-rate-"] [data-testid^="stNumberInputStep"] { display: none; }
/* Train: all on one screen of a laptop. */
.st-key-page-train, .st-key-work-curves { gap: 0.5rem !important; }
.st-key-strip-preset button { min-height: 2.6rem; }
.st-key-next-steps > :first-child a { background: var(--accent); }
.st-key-next-steps > :first-child a * { color: var(--on-accent) !important; }
/* The strip. Its tape has signs only; the words are for screen readers and for the tip. */
.st-key-strip { flex-wrap: nowrap !important; }
.st-key-strip-start button { min-width: 10.5rem; }
.st-key-strip-tape { min-height: 2.6rem; }
:is(.st-key-deck, .st-key-next-steps) { flex-wrap: nowrap !important; }
:is(.st-key-deck, .st-key-next-steps) button [data-testid="stMarkdownContainer"] {
  position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
}
.st-key-way { min-height: 3.4rem; max-height: 3.4rem; overflow: hidden; flex-wrap: nowrap !important; }
.st-key-way-progress { flex: 1 1 0 !important; min-width: 12rem; }
.st-key-numbers { width: auto !important; flex: none !important; flex-wrap: nowrap !important; }
.st-key-numbers [data-testid="stMetricValue"] { font-size: 1.35rem !important; font-variant-numeric: tabular-nums; }
/* The chips of the runs: the one that is shown is marked; more than fit are scrolled. */
.st-key-runs { flex-wrap: nowrap !important; overflow-x: auto; min-height: 2.6rem; }
.st-key-runs > * { flex: none !important; }
.st-key-runs button { padding-block: 0.1rem !important; min-height: 2rem !important; border-radius: 1rem !important; }
.st-key-runs button p { font-size: 0.85rem !important; white-space: nowrap; }
[class*="st-key-chip-shown-"] button { border: 2px solid var(--accent) !important; }
.st-key-work-code .code-pane { --code-height: max(16rem, calc(100vh - 26.5rem)) !important; }
@media (max-width: 640px) {
  .st-key-deck button { padding-inline: 0.5rem !important; min-width: 0 !important; }
  .st-key-numbers { gap: 0.75rem !important; }
  .st-key-numbers [data-testid="stMetricLabel"] p { font-size: 0.75rem !important; }
  .st-key-strip, .st-key-way { flex-wrap: wrap !important; max-height: none !important; }
  :is(.st-key-strip-lesson, .st-key-strip-tape, .st-key-way-progress) { flex: 1 0 100% !important; }
  [data-testid="stLayoutWrapper"]:has(> :is(.st-key-strip-lesson, .st-key-strip-tape, .st-key-way-progress)) { flex: 1 0 100% !important; width: 100% !important; }
  [data-testid="stColumn"]:has(.st-key-work-curves) { order: -1; }
}
/* Numbers and shapes of pages/ui/train/walk_values.py are not broken, so that columns can be compared. */
.st-key-walk-values td { white-space: nowrap; font-variant-numeric: tabular-nums; }
@media (max-width: 640px) {
  .st-key-walk-values table :is(th, td) { font-size: 0.8rem !important; padding-inline: 0.3rem !important; }
}
/* Wide tables on a phone are scrolled by themselves. */
[data-testid="stMarkdownContainer"] table { display: block; overflow-x: auto; }
/* Else the last column of a table with five is cut off beside the confusion matrix. */
[data-testid="stMarkdownContainer"] :is(th, td) { padding-inline: 0.5rem !important; }
/* Small grey text is dark enough to be read: WCAG asks for a contrast of 4.5, Streamlit's own has 4.2 on white. */
[data-testid="stCaptionContainer"] { color: inherit !important; opacity: 0.8; }
[data-testid="stBaseButton-primary"]:enabled { color: var(--on-accent) !important; }
[data-testid="stCode"] :is(.keyword, .builtin) { color: light-dark(#0b62a8, #6cb8ee) !important; }
[data-testid="stCode"] :is(.number, .boolean) { color: light-dark(#00694d, #5fd3b3) !important; }
[data-testid="stCode"] :is(.operator, .string) { color: light-dark(#9c4400, #ffb27a) !important; }
[data-testid="stCode"] .comment { color: light-dark(#56606b, #a3afbb) !important; }
"""
_JS = """
export default function () {
  if (document.listensForClicks) return;
  document.listensForClicks = true;
  // A double click starts one run, not two.
  const once = (event) => event.detail > 1 && event.target.closest(".st-key-start") && event.stopPropagation();
  document.addEventListener("click", once, true);
  // On a phone the menu covers the page: it goes when a page was chosen.
  document.addEventListener("click", ({ target }) => {
    if (target.closest('[data-testid="stSidebarNavLink"]') && window.matchMedia("(max-width: 768px)").matches)
      document.querySelector('[data-testid="stSidebarCollapseButton"] button')?.click();
  });
}
"""
_look = st.components.v2.component("look", html="", css=_CSS, js=_JS, isolate_styles=False)


def apply_look() -> None:
    """Apply the style to the page. Every page calls this first."""
    _look(key="look")
