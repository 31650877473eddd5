"""Notebooks become a folder of pages: only what changed is run, and nothing is half-written."""

import hashlib
import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from nbformat import NotebookNode

import workbench
from workbench.errors import WorkbenchError
from workbench.publish import about
from workbench.publish.folder import replaced
from workbench.publish.requests import NOTEBOOKS, Request, read, requests

#: What a site knows of itself; by this file it is recognised and replaced.
RECORD = "site.json"
NAME = "joint-statement-workbench-site"
CARD = ("title", "answer", "minutes", "values", "thumbnail")
Made = dict[str, dict[str, Any]]


def site(
    folder: Path,
    only: Sequence[str] = (),
    values: Mapping[str, str] | None = None,
    *,
    pdf: bool = False,
    notebooks: Path = NOTEBOOKS,
    say: Callable[[str], None] = lambda _: None,
) -> list[str]:
    """Make a page of every notebook, and an index; give the names of the pages made anew.

    With ``only`` some notebooks are made and the other pages of the site stay; ``values`` give the
    parameters of one notebook other values, in a page of its own. A page whose notebook, package,
    data and values are as they were is kept. ``pdf`` adds a PDF to each page. ``say`` hears the
    progress. The folder is written whole or not at all; one that holds other files is refused.
    Whatever stops a notebook is a `WorkbenchError` that names the cell.
    """
    folder = folder.absolute()
    old = earlier(folder)
    wanted = requests(notebooks, only, values)
    common = about.base()
    prints = {request.page: about.fingerprint(request, common) for request in wanted}
    stale = [request for request in wanted if not kept(folder, old, prints, request.page, pdf=pdf)]
    for request in wanted:
        if request not in stale:
            say(f"{request.page}: unchanged")
    gone = set() if only else set(old) - set(prints)
    if not stale and not gone:
        say("Nothing has changed; the site stays as it is.")
        return []
    from workbench.publish.run import run  # noqa: PLC0415 - an unchanged site needs no kernel

    corpus = workbench.load()
    names = corpus.documents["doc_id"].cast(str).to_list()
    executed = run([(request, read(request, names)) for request in stale], say)
    stay = {name: made for name, made in old.items() if name not in gone}
    with replaced(folder) as new:
        facts = about.about(corpus.documents["sha256"])
        made = write(new, list(zip(stale, executed, strict=True)), facts, prints)
        for name in stay.keys() - made.keys():
            keep(folder, new, name)
        finish(new, in_order({**stay, **made}), facts, pdf=pdf, say=say)
    return list(made)


def write(
    folder: Path,
    executed: Sequence[tuple[Request, NotebookNode]],
    facts: Mapping[str, str],
    prints: Mapping[str, str],
) -> Made:
    """Write the page of each executed notebook; give what the record keeps of it."""
    from workbench.publish.page import page  # noqa: PLC0415 - as above

    made: Made = {}
    every = [request.name for request, _ in executed]
    for request, notebook in executed:
        done = page(request, notebook, links(request, every), facts)
        data = done.html.encode()
        path = folder / f"{done.name}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        made[done.name] = {name: getattr(done, name) for name in CARD} | {
            "inputs": prints[done.name],
            "sha256": hashlib.sha256(data).hexdigest(),
        }
    return made


def finish(
    folder: Path,
    made: Made,
    facts: Mapping[str, str],
    *,
    pdf: bool = False,
    say: Callable[[str], None] = lambda _: None,
) -> None:
    """Add PDFs where they are wanted, the index and the record."""
    from workbench.publish.page import filled  # noqa: PLC0415 - as above

    if pdf:
        from workbench.publish.pdf import print_pages  # noqa: PLC0415 - as above

        print_pages(folder, [name for name in made if not pdf_of(folder, name).exists()], say)
    cards = [{**card, "page": name, "pdf": pdf_of(folder, name).exists()} for name, card in made.items()]  # fmt: skip
    (folder / "index.html").write_text(filled("index.html", {"cards": cards, **facts}), "utf-8")
    record = {"name": NAME, "pages": made}
    (folder / RECORD).write_text(json.dumps(record, indent=1, ensure_ascii=False), "utf-8")


def earlier(folder: Path) -> Made:
    """Give the record of an earlier site; refuse a folder that holds anything else."""
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return {}
    try:
        record = json.loads((folder / RECORD).read_text("utf-8"))
        if record["name"] == NAME:
            return dict(record["pages"])
    except (OSError, ValueError, KeyError, TypeError):
        pass
    raise WorkbenchError(f"{folder.name} holds no site of ours; name a new or an empty folder.")


def kept(folder: Path, old: Made, prints: Mapping[str, str], name: str, *, pdf: bool) -> bool:
    """Say whether a page is as its inputs and its record have it."""
    path = folder / f"{name}.html"
    if name not in old or old[name]["inputs"] != prints[name] or not path.is_file():
        return False
    same = hashlib.sha256(path.read_bytes()).hexdigest() == old[name]["sha256"]
    return same and (not pdf or pdf_of(folder, name).exists())


def keep(folder: Path, new: Path, name: str) -> None:
    """Carry a page, and its PDF, over into the new folder."""
    for path in (folder / f"{name}.html", pdf_of(folder, name)):
        if path.exists():
            target = new / path.relative_to(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, target)


def pdf_of(folder: Path, name: str) -> Path:
    """Name the PDF of a page."""
    return folder / f"{name}.pdf"


def in_order(made: Made) -> Made:
    """Set pages in the order of their names, folders after the rest."""
    order = sorted(made, key=lambda name: (name.count("/"), name))
    return {name: made[name] for name in order}


def links(request: Request, names: Sequence[str]) -> dict[str, str]:
    """Lead from links between notebooks, as one notebook writes them, to pages.

    Examples
    --------
    >>> links(Request(Path("x"), "seminar/a"), ["01_wording"])
    {'../01_wording.ipynb': '../01_wording.html'}
    """
    up = "../" * request.page.count("/")
    own = PurePosixPath(request.name).parent
    found = {}
    for name in names:
        target = PurePosixPath(name)
        if target.is_relative_to(own):
            path = target.relative_to(own).as_posix()
        else:
            path = f"{up}{name}"
        found[f"{path}.ipynb"] = f"{path}.html"
    return found
