// What can be done with a table or with several charts: full screen, a picture, and the address without the sender's own city.
const WIDTH = 1280; // px of a picture
const LINE = 22; // px of a line of text
const ROW = 30; // px of a row of a table
const FONT = '"Noto Sans SC", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';

function tool(strip, at, label, act) {
  const button = strip.children[at] ?? strip.appendChild(document.createElement("button"));
  button.type = "button";
  button.textContent = label;
  button.onclick = () => act(button);
}

const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

// A text in lines of so many letters; a Chinese sign is as wide as two.
function lines(text, most) {
  const made = [""];
  let wide = 0;
  for (const sign of text) {
    wide += sign > "\u2e7f" ? 2 : 1;
    if (wide > most) {
      made.push("");
      wide = 0;
    }
    made[made.length - 1] += sign;
  }
  return made;
}

const written = (all, x, y, size, weight = 400) => all
  .map((text, at) => `<text x="${x}" y="${y + at * LINE}" font-size="${size}" font-weight="${weight}">${escaped(text)}</text>`).join("");

// The charts of a holder, each with its name, below each other's rows as they stand on the page.
async function drawn(holder, top) {
  const charts = [...holder.querySelectorAll(".live-chart.js-plotly-plot")];
  const across = charts.length > 2 ? 3 : Math.max(charts.length, 1);
  const width = (WIDTH - 48) / across;
  const parts = await Promise.all(charts.map(async (box, at) => {
    const height = Math.round((width * box.clientHeight) / box.clientWidth);
    const image = await window.Plotly.toImage(box, { format: "svg", width: box.clientWidth, height: box.clientHeight });
    const name = box.parentElement.querySelector(".live-title")?.textContent ?? "";
    return { image, name, height, x: 24 + (at % across) * width, row: Math.floor(at / across) };
  }));
  let y = top;
  let body = "";
  for (let row = 0; parts.some((part) => part.row === row); row += 1) {
    const own = parts.filter((part) => part.row === row);
    for (const { image, name, x, height } of own) {
      body += written([name], x, y + LINE, 15, 700);
      body += `<image href="${image}" x="${x}" y="${y + LINE + 8}" width="${width}" height="${height}"/>`;
    }
    y += LINE + 20 + Math.max(...own.map(({ height }) => height));
  }
  return { body, bottom: y };
}

// The first rows of a table, and how many there are besides.
function tabled({ heads, rows, more }, top) {
  const wide = heads.map((head, column) => Math.max(...[head, ...rows.map((row) => row[column])].map((text) => Math.min(lines(text, 1e9)[0].length, 28))));
  const whole = wide.reduce((sum, each) => sum + each, 0);
  const left = wide.map((_each, at) => 24 + ((WIDTH - 48) * wide.slice(0, at).reduce((sum, each) => sum + each, 0)) / whole);
  const cut = (text, at) => lines(text, Math.floor(((WIDTH - 48) * wide[at]) / whole / 7))[0];
  let y = top + ROW;
  let body = heads.map((head, at) => written([cut(head, at)], left[at], y, 14, 700)).join("");
  for (const row of rows) {
    body += `<line x1="24" x2="${WIDTH - 24}" y1="${y + 9}" y2="${y + 9}" stroke="#d5dde0"/>`;
    y += ROW;
    body += row.map((text, at) => written([cut(text, at)], left[at], y, 14)).join("");
  }
  if (more) body += written([more], 24, (y += ROW), 13);
  return { body, bottom: y + 16 };
}

async function picture(holder, data) {
  const { title, sentence, source, table } = data.picture;
  const said = sentence ? lines(sentence, 150) : [];
  const top = 50 + said.length * LINE;
  const { body, bottom } = table ? tabled(table, top) : await drawn(holder, top);
  const height = bottom + 40;
  return {
    height,
    svg: `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" font-family='${FONT}' fill="#1d2a30"><rect width="100%" height="100%" fill="#fff"/>${written([title], 24, 38, 24, 700)}${written(said, 24, 66, 15)}${body}${written([source], 24, height - 16, 12)}</svg>`,
  };
}

function save(href, name) {
  const link = document.createElement("a");
  link.href = href;
  link.download = name;
  link.click();
}

async function take(holder, data, format) {
  const { svg, height } = await picture(holder, data);
  const address = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  if (format === "svg") {
    save(address, `${data.name}.svg`);
    return;
  }
  const image = new Image();
  image.src = address;
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: 2 * WIDTH, height: 2 * height });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  save(canvas.toDataURL("image/png"), `${data.name}.png`);
}

export default function (component) {
  const { parentElement, data } = component;
  const strip = parentElement.querySelector(".strip");
  strip.classList.add("plot-strip");
  strip.setAttribute("role", "toolbar");
  const holder = strip.closest('[class*="st-key-plot_"]');
  tool(strip, 0, data.full, () => (document.fullscreenElement ? document.exitFullscreen() : holder.requestFullscreen()));
  tool(strip, 1, data.drawing, () => take(holder, data, "png"));
  tool(strip, 2, "SVG", () => take(holder, data, "svg"));
  tool(strip, 3, data.link, async (button) => {
    const address = new URL(window.location.href);
    address.searchParams.delete("mine");
    await navigator.clipboard.writeText(address.href);
    button.textContent = data.copied;
    setTimeout(() => (button.textContent = data.link), 1500);
  });
}
