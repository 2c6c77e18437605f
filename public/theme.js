// Before the first paint, so that a dark page does not flash white, nor a page that is presented as one to read, and
// what scripts serve has its place.
{
  const { dataset } = document.documentElement;
  dataset.scripts = "";
  try {
    const theme = localStorage.getItem("feastflow/theme");
    if (theme === "light" || theme === "dark") dataset.theme = theme;
  } catch {
    // No storage: the system's theme it is.
  }
  if (new URLSearchParams(location.search).has("present")) dataset.present = "";
  if (self !== top) dataset.framed = "";
}
