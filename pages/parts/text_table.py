"""A table of sentences: each cell wraps as high as its text, is read by a screen reader, and opens its record by click or Enter."""

from pathlib import Path

from streamlit.components.v2 import component

from pages.parts import evidence
from pages.parts.language import texts
from views.view import ByCell, Table

TEXT_TABLE = component(
    "atlas_text_table",
    html='<div class="text-table" tabindex="0" role="region"><table></table></div>',
    css=Path(__file__).with_name("text_table.css").read_text("utf-8"),
    js=Path(__file__).with_name("text_table.js").read_text("utf-8"),
    isolate_styles=False,
)


def show_text_table(table: Table[ByCell], *, key: str, label: str, fit: bool = False) -> None:
    """Draw a table whose cells are sentences and open their evidence; on a phone each cell stands below the one before.

    Args:
        table: what to show; its first column names the rows.
        key: its name on the page.
        label: what it is, for those who cannot see it.
        fit: rows that the window has no room for are left out, and how many is said.
    """
    _ = texts()[1]
    names, columns = table.table.column_names, table.table.to_pydict()
    rows = [
        [{"text": str(columns[name][at]), "ref": table.refs.get((at, name), "")} for name in names]
        for at in range(len(table.table))
    ]
    data = {
        "label": label,
        "heads": names,
        "rows": rows,
        "more": _("{count} more rows in the files handed over.") if fit else "",
    }
    TEXT_TABLE(key=key, data=data, on_clicked_change=lambda: evidence.ask_clicked(key))
