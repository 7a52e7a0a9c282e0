// Draws a Plotly figure and changes it in place, so that zoom and legend stay while a lever moves.
const SOURCE = "/app/static/plotly.min.js";

function plotly() {
  if (window.Plotly) return Promise.resolve(window.Plotly);
  window.atlasPlotly ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = SOURCE;
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => reject(new Error(`${SOURCE} is missing`));
    document.head.append(script);
  });
  return window.atlasPlotly;
}

export default function (component) {
  const { parentElement, setTriggerValue } = component;
  const data = JSON.parse(new TextDecoder().decode(component.data));
  const box = parentElement.querySelector(".live-chart");
  box.setAttribute("aria-label", data.alt);
  parentElement.querySelector(".live-title").textContent = data.title;
  parentElement.querySelector(".live-sentence").textContent = data.sentence;
  const figure = data.figure;
  box.style.minHeight = `${figure.layout.height}px`;
  plotly().then((Plotly) => {
    const first = !box.classList.contains("js-plotly-plot");
    const layout = { ...figure.layout, autosize: true, uirevision: data.revision };
    Plotly.react(box, figure.data, layout, { ...data.config, responsive: true }).then(() => {
      box.dataset.drawn = String(Number(box.dataset.drawn ?? 0) + 1);
      if (!first) return;
      box.on("plotly_click", (event) => {
        const sent = event.points[0].customdata;
        if (sent) setTriggerValue("clicked", Array.isArray(sent) ? sent[0] : sent);
      });
    });
  });
}
