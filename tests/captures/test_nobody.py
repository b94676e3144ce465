"""A replay can reach nobody: not by its imports, and not in the running process."""

import json
from pathlib import Path
import re
import shutil
import subprocess
import sys
from typing import Final

import pytest

from tests.captures.builders import said, written
from tests.core.builders import pressed

ROOT: Final = Path(__file__).parents[2]
PACKAGE: Final = Path("custom_components/duress")

WATCHED: Final = """
import sys, json
REACHING = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.system", "ctypes.")
def watch(event, arguments):
    writes = event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+")
    if event.startswith(REACHING) or writes:
        raise RuntimeError(f"reached out: {event} {arguments}")
sys.addaudithook(watch)
try:
    exec(sys.argv.pop(1))
except SystemExit as end:
    assert end.code == 0, end.code
finally:
    sys.stderr.write(json.dumps(sorted(sys.modules)) + chr(10))
"""
"""What runs the script's own start with a guard on everything a process can do to the outside."""


def started_by_the_script() -> str:
    """Return the Python that `scripts/replay` runs."""
    found = re.search(r"-IBc '(.+?)'", (ROOT / "scripts" / "replay").read_text("utf-8"), re.DOTALL)
    assert found is not None
    return found[1]


def run(code: str, *arguments: Path) -> subprocess.CompletedProcess[str]:
    """Run some Python under guard."""
    command = [sys.executable, "-IBc", WATCHED, code, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)  # noqa: S603 - our own code


def test_the_process_of_a_replay_reaches_nothing(tmp_path: Path) -> None:
    """Given a capture with a press, when it is replayed under guard, then it is told and nothing was reached."""
    path = written(tmp_path, [said(1.0, pressed())], until=2.0)
    done = run(started_by_the_script(), ROOT / PACKAGE, path)
    assert done.returncode == 0, done.stderr
    assert '"incident_raised"' in done.stdout
    modules = json.loads(done.stderr.splitlines()[-1])
    assert "duress.core.school" in modules
    ours = {name.split(".")[1] for name in modules if name.startswith("duress.")}
    others = {name.partition(".")[0] for name in modules}
    assert ours == {"captures", "core", "echostream"}
    assert not others & {"custom_components", "homeassistant", "aiohttp", "serialx"}
    assert not others & {"socket", "_socket", "ssl", "asyncio", "subprocess", "multiprocessing"}


@pytest.mark.parametrize(
    "act", ["import socket; socket.create_connection(('127.0.0.1', 9))", "open('/dev/null', 'w')", "os.system('true')"]
)
def test_the_guard_sees_what_it_is_there_for(act: str) -> None:
    """Given the guard of the test above, when something does reach out, then it says so."""
    done = run(f"import os; {act}")
    assert done.returncode == 1
    assert "reached out" in done.stderr


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("captures/replay.py", "from ..monitoring import outbox"),
        ("core/moment.py", "import socket"),
        ("captures/writer.py", "import homeassistant.core"),
    ],
)
def test_the_contract_forbids_what_could_reach_out(tmp_path: Path, module: str, line: str) -> None:
    """Given the project, when the replay or what it stands on imports what could reach out, then the check fails."""
    shutil.copytree(ROOT / PACKAGE, tmp_path / PACKAGE, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "custom_components" / "__init__.py", tmp_path / "custom_components")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    with (tmp_path / PACKAGE / module).open("a") as file:
        file.write(f"{line}\n")
    check = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(check, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=120)  # noqa: S603 - a check of the project
    assert done.returncode == 1, done.stdout
    assert "a replay can reach nobody BROKEN" in done.stdout
