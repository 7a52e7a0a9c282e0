"""What a person asks for on a command line: a command, a place by code or name, and where to write; one sentence where it cannot be."""

import argparse
import io
import os
import re
import sys
import tempfile
from collections.abc import Iterable
from difflib import SequenceMatcher
from pathlib import Path

import pandas as pd

from i18n.numbers import half_width
from loaders.errors import TableUnreadable
from loaders.geography.layers import BoundariesUnreadable

FORMATS = (".csv", ".parquet")
# What the short name of a place leaves out: 东营市, 内蒙古自治区, 文山壮族苗族自治州.
PEOPLES = "壮|回|藏|彝|苗|侗|布依|傣|景颇|白|哈尼|傈僳|羌|土家|朝鲜|蒙古"
ENDING = re.compile(
    rf"(?:(?:(?:{PEOPLES})族)+|维吾尔|蒙古|哈萨克|柯尔克孜)?自治[区州县旗]|省|市|地区|盟|县|区|旗|林区|特别行政区"
)
ALIKE = 0.6  # of a name's letters, for it to be suggested


def answered(parser: argparse.ArgumentParser, arguments: list[str] | None) -> int:
    """Run the command that is asked for (``run`` of what was parsed) and return its exit code; 1 where it cannot, told in one sentence.

    Args:
        parser: of a room's command line.
        arguments: as typed, those of the process when None.
    """
    take_all_signs()
    options = parser.parse_args(arguments)
    try:
        code = options.run(options)
        sys.stdout.flush()
    except (
        BrokenPipeError
    ):  # whom it was told, such as `head`, has enough; nothing is left to be written at the end either
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (TableUnreadable, BoundariesUnreadable, ValueError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return code


def take_all_signs() -> None:
    """Let what is told hold any sign: into a file as UTF-8 where the code page of the desk has no Chinese, and escaped where none will do."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            try:
                "医养".encode(stream.encoding)
                encoding = None
            except UnicodeEncodeError:
                encoding = None if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")


def folded(text: str) -> str:
    """Return a text in half-width signs and small letters, without white space; a byte that was no text is a question mark.

    >>> folded(" ６２０７００ "), folded("东营 市")
    ('620700', '东营市')
    """
    return half_width(text).replace(" ", "").encode("utf-8", "replace").decode()


def place_asked(asked: str, places: pd.DataFrame, ended: pd.DataFrame) -> tuple[str, str]:
    """Return the code and Chinese name of a place asked for by code or name; the name is empty where no code is like the one asked for.

    A name may leave out what its kind of place is called (``ENDING``): 东营 is 东营市, and a county only where nothing above one
    has that name today. Of a code that the table has not, one with the same first four digits is suggested.

    Args:
        asked: as typed, in full- or half-width signs.
        places: columns ``place``, ``name_zh``, ``name_en`` and ``level``.
        ended: codes that are no more (``place``) with their ``successor``; a place of today comes before one of that name.

    Raises:
        ValueError: no place has that name or code, several have the name, or its code ended.
    """
    text, names = folded(asked), _names("place", places)
    gone = places["place"].isin(ended["place"])
    found = places[(names == text).any(axis=1)]
    if found.empty and text:
        short = [name.startswith(text) and bool(ENDING.fullmatch(name[len(text) :])) for name in names["name_zh"]]
        found = places[short]
        above = (found["level"] != "county") & ~gone[found.index]
        found = found[above] if above.any() else found
    if len(found) and gone[found.index].all():
        after = ended.loc[ended["place"].isin(found["place"]), "successor"].unique()
        called = places.set_index("place")["name_zh"]
        told = ", ".join(f"{called[place]} ({place})" for place in after)
        raise ValueError(f"{asked}: this code ended after the census of 2010; its residents are counted in {told}")
    found = found[~gone[found.index]]
    if len(found) > 1:
        told = ", ".join(f"{code} {name}" for code, name in zip(found["place"], found["name_zh"], strict=True))
        raise ValueError(f"{asked}: several places have that name ({told}); give the code")
    if len(found):
        return str(found["place"].iloc[0]), str(found["name_zh"].iloc[0])
    coded = bool(re.fullmatch("[0-9]{6}", text))
    # Counties last, so that of names as alike one above them is meant.
    today = names.loc[(places.loc[~gone, "level"] == "county").sort_values(kind="stable").index]
    alike = today.loc[today["place"].str[:4] == text[:4], "place"] if coded else [*today["name_zh"], *today["name_en"]]
    near = nearest(text, alike)
    if coded and not near:
        return text, ""
    at = today[(today == near).any(axis=1)].index[:1]
    told = "".join(f"did you mean {places.at[row, 'name_zh']} ({places.at[row, 'place']})? Or " for row in at)
    raise ValueError(
        f"{asked}: no place of that {'code' if coded else 'name'}; {told}give its six-digit code, "
        f"which `python -m loaders show places` lists"
    )


def indicator_asked(asked: str, indicators: pd.DataFrame) -> str:
    """Return the slug of an indicator asked for by slug, Chinese or English name.

    Args:
        asked: as typed, in full- or half-width signs.
        indicators: columns ``indicator``, ``name_zh`` and ``name_en``.

    Raises:
        ValueError: no indicator has that slug or name, or several have.
    """
    text, names = folded(asked), _names("indicator", indicators)
    found = indicators.loc[(names == text).any(axis=1), "indicator"]
    if len(found) > 1:
        raise ValueError(f"{asked}: several indicators have that name ({', '.join(found)}); give the slug")
    if len(found):
        return str(found.iloc[0])
    near = nearest(text, names.to_numpy().ravel())
    at = names[(names == near).any(axis=1)].index[:1]
    told = "".join(f"did you mean {indicators.at[row, 'indicator']} {indicators.at[row, 'name_zh']}?" for row in at)
    raise ValueError(f"{asked}: no indicator of that code or name; {told or 'see `python -m loaders show indicators`'}")


def _names(code: str, known: pd.DataFrame) -> pd.DataFrame:
    """Return the codes and names of what is known as ``folded`` text, to compare with what was typed."""
    return pd.DataFrame({name: known[name].map(folded) for name in (code, "name_zh", "name_en")})


def nearest(text: str, known: Iterable[str]) -> str:
    """Return the most alike of what is known; an empty text where nothing is.

    Of several that share as many letters with the text it is one with most of them in their place, and of those the first:

    >>> nearest("东莹市", ["邵东市", "东营市", "东莞市"]), nearest("东莹市", ["西安市"])
    ('东营市', '')
    """

    def likeness(name: str) -> tuple[float, int]:
        in_place = sum(one == other for one, other in zip(name, text, strict=False))
        return SequenceMatcher(None, name, text).ratio(), in_place

    return max((name for name in known if likeness(name)[0] >= ALIKE), key=likeness, default="")


def file_to_write(path: Path, endings: tuple[str, ...] = FORMATS) -> None:
    """Make sure, before anything is computed, that a file can be written; of a table, if nothing else is said.

    Raises:
        ValueError: it ends in none of the endings.
        OSError: its folder is not there or cannot be written to, or there is a folder of that name.
    """
    if path.suffix not in endings:
        raise ValueError(f"{path}: the file must end in {' or '.join(endings)}")
    if path.is_dir():
        raise IsADirectoryError(f"{path}: this is a folder; give the name of a file")
    _writable(path.parent)


def folder_to_write(folder: Path) -> None:
    """Make sure, before anything is computed, that files can be written to a folder, which need not be there yet.

    Raises:
        OSError: it cannot be made or written to, or a file stands in its way.
    """
    _writable(next(part for part in (folder, *folder.parents) if part.exists()))


def _writable(folder: Path) -> None:
    if not folder.exists():
        raise FileNotFoundError(f"{folder}: there is no such folder; make it first, or choose another")
    if not folder.is_dir():
        raise NotADirectoryError(f"{folder}: this is a file, not a folder; choose another")
    try:
        tempfile.TemporaryFile(dir=folder).close()
    except OSError as error:
        raise OSError(f"{folder}: the folder cannot be written to ({error.strerror}); choose another") from error
