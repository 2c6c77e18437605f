import init from "./PROGRAM.js";

init({ module_or_path: new URL("./PROGRAM.wasm", import.meta.url) });
