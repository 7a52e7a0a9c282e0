"""How the reference of a record is written and read.

A reference is text, so that it can stand in a frame, a mark and an address: its kind and its parts, joined by colons, such as
``fact:zhangye-2023-04`` or ``scenario:370500:2035:beds_need:ex75``. Which kinds there are, what stands behind each and how it is
headed says ``views.records``. References stand in links that people keep: a kind and the order of its parts never change.
"""

from collections.abc import Iterable


def ref(kind: str, *parts: object) -> str:
    """Return the reference of one record."""
    return ":".join((kind, *map(str, parts)))


def refs(kind: str, keys: Iterable[object]) -> list[str]:
    """Return the references of records of one kind, each known by one key."""
    return [ref(kind, key) for key in keys]


def kind_of(reference: str) -> str:
    """Return the kind of a reference."""
    return reference.partition(":")[0]


def parts_of(reference: str, count: int) -> list[str]:
    """Return the parts of a reference after its kind; the last one holds what is left, colons included.

    Raises:
        KeyError: it has not so many parts.
    """
    parts = reference.split(":", count)[1:]
    if len(parts) != count:
        raise KeyError(reference)
    return parts
