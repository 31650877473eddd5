"""The command line: `workbench lab`, `app`, `seminar`, `check`, `export`, `evaluate`."""

import argparse
import sys
import warnings
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from workbench import __version__, load
from workbench.errors import WorkbenchError, WorkbenchWarning
from workbench.schemas import PASSAGES, SOURCES

MANUAL = """\
A research workbench over Russia–Viet Nam joint statements and their press digests, 2021–2025.
It shows what two states say to each other, what was reworded or dropped, who reports it, and
which documents may be compared at all. Everything runs on this machine and without a network.

commands:
  lab      open JupyterLab on the start notebook
  app      show a notebook as a page without code, on this machine only (needs Voilà)
  seminar  write the lessons, once for students and once for the instructor
  check    verify manifest, checksums, codebooks, frames and laws
  export   write every frame as CSV or Parquet, with a description of each column
  evaluate measure the alignment against the links coded by hand, and list every error

examples:
  workbench lab
  workbench lab --no-browser --port 9000
  workbench app 1_files
  workbench seminar autumn-term
  workbench check
  workbench export my-frames --format parquet
"""


def parser() -> argparse.ArgumentParser:
    """Describe the commands."""
    top = argparse.ArgumentParser(
        prog="workbench",
        description=MANUAL,
        epilog="workbench COMMAND --help says more about one command.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=f"workbench {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    lab = commands.add_parser(
        "lab",
        help="open JupyterLab on the start notebook",
        description="Open JupyterLab on the start notebook and print its address. It listens on "
        "this machine only; if the port is taken, the next free one is used. Ctrl-C stops it.",
    )
    lab.add_argument("--no-browser", action="store_true", help="print the address, open nothing")
    lab.add_argument("--port", type=int, metavar="N", help="port to try first (8888)")
    add_seminar(commands)
    commands.add_parser(
        "check",
        help="verify the corpus",
        description="Verify manifest, checksums, codebooks, frames and laws. Prints a line per "
        "finding; the exit code is 0 if there is none, 1 otherwise.",
    )
    out = commands.add_parser(
        "export",
        help="write every frame as a file",
        description="Write one file per frame, named after it, and datapackage.json, which "
        "describes each column. The folder is written whole or not at all.",
    )
    out.add_argument(
        "folder", type=Path, metavar="DIR", help="new or empty folder, or an earlier export"
    )
    out.add_argument("--format", choices=("csv", "parquet"), default="csv", help="(default: csv)")
    measured = commands.add_parser(
        "evaluate",
        help="measure the alignment of wording",
        description="Compare the proposed links with the links coded by hand: precision, recall and "
        "F1 by pair with bootstrap intervals, the cross-validated threshold, what the concepts "
        "contribute, and every error with both passages.",
    )
    measured.add_argument("--by", choices=PASSAGES, default="sentence", help="(default: sentence)")
    return top


def add_seminar(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the commands of the seminar: app and seminar."""
    page = commands.add_parser(
        "app",
        help="show a notebook as a page without code",
        description="Show one notebook as a page without code and print its address. It listens on "
        "this machine only; each page that is opened has a kernel of its own. Ctrl-C stops it.",
    )
    page.add_argument(
        "notebook", nargs="?", default="00_start", metavar="NOTEBOOK", help="(default: 00_start)"
    )
    page.add_argument("--no-browser", action="store_true", help="print the address, open nothing")
    page.add_argument("--port", type=int, metavar="N", help="port to try first (8866)")
    lessons = commands.add_parser(
        "seminar",
        help="write the lessons to hand out",
        description="Write the lessons into DIR/student, without answers and notes, and into "
        "DIR/instructor, with them and with the guide. The folder is written whole or not at all.",
    )
    lessons.add_argument("folder", type=Path, metavar="DIR", help="new or empty folder")


def run(options: argparse.Namespace) -> int:
    """Carry out one command; return its exit code."""
    if options.command == "lab":
        from workbench.lab import lab  # noqa: PLC0415 - each command loads what it needs

        return lab(options.port, browser=not options.no_browser)
    if options.command == "app":
        from workbench.app import app  # noqa: PLC0415

        return app(options.notebook, options.port, browser=not options.no_browser)
    if options.command == "seminar":
        from workbench.seminar import hand_out  # noqa: PLC0415

        written = hand_out(options.folder)
        print(f"Wrote {len(written)} files to {options.folder}/student and /instructor.")
        return 0
    if options.command == "check":
        from workbench.corpus.check import check  # noqa: PLC0415

        findings = check()
        for finding in findings:
            print(finding)
        print(f"{len(findings)} findings." if findings else "The corpus is in order: no findings.")
        return 1 if findings else 0
    if options.command == "evaluate":
        print(evaluation(options.by), end="")
        return 0
    from workbench.publish import export  # noqa: PLC0415

    paths = export(frames(), options.folder, options.format)
    print(f"Wrote {len(paths)} files to {options.folder}: {', '.join(path.name for path in paths)}")
    return 0


def frames() -> dict[str, pl.DataFrame]:
    """Give every frame that is exported: the sources, and links and edits of comparable pairs."""
    from workbench.analysis import wording  # noqa: PLC0415
    from workbench.corpus import read_concepts, read_decisions, read_edit_rules  # noqa: PLC0415

    corpus = load()
    decisions, notices = read_decisions(corpus.folder, corpus.documents)
    for notice in notices:
        warnings.warn(notice, WorkbenchWarning, stacklevel=1)
    space = wording.space(corpus, read_concepts(corpus.folder))
    pairs = wording.comparable(corpus, space, read_edit_rules(corpus.folder), decisions)
    every = {name: getattr(corpus, name) for name in SOURCES}
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


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; a bad input ends with its sentence and exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(
            errors="replace"
        )  # a terminal that lacks a character still gets the rest
    warnings.showwarning = lambda message, *_, **__: print(f"workbench: {message}", file=sys.stderr)
    warnings.simplefilter("default", WorkbenchWarning)
    try:
        return run(parser().parse_args(arguments))
    except WorkbenchError as error:
        print(f"workbench: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
