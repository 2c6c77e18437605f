import init from "./PROGRAM.js";

const start = () => init({ module_or_path: new URL("./PROGRAM.wasm", import.meta.url) });
if (PerformanceObserver.supportedEntryTypes.includes("paint")) {
  new PerformanceObserver((list, observer) => {
    if (list.getEntriesByName("first-contentful-paint").length === 0) return;
    observer.disconnect();
    start();
  }).observe({ type: "paint", buffered: true });
} else {
  requestAnimationFrame(() => setTimeout(start));
}
