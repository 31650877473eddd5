"""The command line: `workbench lab`, `app`, `seminar`, `add`, `check`, `export`, `publish` and more.

Each command loads what it needs when it is carried out.
"""

import os
import sys
import time
import warnings
from argparse import Namespace
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path

import polars as pl

from workbench import load
from workbench.arguments import parser
from workbench.cluster import cluster
from workbench.corpus.load import CHOSEN
from workbench.errors import WorkbenchError, WorkbenchWarning
from workbench.schemas import SOURCES
from workbench.timing import time_left

#: Documents whose pairs are still exported: a million rows.
LARGEST = 1_000


def open_lab(options: Namespace) -> int:
    """Open JupyterLab."""
    from workbench.lab import lab  # noqa: PLC0415

    return lab(options.port, options.corpus, browser=not options.no_browser)


def open_app(options: Namespace) -> int:
    """Show a notebook without code."""
    from workbench.app import app  # noqa: PLC0415

    return app(options.notebook, options.port, browser=not options.no_browser)


def write_lessons(options: Namespace) -> int:
    """Write the lessons to hand out."""
    from workbench.seminar import hand_out  # noqa: PLC0415

    written = hand_out(options.folder)
    print(f"Wrote {len(written)} files to {options.folder}/student and /instructor.")
    return 0


def check(options: Namespace) -> int:
    """Verify the corpus, a line per finding."""
    from workbench.corpus.check import check  # noqa: PLC0415

    findings = check(options.corpus)
    for finding in findings:
        print(finding)
    told = f"{len(findings)} finding{'s' * (len(findings) != 1)}."
    print(told if findings else "The corpus is in order: no findings.")
    return 1 if findings else 0


def add(options: Namespace) -> int:
    """Show what would be added, and add what is confirmed."""
    from workbench.ingest.command import command  # noqa: PLC0415

    return command(
        options,
        print,
        confirmed,
        lambda line: print(line, file=sys.stderr, flush=True),
    )


def confirmed(question: str) -> bool:
    """Ask in the terminal; without one nobody has confirmed anything."""
    if not (sys.stdin and sys.stdin.isatty()):
        return False
    try:
        return input(f"{question} [y/N] ").strip().lower() in ("y", "yes")
    except (EOFError, KeyboardInterrupt):
        return False


def build(options: Namespace) -> int:
    """Build the frames of a corpus once; the progress goes to standard error."""
    from workbench.corpus import build_store  # noqa: PLC0415
    from workbench.corpus.batches import side_by_side  # noqa: PLC0415
    from workbench.corpus.store import STORE  # noqa: PLC0415

    start = said = time.monotonic()

    def say(done: int, size: int) -> None:
        nonlocal said
        now = time.monotonic()
        if done == size or now - said > 1:
            said = now
            print(time_left(done, size, now - start), file=sys.stderr, flush=True)

    with cluster(options.cluster) if options.cluster else nullcontext(side_by_side) as spread:
        built, there = build_store(options.corpus, say, spread)
    print(f"Built {built:,} documents; {options.corpus / STORE} now has {there:,}.")
    return 0


def pack(options: Namespace) -> int:
    """Write a corpus folder as one ZIP file."""
    from workbench.ingest import pack  # noqa: PLC0415

    print(f"Packed {pack(options.corpus, options.file)} files into {options.file}.")
    return 0


def unpack(options: Namespace) -> int:
    """Open a packed corpus in a new folder."""
    from workbench.ingest import unpack  # noqa: PLC0415

    n = unpack(options.file, options.corpus)
    print(f"Unpacked {n} documents into {options.corpus}; every checksum is right.")
    return 0


def write_frames(options: Namespace) -> int:
    """Write every frame as a file."""
    from workbench.publish import export  # noqa: PLC0415

    paths = export(frames(options.corpus), options.folder, options.format)
    print(f"Wrote {len(paths)} files to {options.folder}: {', '.join(path.name for path in paths)}")
    return 0


def evaluate(options: Namespace) -> int:
    """Print the report on the alignment."""
    print(evaluation(options.by), end="")
    return 0


def publish(options: Namespace) -> int:
    """Make the site; its progress goes to standard error."""
    from workbench.publish import site  # noqa: PLC0415

    made = site(
        options.folder,
        options.only,
        dict(options.set),
        pdf=options.pdf,
        say=lambda line: print(line, file=sys.stderr, flush=True),
    )
    if made:
        print(
            f"Made {len(made)} page{'s' * (len(made) != 1)} in {options.folder}: {', '.join(made)}"
        )
    else:
        print(f"{options.folder} is up to date.")
    return 0


def frames(
    path: Path | None = None, largest: int = LARGEST
) -> dict[str, pl.DataFrame | pl.LazyFrame]:
    """Give every frame that is exported: the sources, and links and edits of comparable pairs.

    What grows with the square of the documents is left out of a corpus with more than ``largest``,
    with a `WorkbenchWarning`.
    """
    from workbench.analysis import wording  # noqa: PLC0415
    from workbench.corpus import read_concepts, read_decisions, read_edit_rules  # noqa: PLC0415

    corpus = load(path)
    every = {name: getattr(corpus, name) for name in SOURCES}
    if corpus.documents.height > largest:
        warnings.warn(
            f"The corpus has {corpus.documents.height:,} documents; comparability, links and edits "
            f"are exported up to {largest:,}, for they grow with the square, and are left out.",
            WorkbenchWarning,
            stacklevel=1,
        )
        return {name: frame for name, frame in every.items() if name != "comparability"}
    decisions, notices = read_decisions(corpus.folder, corpus.documents)
    for notice in notices:
        warnings.warn(notice, WorkbenchWarning, stacklevel=1)
    space = wording.space(corpus, read_concepts(corpus.folder))
    pairs = wording.comparable(corpus, space, read_edit_rules(corpus.folder), decisions)
    if pairs:
        every["links"] = pl.concat([pair.links for pair in pairs])
        every["edits"] = pl.concat([pair.edits for pair in pairs])
    return every


def evaluation(unit: str) -> str:
    """Give the report on the alignment of one unit."""
    from workbench.analysis import wording  # noqa: PLC0415
    from workbench.corpus import read_concepts, read_reference  # noqa: PLC0415

    corpus = load()
    concepts, coded = read_concepts(corpus.folder), read_reference(corpus.folder, corpus.paragraphs)
    result = wording.evaluate(wording.space(corpus, concepts, unit), coded)
    return wording.report(result, corpus.documents, wording.ablation(corpus, concepts, coded, unit))


COMMANDS = {
    "lab": open_lab,
    "app": open_app,
    "seminar": write_lessons,
    "add": add,
    "check": check,
    "build": build,
    "pack": pack,
    "unpack": unpack,
    "export": write_frames,
    "evaluate": evaluate,
    "publish": publish,
}


def settle() -> None:
    """Say in full which corpus the environment names, for notebooks run in a folder of their own."""
    if chosen := os.environ.get(CHOSEN):
        os.environ[CHOSEN] = str(Path(chosen).resolve())


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; a bad input ends with its sentence and exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(
            errors="replace"
        )  # a terminal that lacks a character still gets the rest
    warnings.showwarning = lambda message, *_, **__: print(f"workbench: {message}", file=sys.stderr)
    warnings.simplefilter("default", WorkbenchWarning)
    try:
        options = parser().parse_args(arguments)
        settle()
        code = COMMANDS[options.command](options)
        sys.stdout.flush()
    except WorkbenchError as error:
        print(f"workbench: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:  # who reads, such as head, has enough; nothing is flushed at the end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return code


if __name__ == "__main__":
    sys.exit(main())
