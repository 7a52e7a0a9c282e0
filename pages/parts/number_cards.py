"""Big numbers as cards in one element: as Streamlit's own, four cards are two dozen, each drawn anew with every lever."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from streamlit.components.v2 import component

from pages.parts import evidence
from views.view import Card

# As Streamlit writes a container with a border, a bold line, a heading, a caption and a button.
STYLE = """
.number-cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 1rem; }
.number-card { display: flex; flex-direction: column; align-items: start; min-width: 0; padding: 15px;
  border: 1px solid var(--st-border-color); border-radius: var(--st-base-radius); }
.number-card p { margin: 0 0 0.5rem; }
.number-card .number-title { font-weight: 600; }
.number-card h2 { font-size: 1.6rem; line-height: 1.2; margin: 0; padding: 1rem 0 0.5rem; }
.number-card .number-note { font-size: 0.875rem; opacity: 0.75; }
.number-card button { display: inline-flex; align-items: center; gap: 0.5rem; min-height: 2.5rem; padding: 0; border: 0;
  border-radius: var(--st-base-radius); background: none; color: inherit; font: inherit; font-size: 0.875rem; text-align: left;
  cursor: pointer; }
.number-card button:hover { color: var(--st-primary-color); }
.number-card button:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 2px; }
.number-icon { font: 1rem/1 "Material Symbols Rounded"; }
@media (max-width: 640px) { .number-card h2 { font-size: 1.3rem; padding: 0.25rem 0 0.25rem; } }
"""
DRAW = component(
    "atlas_number_cards",
    html='<div class="number-cards"></div>',
    css=STYLE,
    js=Path(__file__).with_name("number_cards.js").read_text("utf-8"),
    isolate_styles=False,
)


def show_number_cards(cards: Sequence[Card], *, key: str, why: str) -> None:
    """Draw numbers side by side; the button below each, which says ``why``, opens its record."""
    data = {"cards": [asdict(card) for card in cards], "why": why}
    DRAW(key=key, data=data, on_clicked_change=lambda: evidence.ask_clicked(key))
