// Writes a table of sentences: a cell with a record is a button, the first cell of a row its heading.
// Leaves out the last rows until the table ends above the foot of the screen, and says how many.
function fit(board, more) {
  const rows = [...board.querySelectorAll("tbody tr")];
  const said = board.appendChild(Object.assign(document.createElement("p"), { className: "text-table-more", hidden: true }));
  const again = () => {
    if (!board.isConnected) return;
    for (const row of rows) row.hidden = false;
    said.hidden = true;
    const foot = document.querySelector(".screen-foot")?.getBoundingClientRect().top ?? window.innerHeight;
    let left = 0;
    while (board.getBoundingClientRect().bottom > foot - 8 && left < rows.length - 1) {
      rows[rows.length - 1 - left].hidden = true;
      left += 1;
      said.textContent = more.replace("{count}", left);
      said.hidden = false;
    }
  };
  requestAnimationFrame(again);
  if (!board.fitting) window.addEventListener("resize", () => board.fitted());
  board.fitting = true;
  board.fitted = again;
}

export default function (component) {
  const { parentElement, setTriggerValue } = component;
  const { label, heads, rows, more } = component.data;
  const board = parentElement.querySelector(".text-table");
  const write = (name, role, text) => {
    const made = board.ownerDocument.createElement(name);
    if (role) made.setAttribute("role", role);
    if (text) made.textContent = text;
    return made;
  };
  const cell = ({ text, ref }, at) => {
    const made = at ? write("td", "cell") : write("th", "rowheader", text);
    if (!at) return made;
    made.dataset.head = heads[at];
    if (ref && text.trim()) {
      const button = made.appendChild(write("button", "", text));
      button.type = "button";
      button.onclick = () => setTriggerValue("clicked", ref);
    } else made.textContent = text;
    return made;
  };
  const row = (cells) => {
    const made = write("tr", "row");
    made.append(...cells);
    return made;
  };
  // The roles stand though the elements have them: on a phone they are laid out as blocks, and would lose them.
  const head = write("thead", "rowgroup");
  // The corner above the names of the rows heads nothing.
  head.append(row(heads.map((text) => (text.trim() ? write("th", "columnheader", text) : write("td", "cell")))));
  const body = write("tbody", "rowgroup");
  body.append(...rows.map((cells) => row(cells.map(cell))));
  board.setAttribute("aria-label", label);
  const table = board.querySelector("table");
  table.setAttribute("role", "table");
  table.setAttribute("aria-label", label);
  table.replaceChildren(head, body);
  board.querySelector(".text-table-more")?.remove();
  if (more) fit(board, more);
}
