"""Make the documents' two fonts: Atkinson Hyperlegible Next, regular and bold, Latin and extended Latin in one.

    python docs/make_fonts.py FOLDER_OF_WOFF2 OUT

FOLDER_OF_WOFF2 holds the upright variable fonts of the package @fontsource-variable/atkinson-hyperlegible-next
(5.3.0): one file for Latin, one for extended Latin. Needs fonttools with brotli (the `test` extra). Done once;
what it makes is kept in `count/documents/fonts/`.
"""

import sys
import tempfile
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

FAMILY = "Atkinson Hyperlegible Next"
STYLES = (("Regular", 400), ("Bold", 700))
PARTS = ("latin", "latin-ext")


def make(source: Path, style: str, weight: int) -> TTFont:
    """One weight of both parts, as one font."""
    with tempfile.TemporaryDirectory() as folder:
        parts = []
        for part in PARTS:
            name = f"atkinson-hyperlegible-next-{part}-wght-normal.woff2"
            font = instancer.instantiateVariableFont(TTFont(source / name), {"wght": weight})
            font.flavor = None
            parts.append(str(Path(folder, f"{part}.ttf")))
            font.save(parts[-1])
        font = Merger().merge(parts)
    names = {1: FAMILY, 2: style, 4: f"{FAMILY} {style}", 6: f"AtkinsonHyperlegibleNext-{style}"}
    for number, text in names.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    for number in (16, 17, 25):
        font["name"].removeNames(nameID=number)
    bold = weight >= 700
    font["OS/2"].usWeightClass = weight
    font["OS/2"].fsSelection = 1 << 5 if bold else 1 << 6
    font["head"].macStyle = int(bold)
    # The same bytes whenever it is made.
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False
    return font


if __name__ == "__main__":
    folder, out = map(Path, sys.argv[1:])
    for style, weight in STYLES:
        make(folder, style, weight).save(out / f"AtkinsonHyperlegibleNext-{style}.ttf")
