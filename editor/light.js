// A line that something beside the text points at.
import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView } from "@codemirror/view";

const set = StateEffect.define();

/** The line that is lit, if one is. */
export const lit = StateField.define({
  create: () => Decoration.none,
  update: (marks, { changes, effects }) => effects.reduce((before, effect) => (effect.is(set) ? effect.value : before), marks.map(changes)),
  provide: (field) => EditorView.decorations.from(field),
});

const line = Decoration.line({ class: "cm-lit" });

/** Lights a line of the file that is shown, and no other; nothing puts the light out. */
export function light(editor, place) {
  if (editor.lit) editor.transact(editor.lit, () => ({ effects: set.of(Decoration.none) }));
  editor.lit = place?.file === editor.name ? editor.name : null;
  if (!editor.lit) return;
  editor.transact(editor.lit, (state) => ({ effects: set.of(place.line > state.doc.lines ? Decoration.none : Decoration.set(line.range(state.doc.line(place.line).from))) }));
}
