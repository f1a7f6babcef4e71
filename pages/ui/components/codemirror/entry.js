// What codemirror.min.js is made of; README.md says how.
export { EditorState, StateEffect, StateField, Compartment, RangeSet } from "@codemirror/state";
export { Decoration, EditorView, GutterMarker, WidgetType, gutter, keymap, lineNumbers } from "@codemirror/view";
export { defaultKeymap, history, historyKeymap, indentWithTab, isolateHistory } from "@codemirror/commands";
export {
  HighlightStyle, StreamLanguage, bracketMatching, indentOnInput, indentUnit, syntaxHighlighting,
} from "@codemirror/language";
export { python } from "@codemirror/legacy-modes/mode/python";
export { tags } from "@lezer/highlight";
