"""A saved city comes back whole or not at all, whatever stands in the file; none of its text is formula, path or markup to anybody."""

import io
import json
import zipfile
from contextlib import suppress
from dataclasses import asdict
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from i18n.texts import LANGUAGES
from loaders.uploads import opened
from tests.unit.own import BATHS, COUNTS, EDGES, FUZHOU, OWN, PLAN, SECRET, TABLE, fact
from views.own import saved
from views.own.rows import Own, faults, joined
from views.own.saved import LARGEST, NAME, SENTENCES, SavedRefused, read, sentence, written


def kept(own: Own = OWN, **changes: Any) -> dict[str, Any]:
    """Return what a file of it says, with other parts."""
    with zipfile.ZipFile(io.BytesIO(written(own))) as archive:
        return json.loads(archive.read(NAME)) | changes


def packed(content: object, name: str = NAME, **settings: Any) -> bytes:
    """Return a file that says something else."""
    text = content if isinstance(content, bytes) else json.dumps(content, ensure_ascii=False).encode()
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, **settings) as archive:
        archive.writestr(name, text)
    return file.getvalue()


def with_row(table: str, **fields: Any) -> bytes:
    """Return a file whose first row of a kind has other fields."""
    whole = kept(joined(OWN, EDGES))
    whole[table][0] = {name: value for name, value in (whole[table][0] | fields).items() if value is not ...}
    return packed(whole)


def reason(content: bytes) -> str:
    """Return why a file is refused."""
    with pytest.raises(SavedRefused) as refused:
        read(content)
    for lang in LANGUAGES:
        told = sentence(refused.value, lang)
        assert len(told) > 12
        assert "{" not in told
        assert "<" not in told.replace("\\<", "")
    return refused.value.reason


LETTERS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Cn", "Co")), max_size=30)


@settings(max_examples=8)
@given(
    title=LETTERS.filter(lambda text: text.strip() != ""),
    note=LETTERS,
    scope=st.sampled_from(["", "新建", "新建·山里的", "=1+1"]),
    value=st.floats(0, 1e12),
    year=st.none() | st.integers(1980, 2100),
)
def test_what_is_saved_comes_back_as_it_was(title, note, scope, value, year):
    document = OWN.documents[1].__class__(**(asdict(TABLE) | {"title": title, "issuer": note}))
    added = fact(document, BATHS.slug, "achieved", value, year, note=note, scope=scope, warnings=("cumulative",))
    own = Own((document, PLAN), (added, *OWN.facts[:2]), (BATHS,))
    content = written(own)
    assert read(content) == own
    assert opened("a.yiyang.zip", content).kind == "yiyang"
    assert len(content) < 3_000


def test_a_file_is_small_the_same_each_time_and_holds_no_text_of_a_document():
    whole = joined(OWN, EDGES)
    assert written(whole) == written(whole)
    assert len(written(whole)) < 6_000
    assert kept(whole)["data_version"]
    assert read(written(whole)) == whole
    assert read(written(Own())) == Own()


SAVED = written(OWN)
NESTED = b'{"a":' * 100_000 + b"1" + b"}" * 100_000
FILES = [
    (b"", "no_file"),
    (b"PK\x03\x04 and then nothing", "no_file"),
    (b"0" * (LARGEST + 1), "too_large"),
    (packed(b" " * 30_000_000, compresslevel=9), "too_large"),
    (packed({}, "../../yiyang.json"), "no_file"),
    (packed(b"\xff\xfe"), "no_file"),
    (packed(b"[]"), "no_file"),
    (packed(NESTED), "no_file"),
    (packed(b'{"kind": "a", "kind": "yiyang-atlas-own"}'), "no_file"),
    (packed({"kind": "yiyang-atlas-meeting"}), "other_kind"),
    (packed({"kind": saved.KIND}), "wrong_value"),
    (packed({"kind": saved.KIND, "format": True}), "wrong_value"),
    (packed(kept(format=2)), "newer"),
    (packed(kept(run="rm -r /")), "unknown_field"),
    (packed(kept(data_version=None)), "wrong_value"),
    (packed(kept(facts={})), "wrong_value"),
    (packed(kept(facts=[1])), "wrong_value"),
    (packed(kept(facts=[{}] * 20_001)), "too_many"),
    (packed(kept(documents=[])), "no_document"),
    (packed(kept(documents=[asdict(PLAN)] * 2)), "wrong_value"),
    (packed(json.dumps(kept()).replace('"value": 26543,', '"value": NaN,').encode()), "wrong_value"),
    (packed(json.dumps(kept()).replace('"value": 26543,', '"value": 1e999,').encode()), "wrong_value"),
    (written(OWN)[:-30], "no_file"),
]
ROWS = [
    ("facts", {"value": "26543"}, "wrong_value"),
    ("facts", {"value": True}, "wrong_value"),
    ("facts", {"year": 2025.5}, "wrong_value"),
    ("facts", {"year": "2025"}, "wrong_value"),
    ("facts", {"year": 10**30}, "wrong_value"),
    ("facts", {"warnings": "cumulative"}, "wrong_value"),
    ("facts", {"note": None}, "wrong_value"),
    ("facts", {"note": "x" * 501}, "wrong_value"),
    ("facts", {"note": "a\u202eb"}, "wrong_value"),
    ("facts", {"note": ...}, "wrong_value"),
    ("facts", {"__class__": "os.system"}, "unknown_field"),
    ("facts", {"<script>alert(1)</script>": ""}, "unknown_field"),
    ("facts", {"indicator": "gone_with_an_update"}, "unknown_indicator"),
    ("facts", {"indicator": "own_0123456789ab"}, "unknown_indicator"),
    ("facts", {"place": "999999"}, "unknown_place"),
    ("facts", {"value": -1.0}, "rules"),
    ("facts", {"commitment": "not_applicable"}, "rules"),
    ("documents", {"slug": "chongqing-2023"}, "wrong_value"),
    ("documents", {"file": "../../etc/passwd"}, "path"),
    ("documents", {"file": "C:\\Users\\a.txt"}, "path"),
    ("documents", {"sha256": "0"}, "rules"),
    ("documents", {"place": "nowhere"}, "unknown_place"),
    ("indicators", {"slug": "nursing_bed_share"}, "wrong_value"),
    ("indicators", {"unit": "bath_tubs"}, "rules"),
]


@pytest.mark.parametrize(("content", "why"), FILES, ids=[f"{at}-{why}" for at, (_file, why) in enumerate(FILES)])
def test_a_file_that_is_no_saved_city_is_refused_in_a_sentence(content, why):
    assert reason(content) == why


@pytest.mark.parametrize(("table", "fields", "why"), ROWS, ids=[f"{at}-{row[2]}" for at, row in enumerate(ROWS)])
def test_a_row_that_does_not_fit_leaves_nothing_restored(table, fields, why):
    assert reason(with_row(table, **fields)) == why


def test_every_sentence_has_its_case():
    assert {why for _file, why in FILES} | {why for *_row, why in ROWS} == set(SENTENCES)


@settings(max_examples=25)
@given(at=st.integers(0, 5_000), bits=st.binary(min_size=1, max_size=4))
def test_a_changed_file_is_refused_or_read_whole(at, bits):
    content = bytearray(SAVED)
    at %= len(content)
    content[at : at + len(bits)] = bits
    own = Own()
    with suppress(SavedRefused):
        own = read(bytes(content))
    assert not own or not faults(own)


def test_formulas_and_markup_in_texts_stay_texts():
    odd = fact(TABLE, BATHS.slug, "achieved", 1, 2025, note='=HYPERLINK("x")', as_printed="<b>1</b>", place=FUZHOU)
    own = Own((TABLE,), (odd, COUNTS[0]), (BATHS,))
    assert read(written(own)) == own
    assert SECRET in TABLE.title
