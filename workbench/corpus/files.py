"""Bytes become text, or one sentence that says why they do not."""

import hashlib
import tomllib
from pathlib import Path
from typing import Any

from workbench.errors import WorkbenchError

UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def label(path: Path) -> str:
    """Name a file by its last folders, so that no message carries a path of the machine."""
    return "/".join(
        path.parts[-3:] if path.parent.name in {"raw", "codebook", "issues"} else path.parts[-2:]
    )


def read_bytes(path: Path) -> bytes:
    """Read a file whole."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise WorkbenchError(f"{label(path)}: no such file.") from None
    except OSError as error:
        raise WorkbenchError(f"{label(path)}: cannot be read ({error.strerror}).") from None


def decode(data: bytes, name: str) -> str:
    """Decode UTF-8; line ends, odd spaces and a byte order mark stay as they are."""
    if data.startswith(UTF16_MARKS):
        raise WorkbenchError(f"{name}: the file is UTF-16; save it as UTF-8.")
    if b"\x00" in data:
        raise WorkbenchError(f"{name}: the file is not text (it holds zero bytes).")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise WorkbenchError(
            f"{name}: the file is not UTF-8 (byte {error.start + 1:,}); if it is Latin-1 or "
            "Windows-1252, save it as UTF-8."
        ) from None
    if not text.strip("\ufeff").strip():
        raise WorkbenchError(f"{name}: the file is empty.")
    return text


def read_source(path: Path, sha256: str) -> str:
    """Read one source text and verify its checksum."""
    data = read_bytes(path)
    text = decode(data, label(path))
    found = hashlib.sha256(data).hexdigest()
    if found != sha256:
        raise WorkbenchError(
            f"{label(path)}: the checksum is {found[:12]}…, the manifest says {sha256[:12]}…; "
            "restore the file, or correct sha256 in the manifest if the change is meant."
        )
    return text


def read_toml(path: Path) -> dict[str, Any]:
    """Read a TOML file; a byte order mark, as old editors write it, does no harm."""
    text = decode(read_bytes(path), label(path)).removeprefix("\ufeff")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise WorkbenchError(f"{label(path)}: malformed TOML: {error}.") from None
