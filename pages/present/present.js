// The keys of a presenter: arrows, the page keys of a clicker, Home and End, Esc, a black screen, full screen. Texts on the screen are as
// large as the window asks for (``present.css``).
const STEPS = { ArrowRight: 1, ArrowDown: 1, PageDown: 1, " ": 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1 };

class Presenter {
  constructor() {
    this.black = document.createElement("div");
    this.black.className = "screen-black";
    this.black.hidden = true;
    document.addEventListener("keydown", (event) => this.pressed(event), true);
  }

  pressed(event) {
    if (!this.board?.isConnected || event.ctrlKey || event.metaKey || event.altKey) return;
    const { key, target } = event;
    // A lever takes its own keys, and so does what is typed into; a record that is open is closed first.
    if (target.closest?.('input, textarea, [role="slider"], [role="dialog"]') || document.querySelector('[role="dialog"]')) return;
    const { at, count } = this;
    const next = key in STEPS ? at + STEPS[key] : { Home: 1, End: count }[key];
    if (key === "b" || key === "B" || key === ".") this.black.hidden = !this.black.hidden;
    else if (key === "f" || key === "F") (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen());
    else if (key === "Escape") this.black.hidden ? this.send("go", 0) : (this.black.hidden = true);
    else if (next !== undefined) {
      this.black.hidden = true;
      if (next >= 1 && next <= count && next !== at) this.send("go", next);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

export default function (component) {
  const { parentElement, data, setTriggerValue } = component;
  window.atlasPresenter ??= new Presenter();
  const presenter = window.atlasPresenter;
  presenter.board = parentElement.querySelector(".presenter");
  if (!presenter.black.isConnected) document.body.append(presenter.black);
  Object.assign(presenter, { at: data.at, count: data.count, send: setTriggerValue });
}
