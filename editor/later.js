// What is fetched when the editor is first used, and not before.
import { highlightSelectionMatches, openSearchPanel, search, searchKeymap } from "@codemirror/search";
import { keymap } from "@codemirror/view";

/** Joins what every file's state is made of. */
export const extensions = [search({ top: true }), highlightSelectionMatches(), keymap.of(searchKeymap)];

export { openSearchPanel };
