// What all tables of a page share. Each has the height that the window leaves it: all of its rows, or what is free below its head, and
// is scrolled within. Arrow keys move in it and open nothing, which Enter does; and what Streamlit says in English alone is translated.
// Columns are as wide as their texts, which grow with the window. The bar's link to the open page says so.
const LEAST = 260; // px
const BELOW = 44; // px left for what stands below
const STILL = 400; // ms after which a window has its size
const MOST = 0.8; // of the window, where a table begins below the first screen
const SPOKEN = '[data-testid="portal"], [data-testid="stDataFrameColumnMenu"], [role="listbox"], [role="dialog"], [role="tooltip"], [data-testid="stAlert"], [data-testid="stFileUploader"]';

const TABLE = '[data-testid="stDataFrame"]';

function fit(main) {
  const scrolled = main?.scrollTop ?? 0;
  for (const holder of document.querySelectorAll('[class*="st-key-table_"]')) {
    const rows = holder.querySelector(".dvn-scroll-inner")?.scrollHeight;
    if (!rows) continue;
    holder.querySelector(".dvn-scroller").tabIndex = -1; // the arrows scroll from the cell: what scrolls is no stop of its own
    const top = holder.getBoundingClientRect().top + (document.fullscreenElement ? 0 : scrolled);
    const left = window.innerHeight - top - BELOW;
    const room = left >= LEAST ? left : Math.max(MOST * window.innerHeight, LEAST);
    const height = `${Math.round(Math.min(room, rows + 4))}px`;
    if (holder.style.height !== height) holder.style.height = height;
  }
}

// How much larger texts are than on a laptop (``page.css``), in tenths.
function growth() {
  return Math.round((10 * parseFloat(getComputedStyle(document.documentElement).fontSize)) / 16) / 10;
}

// Which of the bar's links leads to the page that is open, for those who hear it too.
function markPage() {
  const open = window.location.pathname.split("/").filter(Boolean).pop();
  // The link home is written as parameters alone, which a new tab would read as the open page's.
  const home = document.querySelector(".st-key-bar_home a");
  if (home?.getAttribute("href").startsWith("?")) home.setAttribute("href", `./${home.getAttribute("href")}`);
  for (const a of document.querySelectorAll(".st-key-bar_pages a")) {
    if (a.getAttribute("href").split("?")[0] === open) a.setAttribute("aria-current", "page");
    else a.removeAttribute("aria-current");
  }
}

// Texts that are the framework's own, whole: what it wrote is kept, so that another language begins from there.
const spoken = new WeakMap();
function translate(node, words) {
  const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { currentNode } = walker;
    const { written, shown } = spoken.get(currentNode) ?? {};
    const text = shown === currentNode.textContent ? written : currentNode.textContent;
    const said = words[text.trim()] ?? text;
    if (said === currentNode.textContent || !currentNode.parentElement.closest(SPOKEN)) continue;
    spoken.set(currentNode, { written: text, shown: said });
    currentNode.textContent = said;
  }
}

class Tables {
  constructor() {
    this.keys = false;
    this.main = document.querySelector('[data-testid="stMain"]');
    const again = () => {
      cancelAnimationFrame(this.next);
      this.next = requestAnimationFrame(() => {
        markPage();
        fit(this.main);
      });
      clearTimeout(this.later);
      this.later = setTimeout(() => this.measure(), STILL);
    };
    new MutationObserver(again).observe(this.main, { childList: true, subtree: true });
    for (const event of ["resize", "fullscreenchange"]) (event === "resize" ? window : document).addEventListener(event, again);
    again();
    new MutationObserver((changes) => {
      if (!this.words) return;
      for (const { addedNodes } of changes) for (const node of addedNodes) if (node.nodeType === 1) translate(node, this.words);
    }).observe(document.body, { childList: true, subtree: true });
    document.addEventListener("keydown", (event) => this.pressed(event), true);
    // A table that the keyboard enters chooses its first cell.
    document.addEventListener("focusin", ({ target }) => this.typed && target.closest?.(TABLE) && this.by(true), true);
    document.addEventListener("pointerdown", ({ target }) => {
      this.typed = false;
      // Only within a table: a change of page is asked for by a click, too, and takes no other request beside it.
      if (target.closest?.(TABLE)) this.by(false);
    }, true);
  }

  // A screen of a meeting has no table of this kind, and must lose no key to another run.
  measure() {
    if (document.querySelector(".screen-title")) return;
    if (growth() !== this.growth) this.setState("growth", (this.growth = growth()));
  }

  // By the keyboard: said before the table tells the page which cell is chosen.
  by(keys) {
    if (this.keys === keys) return;
    this.keys = keys;
    this.setState("keys", keys);
  }

  pressed(event) {
    const { key, target } = event;
    this.typed = true;
    if (!target.closest?.(TABLE)) return;
    if (key === "Tab") event.stopPropagation(); // leaves the table, which would take it for an arrow through all of its cells
    if (/^(Arrow|Page|Home|End)/.test(key)) this.by(true);
    else if (key === "Enter" && this.keys) this.send("opened", Date.now());
  }
}

export default function (component) {
  window.atlasTables ??= new Tables();
  const words = JSON.stringify(component.data.words);
  if (words !== window.atlasTables.spokenIn) {
    window.atlasTables.spokenIn = words;
    window.atlasTables.words = component.data.words;
    translate(document.body, component.data.words);
  }
  window.atlasTables.growth = component.data.growth;
  window.atlasTables.setState = component.setStateValue;
  window.atlasTables.send = component.setTriggerValue;
  window.atlasTables.measure();
}
