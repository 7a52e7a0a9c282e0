// Draws a map and plays it through the years: other values come into the place of those drawn, in the same classes of colour.
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
    this.button = board.querySelector("button");
    this.slider = board.querySelector("input");
    this.label = board.querySelector("output");
    this.ticks = board.querySelector(".moving-ticks");
    this.box = board.querySelector(".moving-chart");
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
    this.box.setAttribute("aria-label", data.alt);
    this.box.style.minHeight = `${data.figure.layout.height}px`;
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

export default function (component) {
  const { parentElement, setTriggerValue } = component;
  const board = parentElement.querySelector(".moving-map");
  const data = JSON.parse(new TextDecoder().decode(component.data));
  board.player ??= new Player(board, setTriggerValue);
  const player = board.player;
  player.send = setTriggerValue;
  player.take(data);
  plotly().then((Plotly) => {
    const { box } = player;
    const first = !box.classList.contains("js-plotly-plot");
    if (first) box.textContent = "";
    const { layout } = data.figure;
    Plotly.react(box, data.figure.data, { ...layout, autosize: true }, { ...data.config, responsive: true }).then(() => {
      if (player.years[player.at] !== data.year) player.show(player.at);
      box.dataset.drawn = String(Number(box.dataset.drawn ?? 0) + 1);
      if (!first) return;
      box.on("plotly_click", (event) => {
        const sent = event.points[0].customdata;
        if (sent && !player.stopping) player.send("clicked", Array.isArray(sent) ? sent[0] : sent);
      });
    });
  }, () => (player.box.textContent = data.words.missing));
}
