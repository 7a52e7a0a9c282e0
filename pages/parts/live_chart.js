// Draws Plotly figures and changes them in place, so that zoom and legend stay while a lever moves.
const LEAST = 230; // px of height
const PHONE = 640; // px of width up to which a chart keeps its own height
const BELOW = 8; // px left free below
const SEAT = 640; // px of width of a screen in a meeting at which texts would have their own size
const LAPTOP = 1366; // px of width at which texts have their own size

// The height that the window leaves each of so many charts, in the rows that they stand in; undefined on a phone.
function room(board, count) {
  if (window.innerWidth <= PHONE || onPaper()) return undefined;
  const across = Math.max(getComputedStyle(board).gridTemplateColumns.split(" ").length, 1);
  const rows = Math.ceil(count / across);
  const main = document.querySelector('[data-testid="stMain"]');
  const above = board.getBoundingClientRect().top + (main?.scrollTop ?? 0);
  const words = [...board.children].reduce((most, { children }) => Math.max(most, children[0].offsetHeight + children[1].offsetHeight), 0);
  const strip = board.closest('[class*="st-key-plot_"]')?.querySelector('[class*="st-key-under_"]')?.offsetHeight ?? 0;
  const foot = document.querySelector(".screen-foot")?.offsetHeight ?? 0;
  return Math.max((window.innerHeight - above - BELOW - strip - 1.5 * foot) / rows - words - 16, foot ? LEAST / 2 : LEAST);
}

function card(board) {
  const made = board.ownerDocument.createElement("div");
  made.innerHTML = '<p class="live-title"></p><p class="live-sentence"></p><div class="live-chart" role="img"></div>';
  return board.appendChild(made);
}

// The charts fill what the window leaves them, also when it or what stands above them has changed.
function keepFitting(board) {
  const again = () => board.isConnected && board.fit?.();
  window.addEventListener("resize", again);
  new ResizeObserver(again).observe(board.closest('[data-testid="stMainBlockContainer"]') ?? document.body);
}

// A layout whose texts grow with the window, at most by half; Plotly widens the margin of what it draws, not that of the figure.
function grown({ layout, data }, screen) {
  const by = onPaper() ? 1 : screen ? window.innerWidth / SEAT : Math.min(Math.max(window.innerWidth / LAPTOP, 1), 1.5);
  const larger = ({ font }) => ({ ...font, size: font.size * by });
  const few = screen ? { xaxis: { ...layout.xaxis, nticks: 4 } } : {};
  // Words behind the marks need more room as they grow.
  const [from, to] = layout.xaxis?.range ?? [];
  if (screen && to > from && data.some(({ mode }) => mode?.includes("text"))) few.xaxis.range = [from, from + 1.7 * (to - from)];
  return { ...layout, ...few, margin: { ...layout.margin }, autosize: true, font: larger(layout), legend: { ...layout.legend, font: larger(layout.legend) } };
}

// Traces whose own texts and marks are as large as a screen of a meeting asks for.
function seen(data) {
  const by = window.innerWidth / SEAT;
  const larger = (part) => ({ ...part, size: Array.isArray(part.size) ? part.size.map((each) => each * by) : part.size * by });
  return data.map((trace) => {
    const made = { ...trace };
    for (const name of ["textfont", "marker"]) if (trace[name]?.size) made[name] = larger(trace[name]);
    return made;
  });
}

export default function (component) {
  const { parentElement, setTriggerValue } = component;
  const { charts, revision, config, missing, fill, screen } = JSON.parse(new TextDecoder().decode(component.data));
  const board = parentElement.querySelector(".live-charts");
  if (!("fit" in board)) keepFitting(board);
  board.fit = undefined; // until the charts are drawn
  while (board.children.length > charts.length) board.lastChild.remove();
  while (board.children.length < charts.length) card(board);
  const boxes = charts.map(({ name, title, sentence, alt, figure }, at) => {
    const [head, words, box] = board.children[at].children;
    head.textContent = title;
    words.textContent = sentence;
    box.setAttribute("aria-label", alt);
    box.dataset.name = name;
    return box;
  });
  let height = fill ? room(board, charts.length) : undefined;
  const least = () => boxes.forEach((box, at) => (box.style.minHeight = `${height ?? charts[at].figure.layout.height}px`));
  least();
  plotly().then((Plotly) => {
    const draw = () => {
      board.paper = onPaper();
      // What stands above may have grown while Plotly was on its way.
      height = fill ? room(board, charts.length) : undefined;
      least();
      // All in one go: a pause between two would let the rest of the page, which is on its way, be drawn first.
      charts.forEach(({ figure }, at) => {
        const box = boxes[at];
        const first = !box.classList.contains("js-plotly-plot");
        if (first) box.textContent = "";
        const size = { ...(height ? { height } : {}), ...(board.paper ? { width: box.clientWidth } : {}) };
        const layout = { ...grown(figure, screen), uirevision: revision, ...size };
        Plotly.react(box, screen ? seen(figure.data) : figure.data, layout, { ...config, responsive: true }).then(() => {
          box.dataset.drawn = String(Number(box.dataset.drawn ?? 0) + 1);
          roomForLegend(Plotly, box, figure.layout.margin.t, !height);
          if (!first) return;
          box.on("plotly_click", (event) => {
            const sent = event.points[0].customdata;
            if (sent) setTriggerValue("clicked", Array.isArray(sent) ? sent[0] : sent);
          });
        });
      });
    };
    draw();
    const legends = () => boxes.forEach((box, at) => roomForLegend(Plotly, box, charts[at].figure.layout.margin.t, !height));
    board.fit = () => {
      if (board.paper !== onPaper()) {
        draw();
        return;
      }
      const left = fill ? room(board, charts.length) : undefined;
      if (left === height || Math.abs(left - height) < 2) return;
      height = left;
      least();
      const all = boxes.map((box, at) => Plotly.relayout(box, { height: height ?? charts[at].figure.layout.height }));
      Promise.all(all).then(legends);
    };
  }, () => boxes.forEach((box) => (box.textContent = missing)));
}
