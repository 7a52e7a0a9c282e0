"""What an address asks for, as pages, the kept screens of a meeting and commands read it."""

import pytest

from exports import asked
from views.address import without_trackers
from views.meeting import pins

APPENDED = {
    "from": "singlemessage",
    "isappinstalled": "0",
    "tdsourcetag": "s_pctim_aiomsg",
    "utm_source": "news",
    "utm_anything": "",
    "spm": "a2c",
}
TAIL = "&".join(f"{key}={value}" for key, value in APPENDED.items())


def test_what_messengers_append_is_left_out_and_all_else_stays():
    query = {"place": "620700", "lang": "zh", "fromage": "1", "utm": "2"}
    assert without_trackers({**APPENDED, **query}) == query


@pytest.mark.parametrize("link", ["http://127.0.0.1:8501/scenario?place=620700&occupancy=80"])
def test_a_link_that_was_passed_on_is_read_like_the_one_that_was_copied(link):
    assert asked.of_link(f"{link}&{TAIL}") == asked.of_link(link)
    assert pins.of_link(f"{link}&{TAIL}") == pins.of_link(link)
    with pytest.raises(ValueError, match="froms"):
        asked.of_link(f"{link}&froms=singlemessage")
