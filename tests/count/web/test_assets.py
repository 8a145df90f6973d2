"""Files under a name that changes with their content, and the worker that keeps them on a tablet."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from count.web import assets
from tests.count.client import House, house


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[House]:
    with house(tmp_path) as made:
        yield made


def test_a_file_under_its_version_is_kept_for_ever_and_under_no_other_name(hall: House) -> None:
    for path, kept in (
        (f"{assets.PLACE}/unit/unit.js", "public, max-age=31536000, immutable"),
        (f"{assets.STATIC_PATH}/0123456789abcdef/unit/unit.js", "no-cache"),
        (f"{assets.STATIC_PATH}/unit/unit.js", "no-cache"),
    ):
        answer = hall.http.get(path)
        assert answer.status_code == 200
        assert answer.headers["cache-control"] == kept, path
    assert hall.http.get(f"{assets.PLACE}/nothing.js").status_code == 404
    assert hall.http.get(f"{assets.PLACE}/%2e%2e/assets.py").status_code == 404


def test_another_content_is_another_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assets, "STATIC_FOLDER", tmp_path)
    seen = set()
    for name, words in (("a.js", "1"), ("a.js", "2"), ("b.js", "2"), ("a.js", "12")):
        (tmp_path / name).write_text(words)
        seen.add(assets._version())
    assert len(seen) == 4
    assert all(re.fullmatch("[0-9a-f]{16}", version) for version in seen)


def test_the_worker_keeps_every_file_that_a_unit_s_page_may_need(hall: House) -> None:
    answer = hall.http.get(assets.WORKER_PATH)
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["cache-control"] == "no-cache"
    first, _, rest = answer.text.partition("\n")
    kept = json.loads(first.removeprefix("const KEPT = ").removesuffix(";"))
    assert rest == (assets.STATIC_FOLDER / "hall" / "worker.js").read_text(encoding="utf-8")
    assert (kept["version"], kept["place"]) == (assets.VERSION, assets.PLACE)
    for name in ("unit/unit.js", "unit/unit.css", "shared/desk.css", "hall/outbox.js"):
        assert f"{assets.PLACE}/{name}" in kept["assets"]
    assert "/static/display/tokens.css" in kept["assets"]
    for path in kept["assets"]:
        assert hall.http.get(path).status_code == 200, path


def test_nobody_need_be_signed_in_for_the_worker_and_it_holds_nothing_of_the_hall(
    hall: House,
) -> None:
    said = hall.http.get(assets.WORKER_PATH).text
    assert "/api/" not in said
    assert hall.http.get(assets.WORKER_PATH).content == said.encode()
