"""One real server for all the tests of `count` that need one: starting it costs more than they do."""

from collections.abc import Iterator

import pytest

from tests.count.client import House, Server, served


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, House]]:
    """A rehearsal hall with the small poll, served by a process of its own. Leave it usable."""
    with served(tmp_path_factory.mktemp("real")) as both:
        yield both
