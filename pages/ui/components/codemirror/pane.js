// The editor of code.py: CodeMirror shows the lines and what is said about them. code.py keeps and sends the text.

// One for each line that is marked: a button where there is a note, else words for screen readers alone.
const noteWidget = (cm) => class extends cm.WidgetType {
  constructor(word, note, whole) { super(); Object.assign(this, { word, note, whole }); }
  eq(other) { return other.word === this.word && other.note === this.note; }
  ignoreEvent() { return true; }
  toDOM() {
    if (this.note) return noteButton(this.word, this.note, this.whole);
    return element("span", "code-unseen", this.word);
  }
};

// A line that only the other program has; it is no part of the text.
const missingWidget = (cm) => class extends cm.WidgetType {
  constructor(code, word, note) { super(); Object.assign(this, { code, word, note, missing: true }); }
  eq(other) { return other.code === this.code && other.note === this.note && other.word === this.word; }
  ignoreEvent() { return true; }
  toDOM() {
    const line = element("div", "code-missing");
    hang(line, this.code);
    line.append(element("del", "", this.code || " "),
      this.note ? noteButton(this.word, this.note) : element("span", "code-unseen", this.word));
    return line;
  }
};

const emptyWidget = (cm) => class extends cm.WidgetType {
  constructor(text) { super(); this.text = text; }
  eq(other) { return other.text === this.text; }
  toDOM() { return element("span", "code-empty", this.text); }
};

const errorWidget = (cm) => class extends cm.WidgetType {
  constructor(text) { super(); this.text = text; }
  eq(other) { return other.text === this.text; }
  ignoreEvent() { return true; }
  toDOM() { return element("div", "code-error-text", this.text); }
};

const signs = { changed: "~", ours: "+", missing: "−", read: "✓", unneeded: "·", edited: "~" };
// Of these, what is said begins with what the mark means: elsewhere the words say that by themselves.
const named = new Set(["read", "unneeded"]);

function element(tag, name, text = "") {
  const made = document.createElement(tag);
  made.className = name;
  made.textContent = text;
  return made;
}

function noteButton(word, note, whole = false) {
  const button = element("button", "code-note", "?");
  button.type = "button";
  const said = word ? `${word}: ${note}` : note;
  button.setAttribute("aria-label", said);
  button.note = whole ? said : note;
  return button;
}

// A line that is too long goes on below its own indentation.
const hanging = (code) => Math.min(code.match(/^ */)[0].length + 2, 14);
const hang = (line, code) => line.style.setProperty("--hang", `${hanging(code)}ch`);

// Everything about the lines that is no text, for a program of `doc`. Lines are counted from 1.
function describe(cm, kinds, doc, data, flashing) {
  const { Decoration } = cm;
  const [drawn, beside] = [[], []];
  const classes = new Map();
  const add = (number, name) => classes.set(number, [...classes.get(number) ?? [], name]);
  let number = 0;
  for (const [code, mark, note] of data.lines) {
    if (mark === "missing") {
      const last = number >= doc.lines;  // it stands after the last line
      const at = last ? doc.line(doc.lines).to : doc.line(number + 1).from;
      const widget = new kinds.Missing(code, data.words.missing, note);
      drawn.push(Decoration.widget({ widget, block: true, side: last ? 2 : -1 }).range(at));
      continue;
    }
    number += 1;
    if (!mark && !note || number > doc.lines) continue;
    const line = doc.line(number);
    if (mark) {
      add(number, `code-${mark}`);
      beside.push(kinds.signs[mark].range(line.from));
    }
    drawn.push(Decoration.widget({ widget: new kinds.Note(data.words[mark] ?? "", note, named.has(mark)), side: 1 }).range(line.to));
  }
  for (const [wrong, text] of data.errors) {
    const line = doc.line(Math.max(1, Math.min(wrong, doc.lines)));
    const start = line.from + line.text.match(/^\s*/)[0].length;
    if (start < line.to) drawn.push(Decoration.mark({ class: "code-error" }).range(start, line.to));
    drawn.push(Decoration.widget({ widget: new kinds.Wrong(text), block: true, side: 1 }).range(line.to));
  }
  if (data.lit) add(data.lit, "code-lit");
  for (const each of flashing) add(each, "code-flash");
  for (const each of data.pointed ?? []) add(each, "code-linked");
  for (const [each, names] of classes) {
    if (each < 1 || each > doc.lines) continue;
    const attributes = names.includes("code-lit") ? { "aria-current": "step" } : {};
    drawn.push(Decoration.line({ class: names.join(" "), attributes }).range(doc.line(each).from));
  }
  return { drawn: Decoration.set(drawn, true), beside: cm.RangeSet.of(beside, true) };
}

// What stands in the editor as long as nothing else does.
function placeholder(cm, text) {
  const Empty = emptyWidget(cm);
  const shown = (state) => state.doc.length || !text ? cm.Decoration.none
    : cm.Decoration.set([cm.Decoration.widget({ widget: new Empty(text), side: 1 }).range(0)]);
  return cm.StateField.define({
    create: shown,
    update: (now, change) => change.docChanged ? shown(change.state) : now,
    provide: (field) => cm.EditorView.decorations.from(field),
  });
}

function hangingLines(cm) {
  const hung = (state) => {
    const lines = [];
    for (let number = 1; number <= state.doc.lines; number += 1) {
      const line = state.doc.line(number);
      lines.push(cm.Decoration.line({ attributes: { style: `--hang: ${hanging(line.text)}ch` } }).range(line.from));
    }
    return cm.Decoration.set(lines);
  };
  return cm.StateField.define({
    create: hung,
    update: (lines, change) => change.docChanged ? hung(change.state) : lines,
    provide: (field) => cm.EditorView.decorations.from(field),
  });
}

function colours(cm) {
  const { tags } = cm;
  const named = {
    keyword: [tags.keyword, tags.operatorKeyword],
    builtin: [tags.standard(tags.variableName), tags.self],
    number: [tags.number, tags.bool, tags.null],
    string: [tags.string],
    comment: [tags.comment],
    name: [tags.definition(tags.variableName), tags.meta],
  };
  return cm.HighlightStyle.define(Object.entries(named).flatMap(([name, of]) => of.map((tag) => (
    { tag, class: `code-${name}` }))));
}

// Build the editor in `place`. `changed` is called at each change of the text by the
// visitor, with whether several lines were put in at once.
export function build(cm, place, text, data, { changed, done }) {
  const { EditorView, EditorState } = cm;
  const kinds = { Note: noteWidget(cm), Missing: missingWidget(cm), Wrong: errorWidget(cm), signs: {} };
  for (const [mark, sign] of Object.entries(signs)) {
    kinds.signs[mark] = new class extends cm.GutterMarker {
      elementClass = `code-${mark}`;
      toDOM() { return document.createTextNode(sign); }
    }();
  }
  const show = cm.StateEffect.define();
  const described = cm.StateField.define({
    create: (state) => describe(cm, kinds, state.doc, data, []),
    update(now, change) {
      const asked = change.effects.find((effect) => effect.is(show));
      if (asked) return describe(cm, kinds, change.state.doc, asked.value.data, asked.value.flashing);
      if (!change.docChanged) return now;
      return { drawn: now.drawn.map(change.changes), beside: now.beside.map(change.changes) };
    },
    provide: (field) => EditorView.decorations.from(field, (value) => value.drawn),
  });
  const manner = new cm.Compartment();
  const mannerOf = (asked) => [
    EditorView.editable.of(asked.editable),
    EditorState.readOnly.of(!asked.editable),
    EditorView.contentAttributes.of({
      "aria-label": asked.label,
      ...(asked.placeholder ? { "aria-placeholder": asked.placeholder } : {}),
      ...(asked.editable ? { "aria-describedby": asked.hint } : { tabindex: "0" }),
    }),
    asked.editable ? cm.keymap.of([
      { key: "Mod-Enter", run: () => { done(); return true; } },
      ...cm.defaultKeymap, ...cm.historyKeymap, cm.indentWithTab,
    ]) : [],
  ];
  // The line to bring into view, until it is there: heights of lines are guessed before they have been in view, and
  // while the editor is out of the window, nothing in it is.
  let sought = 0, looks = 0;
  const look = () => view.requestMeasure({
    key: look,
    read: () => view.lineBlockAt(view.state.doc.line(Math.max(1, Math.min(sought, view.state.doc.lines))).from),
    write: ({ from, to, top, bottom }) => {
      if (!sought) return;
      const { scrollDOM: pane, viewport, documentPadding: { top: above } } = view;
      const seen = top + above >= pane.scrollTop && bottom + above <= pane.scrollTop + pane.clientHeight;
      if (!seen) pane.scrollTop = top + above - (pane.clientHeight - (bottom - top)) / 2;
      looks -= 1;
      if (looks < 1 || (seen && viewport.from <= from && to <= viewport.to)) sought = 0;
    },
  });
  const view = new EditorView({
    parent: place,
    state: EditorState.create({
      doc: text,
      extensions: [
        manner.of(mannerOf(data)),
        described,
        hangingLines(cm),
        placeholder(cm, data.placeholder),
        cm.lineNumbers(),
        cm.gutter({
          class: "code-signs",
          markers: (shown) => shown.state.field(described).beside,
          widgetMarker: (_view, widget) => widget.missing ? kinds.signs.missing : null,
          initialSpacer: () => kinds.signs.ours,
        }),
        EditorView.lineWrapping,
        cm.history(),
        cm.StreamLanguage.define(cm.python),
        cm.syntaxHighlighting(colours(cm)),
        cm.bracketMatching(),
        cm.indentOnInput(),
        cm.indentUnit.of("    "),
        EditorState.tabSize.of(4),
        EditorState.allowMultipleSelections.of(false),
        EditorView.updateListener.of((update) => {
          if (update.docChanged && !update.transactions.some((each) => each.annotation(cm.isolateHistory))) {
            let lines = 0;
            update.changes.iterChanges((_from, _to, _start, _end, put) => { lines = Math.max(lines, put.lines); });
            changed(lines > 2);
          }
          if (sought && (update.geometryChanged || update.viewportChanged)) look();
        }),
      ],
    }),
  });

  let manners = "";
  return {
    text: () => view.state.doc.toString(),
    focus: () => view.focus(),
    destroy: () => view.destroy(),
    selectAll: () => {
      view.focus();
      getSelection().selectAllChildren(view.contentDOM);
    },
    // Put another program in: only what differs, so that the place that is looked at stays.
    replace(whole) {
      const before = view.state.doc.toString();
      let start = 0, end = 0;
      const most = Math.min(before.length, whole.length);
      while (start < most && before[start] === whole[start]) start += 1;
      while (end < most - start && before.at(-1 - end) === whole.at(-1 - end)) end += 1;
      view.dispatch({
        changes: { from: start, to: before.length - end, insert: whole.slice(start, whole.length - end) },
        annotations: cm.isolateHistory.of("full"),
      });
    },
    show(asked, flashing) {
      const effects = [show.of({ data: asked, flashing })];
      const wanted = [asked.editable, asked.label, asked.hint].join();
      if (wanted !== manners) effects.push(manner.reconfigure(mannerOf(asked)));
      manners = wanted;
      view.dispatch({ effects });
    },
    // Bring a line into view within the pane; the page is not scrolled. Where somebody types, only if it `must` be.
    bring(number, must) {
      const typing = view.hasFocus && view.state.facet(EditorView.editable);
      if (number < 1 || number > view.state.doc.lines || (typing && !must)) return;
      [sought, looks] = [number, 20];
      look();
    },
    // The line that an element of the editor stands on, from 1; 0: none.
    lineAt(target) {
      const line = target.closest?.(".cm-line");
      return line ? view.state.doc.lineAt(view.posAtDOM(line)).number : 0;
    },
    dom: view.dom,
  };
}

// Notes appear when a line is pointed at or tapped, or when its button has the focus; Escape takes them away.
export function showNotes(root, on) {
  const tip = element("div", "code-tip");
  tip.setAttribute("role", "tooltip");
  if (tip.showPopover) tip.popover = "manual";  // above everything, also in a dialog
  root.append(tip);
  let timer, shown = null;

  const hide = () => {
    clearTimeout(timer);
    if (!shown) return;
    shown.classList.remove("code-noted");
    shown = null;
    if (tip.popover) tip.hidePopover();
    tip.classList.remove("code-open");
  };
  const showFor = (button) => {
    clearTimeout(timer);
    if (shown === button) return;
    hide();
    shown = button;
    tip.textContent = button.note;
    button.classList.add("code-noted");
    tip.classList.add("code-open");
    if (tip.popover) tip.showPopover();
    const at = button.getBoundingClientRect(), { width, height } = tip.getBoundingClientRect();
    const below = at.bottom + 6, above = at.top - height - 6;
    tip.style.top = `${below + height > innerHeight && above > 0 ? above : below}px`;
    tip.style.left = `${Math.max(8, Math.min(at.left - 16, document.documentElement.clientWidth - width - 8))}px`;
  };
  const soon = (then, wait) => { clearTimeout(timer); timer = setTimeout(then, wait); };
  // The button of the line that an event is on; in the gutter, of the line beside it.
  const buttonAt = ({ target, clientY }) => {
    if (!(target instanceof Element)) return null;
    let line = target.closest(".cm-line, .cm-content .code-missing");
    if (!line && target.closest(".cm-gutters")) {
      const content = root.querySelector(".cm-content").getBoundingClientRect();
      line = document.elementFromPoint(content.left + 12, clientY)?.closest(".cm-line, .cm-content .code-missing");
    }
    return line?.querySelector(".code-note") ?? null;
  };

  on(root, "pointerover", (event) => {
    if (event.pointerType === "touch" || event.target === tip) return clearTimeout(timer);
    const button = buttonAt(event);
    if (button) soon(() => showFor(button), event.target === button ? 0 : 300);
    else soon(hide, 200);
  });
  on(root, "pointerleave", (event) => { if (event.target === root && event.pointerType !== "touch") soon(hide, 200); });
  on(root, "click", (event) => {
    const typing = root.classList.contains("code-editable") && !event.target.closest(".code-note, .code-missing, .cm-gutters");
    const button = typing ? null : buttonAt(event);
    if (button) showFor(button);
    else if (event.target !== tip) hide();
  });
  on(root, "focusin", ({ target }) => { if (target.matches(".code-note:focus-visible")) showFor(target); });
  on(root, "focusout", ({ target }) => { if (target === shown) hide(); });
  on(document, "pointerdown", ({ target }) => { if (!root.contains(target)) hide(); });
  on(document, "scroll", ({ target }) => { if (target !== tip) hide(); });
  on(document, "keydown", (event) => {
    if (event.key !== "Escape" || !shown) return;
    hide();
    event.stopPropagation();
  });
  return tip;
}
