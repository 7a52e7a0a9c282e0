"""What is asked for on a command line: a place by code or name, and a file or folder to write to."""

import errno
import os
import re
import tempfile
from pathlib import Path

import pandas as pd
import pytest

from loaders.asked import file_to_write, folder_to_write, indicator_asked, place_asked
from loaders.written import as_bytes

ROWS = [
    ("000000", "全国", "China", "country"),
    ("150000", "内蒙古自治区", "Inner Mongolia", "province"),
    ("220000", "吉林省", "Jilin Province", "province"),
    ("220200", "吉林市", "Jilin", "prefecture"),
    ("370500", "东营市", "Dongying", "prefecture"),
    ("370502", "东营区", "Dongying District", "county"),
    ("450000", "广西壮族自治区", "Guangxi", "province"),
    ("532600", "文山壮族苗族自治州", "Wenshan", "prefecture"),
    ("532601", "文山市", "Wenshan City", "county"),
    ("652800", "巴音郭楞蒙古自治州", "Bayingolin", "prefecture"),
    ("350102", "鼓楼区", "Gulou District (Fuzhou)", "county"),
    ("320106", "鼓楼区", "Gulou District (Nanjing)", "county"),
    ("350403", "三元区", "Sanyuan", "county"),
]
ENDED = pd.DataFrame(columns=["place", "successor"])
PLACES = pd.DataFrame(ROWS, columns=["place", "name_zh", "name_en", "level"])


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        *(
            ("东营市", "370500"),
            ("东营", "370500"),
            ("东 营", "370500"),
            ("dongying", "370500"),
            ("ＤＯＮＧＹＩＮＧ", "370500"),
        ),
        *(("370500", "370500"), (" ３７０５００ ", "370500"), ("东营区", "370502"), ("dongying district", "370502")),
        *(("内蒙古", "150000"), ("广西", "450000"), ("文山", "532600"), ("文山市", "532601"), ("巴音郭楞", "652800")),
        *(("三元", "350403"), ("吉林市", "220200"), ("全国", "000000")),
    ],
)
def test_a_place_is_found_by_code_name_or_short_name(asked, code):
    found, name = place_asked(asked, PLACES, ENDED)
    assert found == code
    assert name == PLACES.set_index("place").at[code, "name_zh"]


def test_a_code_that_no_table_names_is_left_to_the_census():
    assert place_asked(" ６２０７２１", PLACES, ENDED) == ("620721", "")


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("吉林", "several places have that name (220000 吉林省, 220200 吉林市); give the code"),
        ("鼓楼", "several places have that name (350102 鼓楼区, 320106 鼓楼区); give the code"),
        ("东赢市", "no place of that name; did you mean 东营市 (370500)? Or give its six-digit code"),
        ("dongyin", "did you mean 东营市 (370500)?"),
        ("370501", "no place of that code; did you mean 东营市 (370500)? Or give its six-digit code"),
        ("", "no place of that name; give its six-digit code"),
        ("62071", "no place of that name; give its six-digit code"),
        ("文", "no place of that name; give its six-digit code"),
    ],
)
def test_a_name_that_is_not_one_place_is_one_sentence(asked, sentence):
    with pytest.raises(ValueError, match=re.escape(sentence)):
        place_asked(asked, PLACES, ENDED)


def test_of_names_as_alike_the_one_with_its_letters_in_place_then_the_one_above_a_county_is_suggested():
    others = pd.DataFrame([("630200", "海东市", "Haidong", "prefecture")], columns=PLACES.columns)
    places = pd.concat([others, PLACES[::-1]], ignore_index=True)
    for asked in ("东赢市", "东营州", "370501"):
        with pytest.raises(ValueError, match=re.escape("did you mean 东营市 (370500)?")):
            place_asked(asked, places, ENDED)


def test_a_county_of_today_comes_before_a_prefecture_of_that_short_name_whose_code_ended():
    ended = pd.DataFrame([("370500", "370502")], columns=ENDED.columns)
    assert place_asked("东营", PLACES, ended) == ("370502", "东营区")


def test_a_place_whose_code_ended_is_not_suggested():
    ended = pd.DataFrame([("370500", "370502")], columns=ENDED.columns)
    with pytest.raises(ValueError, match=re.escape("did you mean 东营区 (370502)?")):
        place_asked("东营州", PLACES, ended)


def test_an_indicator_is_found_by_slug_or_name_and_a_name_of_several_is_not_guessed():
    names = [("beds", "床位", "Beds"), ("nursing_beds", "护理型床位", "Nursing beds"), ("other_beds", "床位", "Others")]
    indicators = pd.DataFrame(names, columns=["indicator", "name_zh", "name_en"])
    for asked in ("nursing_beds", "护理型床位", "nursing  BEDS", "ｎｕｒｓｉｎｇ_ｂｅｄｓ"):
        assert indicator_asked(asked, indicators) == "nursing_beds"
    with pytest.raises(ValueError, match=re.escape("several indicators have that name (beds, other_beds)")):
        indicator_asked("床位", indicators)


def test_a_folder_that_is_still_to_be_made_can_be_written_to(tmp_path):
    folder_to_write(tmp_path / "new" / "deep")
    file_to_write(tmp_path / "a.parquet")
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "file").touch()
    with pytest.raises(NotADirectoryError):
        folder_to_write(tmp_path / "file" / "deep")


def test_a_folder_without_the_right_to_write_is_said_at_once(tmp_path, monkeypatch):
    # Refused by the call itself: whoever runs the tests as root may write to every folder.
    def refused(**_: Path) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(tempfile, "TemporaryFile", refused)
    with pytest.raises(OSError, match=re.escape(f"{tmp_path}: the folder cannot be written to (Permission denied)")):
        folder_to_write(tmp_path / "new")
    with pytest.raises(OSError, match="the folder cannot be written to"):
        file_to_write(tmp_path / "a.csv")


def test_a_text_that_a_spreadsheet_would_run_is_led_by_an_apostrophe():
    frame = pd.DataFrame({"note": ["=1+2", "@SUM(1)", "+86", "-3 to 4", "张"], "value": [-1.5, 2.0, None, 0.0, -3.0]})
    lines = as_bytes(frame, ".csv").decode().splitlines()
    assert lines == ["\ufeffnote,value", "'=1+2,-1.5", "'@SUM(1),2.0", "'+86,", "'-3 to 4,0.0", "张,-3.0"]
