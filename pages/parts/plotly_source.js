// Plotly, once for the whole page, from the address of any page: the server may have a path of its own before it.
const SOURCE = "app/static/plotly.min.js";

// Whether the page is being made ready for paper (``paper.js``): a chart then has its own height, and texts of their own size.
const onPaper = () => document.documentElement.classList.contains("paper");

// The lines of a legend above a chart, which depend on the window, are made room for; the chart is as much higher where it may be.
function roomForLegend(Plotly, box, top, higher) {
  const legend = box.querySelector(".legend");
  const { orientation, yref } = box.layout.legend ?? {};
  if (!legend || orientation !== "h" || yref !== "container") return;
  const lines = Math.ceil(legend.getBoundingClientRect().height);
  const change = top + lines - box.layout.margin.t;
  if (Math.abs(change) > 1) Plotly.relayout(box, { "margin.t": top + lines, ...(higher ? { height: box.layout.height + change } : {}) });
}

function plotly() {
  if (window.Plotly) return Promise.resolve(window.Plotly);
  window.atlasPlotly ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = SOURCE;
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => {
      window.atlasPlotly = undefined; // the next change tries again
      reject(new Error(`${SOURCE} is missing`));
    };
    document.head.append(script);
  });
  return window.atlasPlotly;
}
