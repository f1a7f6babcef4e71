// What stands around the editor of code.py: the copy button, the notes, what is sent. Sent to the browser with each
// redraw, so it is short; where pane.js and CodeMirror cannot be loaded, a plain field takes their place.

const loading = {};
const load = (address) => loading[address] ??= import(new URL(address, document.baseURI))
  .catch((error) => { delete loading[address]; throw error; });
let parts;  // [CodeMirror, pane.js], as soon as they are there
let count = 0;

function copyBySelection(root, text) {
  const field = document.createElement("textarea"), before = document.activeElement;
  field.value = text;
  field.style.cssText = "position: fixed; opacity: 0";
  root.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  before?.focus();
  return done;
}

function plain(place, text, { editable, label, placeholder }, { changed, done }) {
  const field = document.createElement(editable ? "textarea" : "pre");
  field.className = "code-plain";
  field.setAttribute("aria-label", label);
  if (editable) Object.assign(field, { value: text, placeholder });
  else field.tabIndex = 0;
  field.spellcheck = false;
  field.oninput = changed;
  field.onkeydown = (event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) done(); };
  place.replaceChildren(field);
  return {
    text: () => editable ? field.value : text,
    replace: (whole) => { text = field.value = whole; },
    bring: () => {},
    selectAll: () => editable ? field.select() : getSelection().selectAllChildren(field),
    busy: () => document.activeElement === field,
    destroy: () => {},
    lineAt(target) {
      const row = target.closest?.(".code-row:not(del)");
      return row ? [...field.querySelectorAll(".code-row:not(del)")].indexOf(row) + 1 : 0;
    },
    show(data, flashing) {
      if (editable) field.rows = Math.max(8, field.value.split("\n").length + 1);
      else {
        let number = 0;
        field.replaceChildren(...data.lines.flatMap(([code, mark, note]) => {
          const there = mark !== "missing", line = document.createElement(there ? "span" : "del");
          number += there;
          const is = [[mark, mark], ["lit", there && number === data.lit], ["flash", there && flashing.includes(number)],
            ["linked", there && data.pointed.includes(number)]];
          line.className = ["row", ...is.filter(([, so]) => so).map(([name]) => name)].map((x) => `code-${x}`).join(" ");
          line.textContent = `${code}${note ? `  # ${note}` : ""}\n`;
          return line;
        }));
      }
    },
  };
}

function open(root) {
  const [label, hint, said, copy, place, wrong] = ["label", "hint", "said", "copy", "place", "wrong"]
    .map((name) => root.querySelector(`.code-${name}`));
  const pane = { of: null, told: null, unsent: false, flashing: [], brought: null, pointed: [], at: 0 };
  const listening = new AbortController(), { signal } = listening;
  const on = (where, what, then) => where.addEventListener(what, then, { signal, capture: true });
  let timer, composing = false, later = null;
  hint.id = `code-hint-${count += 1}`;

  const changed = (pasted = false) => {
    pane.unsent = true;
    if (pasted === true) pane.pasted = true;  // several lines at once: the page may scroll to what is wrong with them
    clearTimeout(timer);
    timer = setTimeout(tell, pane.data.wait);
  };
  const tell = () => {
    clearTimeout(timer);
    if (!pane.unsent || !root.isConnected) return;
    if (composing) return changed();  // a letter of several strokes is not finished
    pane.unsent = false;
    pane.told = pane.editor.text();
    pane.send(pane.told);
  };
  const hooks = { changed, done: tell };

  pane.take = (data) => {
    if (composing) { later = data; return; }
    const program = data.lines.filter(([, mark]) => mark !== "missing").map(([code]) => code).join("\n");
    const before = pane.data;
    pane.data = { ...data, hint: hint.id };
    label.textContent = data.label;
    hint.textContent = data.editable ? data.words.leave : "";
    if (!said.textContent) copy.textContent = data.words.copy;
    if (wrong.textContent !== data.said) wrong.textContent = data.said;
    root.style.setProperty("--code-height", data.height ? `${data.height}px` : "auto");
    root.classList.toggle("code-editable", data.editable);
    if (pane.of === null) pane.fill(data.edited ?? program);
    else if (!pane.rich && before.editable !== data.editable) pane.fill(pane.editor.text());
    if (program === pane.told || `${program}\n` === pane.told) pane.answered = data.of;
    if (pane.of !== null && pane.of !== data.of) {
      pane.of = data.of;
      if (program !== pane.told) {
        if (pane.unsent) changed();  // what is being typed is newer, and will be told
        else {
          pane.told = null;
          pane.editor.replace(program);
        }
      } else if (pane.editor.text() !== program) changed();  // the page shows what was told; what came after stays
    }
    pane.of = data.of;
    const flash = JSON.stringify([data.of, data.flash]);
    if (flash !== pane.flash) {
      pane.flash = flash;
      pane.flashing = data.flash;
      clearTimeout(pane.fading);
      if (data.flash.length) pane.fading = setTimeout(() => { pane.flashing = []; pane.show(); }, 1800);
    }
    pane.show();
  };
  pane.show = () => {
    const { data } = pane;
    pane.editor.show({ ...data, pointed: pane.pointed }, pane.flashing);
    // The line that has just run, the first one that has just changed, or the first one with something wrong.
    const wrong = Math.min(...data.errors.map(([line]) => line));
    const wanted = data.lit ?? data.flash[0] ?? (data.errors.length ? wrong : undefined);
    const brought = JSON.stringify([wanted, data.of, pane.rich]);
    if (wanted && brought !== pane.brought) pane.editor.bring(wanted, pane.pasted && data.of === pane.answered);
    pane.brought = brought;
    if (data.of === pane.answered) pane.pasted = false;
  };
  pane.fill = (text) => {
    pane.editor?.destroy();
    place.replaceChildren();
    pane.rich = Boolean(parts);
    root.classList.toggle("code-without", !parts);
    pane.editor = parts ? parts[1].build(parts[0], place, text, pane.data, hooks)
      : plain(place, text, pane.data, hooks);
    if (parts && !pane.notes) pane.notes = parts[1].showNotes(root, on);
  };
  // CodeMirror is there: it takes the plain field's place, unless somebody types in it just then.
  pane.enrich = () => {
    if (pane.rich || !root.isConnected || pane.editor.busy()) return;
    pane.fill(pane.editor.text());
    pane.show();
  };
  pane.close = () => {
    listening.abort();
    pane.editor?.destroy();
    root.pane = null;
  };

  on(copy, "click", async () => {
    const text = pane.editor.text(), { words } = pane.data;
    let done = true;
    try { await navigator.clipboard.writeText(text); } catch { done = copyBySelection(root, text); }
    if (!done) pane.editor.selectAll();
    said.textContent = done ? words.copied : words.select;
    clearTimeout(pane.saying);
    pane.saying = setTimeout(() => { said.textContent = ""; }, done ? 2000 : 8000);
  });
  // The network of network.py and its program light each other's parts.
  const point = (line) => {
    if (!pane.data.linked || line === pane.at) return;
    pane.at = line;
    const detail = { lines: line ? [line] : [], from: "code", of: pane.data.linked };
    window.dispatchEvent(new CustomEvent("playground-lines", { detail }));
  };
  place.addEventListener("pointermove", ({ target }) => point(pane.editor.lineAt(target)), { signal });
  place.addEventListener("pointerleave", () => point(0), { signal });
  window.addEventListener("playground-lines", ({ detail }) => {
    if (!root.isConnected) return pane.close();
    if (detail.from === "code" || detail.of !== pane.data.linked || `${detail.lines}` === `${pane.pointed}`) return;
    pane.pointed = detail.lines;
    pane.show();
    if (pane.pointed.length) pane.editor.bring(pane.pointed[0]);
  }, { signal });
  // Streamlit's own shortcuts hear no key that was typed here, and a dialog does not close at Escape.
  place.addEventListener("keydown", (event) => {
    if (!event.target.closest("[contenteditable=true], textarea")) return;
    if (event.defaultPrevented || !(event.ctrlKey || event.metaKey || event.altKey)) event.stopPropagation();
  }, { signal });
  on(root, "compositionstart", () => { composing = true; });
  on(root, "compositionend", () => setTimeout(() => {
    composing = false;
    if (later) pane.take(later);
    later = null;
  }, 50));
  on(root, "focusout", ({ relatedTarget }) => {
    if (root.contains(relatedTarget)) return;
    tell();
    if (parts) setTimeout(pane.enrich);
  });
  // When a finger goes down elsewhere, not only when the focus goes: as in live_text.py.
  on(document, "pointerdown", ({ target }) => {
    if (!root.isConnected) pane.close();
    else if (!root.contains(target)) tell();
  });
  on(document, "visibilitychange", tell);
  on(window, "pagehide", tell);
  return pane;
}

export default function ({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector(".code-pane");
  const pane = root.pane ??= open(root);
  pane.send = (text) => setStateValue("text", { of: pane.of, text });
  pane.take(data);
  if (!parts) Promise.all(data.scripts.map(load)).then((all) => { parts = all; root.pane?.enrich(); }, () => {});
  // This is also called for a call that another one has overtaken.
  return () => { if (!root.isConnected) root.pane?.close(); };
}
