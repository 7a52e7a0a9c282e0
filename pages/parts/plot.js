// Draws one chart or map so that it fills what the window leaves it, with a strip of what can be done with it; a map of many years
// plays: other values come into the place of those drawn, in the same classes of colour.
const LEAST = 300; // px of height, however much stands above
const BELOW = 16; // px left free below
const TIGHTEST = 0.85; // of a chart's own height, before it is scrolled
const LOOSEST = 1.6; // beyond, its rows would lie apart
const PHONE = 640; // px of width up to which a chart keeps its own height and the page is scrolled
const SEAT = 640; // px of width of a screen in a meeting at which texts would have their own size
const LAPTOP = 1366; // px of width at which texts have their own size
const PICTURE = { width: 1280, height: 720 };
const PACE = 1100; // ms from one stop to the next
const SETTLED = 600; // ms after the last step of the slider, when the page is told the year

function value(number, template) {
  const written = Math.abs(number).toFixed(1).replace(/\.0$/, "");
  const grouped = written.replace(/\B(?=(\d{3})+(?!\d))/, ",");
  return template.replace("{}", (number < 0 && Number(written) ? "\u2212" : "") + grouped);
}

function classOf(number, borders) {
  return number === null ? -1 : borders.filter((border) => number >= border).length;
}

class Player {
  constructor(board, send) {
    this.button = board.querySelector(".moving-bar button");
    this.slider = board.querySelector("input");
    this.label = board.querySelector("output");
    this.ticks = board.querySelector(".moving-ticks");
    this.box = board.querySelector(".plot-chart");
    this.bar = board.querySelector(".moving-bar");
    this.send = send;
    this.button.addEventListener("click", () => (this.timer ? this.stop() : this.play()));
    this.slider.addEventListener("input", () => {
      this.pause();
      this.show(this.years.indexOf(this.nearest(Number(this.slider.value))));
      this.tell(SETTLED);
    });
    this.slider.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      this.button.click();
    });
    // Before Plotly hears of the click: one that stops the map opens nothing.
    this.box.addEventListener("pointerdown", () => {
      this.stopping = Boolean(this.timer);
      if (this.stopping) this.stop();
    }, true);
  }

  // The same map again, while it plays or the slider is on its way, changes nothing of the year that is shown.
  take(data) {
    this.bar.hidden = !data.years;
    if (!data.years) {
      this.pause();
      this.data = undefined;
      return;
    }
    const goesOn = this.data?.revision === data.revision && (this.timer || this.telling);
    this.data = data;
    this.years = data.years;
    if (!goesOn) {
      this.pause();
      this.at = data.years.indexOf(data.year);
      this.told = data.year;
    }
    this.slider.min = data.years[0];
    this.slider.max = data.years.at(-1);
    this.slider.value = this.years[this.at];
    this.slider.setAttribute("aria-label", data.words.year);
    this.ticks.replaceChildren(...data.stops.map((year) => {
      const tick = document.createElement("span");
      tick.textContent = year;
      tick.style.left = `${(100 * (year - data.years[0])) / Math.max(data.years.at(-1) - data.years[0], 1)}%`;
      return tick;
    }));
    this.write();
  }

  // Of a year without values the next one that has some, in the direction in which the slider was moved.
  nearest(year) {
    return year < this.years[this.at]
      ? this.years.findLast((known) => known <= year) ?? this.years[0]
      : this.years.find((known) => known >= year) ?? this.years.at(-1);
  }

  write() {
    const { words, called } = this.data;
    const year = called[this.at];
    this.label.textContent = year;
    this.slider.setAttribute("aria-valuetext", year);
    this.button.textContent = this.timer ? `❚❚ ${words.pause}` : `▶ ${words.play}`;
  }

  show(at) {
    const { values, borders, template, figure, called } = this.data;
    this.at = at;
    this.slider.value = this.years[at];
    this.write();
    const trace = figure.data.findIndex(({ meta }) => meta === "moving");
    const own = values[at];
    const names = figure.data[trace].hovertext.map((text) => text.split("<br>")[0]);
    const told = own.map((number, row) =>
      number === null ? names[row] : `${names[row]}<br>${value(number, template)}<br>${called[at]}`);
    if (this.box.classList.contains("js-plotly-plot")) {
      window.Plotly.restyle(this.box, { z: [own.map((number) => classOf(number, borders))], hovertext: [told] }, [trace]);
    }
  }

  play() {
    const { years, stops } = this.data;
    this.hold();
    if (years[this.at] >= stops.at(-1)) this.show(years.indexOf(stops[0]));
    this.timer = setInterval(() => {
      const next = stops.find((year) => year > years[this.at]);
      this.show(years.indexOf(next));
      if (next === stops.at(-1)) this.stop();
    }, PACE);
    this.write();
  }

  pause() {
    clearInterval(this.timer);
    this.timer = undefined;
    if (this.data) this.write();
  }

  hold() {
    clearTimeout(this.telling);
    this.telling = undefined;
  }

  stop() {
    this.pause();
    this.tell(0);
  }

  // The page says and lists what the map shows once it stands still.
  tell(after) {
    this.hold();
    this.telling = setTimeout(() => {
      this.telling = undefined;
      const year = this.years[this.at];
      if (year === this.told) return;
      this.told = year;
      this.send("year", year);
    }, after);
  }
}

// How much larger texts and marks are than on a laptop; on a screen of a meeting they are read from the last seat.
function growth(screen) {
  if (screen) return window.innerWidth / SEAT;
  if (onPaper()) return 1;
  return Math.min(Math.max(window.innerWidth / LAPTOP, 1), 1.5);
}

// A copy of a figure with its texts, marks and margins grown; Plotly writes ranges and margins into what it draws.
function grown(figure, by) {
  const grow = (node, name) => {
    if (Array.isArray(node)) return node.map((part) => grow(part, name));
    if (!node || typeof node !== "object") return node;
    const made = {};
    for (const [key, part] of Object.entries(node)) {
      const sized = key === "size" && typeof part === "number" && /font$|^marker$/.test(name);
      const shifted = /^([xy]shift|a[xy])$/.test(key) && typeof part === "number";
      const margin = name === "margin" && typeof part === "number";
      const height = key === "height" && name === "layout";
      made[key] = sized || shifted || margin || height ? part * by : grow(part, key);
    }
    return made;
  };
  return { data: figure.data.map((trace) => grow(trace, "trace")), layout: grow(figure.layout, "layout") };
}

// Whether there is no room beside a map, nor a window to be filled.
function narrow() {
  return onPaper() || window.innerWidth <= PHONE;
}

class Plot {
  constructor(board, send) {
    this.board = board;
    this.frame = board.querySelector(".plot-frame");
    this.box = board.querySelector(".plot-chart");
    this.strip = board.querySelector(".plot-strip");
    this.player = new Player(board, send);
    this.main = document.querySelector('[data-testid="stMain"]');
    const again = () => this.data && this.fit();
    window.addEventListener("resize", again);
    // Before the first drawing Plotly may not be there yet; that drawing asks how large the screen is.
    document.addEventListener("fullscreenchange", () => this.data && this.box.dataset.drawn && this.draw());
    // What stands above may grow or shrink after the chart was drawn.
    new ResizeObserver(again).observe(board.closest('[data-testid="stMainBlockContainer"]') ?? document.body);
  }

  take(data, send) {
    this.data = data;
    this.player.send = send;
    this.player.take(data);
    this.box.setAttribute("aria-label", data.alt);
    this.board.querySelector(".plot-title").textContent = data.title;
    this.board.querySelector(".plot-sentence").textContent = data.sentence;
    this.offer();
    plotly().then(() => this.draw(), () => (this.box.textContent = data.words.missing));
  }

  offer() {
    const { words } = this.data;
    const tools = [
      [words.full, () => (document.fullscreenElement ? document.exitFullscreen() : this.board.requestFullscreen())],
      [words.picture, () => this.save("png")],
      [words.drawing, () => this.save("svg")],
      [words.link, (button) => this.copy(button)],
    ];
    while (this.strip.children.length < tools.length) this.strip.append(document.createElement("button"));
    tools.forEach(([label, act], at) => {
      const button = this.strip.children[at];
      button.type = "button";
      button.textContent = label;
      button.onclick = () => act(button);
    });
  }

  // What the window leaves: on a phone the chart keeps its own height, and the page is scrolled.
  room() {
    if (document.fullscreenElement === this.board) return window.innerHeight - this.frame.getBoundingClientRect().top - BELOW;
    const scrolled = this.main?.scrollTop ?? 0;
    const foot = 1.5 * (document.querySelector(".screen-foot")?.offsetHeight ?? 0);
    return Math.max(window.innerHeight - (this.frame.getBoundingClientRect().top + scrolled) - BELOW - foot, LEAST);
  }

  height() {
    const own = this.figure.layout.height;
    const full = document.fullscreenElement === this.board;
    this.own = !full && (!this.data.fill || narrow());
    if (this.own) return { chart: own, frame: own };
    const room = this.room();
    if (this.data.elastic) return { chart: room, frame: room };
    const chart = Math.min(Math.max(room, TIGHTEST * own), LOOSEST * own);
    return { chart, frame: Math.min(chart, room) };
  }

  hold(chart, frame) {
    this.frame.style.height = this.own ? "" : `${frame}px`;
    // What is scrolled within is scrolled by the keyboard too.
    if (frame < chart) this.frame.tabIndex = 0;
    else this.frame.removeAttribute("tabindex");
  }

  fit() {
    // Before its first drawing is whole, and once its page is left, there is nothing to fit.
    if (!this.box.isConnected || !this.box.dataset.drawn) return;
    const by = growth(this.data.screen);
    if (by !== this.by) {
      this.draw();
      return;
    }
    const { chart, frame } = this.height();
    this.hold(chart, frame);
    if (Math.abs(chart - this.drawn) < 1 && this.box.clientWidth === this.wide) return;
    this.draw(); // rows, marks and legend find their places anew, as they would in a new window
  }

  draw() {
    const { data, box, player } = this;
    this.by = growth(this.data.screen);
    this.figure = grown(data.figure, this.by);
    const first = !box.classList.contains("js-plotly-plot");
    if (first) box.textContent = "";
    const { chart, frame } = this.height();
    this.hold(chart, frame);
    this.drawn = chart;
    this.wide = box.clientWidth;
    const below = narrow() ? data.narrow : {};
    const layout = { ...this.figure.layout, ...below, height: chart, width: this.wide, uirevision: data.revision };
    window.Plotly.react(box, this.figure.data, layout, data.config).then(() => {
      if (player.data && player.years[player.at] !== data.year) player.show(player.at);
      roomForLegend(window.Plotly, box, this.figure.layout.margin.t, this.own);
      box.dataset.drawn = String(Number(box.dataset.drawn ?? 0) + 1);
      if (!first) return;
      box.on("plotly_click", (event) => {
        const sent = event.points[0].customdata;
        if (sent && !player.stopping) player.send("clicked", Array.isArray(sent) ? sent[0] : sent);
      });
    });
  }

  // A picture says what a reader of a slide needs: title, sentence, and where it is from.
  async save(format) {
    if (!this.box.dataset.drawn) return; // nothing to picture yet
    const { title, sentence, source, name } = this.data;
    const { data, layout } = this.box;
    const wrapped = (text, size) => text.replace(new RegExp(`(.{${size}}[^，。；,;. ]*[，。；,;. ]?)`, "g"), "$1<br>");
    const line = (text, y, size, shift) => ({ text, x: 0, y, xref: "paper", yref: "paper", xanchor: "left", align: "left",
      yanchor: y ? "bottom" : "top", yshift: shift, showarrow: false, font: { size } });
    const above = 110;
    const margin = { ...layout.margin, l: Math.max(layout.margin.l, 24), t: layout.margin.t + above, b: layout.margin.b + 40 };
    const height = Math.max(PICTURE.height, this.data.elastic ? 0 : this.figure.layout.height + above);
    const texts = [
      line(`<b>${title}</b>`, 1, 24, layout.margin.t + above - 44),
      line(wrapped(sentence, 80), 1, 15, layout.margin.t + above - 92),
      line(source, 0, 12, -layout.margin.b - 12),
    ];
    const picture = { data, layout: { ...layout, margin, paper_bgcolor: "#ffffff",
      annotations: [...(layout.annotations ?? []), ...texts], width: PICTURE.width, height } };
    const address = await window.Plotly.toImage({ ...picture, config: this.data.config },
      { format, width: PICTURE.width, height, scale: format === "png" ? 2 : 1 });
    const link = document.createElement("a");
    link.href = address;
    link.download = `${name}.${format}`;
    link.click();
  }

  // The sender's own city stays with the sender.
  async copy(button) {
    const address = new URL(window.location.href);
    address.searchParams.delete("mine");
    await navigator.clipboard.writeText(address.href);
    button.textContent = this.data.words.copied;
    setTimeout(() => (button.textContent = this.data.words.link), 1500);
  }
}

export default function (component) {
  const { parentElement, setTriggerValue } = component;
  const board = parentElement.querySelector(".plot");
  board.plot ??= new Plot(board, setTriggerValue);
  board.plot.take(JSON.parse(new TextDecoder().decode(component.data)), setTriggerValue);
}
