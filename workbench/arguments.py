"""What the command line takes: commands, options and their help."""

import argparse
from pathlib import Path
from typing import Any

from workbench import __version__
from workbench.schemas import PASSAGES

MANUAL = """\
A research workbench over Russia–Viet Nam joint statements and their press digests, 2021–2025.
It shows what two states say to each other, what was reworded or dropped, who reports it, and
which documents may be compared at all. Everything runs on this machine and without a network.

commands:
  lab      open JupyterLab on the start notebook
  app      show a notebook as a page without code, on this machine only (needs Voilà)
  seminar  write the lessons, once for students and once for the instructor
  add      add own documents to a corpus of their own: text, HTML, PDF, DOCX, tables
  check    verify manifest, checksums, codebooks, frames and laws
  build    cut up a large corpus once, so that it opens in seconds
  pack     write a corpus folder as one ZIP file; unpack opens it elsewhere
  export   write every frame as CSV or Parquet, with a description of each column
  evaluate measure the alignment against the links coded by hand, and list every error
  publish  run the notebooks and make them a site that works without a network

examples:
  workbench lab
  workbench lab --no-browser --port 9000
  workbench app 1_files
  workbench seminar autumn-term
  workbench add my-texts --into my-corpus
  workbench add my-texts --save-plan my-plan, then --plan my-plan --into my-corpus
  workbench lab my-corpus
  workbench check my-corpus
  workbench build my-corpus
  workbench export my-frames --format parquet
  workbench publish --pdf
  workbench publish --only 01_wording --set left=vov-2025 --set right=vgp-2025
"""

CORPUS = "folder of a corpus (default: that of WORKBENCH_CORPUS, or the one that comes with it)"


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
    lab.add_argument("corpus", nargs="?", type=Path, metavar="CORPUS", help=CORPUS)
    lab.add_argument("--no-browser", action="store_true", help="print the address, open nothing")
    lab.add_argument("--port", type=int, metavar="N", help="port to try first (8888)")
    add_seminar(commands)
    verified = commands.add_parser(
        "check",
        help="verify the corpus",
        description="Verify manifest, checksums, codebooks, frames and laws. Prints a line per "
        "finding; the exit code is 0 if there is none, 1 otherwise.",
    )
    verified.add_argument("corpus", nargs="?", type=Path, metavar="CORPUS", help=CORPUS)
    once = commands.add_parser(
        "build",
        help="cut up a large corpus once",
        description="Build the frames of a corpus folder as Parquet files in its folder built, so "
        "that it opens in seconds. Only documents that are new or have changed are built; a build "
        "that was stopped goes on where it was. A corpus works without it, only slower.",
    )
    once.add_argument("corpus", type=Path, metavar="CORPUS")
    once.add_argument(
        "--cluster",
        metavar="ADDRESS",
        help="let the workers of a Dask cluster build; they must see the folder under the same path",
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
    out.add_argument("--corpus", type=Path, metavar="CORPUS", help=CORPUS)
    out.add_argument("--format", choices=("csv", "parquet"), default="csv", help="(default: csv)")
    measured = commands.add_parser(
        "evaluate",
        help="measure the alignment of wording",
        description="Compare the proposed links with the links coded by hand: precision, recall and "
        "F1 by pair with bootstrap intervals, the cross-validated threshold, what the concepts "
        "contribute, and every error with both passages.",
    )
    measured.add_argument("--by", choices=PASSAGES, default="sentence", help="(default: sentence)")
    add_publish(commands)
    add_own(commands)
    return top


def add_publish(commands: Any) -> None:  # noqa: ANN401 - argparse keeps the class to itself
    """Describe the command that makes the site."""
    site = commands.add_parser(
        "publish",
        help="make a site of the notebooks",
        description="Run every notebook and make it a page: complete without JavaScript, "
        "interactive with it, and nothing is fetched from elsewhere. Only what has changed is run. "
        "The folder is written whole or not at all; a notebook that fails leaves it as it is. The "
        "pages carry today's date, or that of SOURCE_DATE_EPOCH; with the latter the same inputs "
        "give the same bytes.",
    )
    site.add_argument(
        "folder",
        type=Path,
        nargs="?",
        default=Path("site"),
        metavar="DIR",
        help="new or empty folder, or an earlier site (default: site)",
    )
    site.add_argument(
        "--only",
        action="append",
        default=[],
        metavar="NAME",
        help="make this notebook's page; the others stay",
    )
    site.add_argument(
        "--set",
        action="append",
        default=[],
        type=assignment,
        metavar="NAME=VALUE",
        help="give a parameter of the notebook another value, for a report of its own",
    )
    site.add_argument("--pdf", action="store_true", help="print each page as PDF (needs Chromium)")


def add_own(commands: Any) -> None:  # noqa: ANN401
    """Describe the commands about a reader's own documents: add, pack and unpack."""
    own = commands.add_parser(
        "add",
        help="add own documents to a corpus",
        description="Read text, HTML, PDF and DOCX files, folders and ZIP archives of them, and "
        "CSV or Parquet tables with a column file or text. The plan is shown first: what is body, "
        "what is proposed as title, caption or menu, what the text proves of itself, and what is "
        "doubtful. It is carried out once it is confirmed, whole or not at all. A file that asks "
        "for a look is added only if it is named after one. The originals are kept, and the corpus "
        "that comes with the workbench is not changed.",
    )
    own.add_argument("paths", nargs="+", type=Path, metavar="FILE|FOLDER")
    own.add_argument(
        "--into",
        type=Path,
        default=Path("my-corpus"),
        metavar="CORPUS",
        help="new folder, or a corpus that is added to (default: my-corpus)",
    )
    add_answers(own)
    packed = commands.add_parser(
        "pack",
        help="write a corpus folder as one ZIP file",
        description="Write a corpus folder as one new ZIP file, with its checksums verified. The "
        "same corpus gives the same bytes.",
    )
    packed.add_argument("corpus", type=Path, metavar="CORPUS")
    packed.add_argument("file", type=Path, metavar="FILE.zip")
    opened = commands.add_parser(
        "unpack",
        help="open a packed corpus",
        description="Open a packed corpus in a new folder and verify its checksums, whole or not "
        "at all.",
    )
    opened.add_argument("file", type=Path, metavar="FILE.zip")
    opened.add_argument("corpus", type=Path, metavar="CORPUS")


def add_answers(own: argparse.ArgumentParser) -> None:
    """Describe how a plan is confirmed, filled in and saved."""
    own.add_argument("--yes", action="store_true", help="add what is ready without asking")
    own.add_argument(
        "--looked",
        action="append",
        default=[],
        metavar="NAME",
        help="add this file too, which asks for a look and had one; may be repeated; all: every one",
    )
    sheets = own.add_mutually_exclusive_group()
    sheets.add_argument(
        "--save-plan",
        type=Path,
        metavar="DIR",
        help="write the plan as spreadsheets of metadata and zones to fill in, and add nothing",
    )
    sheets.add_argument(
        "--plan", type=Path, metavar="DIR", help="take what was filled into a saved plan"
    )


def assignment(text: str) -> tuple[str, str]:
    """Read NAME=VALUE."""
    name, sign, value = text.partition("=")
    if not (name and sign):
        raise argparse.ArgumentTypeError(f"{text!r} is not NAME=VALUE")
    return name, value


def add_seminar(commands: Any) -> None:  # noqa: ANN401
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
