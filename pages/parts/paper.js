// A page before it is printed: laid out as wide as the paper, with the charts drawn anew and every table whole; and afterwards as it was.
// Streamlit paints of a table the rows in view alone. Its grid (Glide) knows the others, and is asked for them by its own names.
const ON_PAPER = "paper"; // the class of the page while it is made ready
const WIDEST = 1400; // px of columns, as on the screen, that fit beside each other; the others follow below, with the first column and a number

function gridOf(table) {
  const inner = table.querySelector(".dvn-scroll-inner");
  const name = inner && Object.keys(inner).find((key) => key.startsWith("__reactFiber$"));
  let node = name && inner[name];
  while (node && !node.memoizedProps?.getCellContent) node = node.return;
  return node?.memoizedProps;
}

// The numbers of the columns in groups that fit the paper, each with the first column.
function groups(columns) {
  const made = [[0]];
  let wide = columns[0].width;
  columns.forEach(({ width }, at) => {
    if (!at) return;
    if (wide + width > WIDEST && made.at(-1).length > 1) {
      made.push([0]);
      wide = columns[0].width;
    }
    made.at(-1).push(at);
    wide += width;
  });
  return made;
}

function written(cell) {
  return cell.displayData ?? cell.data ?? "";
}

function row(name, texts) {
  const made = document.createElement("tr");
  made.append(...texts.map((text) => Object.assign(document.createElement(name), { textContent: text })));
  return made;
}

function whole({ columns, rows, getCellContent }) {
  const holder = Object.assign(document.createElement("div"), { className: "printed" });
  const all = groups(columns);
  const numbered = (number, texts) => (all.length > 1 ? [number, ...texts] : texts);
  for (const group of all) {
    const table = holder.appendChild(document.createElement("table"));
    table.createTHead().append(row("th", numbered("", group.map((at) => columns[at].title))));
    const body = table.createTBody();
    for (let at = 0; at < rows; at += 1) body.append(row("td", numbered(at + 1, group.map((column) => written(getCellContent([column, at]))))));
  }
  if (all.length > 1) for (const cell of holder.querySelectorAll("td:first-child")) cell.className = "number";
  return holder;
}

function ready(printing) {
  for (const old of document.querySelectorAll(".printed")) old.remove();
  document.documentElement.classList.toggle(ON_PAPER, printing);
  if (printing) {
    for (const table of document.querySelectorAll('[data-testid="stDataFrame"]')) {
      const grid = gridOf(table);
      if (grid?.columns.length) table.after(whole(grid));
    }
  }
  window.dispatchEvent(new Event("resize")); // charts fit themselves to the width that they have now
}

if (!window.atlasPaper) {
  window.atlasPaper = true;
  window.addEventListener("beforeprint", () => ready(true));
  window.addEventListener("afterprint", () => ready(false));
}
