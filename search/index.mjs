// Makes the search's index of what the publisher wrote: node search/index.mjs DIST
import { readFileSync, writeFileSync } from "node:fs";
import MiniSearch from "minisearch";
import { OPTIONS } from "./options.mjs";

const file = `${process.argv[2]}/data/search.json`;
const index = new MiniSearch(OPTIONS);
index.addAll(JSON.parse(readFileSync(file, "utf8")));
writeFileSync(file, JSON.stringify(index));
