"""What `loaders show` is asked for: a name works where a code does, and an unknown one is an error with a suggestion."""

import pytest

from loaders.__main__ import main


def shown(capsys: pytest.CaptureFixture[str], *asked: str) -> str:
    """Return what the command prints for the facts of one place and indicator, asked for in some way."""
    assert main(["show", "facts", *asked]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("place", ["150800", "巴彦淖尔市", "巴彦淖尔", "Bayannur", "bayannur"])
@pytest.mark.parametrize("indicator", ["nursing_bed_share", "护理型床位占比（养老机构床位）"])
def test_a_name_works_where_a_code_does(capsys, place, indicator):
    by_code = shown(capsys, "--place", "150800", "--indicator", "nursing_bed_share")
    assert by_code.count("\n") >= 2
    assert shown(capsys, "--place", place, "--indicator", indicator) == by_code


def test_a_place_whose_code_ended_has_its_rows_by_that_code_and_its_name_leads_on(capsys):
    assert main(["show", "census", "--place", "110103"]) == 0
    assert [row.split(",")[:2] for row in capsys.readouterr().out.splitlines()[1:]] == [["110103", "2010"]]
    assert main(["show", "census", "--place", "密云县"]) == 1
    assert capsys.readouterr().err.endswith("its residents are counted in 密云区 (110118)\n")


LISTED = "give its six-digit code, which `python -m loaders show places` lists"


@pytest.mark.parametrize(
    ("column", "asked", "told"),
    [
        ("place", "张夜市", f"no place of that name; did you mean 张掖市 (620700)? Or {LISTED}"),
        ("place", "620701", f"no place of that code; did you mean 张掖市 (620700)? Or {LISTED}"),
        (
            "indicator",
            "nursing_bed_shares",
            "no indicator of that code or name; did you mean nursing_bed_share 护理型床位占比（养老机构床位）?",
        ),
    ],
)
def test_an_unknown_value_is_an_error_with_a_suggestion(capsys, column, asked, told):
    assert main(["show", "facts", f"--{column}", asked]) == 1
    assert capsys.readouterr().err == f"{asked}: {told}\n"


@pytest.mark.parametrize(
    ("column", "asked", "told"),
    [
        ("place", "QQQQ@@@@", f"no place of that name; {LISTED}"),
        ("place", "999999", "no place of that code; see `python -m loaders show places`"),
        ("indicator", "QQQQ@@@@", "no indicator of that code or name; see `python -m loaders show indicators`"),
    ],
)
def test_what_resembles_nothing_is_answered_with_the_list(capsys, column, asked, told):
    assert main(["show", "facts", f"--{column}", asked]) == 1
    assert capsys.readouterr().err == f"{asked}: {told}\n"
