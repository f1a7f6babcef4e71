"""Names of classes: which are the same, which only look alike, and what cannot be shown."""

import unicodedata
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.data.files.zip_names import decode_names
from core.data.names import alike, clean_name, settle_names
from core.errors import DataError


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("C++", "C++"),
        ("$5", "$5"),
        ("[old]", "[old]"),
        ("<b>cat</b>", "<b>cat</b>"),
        ("👩‍🚀", "👩‍🚀"),
        ("고양이", "고양이"),
        (unicodedata.normalize("NFD", "고양이"), "고양이"),
        ("a\u202eb\u200bc\x00", "abc"),
        ("a\tb", "a b"),
        ("x" * 300, "x" * 19 + "…" + "x" * 19),
    ],
)
def test_a_name_is_kept_as_it_is_written_but_for_what_cannot_be_seen(name, kept):
    assert clean_name(name) == kept


@pytest.mark.parametrize("name", ["\u200b", "\x00", "\u0301"])
def test_a_name_of_which_nothing_would_be_seen_is_refused(name):
    with pytest.raises(DataError, match="cannot be the name of a class"):
        clean_name(name)


@pytest.mark.parametrize("name", ["", "  "])
def test_a_class_needs_a_name(name):
    with pytest.raises(DataError, match="The class has no name: give it one"):
        clean_name(name)


@given(st.text(max_size=80))
def test_cleaning_a_name_twice_changes_nothing_more(name):
    try:
        once = clean_name(name)
    except DataError:
        return
    assert clean_name(once) == once
    assert len(once) <= 40
    once.encode()


def test_spaces_around_a_name_go_unless_they_alone_tell_two_apart():
    assert settle_names([" cat", "dog "])[0] == {" cat": "cat", "dog ": "dog"}
    assert settle_names(["cat", "cat ", "dog "])[0] == {"cat": "cat", "cat ": "cat ", "dog ": "dog"}


def test_what_was_changed_in_a_name_is_said():
    _, remarks = settle_names(["a" * 50, "b\u200bc", "d"])
    assert list(map(str, remarks)) == [
        f"A name was longer than 40 letters: the class is called “{'a' * 19}…{'a' * 19}”.",
        "A name held invisible characters: the class is called “bc”.",
    ]


def test_two_long_names_that_differ_in_the_middle_alone_are_not_mixed():
    with pytest.raises(DataError, match="look the same here"):
        settle_names(["a" * 30 + "1" + "b" * 30, "a" * 30 + "2" + "b" * 30])


def test_names_that_may_be_meant_as_one_are_found():
    assert alike(["Cat", "cat", "cat ", "C", "C#", "C++", "dog", "ｄｏｇ"]) == [
        ("Cat", "cat", "cat "),
        ("dog", "ｄｏｇ"),
    ]


def member(name: bytes, flag: int = 0, extra: bytes = b"") -> zipfile.ZipInfo:
    """As Python reads it from a zip."""
    info = zipfile.ZipInfo(name.decode("utf-8") if flag else name.decode("cp437"))
    info.flag_bits, info.extra = flag, extra
    return info


@pytest.mark.parametrize(
    ("encoding", "names"),
    [
        ("cp949", ["고양이/1.png", "강아지/뷁.png"]),
        ("cp949", ["새 폴더 (2)/사진 001.jpg", "똠방각하/1.png"]),
        ("cp949", ["iPhone사진/1.png", "ABC고양이/1.png"]),
        ("cp932", ["犬/1.png", "猫/ネコ.png", "ソース/表.png"]),
        ("gb18030", ["我的猫咪/1.png", "可爱的小狗/2.png"]),
        ("cp950", ["貓/1.png", "狗狗/2.png"]),
        ("cp850", ["Köter/1.png", "Süße Mäuse/2.png"]),
        ("cp1252", ["Köter/1.png", "Süße/2.png"]),
        ("cp866", ["кошка/1.png", "собака/2.png"]),
        ("cp1251", ["кошка/1.png", "собака/2.png"]),
        ("utf-8", ["고양이/1.png", "강아지/2.png"]),
        ("ascii", ["cat/1.png", "dog/2.png"]),
    ],
)
def test_names_without_the_flag_for_utf_8_are_read_as_they_were_typed(encoding, names):
    found, code_page = decode_names([member(name.encode(encoding)) for name in names])
    assert found == names
    assert bool(code_page) == (encoding not in ("utf-8", "ascii"))


def test_a_name_in_utf_8_beside_one_in_a_code_page_counts():
    raw, name = "고양이".encode("cp949"), "고양이".encode()
    field = b"\x01" + zlib.crc32(raw).to_bytes(4, "little") + name
    extra = (0x7075).to_bytes(2, "little") + len(field).to_bytes(2, "little") + field
    assert decode_names([member(raw, extra=extra), member("개".encode(), flag=0x800)]) == (["고양이", "개"], "")


def test_what_else_a_zip_notes_beside_a_name_is_passed_over():
    """Info-ZIP writes the time (UT) before the name in UTF-8; a name with another one's checksum does not count."""
    raw, name = "고양이".encode("cp949"), "고양이".encode()
    time = b"UT\x05\x00\x03abcd"
    for told, found in ((raw, "고양이"), (b"another", "고양이")):
        field = b"\x01" + zlib.crc32(told).to_bytes(4, "little") + name
        extra = time + (0x7075).to_bytes(2, "little") + len(field).to_bytes(2, "little") + field
        assert decode_names([member(raw, extra=extra)])[0] == [found]
        assert bool(decode_names([member(raw, extra=extra)])[1]) == (told != raw)  # guessed, where no field counts
