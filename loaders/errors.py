"""What a reader of files says when something is wrong: one clear sentence a fault, never a guess."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Problem:
    """One fault in a file: where it is, what stands there, and what was expected."""

    file: str
    row: int | None
    column: str
    value: str
    expected: str

    def __str__(self) -> str:
        """Return the fault as one sentence; row numbers count the header as row 1."""
        named = "key" if self.file.endswith(".yaml") else "column"
        where = (
            self.file + (f", row {self.row}" if self.row else "") + (f", {named} {self.column}" if self.column else "")
        )
        found = f" found {self.value!r}," if self.value else ""
        return f"{where}:{found} expected {self.expected}"


class DataProblems(ValueError):
    """The curated files break their contract; ``problems`` lists every fault found."""

    def __init__(self, problems: list[Problem]) -> None:
        """Keep the faults in the order of the files."""
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))


class TableUnreadable(RuntimeError):
    """A stored table cannot be served; pages turn ``table`` and ``reason`` into a sentence in the viewer's language."""

    def __init__(self, table: str, reason: Literal["missing", "broken", "unknown"]) -> None:
        """Say which table and why: the file is missing, cut short or damaged, or no such table exists."""
        self.table = table
        self.reason = reason
        what = {
            "missing": "its Parquet file is missing",
            "broken": "its Parquet file is damaged or cut short",
            "unknown": "there is no such table",
        }[reason]
        advice = "see `python -m loaders show --help`" if reason == "unknown" else "run `python -m loaders build`"
        super().__init__(f"Table {table}: {what}; {advice}.")


class FileRefused(ValueError):
    """A viewer's file is not read; views turn ``reason`` and ``values`` into a sentence in the viewer's language."""

    def __init__(self, file: str, reason: str, **values: str | int | float) -> None:
        """Say which file (its shown name, no path), why (a word), and what a sentence about it names."""
        self.file = file
        self.reason = reason
        self.values = values
        told = ", ".join(f"{name} {value}" for name, value in values.items())
        super().__init__(f"{file}: not read: {reason.replace('_', ' ')}{f' ({told})' if told else ''}")
