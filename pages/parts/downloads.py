"""Every table to take away: one package with the codebook, or one table at a time."""

import io
import zipfile
from pathlib import Path

import streamlit as st

from loaders.curated import CURATED
from loaders.store import DATA
from loaders.tables import TABLES
from pages.parts import choices
from pages.parts.language import texts
from views import edition
from views.words import plain


def package() -> bytes:
    """Return a ZIP of all curated tables and policy packs with the data package description and the codebook."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        described = [DATA / name for name in ("datapackage.json", "README.md", "packs.parquet")]
        for path in (*described, *(CURATED / f"{name}.csv" for name in TABLES), *(CURATED / "packs").glob("*.yaml")):
            archive.writestr(path.relative_to(DATA).as_posix(), path.read_bytes())
    return buffer.getvalue()


def show() -> None:
    """Draw the download buttons; a file is made when its button is clicked."""
    lang, _ = texts()
    version = edition.version()
    st.markdown(
        _(
            "The package holds every table, the description of every column, and the codebook: enough to recompute any chart."
        )
    )
    st.download_button(
        _("Whole data package (ZIP)"),
        package,
        f"yiyang-atlas-{version}.zip",
        "application/zip",
        on_click="ignore",
        key="package",
        type="primary",
    )
    titles = {name: f"{table.zh if lang == 'zh' else table.en} · {name}" for name, table in TABLES.items()}
    name = choices.one(st.selectbox, _("One table"), titles, "table", "facts")
    row = st.container(horizontal=True)
    for path, kind in ((CURATED / f"{name}.csv", "text/csv"), (DATA / f"{name}.parquet", "application/octet-stream")):
        row.download_button(
            path.suffix[1:].upper(), reader(path), path.name, kind, on_click="ignore", key=f"get_{path.name}"
        )
    st.caption(
        _("{rows} rows, {columns} columns; key: {key}").format(
            rows=len(edition.table(name)), columns=len(TABLES[name].columns), key=plain(", ".join(TABLES[name].key))
        )
    )


def reader(path: Path):  # noqa: ANN201 (a callable of Streamlit's own deferred kind)
    """Return a function that reads the file when the button is clicked."""
    return path.read_bytes
