"""Notebooks become a folder of pages: only what changed is run, and nothing is half-written."""

import hashlib
import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from posixpath import relpath
from typing import Any

import polars as pl
from nbformat import NotebookNode

import workbench
from workbench.corpus import read_glossary
from workbench.errors import WorkbenchError
from workbench.folder import replaced
from workbench.publish import about
from workbench.publish.requests import NOTEBOOKS, Request, edited, read, requests

#: What a site knows of itself; by this file it is recognised and replaced.
RECORD = "site.json"
NAME = "joint-statement-workbench-site"
#: What the index says over the pages of a folder.
SHELVES = {
    "seminar": "Seven lessons for a seminar",
    "seminar/instructor": "The lessons with answers, for the instructor; leave this folder out of what you hand on",
}
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
    wanted = requests(notebooks, only, values)
    old = earlier(folder)
    plan = planned(folder, old, wanted, keep_others=bool(only))
    for request in wanted:
        if request not in plan.stale:
            say(f"{request.page}: unchanged")
    printed = not pdf or all(pdf_of(folder, name).exists() for name in plan.stay)
    if not plan.stale and printed and plan.stay == old:
        say("Nothing has changed; the site stays as it is.")
        return []
    from workbench.publish.pdf import browser  # noqa: PLC0415 - an unchanged site needs none of it
    from workbench.publish.run import run  # noqa: PLC0415

    if pdf:
        browser()  # better missed before the notebooks are run than after

    corpus = workbench.load()
    documents = corpus.documents["doc_id"].cast(str).to_list()
    executed = run([(request, read(request, documents)) for request in plan.stale], say)
    facts = about.about(corpus.documents)
    words = read_glossary(corpus.folder)
    with replaced(folder) as new:
        pages = list(zip(plan.stale, executed, strict=True))
        made = write(new, pages, facts, plan.prints, plan.names, words)
        for name in plan.stay:
            keep(folder, new, name)
        finish(new, in_order({**plan.stay, **made}), facts, pdf=pdf, say=say)
    return list(made)


@dataclass(frozen=True)
class Plan:
    """What is to be run, which pages stay, the checksum of each page's inputs, where links lead."""

    stale: list[Request]
    stay: Made
    prints: dict[str, str]
    names: list[str]


def planned(folder: Path, old: Made, wanted: Sequence[Request], *, keep_others: bool) -> Plan:
    """Compare the wanted pages with those of the earlier site."""
    pages = {request.page for request in wanted}
    stay = {name: made for name, made in old.items() if keep_others or name in pages}
    plain = {request.page for request in wanted if not request.values}
    names = sorted(plain | {name for name, made in stay.items() if not made["values"]})
    common = about.base() + repr(names)
    prints = {request.page: about.fingerprint(request, common) for request in wanted}
    stale = [request for request in wanted if not kept(folder, stay, prints, request.page)]
    for request in stale:
        stay.pop(request.page, None)
    return Plan(stale, stay, prints, names)


def write(
    folder: Path,
    executed: Sequence[tuple[Request, NotebookNode]],
    facts: Mapping[str, str],
    prints: Mapping[str, str],
    names: Sequence[str],
    glossary: pl.DataFrame,
) -> Made:
    """Write the page of each executed notebook; give what the record keeps of it.

    ``prints`` are the checksums of their inputs, ``names`` the pages to which links may lead;
    the words of the ``glossary`` are explained on every page that uses them.
    """
    from workbench.publish.page import page  # noqa: PLC0415 - as above

    made: Made = {}
    for request, notebook in executed:
        done = page(request, edited(request, notebook), links(request, names), facts, glossary)
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
    shelves: dict[str, list[dict[str, Any]]] = {}
    for name, card in made.items():
        shelf = shelves.setdefault(PurePosixPath(name).parent.as_posix(), [])
        shelf.append({**card, "page": name, "pdf": pdf_of(folder, name).exists()})
    index = filled("index.html", {"shelves": shelves, "headings": SHELVES, **facts})
    (folder / "index.html").write_text(index, "utf-8")
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


def kept(folder: Path, old: Made, prints: Mapping[str, str], name: str) -> bool:
    """Say whether a page is as its inputs and its record have it."""
    path = folder / f"{name}.html"
    if name not in old or old[name]["inputs"] != prints[name] or not path.is_file():
        return False
    return hashlib.sha256(path.read_bytes()).hexdigest() == old[name]["sha256"]


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
    here = PurePosixPath(request.page).parent
    own = PurePosixPath(request.name).parent
    found = {}
    for name in names:
        target = PurePosixPath(name)
        edition = (target.parent / request.edition / target.name).as_posix()
        page = edition if edition in names else name
        found[f"{relpath(name, own)}.ipynb"] = f"{relpath(page, here)}.html"
    return found
