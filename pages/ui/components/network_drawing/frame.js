// Loads what draws the network (drawing.js and its style) once, and keeps the place free for it. Sent with each redraw.

const loading = {};
const once = (address, begin) => loading[address] ??= begin(new URL(address, document.baseURI).href)
  .catch((error) => { delete loading[address]; throw error; });
const style = (href) => new Promise((done, failed) => {
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href, onload: done, onerror: failed });
  document.head.append(link);
});

// How the blocks stand at this width, in rem: side by side in rows, or below one another where there is hardly room.
// A network on a slide is as high as the page's style says with max-height.
function places(root, { blocks, edges, guesses, words, size }) {
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const width = root.clientWidth / rem, small = size === "small", slide = size === "slide";
  const narrow = small || slide ? 4.4 : 5.6, gap = small || slide ? 1 : blocks.length > 5 ? 0.9 : 1.6;
  const most = !small && !slide && width < 24.9 ? 1 : Math.max(1, Math.floor((width + gap) / (narrow + gap)));
  const rows = Math.ceil(blocks.length / most), columns = Math.ceil(blocks.length / rows);
  const skips = edges.some(([from, to, joins]) => joins || to > from + 1), between = small ? 1.2 : 2;
  const given = slide && (parseFloat(getComputedStyle(root).maxHeight) / rem - (rows - 1) * between) / rows;
  const wanted = parseFloat(getComputedStyle(root).getPropertyValue("--net-tall"));  // look.css
  const least = words.length ? 15.6 : 5, usual = words.length ? 21.2 : 14.6;
  const tall = given ? Math.max(least, given) : small ? wanted || (words.length ? 8.8 : 6) : usual;
  const alone = ({ kind, weights, form }) => form === "words" ? 15.4
    : kind === "answer" ? Math.max(4.8, 2.1 + 0.84 * guesses.length) : weights ? 9.6 : kind === "input" ? 6.6 : 6.2;
  const heights = blocks.map((block) => columns === 1 && !small ? alone(block) : tall);
  const inRows = columns === 1 ? heights : Array(rows).fill(tall), top = skips && columns > 1 ? 1.4 : 0;
  const height = inRows.reduce((sum, each) => sum + each, 0) + (inRows.length - 1) * (columns === 1 ? 1.3 : between) + top;
  return { rem, columns, gap, between: columns === 1 ? 1.3 : between, top, heights, height, stacked: columns === 1 && !small, skips };
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".net");
  root.open = (index) => setTriggerValue("opened", index);
  root.places = () => places(root, root.data);
  root.data = data;
  root.setAttribute("aria-label", data.label);
  const { rem, height } = root.places();
  root.style.minHeight = `${height * rem}px`;
  Promise.all([once(data.script, (href) => import(href)), once(data.style, style)])
    .then(([{ show }]) => { if (root.isConnected) show(root); })
    .catch(() => { if (!root.net) root.textContent = data.said; });
  return () => { if (!root.isConnected) root.net?.close(); };
}
