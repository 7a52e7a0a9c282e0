// Shows numbers as cards and changes them in place: a button that has the focus keeps it while a lever moves.
const CARD = `<p class="number-title"></p><h2></h2><p class="number-change"></p><p class="number-note"></p>
<button type="button"><span class="number-icon" aria-hidden="true" translate="no">fact_check</span><span></span></button>`;

function card(board) {
  const made = board.ownerDocument.createElement("div");
  made.className = "number-card";
  made.innerHTML = CARD;
  return board.appendChild(made);
}

export default function (component) {
  const { parentElement, setTriggerValue } = component;
  const { cards, why } = component.data;
  const board = parentElement.querySelector(".number-cards");
  while (board.children.length > cards.length) board.lastChild.remove();
  while (board.children.length < cards.length) card(board);
  cards.forEach(({ title, value, note, ref, change, hint }, at) => {
    board.children[at].title = hint;
    const [head, number, before, words, button] = board.children[at].children;
    before.textContent = change;
    head.textContent = title;
    number.textContent = value;
    words.textContent = note;
    button.lastChild.textContent = why;
    button.setAttribute("aria-label", `${title}: ${why}`);
    button.title = why;
    button.hidden = !ref;
    button.onclick = () => setTriggerValue("clicked", ref);
  });
}
