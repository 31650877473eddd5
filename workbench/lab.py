"""Start JupyterLab on the start notebook: this machine only, quiet, and with its address said."""

import os
import secrets
import signal
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

from workbench.corpus.load import CHOSEN
from workbench.errors import WorkbenchError

ROOT = Path(__file__).parents[1]
START = "notebooks/00_start.ipynb"
SETTINGS = Path(__file__).parent / "lab_settings"
PATIENCE = 60.0


def command(port: int | None, *, browser: bool) -> list[str]:
    """Give the command line that starts JupyterLab."""
    options = [
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.root_dir={ROOT}",
        "--ServerApp.answer_yes=True",
        f"--LabApp.default_url=/lab/tree/{START}",
        f"--LabApp.app_settings_dir={SETTINGS}",
        "--LabApp.extension_manager=readonly",
        "--KernelManager.transport_encryption=auto",
        "--Application.log_level=ERROR",
    ]
    if find_spec("voila") is not None:  # which would greet Lab's reader with a warning
        options.append("--ServerApp.jpserver_extensions=voila.server_extension=False")
    if port is not None:
        options.append(f"--ServerApp.port={port}")
    if not browser:
        options.append("--no-browser")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        options.append("--allow-root")
    return [sys.executable, "-m", "jupyterlab", *options]


def address(process: subprocess.Popen[bytes], token: str) -> str:
    """Wait until the server that carries this token is up; return its address."""
    from jupyter_server.serverapp import list_running_servers  # noqa: PLC0415 - only for lab

    deadline = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        for server in list_running_servers():
            if server.get("token") == token:
                return f"{server['url']}lab/tree/{START}?token={token}"
        time.sleep(0.2)
    raise WorkbenchError("JupyterLab did not start; its own message stands above.")


def known(corpus: Path) -> Path:
    """Give a corpus folder back, or raise if it is none."""
    if not (corpus / "manifest.toml").is_file():
        raise WorkbenchError(
            f"{corpus.name}: is not a corpus folder (it has no manifest.toml); workbench add makes one."
        )
    return corpus


def lab(port: int | None = None, corpus: Path | None = None, *, browser: bool = True) -> int:
    """Run JupyterLab until it is stopped; return its exit code.

    The notebooks load ``corpus`` (by default that of ``WORKBENCH_CORPUS``, or the shipped one).
    """
    if not (ROOT / START).is_file():
        raise WorkbenchError(
            f"{START}: no such file. Install the workbench from its own folder with "
            "pip install -e . and run workbench lab again."
        )
    if find_spec("jupyterlab") is None:
        raise WorkbenchError("JupyterLab is not installed here; pip install -e . installs it.")
    token = secrets.token_hex(24)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # so that Lab is stopped as well
    environment = {**os.environ, "JUPYTER_TOKEN": token, "JUPYTER_PREFER_ENV_PATH": "1"}
    if corpus is not None:
        environment[CHOSEN] = str(known(corpus).resolve())
    process = subprocess.Popen(command(port, browser=browser), env=environment)  # noqa: S603 - our own command
    try:
        print(f"JupyterLab is at {address(process, token)}", flush=True)  # noqa: T201
        print("Ctrl-C stops it.", flush=True)  # noqa: T201
        return process.wait()
    except KeyboardInterrupt:
        return process.wait(timeout=PATIENCE)
    finally:
        if process.poll() is None:
            process.terminate()
