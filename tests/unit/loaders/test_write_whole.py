"""A file is written whole or not at all, and a device stays one."""

import os
from pathlib import Path

import pytest

from loaders.store import write_whole


@pytest.mark.skipif(os.name != "posix", reason="no device under a name: not run")
def test_a_device_is_written_to_and_not_replaced_by_a_file(tmp_path):
    link = tmp_path / "null.csv"
    link.symlink_to(os.devnull)
    write_whole(link, b"of no use")
    assert link.is_symlink()
    assert Path(os.devnull).is_char_device()
    assert list(tmp_path.iterdir()) == [link]


def test_a_folder_in_the_place_of_the_file_is_left_as_it_is_and_nothing_beside_it(tmp_path):
    (tmp_path / "there").mkdir()
    with pytest.raises(OSError, match="there"):
        write_whole(tmp_path / "there", b"of no use")
    assert [path.name for path in tmp_path.iterdir()] == ["there"]
