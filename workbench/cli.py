"""The command line: `workbench lab`, `app`, `seminar`, `add`, `build`, `check`, `export`, `publish`.

Each command loads what it needs when it is carried out.
"""

import argparse
import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import warnings
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from workbench import __version__
from workbench.errors import WorkbenchError, WorkbenchWarning

MANUAL = """\
A research workbench over Russia–Viet Nam joint statements and their press digests, 2021–2025.
It shows what two states say to each other, what was reworded, who reports it, and what a pair of
documents can prove. Everything runs on this machine and without a network.

examples:
  workbench lab
  workbench lab my-corpus --no-browser --port 9000
  workbench app 1_files
  workbench add my-texts --into my-corpus
  workbench check my-corpus
  workbench export my-frames --corpus my-corpus --format parquet
  workbench publish --pdf
  workbench publish --only 02_wording --set left=vov-2025 --set right=vgp-2025
"""
CORPUS = "folder of a corpus (default: that of WORKBENCH_CORPUS, or the one that comes with it)"
#: The environment variable that names the corpus of notebooks and commands.
CHOSEN = "WORKBENCH_CORPUS"
SETTINGS = Path(__file__).parent / "settings"
START, PATIENCE = "00_start.ipynb", 60.0


def parser() -> argparse.ArgumentParser:
    """Describe the commands; each names the function that carries it out."""
    top = argparse.ArgumentParser(
        prog="workbench",
        description=MANUAL,
        epilog="workbench COMMAND --help says more about one command.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=f"workbench {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)

    def command(function: object, name: str, words: str, more: str = "") -> argparse.ArgumentParser:
        one = commands.add_parser(name, help=words, description=f"{words.capitalize()}. {more}")
        one.set_defaults(run=function)
        return one

    lab = command(
        open_lab,
        "lab",
        "open JupyterLab on the start notebook",
        "It listens on this machine only; if the port is taken, the next free one is used. Ctrl-C "
        "stops it. Where the workbench was installed without its folder, the notebooks are first "
        "written to --notebooks.",
    )
    lab.add_argument("corpus", nargs="?", type=Path, metavar="CORPUS", help=CORPUS)
    lab.add_argument(
        "--notebooks",
        type=Path,
        default=Path("workbench-notebooks"),
        metavar="DIR",
        help="folder to write the notebooks to (default: workbench-notebooks)",
    )
    app = command(
        open_app,
        "app",
        "show a notebook as a page without code",
        "It listens on this machine only; each page that is opened has a kernel of its own. Ctrl-C "
        "stops it. Needs Voilà.",
    )
    app.add_argument("notebook", nargs="?", default="00_start", metavar="NOTEBOOK")
    for one in (lab, app):
        one.add_argument(
            "--no-browser", action="store_true", help="print the address, open nothing"
        )
        one.add_argument("--port", type=int, metavar="N", help="port to try first")
    lessons = command(
        write_lessons,
        "seminar",
        "write the lessons to hand out",
        "DIR/student has no answers and no notes, DIR/instructor has them and the guide. The folder "
        "is written whole or not at all.",
    )
    lessons.add_argument("folder", type=Path, metavar="DIR", help="new or empty folder")
    own = command(
        add_documents,
        "add",
        "add own documents to a corpus",
        "Reads text, HTML, PDF and DOCX files, folders and ZIP archives of them, and tables with a "
        "column of texts. What is sure is ready; a document with open questions is a draft, which "
        "is read but not compared: answer them in manifest.toml, in the sheet or in the form, and "
        "run check. The originals are kept, and adding again changes nothing.",
    )
    own.add_argument("paths", nargs="+", type=Path, metavar="FILE|FOLDER")
    own.add_argument("--into", type=Path, default=Path("my-corpus"), metavar="CORPUS")
    own.add_argument("--yes", action="store_true", help="add without asking")
    own.add_argument(
        "--looked",
        action="append",
        default=[],
        metavar="NAME",
        help="this file was looked at and is no draft; may be repeated; all: every one",
    )
    own.add_argument(
        "--sheet", type=Path, metavar="CSV", help="metadata of the files, as filled in"
    )
    own.add_argument("--column", metavar="NAME", help="the column of a table that has the texts")
    verified = command(
        check_corpus,
        "check",
        "verify a corpus",
        "Manifest, checksums, codebooks, frames and laws; a line per finding. The exit code is 0 if "
        "there is none, 1 otherwise.",
    )
    verified.add_argument("corpus", nargs="?", type=Path, metavar="CORPUS", help=CORPUS)
    once = command(
        build_store,
        "build",
        "cut up a large corpus once, so that it opens in seconds",
        "Only documents that are new or have changed are built; a build that was stopped goes on "
        "where it was. A corpus works without it, only slower.",
    )
    once.add_argument("corpus", type=Path, metavar="CORPUS")
    out = command(
        write_frames,
        "export",
        "write every frame as a file",
        "One file per frame, and datapackage.json, which describes each column. The folder is "
        "written whole or not at all.",
    )
    out.add_argument("folder", type=Path, metavar="DIR")
    out.add_argument("--corpus", type=Path, metavar="CORPUS", help=CORPUS)
    out.add_argument("--format", choices=("csv", "parquet"), default="csv", help="(default: csv)")
    made = command(
        publish,
        "publish",
        "make a site of the notebooks",
        "Each page is complete without JavaScript and asks for nothing from elsewhere. Only what has "
        "changed is run. The folder is written whole or not at all. The pages carry today's date, "
        "or that of SOURCE_DATE_EPOCH; with the latter the same inputs give the same bytes.",
    )
    made.add_argument("folder", type=Path, nargs="?", default=Path("site"), metavar="DIR")
    made.add_argument(
        "--only", action="append", default=[], metavar="NAME", help="make this notebook's page only"
    )
    made.add_argument(
        "--set",
        action="append",
        default=[],
        type=assignment,
        metavar="NAME=VALUE",
        help="give a parameter of the notebook another value, for a report of its own",
    )
    made.add_argument("--pdf", action="store_true", help="print each page as PDF (needs Chromium)")
    made.add_argument(
        "--instructor", action="store_true", help="add the lessons with their answers"
    )
    return top


def assignment(text: str) -> tuple[str, str]:
    """Read NAME=VALUE."""
    name, sign, value = text.partition("=")
    if not (name and sign):
        raise argparse.ArgumentTypeError(f"{text!r} is not NAME=VALUE")
    return name, value


def say(line: str) -> None:
    """Tell the progress on standard error."""
    print(line, file=sys.stderr, flush=True)


def open_lab(options: Namespace) -> int:
    """Run JupyterLab until it is stopped; the notebooks load the corpus that is named."""
    from workbench.publish import notebooks_folder  # noqa: PLC0415

    if find_spec("jupyterlab") is None:
        raise WorkbenchError(
            "JupyterLab is not installed here; pip install jupyterlab installs it."
        )
    folder = written_out(notebooks_folder(), options.notebooks)
    root, start = (folder.parent, f"{folder.name}/{START}")
    address = f"lab/workspaces/workbench/tree/{start}"
    config = {
        "ServerApp": {"ip": "127.0.0.1", "root_dir": str(root), "answer_yes": True},
        "LabApp": {
            "default_url": f"/{address}",
            "app_settings_dir": str(SETTINGS / "lab"),
            "extension_manager": "readonly",
        },
        "KernelManager": {"transport_encryption": "auto"},
        "Application": {"log_level": "ERROR"},
    }
    if find_spec("voila") is not None:  # which would greet Lab's reader with a warning
        config["ServerApp"]["jpserver_extensions"] = {"voila.server_extension": False}
    environment = {"JUPYTER_PREFER_ENV_PATH": "1"}
    if options.corpus is not None:
        environment[CHOSEN] = str(corpus_folder(options.corpus).resolve())
    line = ["jupyterlab", *(("--allow-root",) if is_root() else ())]
    with serving("JupyterLab", line, config, environment, options, address) as process:
        return process.wait()


def open_app(options: Namespace) -> int:
    """Serve one notebook through Voilà until it is stopped; a kernel per reader."""
    from workbench.publish import notebooks_folder  # noqa: PLC0415
    from workbench.seminar import for_students  # noqa: PLC0415

    if find_spec("voila") is None:
        raise WorkbenchError("Voilà is not installed here; pip install voila installs it.")
    folder = notebooks_folder()
    found = sorted(folder.rglob("[0-9]*.ipynb"))
    every = {path.stem: path for path in found if ".ipynb_checkpoints" not in path.parts}
    path = Path(options.notebook)
    if path.suffix != ".ipynb" or not path.is_file():
        if path.stem not in every:
            raise WorkbenchError(f"No notebook {options.notebook!r}; choose {', '.join(every)}.")
        path = every[path.stem]
    config = {
        "Voila": {"ip": "127.0.0.1", "tornado_settings": {"disable_check_xsrf": True}},
        "VoilaConfiguration": {"template": "workbench", "show_tracebacks": True},
        "VoilaExecutor": {"timeout": 120},
        "MappingKernelManager": {"cull_idle_timeout": 300, "cull_interval": 60},
        "KernelManager": {"transport_encryption": "auto"},
        "Application": {"log_level": "ERROR"},
    }
    with tempfile.TemporaryDirectory(prefix="workbench-app-") as work:
        copy = Path(work) / path.name
        copy.write_text(json.dumps(for_students(json.loads(path.read_text("utf-8")))), "utf-8")
        paths = filter(None, [str(SETTINGS), os.environ.get("JUPYTER_PATH")])
        environment = {"JUPYTER_PATH": os.pathsep.join(paths)}
        with serving("Voilà", ["voila", str(copy)], config, environment, options, "") as process:
            return process.wait()


@contextmanager
def serving(
    name: str,
    line: Sequence[str],
    config: dict[str, dict[str, object]],
    environment: dict[str, str],
    options: Namespace,
    address: str,
) -> Iterator[subprocess.Popen[bytes]]:
    """Start a server on this machine with its options in a file of its own, and say its address.

    The token stands in that file, which only this user can read, and not on the command line.
    """
    kind = "ServerApp" if name == "JupyterLab" else "Voila"
    token, port = (
        secrets.token_hex(24),
        free_port(options.port or (8888 if kind == "ServerApp" else 8866)),
    )
    own = {"port": port, "port_retries": 0, "open_browser": not options.no_browser}
    own |= {"token": token} if kind == "Voila" else {}
    config = config | {kind: config[kind] | own}
    if kind == "ServerApp":
        config["IdentityProvider"] = {"token": token}
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # so that the server is stopped as well
    with tempfile.TemporaryDirectory(prefix="workbench-") as folder:
        file = Path(folder) / f"jupyter_{kind.lower()}_config.json"
        file.write_text(json.dumps(config), "utf-8")
        command = [sys.executable, "-m", *line, f"--config={file}"]
        process = subprocess.Popen(command, env={**os.environ, **environment})  # noqa: S603 - our own command
        try:
            wait_until_up(process, port, name)
            print(f"{name} is at http://127.0.0.1:{port}/{address}?token={token}", flush=True)
            print("Ctrl-C stops it.", flush=True)
            yield process
        except KeyboardInterrupt:
            process.wait(timeout=PATIENCE)
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait(timeout=PATIENCE)


def free_port(first: int) -> int:
    """Return the first port that nobody listens on."""
    for port in range(first, first + 50):
        if not answers(port):
            return port
    raise WorkbenchError(f"Ports {first} to {first + 49} are all taken; name another with --port.")


def answers(port: int) -> bool:
    """Tell whether something on this machine takes connections at a port."""
    import socket  # noqa: PLC0415

    with socket.socket() as test:
        return not test.connect_ex(("127.0.0.1", port))


def wait_until_up(process: subprocess.Popen[bytes], port: int, name: str) -> None:
    """Wait until the server takes connections, or say that it did not start."""
    deadline = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        if answers(port):
            return
        time.sleep(0.1)
    raise WorkbenchError(f"{name} did not start; its own message is printed above.")


def is_root() -> bool:
    """Tell whether this is the superuser, whom Jupyter asks for a word of consent."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def written_out(shipped: Path, folder: Path) -> Path:
    """Return the notebooks of a checkout; those of a wheel are first copied to a folder, once."""
    if shipped.parent != Path(__file__).parent:
        return shipped
    if not (folder / START).is_file():
        shutil.copytree(shipped, folder, dirs_exist_ok=True)
        print(f"Wrote the notebooks to {folder}.")
    return folder.resolve()


def corpus_folder(folder: Path) -> Path:
    """Return a corpus folder, or raise if it is none."""
    if not (folder / "manifest.toml").is_file():
        raise WorkbenchError(
            f"{folder.name} is not a corpus folder: it has no manifest.toml; workbench add makes one."
        )
    return folder


def write_lessons(options: Namespace) -> int:
    """Write the lessons to hand out."""
    from workbench.publish import notebooks_folder  # noqa: PLC0415
    from workbench.seminar import write_copies  # noqa: PLC0415

    written = write_copies(options.folder, notebooks_folder() / "seminar")
    print(f"Wrote {len(written)} files to {options.folder}/student and /instructor.")
    return 0


def add_documents(options: Namespace) -> int:
    """Add own documents to a corpus, and say what became of each."""
    from workbench.ingest import add  # noqa: PLC0415

    report = add(
        options.paths,
        options.into,
        looked=tuple(options.looked),
        sheet=options.sheet,
        column=options.column,
        progress=say,
    )
    print(report)
    return 0


def check_corpus(options: Namespace) -> int:
    """Verify the corpus, a line per finding, and say what its reader has still to settle."""
    from workbench.changes import Changes  # noqa: PLC0415
    from workbench.corpus import check, chosen_folder, issues, open_questions  # noqa: PLC0415
    from workbench.emphasis import Emphasis  # noqa: PLC0415
    from workbench.issues import Issue  # noqa: PLC0415
    from workbench.wording import Wording  # noqa: PLC0415

    if options.corpus is not None:
        corpus_folder(options.corpus)
    readers = (
        lambda corpus: Wording(corpus).reference,
        lambda corpus: Emphasis(corpus).readings,
        lambda corpus: Changes(corpus).codebook,
        *(
            lambda corpus, issue=issue: Issue(corpus, issue).reference
            for issue in issues(chosen_folder(options.corpus))
        ),
    )
    findings = check(options.corpus, readers)
    for finding in findings:
        print(finding)
    for question in [] if findings else open_questions(options.corpus):
        print(f"Open: {question}")
    number = f"{len(findings)} finding{'s' * (len(findings) != 1)}."
    print(number if findings else "The corpus is in order: no findings.")
    return 1 if findings else 0


def build_store(options: Namespace) -> int:
    """Build the frames of a corpus once; the progress goes to standard error."""
    from workbench.corpus import build  # noqa: PLC0415
    from workbench.corpus.store import Progress  # noqa: PLC0415

    built, there = build(corpus_folder(options.corpus), progress=Progress("Building"))
    noun = "document" if built == 1 else "documents"
    print(f"Built {built:,} {noun}; {options.corpus}/built now has {there:,}.")
    return 0


def write_frames(options: Namespace) -> int:
    """Write every frame as a file."""
    from workbench.corpus import load  # noqa: PLC0415
    from workbench.publish.export import export, frames  # noqa: PLC0415

    paths = export(frames(load(options.corpus)), options.folder, options.format)
    print(f"Wrote {len(paths)} files to {options.folder}: {', '.join(path.name for path in paths)}")
    return 0


def publish(options: Namespace) -> int:
    """Make the site; its progress goes to standard error."""
    from workbench.publish.site import site  # noqa: PLC0415

    made = site(
        options.folder,
        options.only,
        dict(options.set),
        pdf=options.pdf,
        instructor=options.instructor,
        say=say,
    )
    number = f"{len(made)} page{'s' * (len(made) != 1)}"
    print(
        f"Made {number} in {options.folder}: {', '.join(made)}"
        if made
        else f"{options.folder} is up to date."
    )
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; a bad input ends with its sentence and exit code 2."""
    for stream in (sys.stdout, sys.stderr):  # a terminal that lacks a character gets the rest
        stream.reconfigure(errors="replace")
    warnings.showwarning = lambda message, *_, **__: say(f"workbench: {message}")
    warnings.simplefilter("default", WorkbenchWarning)
    try:
        options = parser().parse_args(arguments)
        if chosen := os.environ.get(CHOSEN):  # notebooks run in a folder of their own
            os.environ[CHOSEN] = str(Path(chosen).resolve())
        code = options.run(options)
        sys.stdout.flush()
    except WorkbenchError as error:
        say(f"workbench: {error}")
        return 2
    except BrokenPipeError:  # who reads, such as head, has enough; nothing is flushed at the end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return code


if __name__ == "__main__":
    sys.exit(main())
