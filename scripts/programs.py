"""The MQTT broker and the browser that tests and the demo run: found on this machine, or fetched from Debian.

    python -m scripts.programs [NAME ...]     fetch what is missing into the cache and print where it is

Nothing is installed and no service is started. Where one can be had in neither way, what needs it is left out.
"""

import argparse
from dataclasses import dataclass
import os
from pathlib import Path
import shutil
import subprocess
import sys
import tempfile
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A program of the Debian package of its name, where it is in there, and what else it may be called."""

    name: str
    binary: str
    commands: tuple[str, ...] = ()


PROGRAMS: Final = {
    one.name: one
    for one in (
        Program(name="mosquitto", binary="usr/sbin/mosquitto"),
        Program(
            name="chromium",
            binary="usr/lib/chromium/chromium",
            commands=(
                "google-chrome-stable",
                "google-chrome",
                "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
            ),
        ),
    )
}
_USUAL: Final = "/usr/local/sbin:/usr/sbin:/usr/local/bin:/usr/bin:/opt/homebrew/sbin"
_SECONDS: Final = 300
_FONTS: Final = """\
<?xml version="1.0"?>
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>{here}/usr/share/fonts</dir>
  <cachedir>{here}/fonts-cache</cachedir>
</fontconfig>
"""


class FetchError(Exception):
    """It could not be fetched; the message says why."""


def cache() -> Path:
    """Return the folder for what takes long to make."""
    usual = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "duress"
    return Path(os.environ.get("DURESS_CACHE") or usual)


def mosquitto() -> Path | None:
    """Return the broker to run; None if there is none."""
    return find(PROGRAMS["mosquitto"])


def find(program: Program) -> Path | None:
    """Return a program that is there; None if it is not."""
    path = f"{os.environ.get('PATH', '')}:{_USUAL}:{cache() / program.name}"
    found = (shutil.which(command, path=path) for command in (program.name, *program.commands))
    return next((Path(one) for one in found if one is not None), None)


def fetch(program: Program) -> Path:
    """Return a program, fetched with the libraries this machine lacks; FetchError."""
    if (found := find(program)) is not None:
        return found
    if shutil.which("apt-get") is None or shutil.which("dpkg-deb") is None:
        raise FetchError(f"there is no apt-get on this machine; install {program.name} by hand")
    print(f"Fetching {program.name} from Debian into {cache()}", file=sys.stderr)
    target = cache() / program.name
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as name:
        folder = Path(name)
        folder.chmod(0o755)
        try:
            _extract(program, folder / "made", [])
        except FetchError:
            # What this machine knows of its packages is missing or old; ask anew, without changing that.
            options = _own_lists(folder)
            _apt(folder, [*options, "update", "-qq"])
            shutil.rmtree(folder / "made", ignore_errors=True)
            _extract(program, folder / "made", options)
        shutil.rmtree(target, ignore_errors=True)
        (folder / "made").rename(target)
    return target / program.name


def _extract(program: Program, made: Path, options: list[str]) -> None:
    """Download the package and what it needs, unpack them, and write a script that runs the program from there."""
    (made / "none" / "partial").mkdir(parents=True)
    # What lies in the cache of this machine would not be named.
    asking = [*options, "-o", f"Dir::Cache::archives={made}/none"]
    asked = _apt(made, [*asking, "install", "--print-uris", "-qq", "-y", "--no-install-recommends", program.name])
    names = [line.split()[1].partition("_")[0] for line in asked.splitlines() if line.startswith("'")]
    if not names:
        raise FetchError("apt-get knows no package of that name")
    _apt(made, [*options, "download", "-qq", *names])
    for package in made.glob("*.deb"):
        _run(made, ["dpkg-deb", "-x", str(package), str(made)])
        package.unlink()
    here = cache() / program.name
    # Some libraries lie one folder deeper, where they are looked for only by those that were built with them.
    found = {one.parent for pattern in ("", "*/") for one in made.glob(f"**/lib/*-linux-*/{pattern}lib*.so*")}
    libraries = ":".join(str(here / one.relative_to(made)) for one in sorted(found))
    (made / "fonts.conf").write_text(_FONTS.format(here=here))
    script = made / program.name
    around = f'LD_LIBRARY_PATH="{libraries}" FONTCONFIG_FILE="{here}/fonts.conf"'
    script.write_text(f'#!/bin/sh\n{around} exec "{here}/{program.binary}" "$@"\n')
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


def main(names: list[str]) -> int:
    """Fetch what is missing and print where it is; 1 if something cannot be had."""
    failed = 0
    for program in [PROGRAMS[name] for name in names] or PROGRAMS.values():
        try:
            print(fetch(program))
        except (FetchError, OSError, subprocess.TimeoutExpired) as error:
            print(f"No {program.name}: {error}. What needs it is left out.", file=sys.stderr)
            failed = 1
    return failed


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m scripts.programs", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"which: {', '.join(PROGRAMS)} (default: all)")
    names = parser.parse_args().names
    if unknown := set(names) - set(PROGRAMS):
        parser.error(f"no such program: {', '.join(sorted(unknown))}")
    sys.exit(main(names))
