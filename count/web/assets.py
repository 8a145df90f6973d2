"""The pages' stylesheets and scripts, under a name that changes with their content; the tablet's worker.

A page names its own version of every file, so that no page ever runs with another's scripts: neither out of a
browser's store, nor out of the worker's.
"""

import hashlib
import os
import re
from pathlib import Path
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope

from display import render
from display.web import FreshFiles

STATIC_PATH = "/static/web"
"""Where the app mounts `STATIC_FOLDER`."""
STATIC_FOLDER = Path(__file__).parent / "static"
SHARED_PATH, SHARED_FOLDER = "/static/display", render.STATIC
"""What the desk's pages take from the screens' room: colours and typefaces."""
WORKER_PATH = "/unit-worker.js"
"""The worker's own address: a worker may keep the pages beneath its address, here those of `/unit/`."""
_SHARED = ("tokens.css", "fonts/*.woff2")
_VERSION = re.compile(r"[0-9a-f]{16}")


def _files() -> list[tuple[str, Path]]:
    """Every file that a page of a unit may need, with its path beneath its mount."""
    own = [path for path in STATIC_FOLDER.rglob("*") if path.is_file()]
    shared = [path for pattern in _SHARED for path in SHARED_FOLDER.glob(pattern)]
    found = [(f"{STATIC_PATH}/{path.relative_to(STATIC_FOLDER).as_posix()}", path) for path in own]
    found += [
        (f"{SHARED_PATH}/{path.relative_to(SHARED_FOLDER).as_posix()}", path) for path in shared
    ]
    return sorted(found)


def _version() -> str:
    digest = hashlib.sha256()
    for name, path in _files():
        digest.update(f"{name}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


VERSION = _version()
"""Sixteen hexadecimal digits over every file: another content is another version."""
PLACE = f"{STATIC_PATH}/{VERSION}"
"""Where the pages' links begin. Modules import each other by relative paths, so all are of one version."""


class Assets(FreshFiles):
    """The files of `STATIC_FOLDER`, with or without a version before their path.

    Under the present version a file never changes; under any other name it is asked for again at each load.
    """

    def get_path(self, scope: Scope) -> str:
        """The path beneath the folder."""
        path = super().get_path(scope)
        first, _, rest = path.partition(os.sep)
        return rest if rest and _VERSION.fullmatch(first) else path

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        """A file, to be kept for ever where its name says its content."""
        response = super().file_response(*args, **kwargs)
        scope: Scope = kwargs["scope"] if "scope" in kwargs else args[2]
        if str(scope["path"]).startswith(f"{PLACE}/"):
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response


def _worker() -> bytes:
    names = [name.replace(f"{STATIC_PATH}/", f"{PLACE}/", 1) for name, _ in _files()]
    kept = {"version": VERSION, "place": PLACE, "assets": names}
    text = (STATIC_FOLDER / "hall" / "worker.js").read_bytes()
    return b"const KEPT = " + orjson.dumps(kept) + b";\n" + text


_WORKER = _worker()


async def worker(request: Request) -> Response:
    """`GET /unit-worker.js`: what keeps a unit's page on the tablet. Another version has other bytes."""
    headers = {"Cache-Control": "no-cache"}
    return Response(_WORKER, media_type="text/javascript", headers=headers)
