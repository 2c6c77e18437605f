// The page for unknown addresses does not know how deep it is. It asks for this file in its own
// folder and in those above; the copy that exists knows where the site's root is.
{
  const base = document.querySelector("base") ?? document.head.appendChild(document.createElement("base"));
  base.href = new URL(".", document.currentScript.src).href;
}
