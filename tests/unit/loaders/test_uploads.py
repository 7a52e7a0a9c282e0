"""A viewer's file: known by its content, shown by a harmless name, refused with a reason where it is not to be read."""

import io
import re
import struct
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlwt

from i18n.texts import LANGUAGES
from loaders import uploads
from loaders.errors import FileRefused
from loaders.uploads import LONGEST_NAME, MOST_BYTES, UNNAMED, opened, shown_name
from tests.unit.loaders.brought import docx_of, ole_of, pdf_of, saved, with_member, zip_of
from views.add.refusals import SENTENCES, refusal

PLAN = "一、工作目标\n到2025年，全市护理型床位占比不低于55%，65岁以上老年人健康管理率达到72%。\n"
TABLE = "地区,床位（张）,年份\n张掖,5200,2023\n郴州,8100,2023\n"
WORD = docx_of([PLAN])
# The first record of a workbook's stream, and the one behind it that says how it is encrypted.
FILEPASS = struct.pack("<HHHH12x", 0x0809, 16, 0x0600, 0x0005) + struct.pack("<HH6x", 0x2F, 6)


def xlsx() -> bytes:
    return saved(openpyxl.Workbook())


def xls() -> bytes:
    book, file = xlwt.Workbook(), io.BytesIO()
    book.add_sheet("表").write(0, 0, "床位")
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("方案.docx", WORD, "docx"),
        ("方案.txt", WORD, "docx"),
        ("表.xlsx", xlsx(), "xlsx"),
        ("表.xls", xls(), "xls"),
        ("方案", pdf_of([PLAN]), "pdf"),
        ("本次.yiyang.zip", zip_of({"yiyang.json": b"{}"}), "yiyang"),
        ("方案.txt", PLAN.encode(), "text"),
        ("方案.docx", PLAN.encode("gb18030"), "text"),
        ("方案.txt", PLAN.encode("utf-16"), "text"),
        ("标签.txt", b"<script>alert(1)</script> 5000", "text"),
        ("表.csv", PLAN.encode(), "csv"),
        ("表.txt", TABLE.encode("gb18030"), "csv"),
        ("表", TABLE.replace(",", "\t").encode("utf-16"), "csv"),
        ("散文.txt", "一,二,三\n四,五\n六,七,八,九\n十\n".encode(), "text"),
        ("页.html", "<p>方案</p>".encode(), "html"),
        ("页.xls", "\ufeff <!DOCTYPE html><table><tr><td>张掖</td></tr></table>".encode(), "html"),
        ("页.txt", "<!-- 存 -->\n<html><body>方案</body></html>".encode("utf-16"), "html"),
    ],
)
def test_a_file_is_known_by_its_content(name: str, content: bytes, kind: str):
    upload = opened(name, content)
    assert (upload.name, upload.kind, upload.content) == (name, kind, content)


def zip_with_password() -> bytes:
    content = bytearray(zip_of({"word/document.xml": b"<a/>"}))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def cut_zip() -> bytes:
    return WORD[: len(WORD) // 2]


REFUSED = [
    ("空.txt", b"", "empty"),
    ("空.txt", b" \r\n\t", "empty"),
    ("大.txt", b"1" * 50_000_000, "too_large"),
    ("照片.docx", b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)), "image"),
    ("图.pdf", b"\x89PNG\r\n\x1a\n" + bytes(64), "image"),
    ("图.txt", b"RIFF\x10\0\0\0WEBPVP8 ", "image"),
    ("旧.docx", ole_of("Root Entry", "WordDocument"), "old_word"),
    ("密.docx", ole_of("Root Entry", "EncryptedPackage"), "password"),
    ("密.xls", ole_of("Root Entry", "Workbook", stream=FILEPASS), "password"),
    ("密.zip", zip_with_password(), "password"),
    ("宏.docm", with_member(WORD, "word/vbaProject.bin", b"macro"), "macros"),
    ("宏.docx", with_member(WORD, "word/VBAPROJECT.BIN", b"macro"), "macros"),
    ("宏.xlsm", with_member(xlsx(), "xl/vbaProject.bin", b"macro"), "macros"),
    ("宏.xlsx", with_member(xlsx(), "xl/macrosheets/sheet1.xml", b"<a/>"), "macros"),
    ("宏.xls", ole_of("Root Entry", "Workbook", "_VBA_PROJECT_CUR"), "macros"),
    ("宏.doc", ole_of("Root Entry", "WordDocument", "_VBA_PROJECT"), "macros"),
    ("断.docx", cut_zip(), "damaged"),
    ("包.zip", zip_of({"方案.docx": WORD}), "other_kind"),
    ("空.zip", zip_of({}), "other_kind"),
    ("演示.docx", zip_of({"ppt/presentation.xml": b"<a/>"}), "other_kind"),
    ("公文.ofd", zip_of({"OFD.xml": b"<a/>"}), "other_kind"),
    ("方案.doc", b"{\\rtf1\\ansi 2025}", "other_kind"),
    ("数据.xml", b"<?xml version='1.0'?><a>2025</a>", "other_kind"),
    ("程序.txt", b"MZ\x90\0\3\0\0\0" + bytes(range(256)) * 8, "unknown"),
    ("其他.xls", ole_of("Root Entry", "Something"), "unknown"),
    ("混.txt", PLAN.encode() + PLAN.encode("gb18030"), "mixed_encoding"),
    ("混.txt", PLAN.encode("gb18030") + PLAN.encode(), "mixed_encoding"),
    ("混.csv", TABLE.encode("utf-16") + b"\xff", "mixed_encoding"),
    ("繁.txt", "養老機構護理型床位占比不低於百分之五十五，" .encode("big5") * 20, "unknown_encoding"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "reason"), REFUSED)
def test_what_is_not_to_be_read_is_refused_with_its_reason(name: str, content: bytes, reason: str):
    with pytest.raises(FileRefused) as caught:
        opened(f"C:\\某处\\{name}", content)
    assert (caught.value.file, caught.value.reason) == (name, reason)
    assert reason.replace("_", " ") in str(caught.value)
    for lang in LANGUAGES:
        assert f"“{name.partition('.')[0]}" in refusal(caught.value, lang)


def test_the_sentence_of_mixed_encodings_says_where():
    with pytest.raises(FileRefused) as caught:
        opened("混.txt", PLAN.encode() + PLAN.encode("gb18030"))
    # The first letter of the second part may happen to be one of UTF-8 too.
    assert 0 <= int(caught.value.values["byte"]) - 1 - len(PLAN.encode()) <= 2


def test_a_file_of_the_most_bytes_is_opened_and_one_byte_more_is_not():
    assert opened("a.txt", b"1" * MOST_BYTES).kind == "text"
    with pytest.raises(FileRefused):
        opened("a.txt", b"1" * (MOST_BYTES + 1))


@pytest.mark.parametrize("said", [None, 10], ids=["as it says", "more than it says"])
def test_an_archive_that_unpacks_to_too_much_is_not_opened_whatever_it_says(
    said: int | None, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(uploads, "MOST_UNPACKED", 3_000_000)
    content = bytearray(with_member(WORD, "word/media/image1.png", bytes(4_000_000)))
    assert len(content) < 100_000
    if said is not None:
        at = content.rindex(b"PK\x01\x02")
        content[at + 24 : at + 28] = struct.pack("<I", said)
    with pytest.raises(FileRefused) as caught:
        opened("弹.docx", bytes(content))
    assert caught.value.reason == "zip_bomb"


def test_a_member_that_is_larger_than_it_says_is_damage():
    content = bytearray(with_member(WORD, "word/media/image1.png", bytes(4_000)))
    at = content.rindex(b"PK\x01\x02")
    content[at + 24 : at + 28] = struct.pack("<I", 10)
    with pytest.raises(FileRefused, match="damaged"):
        opened("假.docx", bytes(content))


def test_an_archive_of_too_many_members_is_not_opened():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for number in range(uploads.MOST_MEMBERS + 1):
            archive.writestr(f"xl/{number}", b"")
    with pytest.raises(FileRefused, match="zip bomb"):
        opened("多.xlsx", file.getvalue())


def test_a_workbook_within_a_document_is_left_closed():
    embedded = with_member(WORD, "word/embeddings/book.xlsx", with_member(xlsx(), "xl/vbaProject.bin", b"macro"))
    assert opened("方案.docx", embedded).kind == "docx"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\用户\\方案.docx", "方案.docx"),
        ("方\x00案\r\n\u202excod.\u200bdocx", "方案xcod.docx"),
        ("  方案 \t  二.txt ", "方案 二.txt"),
        ("", UNNAMED),
        ("..", UNNAMED),
        ("a/", UNNAMED),
        ("<img src=x>.txt", "<img src=x>.txt"),
        ("方" * 300 + ".docx", "方" * (LONGEST_NAME - 5) + ".docx"),
    ],
)
def test_a_name_is_shown_without_path_control_and_direction_letters(name: str, shown: str):
    assert shown_name(name) == shown


def test_markup_in_a_name_is_no_markup_in_a_sentence():
    assert r"\<img" in refusal(FileRefused("<img src=x>.txt", "empty"), "zh")


def test_every_reason_word_of_the_readers_has_a_sentence():
    code = "".join(path.read_text("utf-8") for path in Path(uploads.__file__).parent.rglob("*.py"))
    words = set(re.findall(r'FileRefused\(\s*[^,()]+(?:\.\w+)?,\s*"(\w+)"', code))
    assert {"empty", "no_text_layer", "too_long", "password"} <= words
    assert words <= set(SENTENCES)
