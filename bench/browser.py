"""Measuring in a browser: a file of frontend/e2e/measure runs in Chromium and tells what it saw."""

import asyncio
import json
import os
from pathlib import Path
import sys
import tempfile
from typing import Any, Final

_ROOT: Final = Path(__file__).parents[1]


async def in_browser(name: str, school: Path | None = None) -> Any:  # noqa: ANN401 - each measurement has its own answer
    """Run a measurement and return its result; `school` is a file that describes one, else it is the demo school."""
    folder = await _output(_ROOT / "scripts" / "node")
    with tempfile.TemporaryDirectory(prefix="duress-bench-") as temporary:
        result = Path(temporary) / "result.json"
        environment = {
            **os.environ,
            "PATH": f"{folder}:{os.environ['PATH']}",
            "DURESS_PYTHON": sys.executable,
            "CONSOLE_FILES": f"e2e/measure/{name}.ts",
            "CONSOLE_RESULT": str(result),
            **({} if school is None else {"CONSOLE_SCHOOL": str(school)}),
        }
        await _output("npm", "run", "--silent", "e2e", folder=_ROOT / "frontend", environment=environment)
        return json.loads(result.read_text())


async def _output(*command: str | Path, folder: Path | None = None, environment: dict[str, str] | None = None) -> str:
    """Run a command and return the last line it prints; RuntimeError with all of them if it fails."""
    process = await asyncio.create_subprocess_exec(
        *command, cwd=folder, env=environment, stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE
    )
    said = (await process.communicate())[0].decode().strip()
    if process.returncode:
        raise RuntimeError(f"{command[0]} failed, so nothing can be measured:\n{said}")
    return said.rpartition("\n")[2]
