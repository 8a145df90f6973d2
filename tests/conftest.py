"""What tests in a real browser begin with: a hall that is served, a ward of it, a browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser_hall import CHROMIUM, FLAGS, Served, Ward


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    served = Served(tmp_path_factory.mktemp("barchester"))
    served.start()
    yield served
    served.kill()


@pytest.fixture
def ward(hall: Served) -> Ward:
    """A ward in which nothing has happened yet, of a hall that is there, whatever a test before did to it."""
    if hall.process is None:
        hall.start()
    return hall.next_ward()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as play:
        launched = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture
def browser(chromium: Browser) -> Iterator[Browser]:
    """Whoever sat down for a test goes home after it."""
    yield chromium
    for device in chromium.contexts:
        device.close()
