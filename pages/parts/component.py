"""The atlas's own components: a script, a style and what stands inside, each in a file of its name beside this one."""

from pathlib import Path

from streamlit.components.v2 import component
from streamlit.components.v2.types import ComponentRenderer


def text_of(file: str) -> str:
    """Return the text of a file beside this one."""
    return Path(__file__).with_name(file).read_text("utf-8")


def text_of_page(file: str) -> str:
    """Return the text of a file of a page, by its path in ``pages/``."""
    return (Path(__file__).parent.parent / file).read_text("utf-8")


def made(name: str, board: str, inside: str = "", before: str = "") -> ComponentRenderer:
    """Return what draws a component: the script (after another) and the style of its name, on a board of a class."""
    return component(
        f"atlas_{board.replace('-', '_')}",
        html=f'<div class="{board}">{inside}</div>',
        css=text_of(f"{name}.css"),
        js=before + text_of(f"{name}.js"),
        isolate_styles=False,
    )
