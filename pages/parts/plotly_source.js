// Plotly, once for the whole page, from the address of any page: the server may have a path of its own before it.
const SOURCE = "app/static/plotly.min.js";

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
