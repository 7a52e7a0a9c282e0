// Draws the charts of the report one after the other, in the width that the window or the paper leaves them.
"use strict";
const NARROW = 760; // px of width up to which the legend of a map stands below it
const PAPER = 690; // px: a sheet of A4 between its margins
const LEAST = 380; // px of height of a map
const read = (id) => JSON.parse(document.getElementById(id).textContent);
const { config, narrow, missing } = read("settings");
window.PlotlyGeoAssets = read("geometry"); // here Plotly looks before it asks a server
const boxes = [...document.querySelectorAll(".chart")];

// A map is as high as the window allows, or as suits its width on a phone and on paper; all else has the height of its rows.
function height(own, map, width) {
  if (!map) return own;
  return width <= NARROW ? Math.min(width * 1.15 + 120, own + 100) : Math.min(own, Math.max(window.innerHeight * 0.85, LEAST));
}

// The legend above a chart takes as many lines as it needs, and the chart grows by them.
function makeRoom(box, top) {
  const legend = box.querySelector(".legend");
  const { orientation, yref } = box.layout.legend ?? {};
  if (!legend || orientation !== "h" || yref !== "container") return undefined;
  const margin = top + Math.ceil(legend.getBoundingClientRect().height);
  const more = margin - box.layout.margin.t;
  if (Math.abs(more) < 2) return undefined;
  return window.Plotly.relayout(box, { "margin.t": margin, height: box.layout.height + more });
}

// A click on a mark leads to its record, below.
function show(box, asked) {
  const rows = [...box.closest("section").querySelectorAll("tr[data-ref]")];
  const row = rows.find(({ dataset }) => dataset.ref === asked);
  if (!row) return;
  rows.forEach((each) => each.classList.toggle("asked", each === row));
  row.closest("details").open = true;
  row.scrollIntoView({ block: "center" });
  row.tabIndex = -1;
  row.focus({ preventScroll: true });
}

async function draw(box, width) {
  const { data, layout } = read(box.dataset.figure);
  const map = "map" in box.dataset;
  const top = layout.margin.t;
  const drawn = { ...layout, ...(map && width <= NARROW ? narrow : {}), width, height: height(layout.height, map, width) };
  box.wide = width;
  try {
    await window.Plotly.react(box, data, drawn, config);
    await makeRoom(box, top);
    box.style.minHeight = "";
    if (!box.dataset.drawn) box.on("plotly_click", ({ points }) => show(box, [points[0].customdata].flat()[0]));
    box.dataset.drawn = "yes";
  } catch (error) {
    box.textContent = missing;
    throw error;
  }
}

async function drawAll() {
  for (const box of boxes) {
    if (box.wide !== box.clientWidth) await draw(box, box.clientWidth);
    await new Promise((next) => setTimeout(next)); // what is read meanwhile is scrolled
  }
  document.documentElement.dataset.drawn = "all";
}

let waiting;
window.addEventListener("resize", () => {
  clearTimeout(waiting);
  waiting = setTimeout(drawAll, 200);
});
window.addEventListener("beforeprint", () => boxes.forEach((box) => draw(box, box.closest(".several") ? PAPER / 2 - 12 : PAPER)));
window.addEventListener("afterprint", drawAll);
drawAll();
