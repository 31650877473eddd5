"""Carry out a plan: a new corpus folder whole, or new files in one, the manifest last."""

import hashlib
import shutil
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from workbench.corpus.added import FILE
from workbench.corpus.load import DATA
from workbench.corpus.manifest import FIELDS, read_manifest
from workbench.corpus.saving import locked, quoted
from workbench.errors import WorkbenchError
from workbench.folder import replaced
from workbench.ingest.draft import Draft, ranges
from workbench.ingest.plan import Plan, present

MANIFEST = "manifest.toml"
HEADS = {
    MANIFEST: """\
# One table per document, with what is known of it; "unknown" where its text does not say.
# Fill in what you know: as long as statement, genre and publisher are unknown, nothing is compared.
# genre: statement, digest, report or unknown · side: Russian, Vietnamese, other or unknown
# [[document.zone]] says what some lines are; lines are numbered from 1 without the blank ones.
""",
    FILE: """\
# Where the added documents come from; the originals are kept byte for byte in originals/.
""",
}


def add(plan: Plan, into: Path) -> list[str]:
    """Write what the plan has ready, and what was looked at, into a corpus folder; give doc_ids.

    What asks for a look and got none is left (see `looked`).
    A new folder gets the codebooks that come with the workbench, as copies that may be changed.
    The manifest is written last, so that a failure leaves the corpus as it was. Raises
    `WorkbenchError` if nothing is to be added, or if the folder cannot be written.
    """
    chosen = [
        draft
        for draft, status in zip(plan.drafts, plan.files["status"], strict=True)
        if status in ("ready", "looked")
    ]
    if not chosen:
        raise WorkbenchError("Nothing in the plan is ready or looked at; it says why.")
    ids = [draft.table["doc_id"] for draft in chosen]
    clash = sorted(set(ids) & set(present(into)["doc_id"]))
    if clash:
        raise WorkbenchError(f"{into.name}: {clash[0]} was added meanwhile; make the plan anew.")
    if (into / MANIFEST).is_file():
        extend(into, chosen)
    else:
        with replaced(into) as made:
            found(made)
            fill(made, made, chosen)
    return ids


def found(made: Path) -> None:
    """Put into a new folder what every corpus has."""
    shutil.copytree(DATA / "codebook", made / "codebook")
    shutil.copy(DATA / "glossary.toml", made)


def extend(into: Path, drafts: list[Draft]) -> None:
    """Add to a corpus that is there; the files are made beside it and moved in, the manifest last."""
    moved: list[Path] = []
    try:
        with (
            locked(into / MANIFEST),
            tempfile.TemporaryDirectory(prefix=".adding-", dir=into) as work,
        ):
            made = Path(work)
            fill(made, into, drafts)
            new = [path for path in sorted(made.rglob("*")) if path.is_file()]
            heads = [made / FILE, made / MANIFEST]
            kept = {name: read(into / name) for name in HEADS}
            try:
                for path in [path for path in new if path not in heads]:
                    target = into / path.relative_to(made)
                    if not target.exists():
                        target.parent.mkdir(exist_ok=True)
                        moved.append(path.replace(target))
                for path in heads:
                    path.replace(into / path.name)
            except OSError:
                undo(into, moved, kept)
                raise
    except OSError as error:
        raise WorkbenchError(
            f"{into.name}: cannot be written ({error.strerror or error}); it is as it was."
        ) from None


def undo(into: Path, moved: list[Path], kept: Mapping[str, str]) -> None:
    """Take back what was moved in before something failed."""
    for path in moved:
        path.unlink(missing_ok=True)
    if kept[FILE]:
        (into / FILE).write_text(kept[FILE], "utf-8", newline="\n")
    else:
        (into / FILE).unlink(missing_ok=True)


def read(path: Path) -> str:
    """Give a text file as it stands; nothing if there is none."""
    return path.read_text("utf-8") if path.exists() else ""


def fill(made: Path, before: Path, drafts: list[Draft]) -> None:
    """Write texts and originals, and both lists with what they held before; read them back."""
    (made / "raw").mkdir()
    (made / "originals").mkdir()
    tables, origins = [], []
    for draft in drafts:
        (made / "raw" / draft.table["file"]).write_bytes(draft.raw)
        name = original(draft, before / "originals", made / "originals")
        (made / "originals" / name).write_bytes(draft.source.data)
        tables.append(document(draft))
        origins.append(origin(draft, name))
    for name, blocks in ((MANIFEST, tables), (FILE, origins)):
        start = (read(before / name) or HEADS[name]).rstrip("\n")
        (made / name).write_text("\n\n".join([start, *blocks]) + "\n", "utf-8", newline="\n")
    read_manifest(made / MANIFEST)


def original(draft: Draft, *folders: Path) -> str:
    """Name the original after its document, or after the table that several documents are in."""
    suffix = Path(draft.source.name).suffix.lower()[:10]
    if draft.source.text is None:
        return f"{draft.table['doc_id']}{suffix}"
    name = draft.source.name.rpartition(", row ")[0]
    for folder in folders:
        if (folder / name).exists() and (folder / name).read_bytes() != draft.source.data:
            return f"{hashlib.sha256(draft.source.data).hexdigest()[:8]}-{name}"
    return name


def document(draft: Draft) -> str:
    """Write the manifest table of a document, with the zones that were confirmed."""
    lines = ["[[document]]", *(f"{name} = {value(draft.table[name])}" for name in FIELDS)]
    for zone in ranges(draft.extracted.hints):
        lines += ["", "[[document.zone]]", *(f"{key} = {value(zone[key])}" for key in zone)]
    return "\n".join(lines)


def origin(draft: Draft, name: str) -> str:
    """Write where a document comes from."""
    table = {
        "doc_id": draft.table["doc_id"],
        "original": name,
        "name": draft.source.name,
        "sha256": hashlib.sha256(draft.source.data).hexdigest(),
        "extractor": draft.extracted.extractor,
        "encoding": draft.extracted.encoding,
        "when": datetime.now(UTC).date().isoformat(),
        "evidence": draft.evidence("proved", "reader", "table"),
        "notes": draft.notes,
    }
    return "\n".join(["[[file]]", *(f"{key} = {value(entry)}" for key, entry in table.items())])


def value(entry: object) -> str:
    r"""Write a TOML value: a number, a text, or a list of texts, a line each.

    Examples
    --------
    >>> value(2024), value("a “b”"), value(("x",))
    ('2024', '"a “b”"', '[\n  "x",\n]')
    """
    if isinstance(entry, int):
        return str(entry)
    if isinstance(entry, str):
        return quoted(entry)
    texts = list(entry) if isinstance(entry, (tuple, list)) else []
    return "[\n" + "".join(f"  {quoted(text)},\n" for text in texts) + "]" if texts else "[]"
