"""What `loaders show` is asked for: a name works where a code does, and an unknown one is an error with a suggestion."""

import pytest

from loaders.__main__ import main


def shown(capsys: pytest.CaptureFixture[str], *asked: str) -> str:
    """Return what the command prints for the facts of one place and indicator, asked for in some way."""
    assert main(["show", "facts", *asked]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("place", ["150800", "巴彦淖尔市", "Bayannur", "bayannur"])
@pytest.mark.parametrize("indicator", ["nursing_bed_share", "护理型床位占比（养老机构床位）"])
def test_a_name_works_where_a_code_does(capsys, place, indicator):
    by_code = shown(capsys, "--place", "150800", "--indicator", "nursing_bed_share")
    assert by_code.count("\n") >= 2
    assert shown(capsys, "--place", place, "--indicator", indicator) == by_code


@pytest.mark.parametrize(
    ("column", "asked", "meant"),
    [
        ("place", "张掖", "620700 张掖市"),
        ("place", "620701", "620700 张掖市"),
        ("indicator", "nursing_bed_shares", "nursing_bed_share 护理型床位占比（养老机构床位）"),
    ],
)
def test_an_unknown_value_is_an_error_with_a_suggestion(capsys, column, asked, meant):
    assert main(["show", "facts", f"--{column}", asked]) == 1
    assert capsys.readouterr().err == f"{asked}: no {column} of that code or name; did you mean {meant}?\n"


def test_what_resembles_nothing_is_answered_with_the_list(capsys):
    assert main(["show", "facts", "--place", "QQQQ@@@@"]) == 1
    assert capsys.readouterr().err == "QQQQ@@@@: no place of that code or name; see `python -m loaders show places`\n"
