"""The command line: `workbench lab`, `workbench check`, `workbench export`."""

import argparse
import sys
import warnings
from collections.abc import Sequence
from pathlib import Path

from workbench import __version__, load
from workbench.errors import WorkbenchError, WorkbenchWarning
from workbench.schemas import SOURCES

MANUAL = """\
A research workbench over Russia–Viet Nam joint statements and their press digests, 2021–2025.
It shows what two states say to each other, what was reworded or dropped, who reports it, and
which documents may be compared at all. Everything runs on this machine and without a network.

commands:
  lab      open JupyterLab on the start notebook
  check    verify manifest, checksums, codebooks, frames and laws
  export   write every frame as CSV or Parquet, with a description of each column

examples:
  workbench lab
  workbench lab --no-browser --port 9000
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
    return top


def run(options: argparse.Namespace) -> int:
    """Carry out one command; return its exit code."""
    if options.command == "lab":
        from workbench.lab import lab  # noqa: PLC0415 - each command loads what it needs

        return lab(options.port, browser=not options.no_browser)
    if options.command == "check":
        from workbench.corpus.check import check  # noqa: PLC0415

        findings = check()
        for finding in findings:
            print(finding)
        print(f"{len(findings)} findings." if findings else "The corpus is in order: no findings.")
        return 1 if findings else 0
    from workbench.publish import export  # noqa: PLC0415

    corpus = load()
    frames = {name: getattr(corpus, name) for name in SOURCES}
    paths = export(frames, options.folder, options.format)
    print(f"Wrote {len(paths)} files to {options.folder}: {', '.join(path.name for path in paths)}")
    return 0


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
