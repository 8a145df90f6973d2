"""Names and free text as people write them, and the characters that only deceive.

A name survives as typed: Welsh ŵ and ŷ, Gaelic and Polish letters, both apostrophes, double
barrels. It is kept in Normalization Form C (UAX #15), so that one name is one string. What cannot
be seen on a printed sheet, or puts letters in another order than they were typed in, has no place
in a name: control, format and bidirectional characters (UAX #9), characters of no width, blanks
that are no spaces. Letters of two scripts in one word are lawful and rare, so they are a warning
(UTS #39); so are two names that look alike.
"""

import re
import unicodedata

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_ZERO_WIDTH = frozenset("\u200b\u200c\u200d\u2060\ufeff")
# Blank on paper, yet counted by Unicode as letters, marks or symbols.
_BLANKS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_REFUSED = {
    "Cc": "a control character",
    "Cf": "an invisible formatting character",
    "Cs": "half of a broken character",
    "Co": "a character that only one maker's fonts know",
    "Cn": "a character that Unicode does not know",
    "Zl": "a line separator",
    "Zp": "a paragraph separator",
}
_MOST_MARKS = 3
"""Vietnamese puts two marks on a letter; no language that is written here puts more than three."""
_SHOWN = 5
"""At most so many faults are said of one text: a pasted file would say thousands."""

# What a Cyrillic or Greek letter is taken for beside Latin ones (after UTS #39, the common ones).
_LOOKALIKES = str.maketrans(
    "авекмнорстухіјѕһԁԛԝӏ" + "αβγεηικνορτυχ" + "ıłøđħ",
    "abekmhopctyxijshdqwl" + "abyenikvoptux" + "ilodh",
)
_ALIKE = str.maketrans("01i|", "olll")
_WORDS = re.compile(r"[^\W\d_]+")


def normal(text: str) -> str:
    """The text in the one form that is kept: NFC, ends trimmed, every kind of space a plain one."""
    spaced = "".join(" " if unicodedata.category(c) == "Zs" else c for c in text)
    return unicodedata.normalize("NFC", spaced).strip(" ")


def folded(text: str) -> str:
    """The text for asking whether two people typed one name: no case, single spaces, ’ as '."""
    return " ".join(normal(text).replace("’", "'").casefold().split())


def faults_of(text: str) -> tuple[str, ...]:
    """Faults of this text that keep it out of the record, in plain words: none for an honest name.

    Positions count characters from 1, as typed.
    """
    if text.isascii() and text.isprintable():
        # Nearly every name and slip, and none of the characters that deceive.
        return ()
    faults: list[str] = []
    marks = 0
    for position, character in enumerate(text, start=1):
        if what := _deception(character):
            faults.append(f"{what} (U+{ord(character):04X}) at character {position}")
        marks = marks + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        if marks == _MOST_MARKS + 1:
            faults.append(f"too many accents on one letter at character {position}")
        if marks and position == 1:
            faults.append("an accent with no letter under it at character 1")
    if len(faults) > _SHOWN:
        return (*faults[:_SHOWN], f"{len(faults) - _SHOWN} more like these")
    return tuple(faults)


def warnings_of(text: str) -> tuple[str, ...]:
    """Oddities of this text that an officer should look at twice: lawful, and rarely meant."""
    warnings = []
    if meant := _converted_twice(text):
        warnings.append(f"this looks like “{meant}” written in the wrong encoding")
    for word in _WORDS.findall(unicodedata.normalize("NFC", text)):
        scripts = sorted({_script(letter) for letter in word})
        if len(scripts) > 1:
            named = " and ".join(script.capitalize() for script in scripts)
            warnings.append(f"the word “{word}” mixes {named} letters")
        if any(unicodedata.decomposition(letter).startswith("<") for letter in word):
            warnings.append(f"the word “{word}” has letters in an unusual form")
    return tuple(warnings)


def letters(text: str) -> str:
    """The letters and digits alone, without case and accents: what names are put in order by."""
    bare = unicodedata.normalize("NFKD", text).casefold()
    return "".join(c for c in bare if unicodedata.category(c) in ("Ll", "Lo", "Nd"))


def skeleton(text: str) -> str:
    """The skeleton of a name: all that eyes slip over is taken away.

    Two candidates with the same skeleton are easily taken for each other on a sheet. It is never
    shown and never kept.
    """
    return letters(text).translate(_LOOKALIKES).translate(_ALIKE)


def _deception(character: str) -> str:
    """Why this character may not stand in a text, or nothing."""
    if character in _BIDI:
        return "a character that turns the direction of the text"
    if character in _ZERO_WIDTH:
        return "a character of no width"
    if character in _BLANKS:
        return "a blank that is not a space"
    if character == "\ufffd":
        return "a character that was lost when the text was converted"
    return _REFUSED.get(unicodedata.category(character), "")


def _converted_twice(text: str) -> str:
    """The text before its UTF-8 was taken for Windows-1252 (SiÃ¢n for Siân), or nothing."""
    if text.isascii():
        return ""
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return ""


def _script(letter: str) -> str:
    """The script of a letter, by the first word of its Unicode name: LATIN, CYRILLIC, GREEK."""
    first = unicodedata.name(letter, "UNKNOWN").split()[0]
    # Letters borrowed by every script (ʻokina and the like, ª º) belong to none.
    return "LATIN" if first in ("MODIFIER", "FEMININE", "MASCULINE", "FULLWIDTH") else first


def shown(text: str) -> str:
    """A cell as a message may quote it: short, on one line, nothing invisible."""
    plain = "".join(c if c.isprintable() else f"[U+{ord(c):04X}]" for c in text)
    return f"“{plain if len(plain) <= 40 else plain[:39] + '…'}”"
