// Writes a table of sentences: a cell with a record is a button, the first cell of a row its heading.
export default function (component) {
  const { parentElement, setTriggerValue } = component;
  const { label, heads, rows } = component.data;
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
    if (ref) {
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
}
