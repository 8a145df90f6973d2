"""What a stranger picks up: a licence, one version everywhere, dependencies that are declared and used."""

import re
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions, version
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name

from tests.test_house import ROOMS, ROOT, SOURCES, imported, name_of

PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
DECLARED = {
    canonicalize_name(each.name): each for each in map(Requirement, PROJECT["dependencies"])
}
OPTIONAL = {
    canonicalize_name(Requirement(each).name)
    for extra in ("peers", "load")
    for each in PROJECT["optional-dependencies"][extra]
}
BY_OTHERS = {
    "httptools": "uvicorn reads requests with it",
    "tzdata": "the standard library's zoneinfo looks for it",
}
"""Dependencies that no import of ours names, and who takes them."""


def distributions_imported() -> dict[str, str]:
    """The distributions that the product imports, each with a module that does."""
    of = packages_distributions()
    found: dict[str, str] = {}
    for path in SOURCES:
        if name_of(path).startswith("loadtests/"):
            continue
        for module in imported(path):
            for distribution in of.get(module.split(".")[0], []):
                found.setdefault(canonicalize_name(distribution), name_of(path))
    return {name: where for name, where in found.items() if name != "counthall"}


def test_every_import_is_of_a_declared_dependency() -> None:
    assert set(distributions_imported()) - set(DECLARED) - OPTIONAL == set()


def test_every_declared_dependency_is_used() -> None:
    assert set(DECLARED) - set(distributions_imported()) == set(BY_OTHERS)


@pytest.mark.parametrize("name", sorted(DECLARED))
def test_every_dependency_is_bounded_and_the_one_tested_is_within(name: NormalizedName) -> None:
    """Nothing older than the tests run with, and nothing newer that may break it; zones of time only grow."""
    declared = DECLARED[name]
    if declared.marker is not None and not declared.marker.evaluate():
        return
    assert declared.specifier.contains(version(name)), f"{name} {version(name)}"
    assert {each.operator for each in declared.specifier} >= {">="}
    (least,) = (each.version for each in declared.specifier if each.operator == ">=")
    assert version(name).split(".")[0] == least.split(".")[0], "a bound that no test runs with"


def test_the_licence_is_the_eupl_and_everything_says_so() -> None:
    text = (ROOT / "LICENSE").read_text("utf-8")
    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2\n")
    for article in range(1, 16):
        assert f"\n{article}." in text
    assert "\n                                                         Appendix\n" in text
    assert PROJECT["license"] == "EUPL-1.2"
    for file in PROJECT["license-files"]:
        assert (ROOT / file).is_file(), file


def test_the_version_is_the_newest_of_the_changes() -> None:
    headings = [
        line.split()[1]
        for line in (ROOT / "CHANGELOG.md").read_text("utf-8").splitlines()
        if line.startswith("## ")
    ]
    assert headings[0] == PROJECT["version"]
    assert len(set(headings)) == len(headings)


def test_security_names_the_version_of_uvicorn_it_is_held_to() -> None:
    (below,) = (
        each for each in DECLARED[canonicalize_name("uvicorn")].specifier if each.operator == ">="
    )
    assert f"minor version ({below.version})" in (ROOT / "SECURITY.md").read_text("utf-8")


def test_every_room_but_the_load_is_in_the_wheel() -> None:
    hatch = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]
    assert {*hatch["build"]["targets"]["wheel"]["packages"], "loadtests"} == set(ROOMS)


# ------------------------------------------------------------------------------- a service and a container

DEPLOY = ROOT / "docs" / "deploy"
SETTINGS = set(re.findall(r"COUNTHALL_[A-Z]+", "\n".join(p.read_text("utf-8") for p in SOURCES)))


def unit() -> dict[str, list[str]]:
    """Every setting of the unit, with all that it is set to."""
    found: dict[str, list[str]] = {}
    for line in (DEPLOY / "counthall.service").read_text("utf-8").splitlines():
        if line and not line.startswith(("#", "[")):
            name, _, value = line.partition("=")
            found.setdefault(name, []).append(value)
    return found


def test_the_unit_keeps_a_hall_to_itself_and_lets_it_compile() -> None:
    said = unit()
    assert said["DynamicUser"] == said["NoNewPrivileges"] == ["yes"]
    assert said["ProtectSystem"] == ["strict"]
    assert said["StateDirectoryMode"] == said["CacheDirectoryMode"] == ["0700"]
    assert said["MemoryDenyWriteExecute"] == ["no"]
    assert said["StateDirectory"] == ["counthall"]
    assert "COUNTHALL_DATA=%S/counthall/hall" in " ".join(said["Environment"])


@pytest.mark.parametrize("file", ["counthall.service", "Containerfile"])
def test_every_setting_is_one_that_the_command_knows(file: str) -> None:
    set_here = set(re.findall(r"COUNTHALL_[A-Z]+", (DEPLOY / file).read_text("utf-8")))
    assert set_here >= {"COUNTHALL_DATA", "COUNTHALL_HOST", "COUNTHALL_PORT"}
    assert set_here <= SETTINGS


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd to ask")
def test_systemd_takes_the_unit(tmp_path: Path) -> None:
    text = (DEPLOY / "counthall.service").read_text("utf-8")
    here = tmp_path / "counthall.service"
    here.write_text(text.replace("/opt/counthall/bin/counthall serve", f"{sys.executable} serve"))
    said = subprocess.run(["systemd-analyze", "verify", str(here)], capture_output=True, text=True)
    about_it = [line for line in said.stderr.splitlines() if "counthall.service" in line]
    assert about_it == []


def test_the_container_is_nobodys_root_and_serves() -> None:
    lines = (DEPLOY / "Containerfile").read_text("utf-8").splitlines()
    assert "USER counthall" in lines
    assert lines.index("USER counthall") < lines.index('ENTRYPOINT ["counthall"]')
    assert lines[-1] == 'CMD ["serve"]'
