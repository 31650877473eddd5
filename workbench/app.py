"""Show one notebook as a page without code, through Voilà: this machine only, a kernel per reader."""

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

from workbench.errors import WorkbenchError
from workbench.lab import PATIENCE, ROOT
from workbench.seminar.copies import for_students

NOTEBOOKS = ROOT / "notebooks"
START = "00_start"
HOST = "127.0.0.1"
FIRST_PORT, PORTS = 8866, 50
SETTINGS = Path(__file__).parent / "app_settings"
#: Seconds that one cell may take, and that a kernel outlives a page that is gone.
LONGEST_CELL, FORGOTTEN = 120, 300


def shown(name: str) -> Path:
    """Find a notebook by its name, such as 03_emphasis or 1_files, or by its path.

    Examples
    --------
    >>> shown("00_start").name
    '00_start.ipynb'
    """
    every = {path.stem: path for path in sorted(NOTEBOOKS.rglob("[0-9]*.ipynb"))}
    every = {stem: path for stem, path in every.items() if ".ipynb_checkpoints" not in path.parts}
    path = Path(name)
    if path.suffix == ".ipynb" and path.is_file():
        return path
    if path.stem not in every:
        raise WorkbenchError(f"No notebook {name!r}; choose {', '.join(every)}.")
    return every[path.stem]


def free_port(first: int) -> int:
    """Give the first port that nobody listens on."""
    for port in range(first, first + PORTS):
        with socket.socket() as test:
            if test.connect_ex((HOST, port)):
                return port
    raise WorkbenchError(f"Ports {first} to {first + PORTS - 1} are all taken; name another.")


def command(path: Path, port: int, token: str, *, browser: bool) -> list[str]:
    """Give the command line that starts Voilà.

    With tracebacks shown, a cell that raises ends the page with its error; without, the page would
    say nothing of use. A `WorkbenchError` is then its sentence alone. The page cannot sign the
    message by which it ends its kernel, so the check for that is off; the token still guards it.
    """
    options = [
        str(path),
        f"--Voila.ip={HOST}",
        f"--port={port}",
        "--Voila.port_retries=0",
        f"--Voila.token={token}",
        "--Voila.tornado_settings={'disable_check_xsrf': True}",
        "--VoilaConfiguration.template=workbench",
        "--VoilaConfiguration.show_tracebacks=True",
        f"--VoilaExecutor.timeout={LONGEST_CELL}",
        f"--MappingKernelManager.cull_idle_timeout={FORGOTTEN}",
        "--MappingKernelManager.cull_interval=60",
        "--KernelManager.transport_encryption=auto",
        "--Application.log_level=ERROR",
    ]
    return [sys.executable, "-m", "voila", *options, *(() if browser else ("--no-browser",))]


def copied(path: Path, folder: Path) -> Path:
    """Put the notebook as students see it into a folder, away from all else that lies beside it."""
    notebook = for_students(json.loads(path.read_text("utf-8")))
    copy = folder / path.name
    copy.write_text(json.dumps(notebook), "utf-8")
    return copy


def wait_until_up(process: subprocess.Popen[bytes], port: int) -> None:
    """Wait until the server takes connections."""
    deadline = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        with socket.socket() as test:
            if not test.connect_ex((HOST, port)):
                return
        time.sleep(0.1)
    raise WorkbenchError("Voilà did not start; its own message stands above.")


def app(name: str = START, port: int | None = None, *, browser: bool = True) -> int:
    """Serve one notebook until it is stopped; return the exit code."""
    if find_spec("voila") is None:
        raise WorkbenchError(
            "Voilà is not installed here; .venv/bin/pip install -e '.[app]' installs it."
        )
    path, port, token = shown(name), free_port(port or FIRST_PORT), secrets.token_hex(24)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # so that Voilà is stopped as well
    paths = filter(None, [str(SETTINGS), os.environ.get("JUPYTER_PATH")])
    environment = {**os.environ, "JUPYTER_PATH": os.pathsep.join(paths)}
    with tempfile.TemporaryDirectory(prefix="workbench-app-") as folder:
        line = command(copied(path, Path(folder)), port, token, browser=browser)
        process = subprocess.Popen(line, env=environment)  # noqa: S603 - our own command
        try:
            wait_until_up(process, port)
            print(f"{path.stem} is at http://{HOST}:{port}/?token={token}", flush=True)  # noqa: T201
            print("Each page has a kernel of its own. Ctrl-C stops it.", flush=True)  # noqa: T201
            return process.wait()
        except KeyboardInterrupt:
            return process.wait(timeout=PATIENCE)
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait(timeout=PATIENCE)
