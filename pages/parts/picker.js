// A text box with a list: typed text finds places by Chinese name, Pinyin, its first letters, or English. What is being composed with
// an input method is never written over; its letters (zhang'ye) find as they stand.
const SHOWN = 50; // rows
const PAGE = 8; // rows of a key that turns pages
let pickers = 0;

function folded(text, signs) {
  const plain = [...text.normalize("NFKC").toLowerCase()].map((sign) => signs.get(sign) ?? sign).join("");
  return plain.normalize("NFD").replace(/[\u0300-\u036f\s'’·•.,，、()（）-]/g, "");
}

class Picker {
  constructor(board) {
    [this.label, this.box] = board.children;
    this.input = board.querySelector("input");
    this.list = board.querySelector(".picker-list");
    [this.rows, this.status] = this.list.children;
    this.id = `picker-${(pickers += 1)}`;
    this.input.id = this.id;
    this.label.htmlFor = this.id;
    this.rows.id = `${this.id}-list`;
    this.input.setAttribute("aria-controls", this.rows.id);
    this.input.addEventListener("focus", () => this.input.select());
    this.input.addEventListener("click", () => {
      if (!this.editing) this.input.select();
      this.open();
    });
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("compositionend", () => this.typed());
    this.input.addEventListener("keydown", (event) => this.pressed(event));
    this.input.addEventListener("blur", () => this.leave());
    this.list.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
    this.rows.addEventListener("click", (event) => {
      const row = event.target.closest("li");
      if (!row) return;
      this.input.blur(); // ends a composition, of which the box would keep the letters
      this.pick(row.dataset.code);
    });
  }

  take(data) {
    this.data = data;
    this.signs = new Map(Array.from({ length: data.signs.length / 2 }, (_, at) => [data.signs[2 * at], data.signs[2 * at + 1]]));
    this.options = data.options.map(([code, name, ...found]) => {
      return { code, name, found: [name, ...found].map((text) => folded(text, this.signs)) };
    });
    this.label.textContent = data.label;
    this.label.className = data.unseen ? "picker-unseen" : "";
    this.input.placeholder = data.placeholder;
    this.rows.setAttribute("aria-label", data.label);
    if (!this.editing) this.restore();
    else if (this.isOpen()) this.show(this.matching());
  }

  isOpen() {
    return !this.list.hidden;
  }

  restore() {
    this.input.value = this.options.find(({ code }) => code === this.data.chosen)?.name ?? "";
    this.input.title = this.input.value;
  }

  // What fits: names that begin as typed first, then those that hold it; else all, with the one chosen first.
  matching() {
    const asked = this.editing ? folded(this.input.value, this.signs) : "";
    if (!asked) {
      const chosen = this.options.filter(({ code }) => code === this.data.chosen);
      return [...chosen, ...this.options.filter(({ code }) => code !== this.data.chosen)];
    }
    const rank = ({ found }) => Math.min(...found.map((text) => {
      return text === asked ? 0 : text.startsWith(asked) ? 1 : text.includes(asked) ? 2 : Infinity;
    }));
    return this.options.map((option, at) => [rank(option), at, option]).filter(([fits]) => fits < Infinity)
      .sort((one, other) => one[0] - other[0] || one[1] - other[1]).map(([, , option]) => option);
  }

  show(fitting) {
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.rows.replaceChildren(...fitting.slice(0, SHOWN).map(({ code, name }, at) => {
      const row = document.createElement("li");
      row.id = `${this.id}-${at}`;
      row.role = "option";
      row.dataset.code = code;
      row.textContent = name;
      row.setAttribute("aria-selected", String(code === this.data.chosen));
      return row;
    }));
    const { none, more, note } = this.data.words;
    const left = fitting.length - SHOWN;
    this.status.textContent = [fitting.length ? "" : none, left > 0 ? more.replace("{count}", left) : "", note].filter(Boolean).join("\n");
    this.rows.scrollTop = 0;
    this.move(fitting.length ? 0 : -1);
  }

  move(at) {
    const rows = [...this.rows.children];
    this.at = rows.length ? Math.max(0, Math.min(at, rows.length - 1)) : -1;
    rows.forEach((row, number) => row.classList.toggle("picker-at", number === this.at));
    if (this.at < 0) this.input.removeAttribute("aria-activedescendant");
    else {
      this.input.setAttribute("aria-activedescendant", rows[this.at].id);
      rows[this.at].scrollIntoView({ block: "nearest" });
    }
  }

  open() {
    if (!this.isOpen()) this.show(this.matching());
  }

  typed() {
    this.editing = true;
    this.show(this.matching());
  }

  close() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  leave() {
    this.editing = false;
    this.close();
    this.restore();
  }

  pick(code) {
    this.editing = false;
    this.close();
    if (code === this.data.chosen) return this.restore();
    this.data = { ...this.data, chosen: code };
    this.restore();
    this.send(code);
  }

  pressed(event) {
    if (event.isComposing || event.keyCode === 229) return; // the key belongs to the input method
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE, PageUp: -PAGE };
    if (event.key in steps) {
      event.preventDefault();
      if (this.isOpen()) this.move(this.at + steps[event.key]);
      else this.open();
    } else if (event.key === "Enter" && this.isOpen()) {
      event.preventDefault();
      if (this.at >= 0) {
        this.pick(this.rows.children[this.at].dataset.code);
        this.input.select();
      }
    } else if (event.key === "Escape" && this.isOpen()) {
      event.preventDefault();
      event.stopPropagation();
      this.leave();
      this.input.select();
    }
  }
}

export default function (component) {
  const { parentElement, setTriggerValue } = component;
  const board = parentElement.querySelector(".place-picker");
  board.picker ??= new Picker(board);
  board.picker.send = (code) => setTriggerValue("picked", code);
  board.picker.take(JSON.parse(new TextDecoder().decode(component.data)));
}
