"""Interface texts: English stands in the code, `zh_CN.po` holds the Chinese."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

LANGUAGES = ("zh", "en")
DEFAULT = "zh"
CATALOGUE = Path(__file__).with_name("zh_CN.po")


def read_catalogue(path: Path = CATALOGUE) -> Catalog:
    """Return the translation file as it is on disk."""
    with path.open("rb") as file:
        return read_po(file, locale="zh_CN")


@cache
def _chinese() -> dict[str, str]:
    return {
        message.id: message.string
        for message in read_catalogue()
        if isinstance(message.id, str) and isinstance(message.string, str) and message.string
    }


def translator(lang: str) -> Callable[[str], str]:
    """Return the function that puts an English interface text into `lang`; an unknown text stays English.

    Raises:
        ValueError: there are no texts in `lang`.
    """
    if lang not in LANGUAGES:
        raise ValueError(f"no interface texts in {lang!r}; there are {', '.join(LANGUAGES)}")
    if lang == "en":
        return str
    texts = _chinese()
    return lambda text: texts.get(text, text)
