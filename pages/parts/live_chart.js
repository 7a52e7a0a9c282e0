// Draws Plotly figures and changes them in place, so that zoom and legend stay while a lever moves.
function card(board) {
  const made = board.ownerDocument.createElement("div");
  made.innerHTML = '<p class="live-title"></p><p class="live-sentence"></p><div class="live-chart" role="img"></div>';
  return board.appendChild(made);
}

export default function (component) {
  const { parentElement, setTriggerValue } = component;
  const { charts, revision, config, missing } = JSON.parse(new TextDecoder().decode(component.data));
  const board = parentElement.querySelector(".live-charts");
  while (board.children.length > charts.length) board.lastChild.remove();
  while (board.children.length < charts.length) card(board);
  const boxes = charts.map(({ name, title, sentence, alt, figure }, at) => {
    const [head, words, box] = board.children[at].children;
    head.textContent = title;
    words.textContent = sentence;
    box.setAttribute("aria-label", alt);
    box.dataset.name = name;
    box.style.minHeight = `${figure.layout.height}px`;
    return box;
  });
  plotly().then((Plotly) => {
    // All in one go: a pause between two would let the rest of the page, which is on its way, be drawn first.
    charts.forEach(({ figure }, at) => {
      const box = boxes[at];
      const first = !box.classList.contains("js-plotly-plot");
      if (first) box.textContent = "";
      const layout = { ...figure.layout, autosize: true, uirevision: revision };
      Plotly.react(box, figure.data, layout, { ...config, responsive: true }).then(() => {
        box.dataset.drawn = String(Number(box.dataset.drawn ?? 0) + 1);
        if (!first) return;
        box.on("plotly_click", (event) => {
          const sent = event.points[0].customdata;
          if (sent) setTriggerValue("clicked", Array.isArray(sent) ? sent[0] : sent);
        });
      });
    });
  }, () => boxes.forEach((box) => (box.textContent = missing)));
}
