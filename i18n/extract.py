"""Find the interface texts in the code and bring the translation file up to date with them."""

import ast
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from i18n.texts import CATALOGUE, read_catalogue

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("pages", "exports", "views", "policy", "charts")
# `_` translates; `N_` (a plain `str` there) only marks a text that a page translates later.
MARKS = {"_", "N_"}


def find_texts(root: Path = ROOT) -> dict[str, list[str]]:
    """Return every marked text in the code with the files it stands in.

    Read from the syntax tree: Babel's own reader sees into f-strings under Python 3.12, not under 3.11.
    """
    found: dict[str, list[str]] = {}
    for path in sorted(path for room in ROOMS for path in (root / room).rglob("*.py")):
        for text in _marked(ast.parse(path.read_text("utf-8"))):
            found.setdefault(text, []).append(path.relative_to(root).as_posix())
    return {text: sorted(set(places)) for text, places in found.items()}


def update(path: Path = CATALOGUE) -> tuple[int, list[str]]:
    """Rewrite the translation file: keep what is translated, add what is new, drop what has left the code.

    Returns:
        the number of texts, and those that still have no Chinese.
    """
    catalogue = read_catalogue(path)
    # The old dates stay, so that an update without news changes no byte.
    template = Catalog(creation_date=catalogue.creation_date)
    for text, places in find_texts().items():
        template.add(text, locations=[(place, 0) for place in places])
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    with path.open("wb") as file:
        write_po(file, catalogue, width=110, include_lineno=False)
    missing = [str(message.id) for message in catalogue if message.id and not message.string]
    return len(catalogue), missing


def _marked(tree: ast.Module) -> list[str]:
    """Return the texts given to a mark as one literal, top to bottom; `_(name)` is marked elsewhere."""
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args)
    return [
        call.args[0].value
        for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset))
        if _is_mark(call.func) and isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str)
    ]


def _is_mark(called: ast.expr) -> bool:
    """Tell whether what is called is a mark, or the translator of a language called at once: ``translator(lang)("…")``."""
    if isinstance(called, ast.Call):
        called = called.func
        return isinstance(called, ast.Name) and called.id == "translator"
    return isinstance(called, ast.Name) and called.id in MARKS
