"""A chart that can be redrawn many times a second without flicker, keeping the visitor's zoom.

st.plotly_chart is mounted anew whenever its data change, which flickers and loses the zoom. This component hands each
new figure to Plotly.react on the same element instead. All charts of the app are drawn by it, so that they look alike.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import plotly
import plotly.graph_objects as go
import streamlit as st

from pages.ui.components import static_files
from pages.ui.language import t

_SCRIPT = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
_SERVED_NAME = f"plotly-{plotly.__version__}.min.js"

_JS = """
const scripts = {};

function load(url, failed) {
  scripts[url] ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = url;
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => { delete scripts[url]; reject(new Error(failed)); };
    document.head.append(script);
  });
  return scripts[url];
}

// 1, and more where the page has large type, for a projector.
const large = (element) => Math.sqrt(parseFloat(getComputedStyle(element).fontSize) / 16);

function enlarged(trace, element) {
  const size = trace.textfont?.size;
  return size ? { ...trace, textfont: { ...trace.textfont, size: size * large(element) } } : trace;
}

// On a dark page the colours of pages/ui/charts.py are brighter. A heat map may bring the colours that it has there.
const isDark = (element) => getComputedStyle(element).colorScheme === "dark";
const BRIGHTER = {
  "#0072B2": "#56B4E9",
  "#D55E00": "#F0963C",
  "#009E73": "#2FC79A",
  "rgba(86, 180, 233, 0.55)": "rgba(190, 222, 243, 0.6)",
};
function brightened(figure, element) {
  if (!isDark(element)) return figure;
  return Object.entries(BRIGHTER).reduce((text, [light, dark]) => text.replaceAll(`"${light}"`, `"${dark}"`), figure);
}
function coloured(trace, element) {
  if (!isDark(element)) return trace;
  if (trace.insidetextfont) return { ...trace, insidetextfont: { ...trace.insidetextfont, color: "#10161D" } };
  return trace.meta?.dark ? { ...trace, colorscale: trace.meta.dark } : trace;
}

// Where the chart is narrow, a legend above it takes less of it than names at the ends of the lines.
const NARROW = 480;
function fitted(layout, element) {
  const ends = (layout.annotations ?? []).filter(({ name }) => name === "line-end");
  if (!ends.length || element.clientWidth >= NARROW) return layout;
  return { ...layout, showlegend: true, margin: { ...layout.margin, r: 10, t: 10 },
    annotations: layout.annotations.filter((each) => !ends.includes(each)) };
}

function themed(layout, element) {
  const style = getComputedStyle(element);
  const color = (name) => style.getPropertyValue(name).trim();
  const axis = { gridcolor: color("--st-border-color-light") || "rgba(128,128,128,.25)", zeroline: false };
  return {
    ...layout,
    font: { color: color("--st-text-color"), family: color("--st-font"), size: 14 * large(element) },
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    xaxis: { ...axis, ...layout.xaxis },
    yaxis: { ...axis, ...layout.yaxis },
  };
}

// The chart as it is shown, on the page's ground, twice as fine.
async function picture(chart) {
  const ground = getComputedStyle(chart).getPropertyValue("--st-background-color").trim();
  const layout = { ...chart.layout, paper_bgcolor: ground };
  const { clientWidth: width, clientHeight: height } = chart;
  return window.Plotly.toImage({ data: chart.data, layout }, { format: "png", width, height, scale: 2 });
}

export default function ({ data, parentElement, setTriggerValue }) {
  const [chart, save] = parentElement.querySelector(".live-chart-frame").children;
  save.title = data.save;
  save.setAttribute("aria-label", data.save);
  save.onclick = async () =>
    Object.assign(document.createElement("a"), { href: await picture(chart), download: `${data.name}.png` }).click();
  chart.setAttribute("aria-label", data.alt);
  chart.translate = false;  // a browser that translates the page leaves it, since its numbers change by themselves
  chart.draw = () => draw(chart, save, data, setTriggerValue);
  chart.draw();
  // The column may become wider or narrower than it was; where it has no width, it is not to be seen.
  chart.widths ??= new ResizeObserver(() => chart.draw());
  chart.widths.observe(chart);
}

function draw(chart, save, data, setTriggerValue) {
  if (!chart.clientWidth) return;
  const colour = getComputedStyle(chart).getPropertyValue("--st-text-color");
  const most = parseFloat(getComputedStyle(chart).maxHeight);  // with it the page's style says how high the chart is
  const seen = [data.figure, data.zoom, large(chart), most, colour, chart.clientWidth].join();
  if (chart.seen === seen) return;  // nothing new: drawing it again would only cost the visitor's computer time
  chart.seen = seen;
  const figure = JSON.parse(brightened(data.figure, chart));
  if (most) figure.layout.height = most;
  chart.style.minHeight = `${figure.layout.height}px`;
  load(data.script, data.failed)
    .then((Plotly) => Plotly.react(chart, figure.data.map((trace) => coloured(enlarged(trace, chart), chart)),
      themed(fitted({ ...figure.layout, width: chart.clientWidth, uirevision: data.revision }, chart), chart),
      { staticPlot: !data.zoom, displayModeBar: false }))
    .then(() => {
      save.hidden = false;
      if (!data.clicks || chart.listens) return;
      chart.listens = true;
      chart.on("plotly_click", ({ points: [{ x, y }] }) => setTriggerValue("clicked", { x, y }));
    })
    .catch((error) => { chart.textContent = error.message; chart.seen = null; });
}
"""

_mount = st.components.v2.component(
    "live_chart",
    html='<div class="live-chart-frame"><div class="live-chart" role="figure"></div>'
    '<button class="live-chart-save" type="button" hidden>'
    '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 4v11m-5-5 5 5 5-5M5 20h14"/></svg></button></div>',
    js=_JS,
    isolate_styles=False,
)


def provide_plotly() -> None:
    """Copy plotly.min.js from the installed package to where Streamlit serves static files; needed once per version."""
    static_files.serve(_SCRIPT, _SERVED_NAME)


def live_chart(
    figure: go.Figure,
    *,
    key: str,
    alt: str,
    revision: str,
    zoom: bool = True,
    on_click: Callable[[Any, Any], None] | None = None,
) -> None:
    """Show the figure; a figure that is shown under this key already is changed into it.

    A button of its own saves it as a picture.

    `alt` says in words what is to be seen; the visitor's zoom is kept as long as `revision` stays the same; without
    `zoom` the chart does not react to the pointer. `on_click` gets the x and y of the point that was clicked.
    """

    def clicked() -> None:
        point = st.session_state[key].clicked
        if on_click is not None and isinstance(point, dict) and {"x", "y"} <= point.keys():
            on_click(point["x"], point["y"])

    _mount(
        key=key,
        data={
            "figure": figure.to_json(),
            "alt": alt,
            "revision": revision,
            "zoom": zoom,
            "clicks": on_click is not None,
            "script": static_files.address_of(_SERVED_NAME),
            "save": t("components-save-chart"),
            "name": key,
            "failed": t("components-no-chart-library"),
        },
        height=figure.layout.height,
        on_clicked_change=clicked,
    )


def finished_chart(figure: go.Figure, *, key: str, alt: str = "") -> None:
    """Show a figure that does not change by itself and that cannot be zoomed; the pointer is told what it points at."""
    figure.update_layout(dragmode=False)
    titles = (figure.layout.yaxis.title.text, figure.layout.xaxis.title.text)
    live_chart(figure, key=key, alt=alt or ", ".join(filter(None, titles)), revision="")
