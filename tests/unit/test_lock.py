"""What is installed: the locks name each package by version and hash, and none with a fault that is known.

Known faults are those of the Python Packaging Advisory Database, a folder of YAML files that `make audit` fetches into ``.cache/advisories``;
``ATLAS_ADVISORIES`` names another copy of it. Where there is none, that check is not run and says so.
"""

import os
import re
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.txt", "requirements-dev.txt", "bundle/pip.txt")
PIN = re.compile(r"([A-Za-z0-9._-]+)(?:\[[\w,-]+\])?==([^\s;\\]+)")
ADVISORIES = Path(os.environ.get("ATLAS_ADVISORIES") or ROOT / ".cache" / "advisories")


def entries(lock: str) -> list[str]:
    """Return the entries of a lock, each with its hashes."""
    text = "\n".join(line for line in (ROOT / lock).read_text("utf-8").splitlines() if not re.match(r"\s*(#|$)", line))
    return re.split(r"\n(?=\S)", text)


def pins(*locks: str) -> dict[str, set[Version]]:
    """Return the versions of each package; a package may have more than one, each for other systems."""
    found: dict[str, set[Version]] = {}
    for entry in (entry for lock in locks for entry in entries(lock)):
        pinned = PIN.match(entry)
        assert pinned, entry
        found.setdefault(canonicalize_name(pinned[1]), set()).add(Version(pinned[2]))
    return found


def inside(version: Version, events: list[dict[str, str]]) -> bool:
    """Return whether a version lies in a range of an advisory, whose events say where the fault begins and ends."""
    told = [(Version(at), what) for event in events for what, at in event.items()]
    faulty = False
    for at, what in sorted(told):
        if version > at or (version == at and what != "last_affected"):
            faulty = what == "introduced"
    return faulty


def faulty(package: str, version: Version, advisory: dict[str, Any]) -> bool:
    """Return whether an advisory, as the Open Source Vulnerability format has it, is about this version of a package."""
    of_package = [each for each in advisory["affected"] if canonicalize_name(each["package"]["name"]) == package]
    listed = {given for each in of_package for given in versions(each.get("versions", []))}
    ranges = [each for about in of_package for each in about.get("ranges", []) if each["type"] == "ECOSYSTEM"]
    return "withdrawn" not in advisory and (
        version in listed or any(inside(version, each["events"]) for each in ranges)
    )


def versions(given: list[str]) -> Iterator[Version]:
    """Give what are versions: some packages of long ago have others."""
    for each in given:
        with suppress(InvalidVersion):
            yield Version(each)


def known(folder: Path, found: dict[str, set[Version]]) -> Iterator[str]:
    """Give the package, version and advisory of each known fault."""
    for about in sorted((folder / "vulns").iterdir()):
        package = canonicalize_name(about.name)
        for path in sorted(about.glob("*.yaml")) if package in found else ():
            advisory = yaml.safe_load(path.read_text("utf-8"))
            for version in found[package]:
                if faulty(package, version, advisory):
                    yield f"{package} {version}: {advisory['id']} {advisory.get('summary') or advisory['details'][:120]}"


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_locked_by_version_and_hash(lock):
    for entry in entries(lock):
        assert PIN.match(entry), entry
        assert re.search(r"--hash=sha256:[0-9a-f]{64}\b", entry), entry
        assert not re.search(r"https?://|@ |--(extra-)?index|--trusted", entry), entry


def test_nothing_is_installed_but_by_hash():
    for name in ("Makefile", "deploy/Dockerfile", "deploy/README.md", "bundle/starter/start.py"):
        text = (ROOT / name).read_text("utf-8")
        assert "--require-hashes" in text, name
        for line in re.findall(r".*\bpip install\b.*", text):
            assert "--require-hashes" in line, line


def test_the_locks_hold_what_the_project_asks_for_and_agree():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    run, everything = pins("requirements.txt"), pins("requirements-dev.txt")
    assert run.items() <= everything.items()
    more = project["optional-dependencies"]
    for asked, found in ((project["dependencies"], run), (more["dev"] + more["cluster"], everything)):
        for wanted in map(Requirement, asked):
            assert all(version in wanted.specifier for version in found[canonicalize_name(wanted.name)]), (
                f"{wanted}: make lock"
            )


@pytest.mark.parametrize(
    ("version", "known_fault"),
    [
        *(
            ("0.9", False),
            ("1.0", True),
            ("1.4.1", True),
            ("1.5", False),
            ("2.0", True),
            ("2.3", True),
            ("2.3.1", False),
        ),
        *(("0.1rc1", True), ("3", False), ("4", True)),
    ],
)
def test_an_advisory_is_read_as_it_is_meant(tmp_path, version, known_fault):
    events = [{"introduced": "1.0"}, {"fixed": "1.5"}, {"introduced": "2.0"}, {"last_affected": "2.3"}]
    about = {
        "package": {"name": "Some_Package", "ecosystem": "PyPI"},
        "ranges": [{"type": "GIT", "events": [{"introduced": "0"}]}, {"type": "ECOSYSTEM", "events": events}],
        "versions": ["0.1rc1", "not-a-version", "4.0"],
    }
    folder = tmp_path / "vulns" / "some-package"
    folder.mkdir(parents=True)
    for name, more in {"A": {}, "B": {"withdrawn": "2024-01-01"}}.items():
        advisory = {"id": name, "details": "made for the test", "affected": [about], **more}
        (folder / f"{name}.yaml").write_text(yaml.safe_dump(advisory))
    found = [*known(tmp_path, {"some-package": {Version(version)}, "other": {Version("1")}})]
    assert found == [f"some-package {Version(version)}: A made for the test"] * known_fault


@pytest.mark.slow
def test_no_locked_version_has_a_known_fault():
    if not (ADVISORIES / "vulns").is_dir():
        pytest.skip("no list of known faults is at hand, packages are not audited: `make audit` fetches it")
    found = [*known(ADVISORIES, pins(*LOCKS))]
    assert not found, "\n".join(found)
