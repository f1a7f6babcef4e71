// Draws the network of network.py: a card for each block, with its numbers on canvases, and edges between the cards.

const make = (tag, name, text = "") => {
  const made = document.createElement(tag);
  made.className = name;
  made.textContent = text;
  return made;
};
const write = (element, text) => { if (element.textContent !== text) element.textContent = text; };
const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
const bytesOf = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

// --- colours ---

// Okabe and Ito's blue above 0 and orange below; on dark pages the lighter ones. 0 is nearly the colour of the page.
function colours(root) {
  const probe = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  probe.fillStyle = getComputedStyle(root).getPropertyValue("--st-background-color").trim() || "white";
  probe.fillRect(0, 0, 1, 1);
  const [r, g, b] = probe.getImageData(0, 0, 1, 1).data, dark = 0.3 * r + 0.6 * g + 0.1 * b < 128;
  const [zero, up, down] = dark ? [[26, 35, 45], [86, 180, 233], [240, 150, 40]]
    : [[244, 246, 248], [0, 114, 178], [213, 94, 0]];
  const table = new Uint8ClampedArray(256 * 4);
  for (let byte = 0; byte < 256; byte += 1) {
    const share = (byte - 128) / 127, strength = Math.min(1, Math.abs(share)) ** 0.7, to = share < 0 ? down : up;
    table.set([0, 1, 2].map((i) => zero[i] + strength * (to[i] - zero[i])).concat(255), 4 * byte);
  }
  return { dark, table };
}

// --- pictures ---

// The largest side of n equal boxes of this ratio (width to height) that fit into a place, and how many stand in a row.
function arrange(n, ratio, width, height, space, most) {
  let best = { side: 0, columns: 1 };
  for (let columns = 1; columns <= n; columns += 1) {
    const rows = Math.ceil(n / columns);
    const side = Math.min((width - (columns - 1) * space) / columns / ratio, (height - (rows - 1) * space) / rows, most);
    if (side > best.side + 0.01) best = { side, columns };
  }
  return best;
}

function drawTiles(context, { form, shape, bytes }, table, width, height, { rem }) {
  const [n, rows, columns, channels = 1] = shape, size = rows * columns;
  const space = n > 30 ? 2 : 3;
  const { side, columns: across } = arrange(n, columns / rows, width, height, space, (form === "image" ? 7 : 4.5) * rem);
  const wide = side * columns / rows, pixels = new ImageData(columns, rows);
  const scratch = new OffscreenCanvas(columns, rows), inner = scratch.getContext("2d");
  const used = Math.min(n, across) * (wide + space) - space, down = Math.ceil(n / across) * (side + space) - space;
  const [left, top] = [(width - used) / 2, (height - down) / 2];
  for (let tile = 0; tile < n; tile += 1) {
    for (let i = 0; i < size; i += 1) {
      const at = (tile * size + i) * channels;
      if (channels === 3) pixels.data.set([bytes[at], bytes[at + 1], bytes[at + 2], 255], 4 * i);
      else if (form === "image") pixels.data.set([bytes[at], bytes[at], bytes[at], 255], 4 * i);
      else pixels.data.set(table.subarray(4 * bytes[at], 4 * bytes[at] + 4), 4 * i);
    }
    inner.putImageData(pixels, 0, 0);
    const x = left + (tile % across) * (wide + space), y = top + Math.floor(tile / across) * (side + space);
    context.drawImage(scratch, x, y, wide, side);
  }
}

const colourOf = (table, byte) => `rgb(${table[4 * byte]} ${table[4 * byte + 1]} ${table[4 * byte + 2]})`;

function drawCells(context, { shape: [n], bytes }, table, width, height, { rem }) {
  const space = n > 40 ? 1.5 : 2, { side, columns } = arrange(n, 1, width, height, space, 1.375 * rem);
  const used = Math.min(n, columns) * (side + space) - space, down = Math.ceil(n / columns) * (side + space) - space;
  const [left, top] = [(width - used) / 2, (height - down) / 2];
  for (let i = 0; i < n; i += 1) {
    context.fillStyle = colourOf(table, bytes[i]);
    context.beginPath();
    const [x, y] = [left + (i % columns) * (side + space), top + Math.floor(i / columns) * (side + space)];
    context.roundRect(x, y, side, side, Math.min(2, side / 4));
    context.fill();
  }
}

// A strip for each word. Where the layer passes on what it has read, an arrow leads from each strip to the next.
function drawWords(context, { shape: [words, n], bytes }, table, width, height, { row, passes, ink, labels, text, font }) {
  const beside = labels.length ? 62 : 0, left = beside + (passes ? 12 : 0), step = (width - left) / n;
  for (let word = 0; word < words; word += 1) {
    for (let i = 0; i < n; i += 1) {
      context.fillStyle = colourOf(table, bytes[word * n + i]);
      context.fillRect(left + i * step, word * row + 1.5, step + 0.4, row - 3);
    }
    const y = (word + 0.5) * row;
    if (beside) {
      context.save();
      context.beginPath();
      context.rect(0, word * row, beside - 6, row);
      context.clip();
      Object.assign(context, { fillStyle: text, font, textBaseline: "middle" });
      context.fillText(labels[word], 0, y);
      context.restore();
    }
    if (!passes || word === words - 1) continue;
    context.strokeStyle = context.fillStyle = ink;
    context.lineWidth = 1.4;
    context.beginPath();
    context.moveTo(beside + 8.5, y);
    context.bezierCurveTo(beside + 1, y, beside + 1, y + row, beside + 6.5, y + row);
    context.stroke();
    context.beginPath();
    context.moveTo(beside + 10, y + row);
    context.lineTo(beside + 5.5, y + row - 2.6);
    context.lineTo(beside + 5.5, y + row + 2.6);
    context.fill();
  }
}

function paint(canvas, picture, look, more) {
  const ratio = devicePixelRatio || 1, { clientWidth: width, clientHeight: height } = canvas;
  const seen = [picture.pixels, picture.shape, width, height, ratio, look.dark, more.labels].join();
  if (canvas.seen === seen || !width || !height) return false;
  canvas.seen = seen;
  const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== wide || canvas.height !== high) Object.assign(canvas, { width: wide, height: high });
  const context = canvas.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  context.imageSmoothingEnabled = false;
  const decoded = { ...picture, bytes: bytesOf(picture.pixels) };
  if (picture.form === "cells") drawCells(context, decoded, look.table, width, height, more);
  else if (picture.form === "words") drawWords(context, decoded, look.table, width, height, more);
  else drawTiles(context, decoded, look.table, width, height, more);
  return true;
}

// --- cards ---

function buildCard(index) {
  const item = make("li", "net-item"), button = make("button", "net-card"), parts = {};
  button.type = "button";
  for (const name of ["head", "title", "functions", "body", "foot", "shape", "numbers", "gradient"])
    parts[name] = make("span", `net-${name}`);
  parts.head.append(parts.title, parts.functions);
  parts.foot.append(parts.shape, parts.numbers, parts.gradient);
  button.append(parts.head, parts.body, parts.foot);
  item.append(button);
  return { item, button, index, parts, canvases: {}, body: "" };
}

function fillBody(card, block, data) {
  const is = JSON.stringify([block.kind, block.form, Boolean(block.weights), data.words.length, data.guesses.length]);
  if (is === card.body) return;
  card.body = is;
  card.canvases = {};
  const { body } = card.parts;
  body.replaceChildren();
  const place = (name) => {
    const caption = make("span", "net-caption"), canvas = make("canvas", `net-canvas net-${name}`);
    card.canvases[name] = { caption, canvas };
    body.append(caption, canvas);
  };
  if (block.kind === "answer") {
    body.append(make("span", "net-caption"));
    card.bars = data.guesses.map(() => {
      const row = make("span", "net-guess"), [name, track, bar, share] = ["name", "track", "bar", "share"]
        .map((each) => make("span", `net-guess-${each}`));
      track.append(bar);
      row.append(name, track, share);
      body.append(row);
      return { row, name, bar, share };
    });
  } else if (block.kind === "input" && data.words.length) {
    body.append(make("span", "net-caption"));
    card.words = data.words.map(() => body.appendChild(make("span", "net-word")));
  } else {
    if (block.weights) place("weights");
    if (block.form) place("output");
  }
}

function fillCard(card, block, data, { heights, stacked }) {
  const { item, button, parts, index } = card;
  fillBody(card, block, data);
  item.style.setProperty("--net-height", `${heights[index]}rem`);
  button.setAttribute("aria-label", block.label);
  button.title = block.update && data.update.replace("{}", block.update);
  if (data.opens) button.setAttribute("aria-expanded", String(data.opened === index));
  button.dataset.kind = block.kind;
  button.dataset.form = block.form ?? "";
  button.classList.toggle("net-both", Boolean(block.weights));
  const best = block.kind === "answer" && data.size === "small" && data.guesses.find(([, , is]) => is.includes("best"));
  write(parts.title, best ? best[0] : block.title);
  write(parts.functions, block.functions);
  write(parts.shape, block.shape);
  write(parts.numbers, block.parameters);
  write(parts.gradient, block.gradient);
  for (const [name, { caption }] of Object.entries(card.canvases)) write(caption, block[`${name}_caption`]);
  if (block.kind === "answer") {
    write(parts.body.firstChild, block.output_caption);
    card.bars.forEach(({ row, name, bar, share }, place) => {
      const [text, chance, is] = data.guesses[place];
      write(name, text);
      write(share, `${Math.round(100 * chance)}%`);
      bar.style.width = `${100 * chance}%`;
      row.classList.toggle("net-best", is.includes("best"));
      row.classList.toggle("net-truth", is.includes("truth"));
    });
  } else if (card.words && block.kind === "input") {
    write(parts.body.firstChild, block.output_caption);
    data.words.forEach((word, place) => {
      write(card.words[place], word);
      card.words[place].style.setProperty("--net-letters", word.length);
    });
  }
}

// --- edges ---

const SVG = "http://www.w3.org/2000/svg";
const path = (name, d) => {
  const made = document.createElementNS(SVG, "path");
  made.setAttribute("class", name);
  made.setAttribute("d", d);
  made.setAttribute("pathLength", "100");
  return made;
};

function wayOf(from, to, { columns, between, rem, stacked }, skips) {
  const middle = (box) => box.left + box.width / 2, height = (box) => box.top + box.height / 2;
  const right = from.left + from.width, bottom = from.top + from.height;
  if (stacked || columns === 1) {
    if (!skips) return `M${middle(from)} ${bottom}V${to.top}`;
    const x = right + 0.9 * rem;
    return `M${right} ${height(from)}C${x} ${height(from)} ${x} ${height(to)} ${right} ${height(to)}`;
  }
  if (from.row === to.row && !skips) {
    const [a, b] = [height(from), height(to)], half = (to.left - right) / 2;
    return `M${right} ${a}C${right + half} ${a} ${right + half} ${b} ${to.left} ${b}`;
  }
  if (from.row === to.row) {
    const up = from.top - 1.2 * rem, [a, b] = [middle(from), middle(to)];
    return `M${a} ${from.top}C${a} ${up} ${a} ${up} ${a + 14} ${up}H${b - 14}C${b} ${up} ${b} ${up} ${b} ${to.top}`;
  }
  const [a, b] = [middle(from), middle(to)], y = to.top - between * rem / 2, bend = 10, turn = b < a ? -bend : bend;
  return `M${a} ${bottom}V${y - bend}Q${a} ${y} ${a + turn} ${y}H${b - turn}Q${b} ${y} ${b} ${y + bend}V${to.top}`;
}

// A thin line for each word between cards side by side that have something for each word.
function threads(net, data, frame) {
  const rows = net.cards.map((card) => {
    const block = data.blocks[card.index], first = card.words?.[0] ?? (block.form === "words" && card.canvases.output.canvas);
    return first ? { top: first.getBoundingClientRect().top - frame.top, box: card.button.getBoundingClientRect() } : null;
  });
  const row = parseFloat(getComputedStyle(net.list).getPropertyValue("--net-row")) * net.rem;
  return data.edges.flatMap(([from, to]) => {
    const [a, b] = [rows[from], rows[to]];
    if (!a || !b || Math.abs(a.top - b.top) > 1) return [];
    return data.words.map((_word, place) => path("net-thread",
      `M${a.box.right - frame.left} ${a.top + (place + 0.5) * row}H${b.box.left - frame.left}`));
  });
}

function drawEdges(net, data, at) {
  const { svg, list, cards } = net, frame = list.getBoundingClientRect();
  const boxes = cards.map(({ button }) => {
    const box = button.getBoundingClientRect();
    return { left: box.left - frame.left, top: box.top - frame.top, width: box.width, height: box.height,
      row: Math.round(box.top - frame.top) };
  });
  svg.setAttribute("width", frame.width);
  svg.setAttribute("height", frame.height);
  const drawn = JSON.stringify([boxes, data.edges.map((edge) => edge.slice(0, 3)), data.words.length]);
  if (drawn !== net.drawn) {
    net.drawn = drawn;
    net.edges = data.edges.map(([from, to, joins]) => {
      const skips = joins || data.edges.some(([other, same]) => same === to && other > from);
      const way = wayOf(boxes[from], boxes[to], at, skips);
      return { way: path(`net-edge${skips ? " net-skip" : ""}`, way), pulse: path("net-pulse", way) };
    });
    svg.replaceChildren(...threads(net, data, frame), ...net.edges.flatMap(({ way, pulse }) => [way, pulse]));
  }
  net.edges.forEach(({ way, pulse }, place) => {
    const size = data.edges[place][3];
    for (const each of [way, pulse]) each.style.setProperty("--net-wide", size === null ? 1.5 : 1.5 + 4 * size);
    way.classList.toggle("net-known", size !== null);
    way.style.setProperty("--net-strong", size === null ? 0.45 : 0.4 + 0.6 * size);
  });
}

// Once through the network for the example, and back for the gradients.
function pulse(net, columns) {
  if (calm()) return;
  const each = Math.min(160, 700 / net.edges.length), there = { strokeDashoffset: 12 }, away = { strokeDashoffset: -100 };
  net.edges.forEach(({ pulse: light }, place) => {
    light.animate([{ opacity: 1, ...there }, { opacity: 1, ...away }],
      { duration: 2.2 * each, delay: place * each, easing: "ease-in-out" });
    if (!net.data.edges[place][3]) return;
    light.animate([{ opacity: 1, stroke: "var(--net-back)", ...away }, { opacity: 1, stroke: "var(--net-back)", ...there }],
      { duration: 2.2 * each, delay: 750 + (net.edges.length - 1 - place) * each, easing: "ease-in-out" });
  });
}

// --- the whole ---

function tellLines(net, lines) {
  const { linked } = net.data;
  if (!linked) return;
  const detail = { lines, from: "network", of: linked };
  window.dispatchEvent(new CustomEvent("playground-lines", { detail }));
}

function build(root) {
  const net = { cards: [], edges: [], drawn: "" };
  const listening = new AbortController(), { signal } = listening;
  net.list = make("ol", "net-list");
  net.svg = document.createElementNS(SVG, "svg");
  net.svg.setAttribute("class", "net-edges");
  net.svg.setAttribute("aria-hidden", "true");
  net.said = make("p", "net-unseen");
  root.replaceChildren(net.svg, net.list, net.said);
  const cardAt = (target) => net.cards.find(({ button }) => button.contains(target));
  const lines = (card) => tellLines(net, card ? net.data.blocks[card.index].lines : []);
  root.addEventListener("pointerover", ({ target }) => lines(cardAt(target)), { signal });
  root.addEventListener("pointerleave", () => lines(cardAt(document.activeElement)), { signal });
  root.addEventListener("focusin", ({ target }) => lines(cardAt(target)), { signal });
  root.addEventListener("focusout", ({ relatedTarget }) => { if (!root.contains(relatedTarget)) lines(null); }, { signal });
  root.addEventListener("click", ({ target }) => {
    const card = cardAt(target);
    if (card && net.data.opens) root.open(card.index);
  }, { signal });
  root.addEventListener("keydown", (event) => {
    const card = cardAt(event.target), last = net.cards.length - 1;
    if (!card || event.altKey || event.ctrlKey || event.metaKey) return;
    const to = { ArrowRight: card.index + 1, ArrowDown: card.index + 1, ArrowLeft: card.index - 1,
      ArrowUp: card.index - 1, Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    net.cards[Math.max(0, Math.min(last, to))].button.focus();
  }, { signal });
  window.addEventListener("playground-lines", ({ detail }) => {
    if (!root.isConnected) return net.close();
    if (detail.of !== net.data.linked || detail.from === "network") return;
    net.cards.forEach(({ button, index }) => button.classList.toggle("net-lit",
      net.data.blocks[index].lines.some((line) => detail.lines.includes(line))));
  }, { signal });
  const watch = new ResizeObserver(() => requestAnimationFrame(() => {
    if (root.isConnected) draw(root, net);
  }));
  watch.observe(root);
  net.close = () => { listening.abort(); watch.disconnect(); root.net = null; };
  return net;
}

function draw(root, net) {
  const { data } = root, at = root.places();
  const { list, cards } = net;
  net.data = data;
  net.rem = at.rem;
  while (cards.length > data.blocks.length) cards.pop().item.remove();
  while (cards.length < data.blocks.length) {
    const card = buildCard(cards.length);
    cards.push(card);
    list.append(card.item);
  }
  root.style.minHeight = `${at.height * at.rem}px`;
  root.classList.toggle("net-small", data.size === "small");
  root.classList.toggle("net-slide", data.size === "slide");
  root.classList.toggle("net-rest", data.guesses.every(([, chance]) => chance === 0));  // nothing is shown to it
  root.classList.toggle("net-stacked", at.stacked);
  root.classList.toggle("net-skips", at.skips);
  root.classList.toggle("net-tight", at.columns === data.blocks.length && at.columns > 5 && data.size !== "small");
  root.classList.toggle("net-of-words", data.words.length > 0);
  list.style.cssText = `--net-columns: ${at.columns}; gap: ${at.between}rem ${at.gap}rem; padding-top: ${at.top}rem`;
  write(net.said, data.said);
  const last = data.blocks.length % at.columns;  // in the last row; the answer takes what is left of it
  list.style.setProperty("--net-span", last ? at.columns - last + 1 : 1);
  cards.forEach((card, index) => fillCard(card, data.blocks[index], data, at));
  const look = colours(root), row = parseFloat(getComputedStyle(root).getPropertyValue("--net-row")) * at.rem;
  const style = getComputedStyle(root), colour = (name) => style.getPropertyValue(name).trim();
  const more = { rem: data.size === "slide" ? 2 * at.rem : at.rem, row, ink: colour("--st-primary-color"), text: colour("--st-text-color"),
    font: `${0.7 * at.rem}px ${style.fontFamily}`, labels: at.stacked ? data.words : [] };
  let changed = false;
  for (const card of cards) {
    const block = data.blocks[card.index];
    const pictures = { weights: block.weights, output: block.form && { form: block.form, ...block.output } };
    for (const [name, { canvas }] of Object.entries(card.canvases))
      changed = paint(canvas, pictures[name], look, { ...more, passes: block.passes }) || changed;
  }
  drawEdges(net, data, at);
  return changed;
}

export function show(root) {
  const { data } = root, fresh = !root.net;
  root.net ??= build(root);
  const values = JSON.stringify([data.blocks.map(({ output, weights, gradient }) => [output, weights, gradient]), data.guesses]);
  draw(root, root.net);
  if (!fresh && values !== root.net.values && !document.hidden) pulse(root.net);
  root.net.values = values;
}
