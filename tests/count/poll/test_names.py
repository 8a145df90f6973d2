"""Names as people write them pass untouched; what only deceives is refused in plain words."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from count.poll.names import faults_of, folded, letters, normal, skeleton, warnings_of

HONEST = [
    "Jane Roe",
    "Siân Llŷr-Ŵyn",
    "Ŵan ap Gŵyn",
    "Llŷr Ŷnyr",
    "Rhŷs Gruffydd",
    "Eirïan Dafẏdd",
    "Mêl Môn Tŷ Ïolo",
    "Seán Ó Súilleabháin",
    "Gráinne Ní Mháille",
    "Caitrìona NicDhòmhnaill",
    "Màiri MacLeòid",
    "Tòmas MacAoidh",
    "Ḃríġid Ní Ċonaill",
    "Łukasz Wałęsa",
    "Żaneta Świętochłowska",
    "Grzegorz Brzęczyszczykiewicz",
    "Ján Čarnogurský",
    "Jiří Dvořák",
    "Øyvind Åsgård",
    "Þóra Æsa Guðmundsdóttir",
    "Jürgen Müller-Weiß",
    "François L’Écuyer",
    "O'Neill",
    "O’Neill",
    "D’Souza",
    "Smith-Jones",
    "van der Berg",
    "ffoulkes",
    "MacLean",
    "St. John, Henry",
    "Nguyễn Thị Ánh",
    "Σοφία Παπαδοπούλου",
    "Ольга Иванова",
    "أحمد محمد",
    "محمد علی جناح",
    "דוד לוי",
    "प्रिया शर्मा",
    "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ",
    "রহমান",
    "தமிழ் செல்வன்",
    "王小明",
    "Kahu ʻŌkina",
    "Sir Lancelot-du-Lac III",
    "Vote 20% & “Save” Our Park!",
]

DECEPTIVE = {
    "a null": "Jane\x00Roe",
    "a bell": "Jane\x07Roe",
    "a new line": "Jane\nRoe",
    "a tab": "Jane\tRoe",
    "a return": "Jane\rRoe",
    "an escape": "\x1b[31mJane",
    "a delete": "Jane\x7f",
    "a C1 control": "Jane\x85Roe",
    "left-to-right embedding": "Jane\u202aRoe",
    "right-to-left embedding": "Jane\u202bRoe",
    "pop direction": "Jane\u202cRoe",
    "left-to-right override": "Jane\u202dRoe",
    "right-to-left override": "Jane\u202eeoR",
    "left-to-right isolate": "Jane\u2066Roe",
    "right-to-left isolate": "Jane\u2067Roe",
    "first strong isolate": "Jane\u2068Roe",
    "pop isolate": "Jane\u2069Roe",
    "left-to-right mark": "Jane\u200eRoe",
    "right-to-left mark": "Jane\u200fRoe",
    "arabic letter mark": "Jane\u061cRoe",
    "zero-width space": "Jane\u200bRoe",
    "zero-width non-joiner": "Jane\u200cRoe",
    "zero-width joiner": "Jane\u200dRoe",
    "word joiner": "Jane\u2060Roe",
    "byte order mark inside": "Jane\ufeffRoe",
    "soft hyphen": "Jane\u00adRoe",
    "invisible times": "Jane\u2062Roe",
    "Mongolian vowel separator": "Jane\u180eRoe",
    "interlinear annotation": "Jane\ufff9Roe",
    "a tag character": "Jane\U000e0041Roe",
    "Hangul filler": "Jane\u3164Roe",
    "half-width Hangul filler": "Jane\uffa0Roe",
    "braille blank": "Jane\u2800Roe",
    "combining grapheme joiner": "Jane\u034fRoe",
    "line separator": "Jane\u2028Roe",
    "paragraph separator": "Jane\u2029Roe",
    "private use": "Jane\ue000Roe",
    "a surrogate": "Jane\ud800Roe",
    "a noncharacter": "Jane\ufffeRoe",
    "a lost letter": "Si\ufffdn Roe",
    "accents in heaps": "J" + "\u0301\u0302\u0303\u0304\u0305" + "ane",
    "an accent on nothing": "\u0301Jane",
}


ALONE = [name for what, name in DECEPTIVE.items() if what != "an accent on nothing"]


@pytest.mark.parametrize("name", HONEST)
def test_an_honest_name_survives_as_typed(name: str) -> None:
    assert faults_of(name) == ()
    assert warnings_of(name) == ()
    assert normal(name) == unicodedata.normalize("NFC", name)


@pytest.mark.parametrize("name", DECEPTIVE.values(), ids=DECEPTIVE.keys())
def test_a_character_that_only_deceives_is_refused(name: str) -> None:
    assert faults_of(name)
    assert all(fault.isprintable() for fault in faults_of(name))


@pytest.mark.parametrize("name", HONEST)
def test_a_name_typed_with_separate_accents_is_the_same_name(name: str) -> None:
    apart = unicodedata.normalize("NFD", name)
    assert faults_of(apart) == ()
    assert normal(apart) == normal(name)
    assert folded(apart.upper()) == folded(name.upper())


@given(st.text(max_size=30), st.sampled_from(ALONE), st.text(max_size=30))
@settings(deadline=None, max_examples=60)
def test_nothing_around_it_hides_a_deception(before: str, bad: str, after: str) -> None:
    assert faults_of(before + bad + after)


@given(st.text(max_size=60))
@settings(deadline=None, max_examples=100)
def test_the_kept_form_is_kept(text: str) -> None:
    assert normal(normal(text)) == normal(text)
    assert folded(folded(text)) == folded(text)


def test_faults_say_where_and_are_not_without_end() -> None:
    assert faults_of("ab\u200bc") == ("a character of no width (U+200B) at character 3",)
    assert len(faults_of("\x00" * 1000)) == 6
    assert faults_of("\x00" * 1000)[-1] == "995 more like these"


def test_spaces_that_look_like_spaces_are_spaces() -> None:
    assert normal("  Jane\u00a0\u2009Roe ") == "Jane  Roe"
    assert folded("JANE   O’Roe") == folded("Jane O'Roe")


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("Раul Smith", "mixes Cyrillic and Latin letters"),
        ("Paυl Smith", "mixes Greek and Latin letters"),
        ("Ｐaul Smith", "has letters in an unusual form"),
        ("Griﬃths", "has letters in an unusual form"),
        ("SiÃ¢n", "looks like “Siân”"),
    ],
)
def test_what_is_lawful_and_rarely_meant_is_a_warning(name: str, says: str) -> None:
    assert faults_of(name) == ()
    assert says in " ".join(warnings_of(name))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("SMITH John", "Smith, JOHN"),
        ("Smith", "Ѕmіth"),
        ("Siân", "Sian"),
        ("Bill O’Dowd", "BiII O'Dowd"),
        ("Smith-Jones", "Smith Jones"),
        ("Paul", "Раul"),
        ("Reform 1O", "Reform 10"),
    ],
)
def test_names_that_look_alike_have_one_skeleton(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


def test_names_that_differ_to_the_eye_differ() -> None:
    assert skeleton("SMITH John") != skeleton("SMYTH John")
    assert skeleton("Jones Ann") != skeleton("Jones Anna")


def test_surnames_stand_letter_by_letter() -> None:
    """The example in the Electoral Commission's guidance on statements of persons nominated."""
    order = ["MABBOT", "MACLEAN", "MATTHEWS", "MCCORMICK", "MORRISON", "O’NEILL", "VAN DYKE"]
    backwards = list(reversed(order))
    assert sorted(backwards, key=letters) == order
