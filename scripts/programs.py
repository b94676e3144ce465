"""The MQTT broker that tests and the demo run: found on this machine, or fetched from Debian into the cache.

    python -m scripts.programs     fetch what is missing; quick when it is there

Nothing is installed and no service is started. Where it can be had in neither way, what needs it is left out.
"""

import os
from pathlib import Path
import shutil
import subprocess
import sys
import tempfile
from typing import Final

_PACKAGE: Final = "mosquitto"
_USUAL: Final = "/usr/local/sbin:/usr/sbin:/usr/local/bin:/usr/bin:/opt/homebrew/sbin"
_SECONDS: Final = 300


class FetchError(Exception):
    """It could not be fetched; the message says why."""


def cache() -> Path:
    """Return the folder for what takes long to make."""
    usual = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "duress"
    return Path(os.environ.get("DURESS_CACHE") or usual)


def mosquitto() -> Path | None:
    """Return the broker to run; None if there is none."""
    path = f"{os.environ.get('PATH', '')}:{_USUAL}:{cache() / _PACKAGE}"
    found = shutil.which(_PACKAGE, path=path)
    return None if found is None else Path(found)


def fetch() -> Path:
    """Return the broker, fetched with the libraries this machine lacks; FetchError."""
    if (found := mosquitto()) is not None:
        return found
    if shutil.which("apt-get") is None or shutil.which("dpkg-deb") is None:
        raise FetchError("there is no apt-get on this machine; install mosquitto by hand")
    target = cache() / _PACKAGE
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as name:
        folder = Path(name)
        folder.chmod(0o755)
        try:
            _extract(folder / "made", [])
        except FetchError:
            # What this machine knows of its packages is missing or old; ask anew, without changing that.
            options = _own_lists(folder)
            _apt(folder, [*options, "update", "-qq"])
            shutil.rmtree(folder / "made", ignore_errors=True)
            _extract(folder / "made", options)
        shutil.rmtree(target, ignore_errors=True)
        (folder / "made").rename(target)
    return target / _PACKAGE


def _extract(made: Path, options: list[str]) -> None:
    """Download the package and what it needs, unpack them, and write a script that runs the broker from there."""
    made.mkdir()
    asked = _apt(made, [*options, "install", "--print-uris", "-qq", "-y", "--no-install-recommends", _PACKAGE])
    names = [line.split()[1].partition("_")[0] for line in asked.splitlines() if line.startswith("'")]
    if not names:
        raise FetchError("apt-get knows no package of that name")
    _apt(made, [*options, "download", "-qq", *names])
    for package in made.glob("*.deb"):
        _run(made, ["dpkg-deb", "-x", str(package), str(made)])
        package.unlink()
    here = cache() / _PACKAGE
    libraries = [here / found.relative_to(made) for found in sorted(made.glob("**/lib/*-linux-*")) if found.is_dir()]
    script = made / _PACKAGE
    script.write_text(
        f'#!/bin/sh\nLD_LIBRARY_PATH="{":".join(map(str, libraries))}" exec "{here}/usr/sbin/{_PACKAGE}" "$@"\n'
    )
    script.chmod(0o755)


def _own_lists(folder: Path) -> list[str]:
    """Return options that make apt-get keep what it learns of packages in a folder."""
    for name in ("lists/partial", "cache/archives/partial"):
        (folder / name).mkdir(parents=True)
    return ["-o", f"Dir::State::lists={folder}/lists", "-o", f"Dir::Cache={folder}/cache", "-o", "Debug::NoLocking=1"]


def _apt(folder: Path, words: list[str]) -> str:
    """Run apt-get and return what it says."""
    return _run(folder, ["apt-get", "-o", "APT::Sandbox::User=", *words])


def _run(folder: Path, words: list[str]) -> str:
    """Run a command and return what it says; FetchError if it fails."""
    done = subprocess.run(
        words, cwd=folder, capture_output=True, text=True, timeout=_SECONDS, check=False, stdin=subprocess.DEVNULL
    )
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines()
        raise FetchError(f"{words[0]} failed: {said[-1] if said else done.returncode}")
    return done.stdout


def main() -> int:
    """Fetch what is missing and print where it is."""
    try:
        print(fetch())
    except (FetchError, OSError, subprocess.TimeoutExpired) as error:
        print(f"No mosquitto: {error}. What needs it is left out.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
