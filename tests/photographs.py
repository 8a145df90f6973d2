"""Photograph every page and board, in light and dark, as phone, tablet, desk and wall see it.

    python -m tests.photographs FOLDER [NAME...]      only views whose name begins with one of these

One picture a view, theme and size: look at them beside each other, small and from across the room.
"""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser_hall import CHROMIUM, FLAGS
from tests.gallery import VIEWS, Gallery, Looking, View

PHONE, TABLET, DESK, WALL, FOUR_K, PORTRAIT = (
    (390, 844), (820, 1180), (1440, 900), (1920, 1080), (3840, 2160), (1080, 1920),
)  # fmt: skip


def sizes(view: View) -> tuple[tuple[int, int], ...]:
    """How a view is looked at: boards on walls, the rest in the hand and on a desk."""
    return (WALL, FOUR_K, PORTRAIT) if view.name.startswith("board-") else (PHONE, TABLET, DESK)


def main(folder: Path, names: tuple[str, ...]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    wanted = [view for view in VIEWS if not names or view.name.startswith(names)]
    with tempfile.TemporaryDirectory() as where, sync_playwright() as play:
        gallery = Gallery(Path(where))
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            for size in sorted({size for view in wanted for size in sizes(view)}):
                looking = Looking(gallery, browser, size)
                for view in (view for view in wanted if size in sizes(view)):
                    for scheme in ("light", "dark"):
                        page = looking.at(view, scheme)
                        name = f"{view.name}-{size[0]}x{size[1]}-{scheme}.png"
                        page.screenshot(
                            path=folder / name, full_page=size not in (WALL, FOUR_K, PORTRAIT)
                        )
                looking.away()
        finally:
            browser.close()
            gallery.close()
    sys.stdout.write(f"{len(list(folder.glob('*.png')))} pictures in {folder}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), tuple(sys.argv[2:]))
