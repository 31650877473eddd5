"""A corpus folder travels as one ZIP file, and opens elsewhere with the same checksums."""

import hashlib
import io
import os
import zipfile
from pathlib import Path

from workbench.corpus.added import FILE, read_added
from workbench.corpus.files import label
from workbench.corpus.manifest import read_manifest
from workbench.corpus.store import STORE
from workbench.errors import WorkbenchError
from workbench.folder import replaced
from workbench.ingest.gather import safe

#: The same corpus gives the same file, whenever it is packed.
WHEN = (1980, 1, 1, 0, 0, 0)
LEFT_OUT = (".lock", ".tmp")


def pack(folder: Path, file: Path) -> int:
    """Write a corpus folder into a new ZIP file, whole or not at all; give the number of files.

    What `workbench build` made is left out. The documents are verified first. Raises `WorkbenchError` if the folder is no corpus, a checksum
    is wrong, or the file is there already.
    """
    verify(folder)
    if file.exists():
        raise WorkbenchError(f"{file.name}: there already; name another file, or delete it first.")
    paths = sorted(
        path
        for path in folder.rglob("*")
        if path.is_file()
        and path.suffix not in LEFT_OUT
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
        and path.relative_to(folder).parts[0] != STORE
    )
    draft = file.with_name(f".{file.name}.{os.getpid()}.tmp")
    try:
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in paths:
                entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), WHEN)
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, path.read_bytes())
        draft.replace(file)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise WorkbenchError(f"{file.name}: cannot be written ({error.strerror}).") from None
    return len(paths)


def unpack(file: Path, folder: Path) -> int:
    """Open a packed corpus in a new folder, whole or not at all; give the number of documents.

    Raises `WorkbenchError` for a damaged archive, a path that leads out of it, a checksum that is
    not the manifest's, and a folder that holds something.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise WorkbenchError(f"{folder.name}: holds something already; name a new folder.")
    try:
        data = file.read_bytes()
        with replaced(folder) as made, zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in safe(archive, file.name):
                target = made / member.filename
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(archive.read(member))
            return verify(made)
    except OSError as error:
        raise WorkbenchError(f"{label(file)}: cannot be read ({error.strerror}).") from None
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError):
        raise WorkbenchError(f"{file.name}: is no whole ZIP file; nothing was unpacked.") from None


def verify(folder: Path) -> int:
    """Hold every text and every original against its checksum; give the number of documents."""
    tables = read_manifest(folder / "manifest.toml")
    for table in tables:
        path = folder / "raw" / table["file"]
        found = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "no file"
        if found != table["sha256"]:
            raise WorkbenchError(
                f"raw/{path.name}: its checksum is not the manifest's ({found[:12]} instead of "
                f"{table['sha256'][:12]})."
            )
    if (folder / FILE).exists():
        read_added(folder)
    return len(tables)
