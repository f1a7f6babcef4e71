"""The names in a zip, whatever computer wrote them: UTF-8 with or without its flag, or a code page of old Windows."""

import unicodedata
import zipfile
import zlib
from collections.abc import Sequence

UTF8 = 0x800  # the flag of a member whose name is in UTF-8
UNICODE_PATH = 0x7075  # the extra field of Info-ZIP that holds the name in UTF-8 beside one in a code page

# (Python's name of the code page, its scripts). Of equally good code pages the first one wins. The app
# is for readers of Korean, so the Korean code page comes first: two bytes can be a common syllable in Korean and a
# common sign in Chinese.
CODE_PAGES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("cp949", ("HANGUL",)),
    ("cp932", ("HIRAGANA", "KATAKANA", "CJK")),
    ("gb18030", ("CJK",)),
    ("cp950", ("CJK",)),
    ("cp850", ("LATIN",)),
    ("cp1252", ("LATIN",)),
    ("cp866", ("CYRILLIC",)),
    ("cp1251", ("CYRILLIC",)),
    ("cp437", ("LATIN",)),
)


def decode_names(members: Sequence[zipfile.ZipInfo]) -> tuple[list[str], str]:
    """(each member's name as it was typed, one of CODE_PAGES that had to be guessed; "" where none had to be)."""
    raw = [b"" if member.flag_bits & UTF8 else _bytes_of(member) for member in members]
    unicode_names = [_unicode_path(member, name) for member, name in zip(members, raw, strict=True)]
    unsure = [name for name, known in zip(raw, unicode_names, strict=True) if not known and not name.isascii()]
    encoding = _guess(unsure) if unsure else "utf-8"
    names = [
        known or (name.decode(encoding, "replace") if name else member.orig_filename)
        for member, name, known in zip(members, raw, unicode_names, strict=True)
    ]
    return [unicodedata.normalize("NFC", name) for name in names], "" if encoding == "utf-8" else encoding


def _bytes_of(member: zipfile.ZipInfo) -> bytes:
    """The bytes of a name as the zip holds them: without the flag for UTF-8, Python decodes them as code page 437."""
    try:
        return member.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return b""


def _unicode_path(member: zipfile.ZipInfo, raw: bytes) -> str:
    """The UTF-8 name in the extra field UNICODE_PATH, if its checksum fits `raw`; else ""."""
    extra = member.extra
    while len(extra) >= 4:
        kind, size = int.from_bytes(extra[:2], "little"), int.from_bytes(extra[2:4], "little")
        field, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind == UNICODE_PATH and len(field) > 5 and field[1:5] == zlib.crc32(raw).to_bytes(4, "little"):
            return field[5:].decode("utf-8", "replace")
    return ""


def _guess(names: Sequence[bytes]) -> str:
    """The encoding that makes the most sense of all the names together: utf-8, or one of CODE_PAGES."""
    try:
        for name in names:
            name.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return "utf-8"  # macOS leaves the flag out
    scored = []
    for place, (encoding, scripts) in enumerate(CODE_PAGES):
        try:
            decoded = [name.decode(encoding) for name in names]
        except UnicodeDecodeError:
            continue
        scored.append((sum(_oddness(name, scripts) for name in decoded), place, encoding))
    return min(scored, default=(0, 0, "cp437"))[2]


def _oddness(name: str, scripts: tuple[str, ...]) -> int:
    """How little a decoded name looks like a real name; 0 for one that looks right.

    Points are given for signs, for letters of other scripts, and for scripts that change within a word.
    """
    odd, before = 0, " "
    for letter in name:
        kind, kind_before = _script(letter), _script(before)
        if not letter.isascii():
            if kind not in scripts:
                odd += 3 if kind else 2  # a letter of a script that this code page is not for, or no letter at all
            elif not _is_common(letter, kind) or (kind == "LATIN" and before.isalpha() and not before.isascii()):
                odd += 1
        if kind and kind_before and (kind != kind_before or (before.islower() and letter.isupper())):
            odd += "LATIN" in (kind, kind_before) or before.islower()  # Chinese signs and Korean letters may mix
        before = letter
    return odd


def _script(letter: str) -> str:
    """The first word of a letter's Unicode name: LATIN, HANGUL, CJK; "" of what is no letter."""
    return unicodedata.name(letter, "").split(" ")[0] if letter.isalpha() else ""


def _is_common(letter: str, kind: str) -> bool:
    """Whether a letter is in the core of its character set: others are rare in names."""
    if kind == "HANGUL":
        return len(letter.encode("euc_kr", "replace")) == 2  # EUC-KR spells rarer syllables out in eight bytes
    return kind != "CJK" or any(letter.encode(core, "ignore") for core in ("gb2312", "big5", "shift_jis"))
