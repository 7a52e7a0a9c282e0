// A document and the figures read in it, side by side: a click on one finds the other, and keys decide. What is the viewer's own stands
// in text nodes alone. The text is sent once; what has been decided comes with a small element of its own, and what the viewer does
// goes to the page as a journal of numbered acts, of which none is lost while the page is still busy with the one before.
const STATES = { accepted: "accepted", rejected: "rejected", proposed: "proposed" };
const SETTLES = 250; // ms after which the page is told of what was done: keys go faster than it can follow
const PAGE = 8; // rows

class Board {
  constructor(board) {
    this.board = board;
    [this.text, this.list, this.selected] = board.children;
    [this.tools, this.rows] = this.list.children;
    [this.head, this.body] = this.rows.querySelector("table").children;
    this.none = this.rows.querySelector(".add-none");
    this.filter = "all";
    this.least = 3;
    this.text.addEventListener("click", (event) => this.clicked(event));
    this.body.addEventListener("click", (event) => this.pressedRow(event));
    board.addEventListener("keydown", (event) => this.pressed(event));
    document.addEventListener("selectionchange", () => this.marked());
    this.selected.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays
    this.selected.addEventListener("click", () => this.add());
    document.addEventListener("pointerdown", (event) => board.contains(event.target) || this.tell(), true); // a link may follow
  }

  // The text and the rows, cut and worded by the page: only where they are others than before.
  take(bytes) {
    if (bytes === this.bytes) return;
    this.bytes = bytes;
    const data = JSON.parse(new TextDecoder().decode(bytes));
    if (data.key === this.key) return;
    const same = data.name === this.name; // the same document, with a figure more
    const top = same ? this.text.scrollTop : 0;
    [this.key, this.name, this.words, this.base] = [data.key, data.name, data.words, data.rows];
    if (!same) [this.current, this.told, this.journal, this.number, this.sent, this.filter] = [undefined, undefined, [], 0, 0, "all"];
    this.text.setAttribute("aria-label", data.words.text);
    this.rows.querySelector("table").setAttribute("aria-label", data.words.list);
    this.selected.textContent = data.words.add;
    this.groups = (data.groups ?? []).map(([, , ids]) => new Set(ids));
    if (!same) this.group = "";
    if (data.sheets) this.writeSheets(data.sheets);
    else this.writeText(data.paragraphs);
    this.writeTools(data.groups ?? []);
    this.writeRows();
    this.text.scrollTop = top;
    if (this.then?.name === this.name) this.follow(this.then);
  }

  writeText(paragraphs) {
    this.marks = new Map();
    this.text.replaceChildren(...paragraphs.map(([start, ...pieces]) => {
      const line = made("p");
      line.dataset.start = start;
      line.append(...pieces.map((piece) => {
        if (typeof piece === "string") return document.createTextNode(piece);
        const [words, ...ids] = piece;
        const mark = made("mark", "", words);
        mark.dataset.ids = ids.join(" ");
        for (const id of ids) this.marks.set(id, mark);
        return mark;
      }));
      return line;
    }));
  }

  // A table in the cells that it was read from; a head or a name leads to the figures of its column or its row.
  writeSheets(sheets) {
    this.marks = new Map();
    this.text.replaceChildren(...sheets.flatMap(({ name, rows, more }) => {
      const table = made("table");
      table.append(...rows.map((cells) => {
        const line = made("tr");
        line.append(...cells.map(([text, ids, group, across]) => {
          const cell = made("td", "", ids.length ? undefined : text);
          if (across > 1) cell.colSpan = across;
          if (group !== "") Object.assign(cell.dataset, { group });
          if (ids.length) {
            const mark = cell.appendChild(made("mark", "", text));
            mark.dataset.ids = ids.join(" ");
            for (const id of ids) this.marks.set(id, mark);
          }
          return cell;
        }));
        return line;
      }));
      return [made("h3", "", name), table, made("p", "add-more", more)];
    }));
  }

  writeTools(groups) {
    const { words } = this;
    this.filters = new Map(Object.entries(words.filters).map(([name, label]) => {
      const button = made("button", "add-filter");
      button.type = "button";
      button.dataset.label = label;
      button.onclick = () => this.choose(name);
      return [name, button];
    }));
    const group = made("div", "add-filters");
    group.append(...this.filters.values());
    const all = made("div", "add-all");
    const least = made("select");
    least.setAttribute("aria-label", words.least);
    least.append(...words.levels.map(([level, label]) => Object.assign(made("option", "", label), { value: level })));
    least.value = String(this.least);
    least.onchange = () => {
      this.least = Number(least.value);
      this.count();
    };
    this.acceptAll = made("button", "add-accept-all", words.accept_all);
    this.acceptAll.onclick = () => this.act("accepted", this.within());
    this.undo = made("button", "add-undo", words.undo);
    this.undo.title = words.undo_key;
    this.undo.onclick = () => this.act("undo", []);
    for (const button of [this.acceptAll, this.undo]) button.type = "button";
    all.append(least, this.acceptAll, this.undo);
    this.tools.replaceChildren(group, all);
    if (!groups.length) return;
    this.narrow = made("select", "add-narrow");
    this.narrow.setAttribute("aria-label", words.narrow);
    this.narrow.append(Object.assign(made("option", "", words.everywhere), { value: "" }));
    for (const [kind, name] of groups) {
      let held = [...this.narrow.children].find((each) => each.label === kind && each.tagName === "OPTGROUP");
      if (!held) held = this.narrow.appendChild(Object.assign(document.createElement("optgroup"), { label: kind }));
      held.append(Object.assign(made("option", "", name), { value: String(this.narrow.querySelectorAll("option").length - 1) }));
    }
    this.narrow.value = this.group;
    this.narrow.onchange = () => this.choose(this.filter, this.narrow.value);
    group.append(this.narrow);
  }

  writeRows() {
    const heads = made("tr");
    heads.setAttribute("role", "row");
    heads.append(...this.words.heads.map((text) => {
      const head = made("th", "", text);
      head.setAttribute("role", "columnheader");
      return head;
    }));
    this.head.replaceChildren(heads);
    this.lines = new Map(this.base.map((row, id) => [id, this.line(row, id)]));
    this.body.replaceChildren(...this.lines.values());
    this.sifted = false;
  }

  line(row, id) {
    const line = made("tr");
    line.setAttribute("role", "row");
    line.dataset.id = id;
    line.tabIndex = -1;
    const cells = ["value", "name", "when", "sure", "act"].map((name) => {
      const cell = made("td", `add-${name}`);
      cell.setAttribute("role", "gridcell");
      return cell;
    });
    for (const state of ["accepted", "rejected"]) {
      const button = made("button", `add-${state}`, state === "accepted" ? "check" : "close");
      button.type = "button";
      button.tabIndex = -1;
      button.translate = false;
      button.dataset.to = state;
      cells[4].append(button);
    }
    line.append(...cells);
    this.fill(line, row);
    return line;
  }

  fill(line, row) {
    const [value, name, when, sure, act] = line.children;
    line.row = row;
    value.textContent = row.value;
    name.replaceChildren(made("span", "add-called", row.name), made("small", "", row.words));
    if (row.flag) name.append(made("small", "add-flag", row.flag_text));
    when.replaceChildren(made("span", "", row.kind), made("small", "", row.when));
    sure.replaceChildren(made("span", `add-dots add-dots-${row.sure}`, row.sure_text));
    for (const button of act.children) {
      const label = `${this.words[button.dataset.to]}: ${row.name} ${row.value}`;
      button.setAttribute("aria-label", label);
      button.title = this.words[`${button.dataset.to}_key`];
    }
  }

  // What has been decided, as the page has it; acts that it has not come to yet hold here already.
  follow(data) {
    this.then = data;
    if (data.name !== this.name || !this.lines) return;
    this.journal = this.journal.filter(({ n }) => n > data.done);
    if (data.done > this.number) this.number = this.sent = data.done;
    for (const [id, line] of this.lines) {
      const row = data.rows[id] ?? this.base[id];
      if (line.row !== row && JSON.stringify(line.row) !== JSON.stringify(row)) this.fill(line, row);
      line.state = data.states[id] ?? "proposed";
    }
    for (const { to, ids } of this.journal) for (const id of ids) if (to in STATES && this.lines.has(id)) this.lines.get(id).state = to;
    if (!this.sifted) this.sift();
    this.undo.disabled = !data.undo && !this.journal.length;
    if (this.current === undefined || data.moved !== this.moved) {
      this.show(data.current, false);
      this.told = this.current;
    }
    this.moved = data.moved;
    this.paint();
  }

  paint() {
    for (const [id, line] of this.lines) {
      line.dataset.state = line.state;
      for (const button of line.querySelectorAll("button")) button.setAttribute("aria-pressed", String(line.state === button.dataset.to));
      const mark = this.marks.get(id);
      if (mark && (mark.dataset.ids.split(" ").length === 1 || id === this.current)) Object.assign(mark.dataset, { state: line.state, sure: line.row.sure });
    }
    this.count();
  }

  has(line, filter) {
    if (this.group !== "" && !this.groups[this.group]?.has(Number(line.dataset.id))) return false;
    if (filter === "all") return true;
    return filter === "flagged" ? Boolean(line.row.flag) : line.state === filter;
  }

  within() {
    const asked = ([, line]) => line.state === "proposed" && line.row.sure >= this.least && !line.row.flag && this.has(line, "all");
    return [...this.lines].filter(asked).map(([id]) => id);
  }

  count() {
    const lines = [...this.lines.values()];
    for (const [name, button] of this.filters) {
      button.textContent = `${button.dataset.label} ${lines.filter((line) => this.has(line, name)).length}`;
      button.setAttribute("aria-pressed", String(name === this.filter));
    }
    const many = this.within().length;
    this.acceptAll.disabled = !many;
    this.acceptAll.textContent = this.words.accept_all.replace("{count}", many);
    this.filters.get("flagged").hidden = this.filter !== "flagged" && !lines.some((line) => line.row.flag);
    this.none.textContent = lines.length ? (lines.every((line) => line.hidden) ? this.words.none_here : "") : this.words.none;
  }

  choose(name, group = this.group) {
    this.filter = name;
    this.group = group;
    if (this.narrow) this.narrow.value = group;
    this.sift();
    this.count();
    const [first] = this.open();
    if (first !== undefined && !this.open().includes(this.current)) this.go(first, { focus: false });
  }

  // A row that is decided stays where it is until another filter is chosen, or the one next to it would jump under the pointer.
  sift() {
    for (const line of this.lines.values()) line.hidden = !this.has(line, this.filter);
    this.sifted = true;
  }

  open() {
    return [...this.lines].filter(([, line]) => !line.hidden).map(([id]) => id);
  }

  clicked(event) {
    const mark = event.target.closest("mark"), cell = event.target.closest("td[data-group]");
    if (!mark && cell) this.choose(this.filter, cell.dataset.group === this.group ? "" : cell.dataset.group);
    if (!mark || !document.getSelection().isCollapsed) return;
    const ids = mark.dataset.ids.split(" ").map(Number);
    this.go(ids[(ids.indexOf(this.current) + 1) % ids.length], { text: false });
    this.tell();
  }

  pressedRow(event) {
    const line = event.target.closest("tr");
    if (!line) return;
    const id = Number(line.dataset.id), button = event.target.closest("button");
    this.go(id);
    if (button) this.decide(button.dataset.to, id);
    else this.tell();
  }

  // The same once more takes the decision back.
  decide(to, id) {
    if (id === undefined || !this.lines.has(id)) return;
    this.act(this.lines.get(id).state === to ? "proposed" : to, [id]);
  }

  act(to, ids) {
    if (to !== "undo" && !ids.length) return;
    this.number += 1;
    this.journal.push({ n: this.number, to, ids });
    for (const id of ids) if (to in STATES) this.lines.get(id).state = to;
    this.undo.disabled = false;
    this.later();
    this.paint();
  }

  later() {
    clearTimeout(this.telling);
    this.telling = setTimeout(() => this.tell(), SETTLES);
  }

  tell() {
    clearTimeout(this.telling);
    if (this.sent !== this.number) this.setState("journal", { name: this.name, acts: this.journal });
    this.sent = this.number;
    if (this.told !== this.current) this.setState("current", { name: this.name, id: this.current });
    this.told = this.current;
  }

  // Go to a figure: its row and its place in the text come into view.
  go(id, { text = true, focus = true } = {}) {
    this.show(id, focus, text);
    this.later();
  }

  show(id, focus, text = true) {
    const before = this.lines.get(this.current), line = this.lines.get(id);
    if (before) Object.assign(before, { tabIndex: -1 }).setAttribute("aria-selected", "false");
    this.marks.get(this.current)?.removeAttribute("aria-current");
    this.current = line ? id : undefined;
    if (!line) return;
    line.hidden = false;
    Object.assign(line, { tabIndex: 0 }).setAttribute("aria-selected", "true");
    if (focus) line.focus({ preventScroll: true });
    bring(line, this.rows, this.head.getBoundingClientRect().height);
    const mark = this.marks.get(id);
    if (!mark) return;
    mark.setAttribute("aria-current", "true");
    Object.assign(mark.dataset, { state: line.state ?? "proposed", sure: line.row.sure });
    if (text) bring(mark, this.text, this.text.clientHeight / 3);
  }

  pressed(event) {
    if (event.target.matches("select") || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE, PageUp: -PAGE };
    const act = { a: "accepted", r: "rejected", u: "undo" }[event.key.toLowerCase()];
    if (event.key in steps || event.key === "Home" || event.key === "End") {
      const open = this.open(), at = open.indexOf(this.current);
      if (!open.length || this.text.contains(event.target) && /^(Page|Home|End)/.test(event.key)) return;
      event.preventDefault();
      const to = event.key === "Home" ? 0 : event.key === "End" ? open.length - 1 : at + steps[event.key];
      this.go(open[Math.max(0, Math.min(to, open.length - 1))]);
    } else if (act) {
      event.preventDefault();
      if (act === "undo") !this.undo.disabled && this.act("undo", []);
      else this.decide(act, this.current);
    }
  }

  // Words chosen in the text can be made a figure.
  marked() {
    const chosen = document.getSelection();
    const range = chosen.rangeCount && !chosen.isCollapsed && chosen.getRangeAt(0);
    const inside = range && !this.text.querySelector("table") && this.text.contains(range.commonAncestorContainer) && /\S/.test(String(chosen));
    this.selected.hidden = !inside;
    if (!inside) return;
    const { left, bottom } = range.getBoundingClientRect(), own = this.board.getBoundingClientRect();
    this.selected.style.left = `${Math.max(0, Math.min(left - own.left, own.width - 160))}px`;
    this.selected.style.top = `${Math.max(0, Math.min(bottom - own.top + 4, own.height - 40))}px`;
    this.range = range.cloneRange();
  }

  add() {
    const start = place(this.range.startContainer, this.range.startOffset), end = place(this.range.endContainer, this.range.endOffset);
    document.getSelection().removeAllRanges();
    if (start === undefined || end === undefined || end <= start) return;
    this.number += 1;
    this.journal.push({ n: this.number, to: "add", ids: [start, end] });
    this.tell();
  }
}

export default function (component) {
  const board = component.parentElement.querySelector(".add-board");
  board.own ??= new Board(board);
  board.own.setState = component.setStateValue;
  board.own.take(component.data);
  window.atlasAdd = board.own;
  if (window.atlasAddDecided) board.own.follow(window.atlasAddDecided);
}
