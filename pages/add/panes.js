// What the board (``board.js``) does with its two panes: makes what stands in them, counts letters in a text, brings a place into view.
function made(name, className, text) {
  const node = document.createElement(name);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

// How many letters of the document stand before a point in it; the page counts code points.
function place(node, offset) {
  const line = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node.children[offset] ?? node.lastElementChild ?? node).closest?.("p[data-start]");
  if (!line) return undefined;
  if (!line.contains(node)) return Number(line.dataset.start) + (offset ? 0 : [...line.textContent].length);
  const before = document.createRange();
  before.setStart(line, 0);
  before.setEnd(node, offset);
  return Number(line.dataset.start) + [...before.toString()].length;
}

// Scrolls a pane, and nothing around it, until what stands in it is seen.
function bring(node, pane, above) {
  const own = node.getBoundingClientRect(), around = pane.getBoundingClientRect();
  if (own.top < around.top + Math.min(above, 60)) pane.scrollTop += own.top - around.top - above;
  else if (own.bottom > around.bottom - 8) pane.scrollTop += own.bottom - around.bottom + Math.min(above, pane.clientHeight - own.height - 8);
}
