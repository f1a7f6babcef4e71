"""The words of both languages: the same ids and values, none missing, none unused, none in the other language."""

import pickle
import re
from fnmatch import fnmatchcase

import pytest

from core.errors import DataError
from core.messages import LANGUAGES, Message, listed, literal
from core.messages.particles import PAIRS
from pages.ui.language import words as put_into_words
from tests import messages
from tests.messages import CODE, FOLDERS, ROOT, differences, english_left, uses_in, wrong_with

USES = [use for path in CODE for use in uses_in(path)]
# Words of one language within texts of the other: names, code, units, what PyTorch or a post prints.
CODE_OR_QUOTED = re.compile(r"`[^`]*`|“[^”]*”|\*[a-z' ]+\*|\{[^{}]*\}|https?://\S+")
ENGLISH_PROSE = re.compile(r"\b[a-z]{2,}\b[,;:]? \b[a-z]{2,}\b")
HANGUL = re.compile("[가-힣]")


def test_no_words_of_the_app_are_left_in_the_code():
    assert not [left for path in CODE for left in english_left(path)], "give them an id: docs/architecture.md"


def test_every_id_that_the_code_asks_for_has_words_with_its_values():
    assert not list(wrong_with(USES))


def test_both_languages_have_the_same_ids_with_the_same_values():
    assert not list(differences())


def test_no_words_are_unused():
    asked = {use.id for use in USES}
    asked |= {name[1:] for names, _, _ in messages.words("en").values() for name in names if name.startswith("@")}
    patterns = {id_ for id_ in asked if "*" in id_}
    unused = [
        id_
        for id_ in messages.words("en")
        if id_ not in asked and not any(fnmatchcase(id_, pattern) for pattern in patterns)
    ]
    assert not unused


def test_no_english_message_has_korean_in_it():
    assert not [id_ for id_, (_, text, _) in messages.words("en").items() if HANGUL.search(text)]


def test_no_korean_message_has_an_english_sentence_in_it():
    wrong = {
        id_: text
        for id_, (_, text, _) in messages.words("ko").items()
        if ENGLISH_PROSE.search(CODE_OR_QUOTED.sub("", text))
    }
    assert not wrong


def test_korean_speaks_in_one_tone():
    """해요체 throughout, as docs/glossary.md says."""
    formal = re.compile(r"(습니다|입니다|합니다|됩니다|십시오|시오)(?=[.!? ]|$)")
    texts = {id_: text for id_, (_, text, _) in messages.words("ko").items()}
    texts |= {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "pages" / "text" / "ko").rglob("*.md")}
    assert not {name for name, text in texts.items() if formal.search(text)}


def test_the_long_texts_are_there_in_both_languages():
    names = [
        {
            path.relative_to(ROOT / "pages" / "text" / language)
            for path in (ROOT / "pages" / "text" / language).rglob("*.md")
        }
        for language in LANGUAGES
    ]
    assert names[0] == names[1]
    assert names[0]


def test_every_particle_is_a_known_pair():
    written = {
        pair
        for folder in FOLDERS
        for path in folder.rglob("*.ftl")
        for pair in re.findall(r'PARTICLE\([^,()]+, "([^"]*)"\)', path.read_text(encoding="utf-8"))
    }
    assert written <= set(PAIRS)
    assert written


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_can_be_put_into_words(language, caplog):
    """With any values there is neither a problem nor a brace left."""

    def put(id_: str) -> str:
        return put_into_words().put(Message(id_, **dict.fromkeys(messages.values_of(id_, language), 2)), language)

    texts = {id_: put(id_) for id_ in messages.words(language)}
    assert not caplog.records
    assert not {id_: text for id_, text in texts.items() if not text.strip() or re.search(r"\{ ?[$\w]|PARTICLE", text)}


def test_an_error_is_english_by_itself_and_whole_after_pickling():
    error = DataError("common-literal", text=literal("net.pth"))
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), again.message, str(again)) == (DataError, error.message, "net.pth")


def test_a_message_in_a_message_is_put_into_the_same_language():
    fruits = listed(["apples", literal("pears"), "plums"])
    assert put_into_words().put(fruits, "en") == "apples, pears and plums"
    assert put_into_words().put(fruits, "ko") == "apples, pears, plums"


def test_an_id_without_words_is_shown_as_it_is():
    assert str(Message("nothing-of-the-kind", count=1)) == "nothing-of-the-kind"


def test_any_whole_number_can_be_a_value():
    assert str(literal("x")) == "x"
    assert str(listed([10**40, 5])) == f"{10**40:,} and 5"
