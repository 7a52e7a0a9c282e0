// What can be done with a table or with several charts: full screen, and the address without the sender's own city.
function tool(strip, at, label, act) {
  const button = strip.children[at] ?? strip.appendChild(document.createElement("button"));
  button.type = "button";
  button.textContent = label;
  button.onclick = () => act(button);
}

export default function (component) {
  const { parentElement, data } = component;
  const strip = parentElement.querySelector(".strip");
  strip.classList.add("plot-strip");
  strip.setAttribute("role", "toolbar");
  const holder = strip.closest('[class*="st-key-plot_"]');
  tool(strip, 0, data.full, () => (document.fullscreenElement ? document.exitFullscreen() : holder.requestFullscreen()));
  tool(strip, 1, data.link, async (button) => {
    const address = new URL(window.location.href);
    address.searchParams.delete("mine");
    await navigator.clipboard.writeText(address.href);
    button.textContent = data.copied;
    setTimeout(() => (button.textContent = data.link), 1500);
  });
}
