// What can be written at the caret.
import { acceptCompletion, autocompletion, closeCompletion, pickedCompletion, selectedCompletion } from "@codemirror/autocomplete";
import { EditorSelection, EditorState, Prec } from "@codemirror/state";
import { keymap } from "@codemirror/view";
import { ask, COMPLETE, describe } from "./ask.js";
import { make, paragraphs } from "./parts.js";

const WORD = /^[\w./:-]*$/;

/** Typing asks at a word, at the place of a value and at the beginning of an item. */
const asksByItself = (before) => /[\w./"'-]$|[:-] $/.test(before) && !/(^|\s)#/.test(before);

/** Writes what was chosen, and selects the parts of it that are still to be filled in. */
function write(view, completion, from, to) {
  const { insert, selected } = completion.item;
  const ranges = selected.map(({ start, end }) => EditorSelection.range(from + start, from + end));
  view.dispatch({
    changes: { from, to, insert },
    selection: ranges.length > 0 ? EditorSelection.create(ranges) : EditorSelection.cursor(from + insert.length),
    scrollIntoView: true,
    userEvent: "input.complete",
    annotations: pickedCompletion.of(completion),
  });
}

const info = async ({ item }) => {
  const text = await describe(item.description);
  return text ? make("div", { class: "about" }, ...paragraphs(text)) : null;
};

const option = (item, rank) => ({
  label: item.label, item, rank, info: item.description === null ? undefined : info, apply: write,
  detail: item.required ? `${item.detail} · required` : item.detail, type: item.kind,
});

const source = (editor) => async (context) => {
  const { state, pos } = context;
  if (!context.explicit && !asksByItself(state.sliceDoc(state.doc.lineAt(pos).from, pos))) return null;
  const completion = (await ask(editor, COMPLETE, editor.name, pos))?.completion;
  if (!completion || context.aborted || completion.items.length === 0) return null;
  return { from: completion.start, to: Math.max(completion.end, pos), options: completion.items.map(option), validFor: WORD };
};

/** What is written in full already needs no choosing: Enter is a new line. */
function newLine(view) {
  const insert = selectedCompletion(view.state)?.item?.insert;
  const { head } = view.state.selection.main;
  if (insert && view.state.sliceDoc(Math.max(0, head - insert.length), head) === insert) closeCompletion(view);
  return false;
}

export const completing = (editor) => [
  EditorState.allowMultipleSelections.of(true),
  autocompletion({
    override: [source(editor)],
    compareCompletions: (a, b) => a.rank - b.rank,
    activateOnCompletion: ({ item }) => item.selected.length === 0 && /(: |\n *|- )$/.test(item.insert),
    tooltipClass: () => "choices",
  }),
  Prec.highest(keymap.of([{ key: "Enter", run: newLine }, { key: "Tab", run: acceptCompletion }])),
];
