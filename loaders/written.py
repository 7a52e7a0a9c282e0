"""A table as the bytes of a file that other programs open: CSV for a spreadsheet, or Parquet."""

import io
from typing import Any

import pandas as pd

BYTE_ORDER_MARK = "\ufeff"  # without it a spreadsheet takes Chinese for another code page
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_bytes(frame: pd.DataFrame, suffix: str) -> bytes:
    """Return a table as a file of the kind that a suffix names (``loaders.asked.FORMATS``).

    In CSV a text that a spreadsheet would run as a formula is led by an apostrophe; numbers stay numbers.
    """
    if suffix == ".csv":
        return (BYTE_ORDER_MARK + frame.map(no_formula).to_csv(index=False, lineterminator="\n")).encode()
    sink = io.BytesIO()
    frame.to_parquet(sink, index=False, compression="zstd")
    return sink.getvalue()


def no_formula(cell: Any) -> Any:
    """Return a cell, or a head, of a CSV: led by an apostrophe where it is a text that a spreadsheet would run."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(STARTS_A_FORMULA) else cell
