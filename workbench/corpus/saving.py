"""Small files that readers' work is kept in: never half-written, never lost to another notebook."""

import json
import os
import time
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from workbench.corpus.files import label
from workbench.errors import WorkbenchError

WAIT, STALE_LOCK = 10.0, 30.0


def quoted(text: str) -> str:
    """Write a TOML string (JSON's escapes are TOML's, save for one control character)."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock of a file; wait for another notebook, and break a lock left behind."""
    lock, deadline = path.with_suffix(".lock"), time.monotonic() + WAIT
    while True:
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
            break
        except FileExistsError:
            break_stale(lock)
            if time.monotonic() > deadline:
                raise WorkbenchError(
                    f"{label(path)}: another notebook keeps it locked; try again, or delete "
                    f"{label(lock)} if none is running."
                ) from None
            time.sleep(0.01)
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)


def break_stale(lock: Path) -> None:
    """Remove a lock that is too old to belong to a running save."""
    try:
        if time.time() - lock.stat().st_mtime > STALE_LOCK:
            lock.unlink(missing_ok=True)
    except FileNotFoundError:
        return


def rewrite(path: Path, change: Callable[[str], str]) -> None:
    """Change a file as it stands now (empty if there is none), and rename a finished copy into place.

    Two notebooks may do so at once: each waits for the other and reads what it wrote. A file that
    is no TOML any more is never written over: `WorkbenchError`.
    """
    path.parent.mkdir(exist_ok=True)
    with locked(path):
        before = path.read_text("utf-8") if path.exists() else ""
        if before and not before.endswith("\n"):
            before += "\n"
        try:
            tomllib.loads(before)
        except tomllib.TOMLDecodeError as error:
            raise WorkbenchError(
                f"{label(path)}: malformed TOML: {error}; nothing was saved, repair it first."
            ) from None
        draft = path.with_suffix(f".{os.getpid()}.tmp")
        draft.write_text(change(before), "utf-8", newline="\n")
        draft.replace(path)
