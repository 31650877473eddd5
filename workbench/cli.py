"""A research workbench over Russia–Viet Nam joint statements and their press digests, 2021–2025.

It shows what two states say to each other, what was reworded, who reports it, and what a pair of
documents can prove. Everything runs on this machine and without a network.

For example:
  workbench lab
  workbench lab my-corpus --no-browser --port 9000
  workbench add my-texts --into my-corpus
  workbench check my-corpus
  workbench export my-frames --corpus my-corpus --format parquet
  workbench publish --pdf
  workbench publish --only 02_wording --set left=vov-2025 --set right=vgp-2025
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
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib.util import find_spec
from inspect import cleandoc
from pathlib import Path
from typing import Any

from workbench import __version__
from workbench.errors import WorkbenchError, WorkbenchWarning

CORPUS = "folder of a corpus (default: that of WORKBENCH_CORPUS, or the one that comes with it)"
#: The environment variables that name the corpus of notebooks and commands, and Lab's settings.
CHOSEN, SETTINGS_OF_LAB = "WORKBENCH_CORPUS", "JUPYTERLAB_SETTINGS_DIR"
SETTINGS = Path(__file__).parent / "settings"
START, PATIENCE = "00_start.ipynb", 60.0
#: What every server is told: this machine only, no warning among what it says.
QUIET = {"KernelManager": {"transport_encryption": "auto"}, "Application": {"log_level": "ERROR"}}


def parser() -> argparse.ArgumentParser:
    """Describe the commands; each is a function of this module, whose docstring is its manual."""
    top = argparse.ArgumentParser(
        prog="workbench",
        description=__doc__,
        epilog="workbench COMMAND --help says more about one command.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=f"workbench {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)

    def command(name: str, run: Callable[[Namespace], int]) -> Callable[..., None]:
        words, _, more = cleandoc(str(run.__doc__)).partition("\n\n")
        one = commands.add_parser(
            name, help=words[0].lower() + words[1:-1], description=f"{words} {more}"
        )
        one.set_defaults(run=run)

        def argument(name: str, metavar: str | None, words: str, **more: Any) -> None:  # noqa: ANN401
            one.add_argument(name, help=words, **more, **({"metavar": metavar} if metavar else {}))

        return argument

    lab = command("lab", open_lab)
    lab("corpus", "CORPUS", CORPUS, nargs="?", type=Path)
    written = "folder to write the notebooks to (default: workbench-notebooks)"
    lab("--notebooks", "DIR", written, type=Path, default=Path("workbench-notebooks"))
    lab("--no-browser", None, "print the address, open nothing", action="store_true")
    lab("--port", "N", "port to try first", type=int, default=8888)
    lessons = command("seminar", write_lessons)
    lessons("folder", "DIR", "new or empty folder", type=Path)
    own = command("add", add_documents)
    own("paths", "FILE|FOLDER", "what to read", nargs="+", type=Path)
    own("--into", "CORPUS", "(default: my-corpus)", type=Path, default=Path("my-corpus"))
    own("--yes", None, "add without asking", action="store_true")
    looked = "this file was looked at and is no draft; may be repeated; all: every one"
    own("--looked", "NAME", looked, action="append", default=[])
    own("--sheet", "CSV", "metadata of the files, as filled in", type=Path)
    own("--column", "NAME", "the column of a table that has the texts")
    command("check", check_corpus)("corpus", "CORPUS", CORPUS, nargs="?", type=Path)
    command("build", build_store)("corpus", "CORPUS", "folder of a corpus", type=Path)
    out = command("export", write_frames)
    out("folder", "DIR", "new or empty folder, or that of an earlier export", type=Path)
    out("--corpus", "CORPUS", CORPUS, type=Path)
    out("--format", None, "(default: csv)", choices=("csv", "parquet"), default="csv")
    made = command("publish", publish)
    place = "(default: site; with --instructor, site-instructor)"
    made("folder", "DIR", place, type=Path, nargs="?")
    made("--only", "NAME", "make this notebook's page only", action="append", default=[])
    given = "give a parameter of the notebook another value, for a report of its own"
    made("--set", "NAME=VALUE", given, action="append", default=[], type=assignment)
    made("--pdf", None, "print each page as PDF (needs Chromium)", action="store_true")
    answers = "add the lessons with their answers, in a site apart from that for students"
    made("--instructor", None, answers, action="store_true")
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
    """Open JupyterLab on the start notebook.

    It listens on this machine only; if the port is taken, the next free one is used. Ctrl-C
    stops it. Where the workbench was installed without its folder, the notebooks are first
    written to --notebooks.
    """
    from workbench.publish import notebooks_folder  # noqa: PLC0415

    if find_spec("jupyterlab") is None:
        raise WorkbenchError(
            "JupyterLab is not installed here; pip install jupyterlab installs it."
        )
    folder = written_out(notebooks_folder(), options.notebooks)
    address = f"lab/workspaces/workbench/tree/{folder.name}/{START}"
    config: dict[str, dict[str, Any]] = {
        "ServerApp": {"root_dir": str(folder.parent), "answer_yes": True},
        "KernelManager": {"transport_encryption": "auto"},
        "Application": {"log_level": "ERROR"},  # no warning among what it says
        "LabApp": {
            "default_url": f"/{address}",
            "app_settings_dir": str(SETTINGS / "lab"),
            "extension_manager": "readonly",
        },
    }
    if find_spec("voila") is not None:  # which would greet Lab's reader with a warning
        config["ServerApp"]["jpserver_extensions"] = {"voila.server_extension": False}
    environment = {"JUPYTER_PREFER_ENV_PATH": "1", **own_settings()}
    if options.corpus is not None:
        environment[CHOSEN] = str(corpus_folder(options.corpus).resolve())
    return serve(config, environment, options, address)


def own_settings() -> dict[str, str]:
    """Return where Lab keeps what is set in it: a folder apart from the reader's other Labs.

    It begins as a copy of their settings. A folder that the environment names already is used.
    """
    from jupyter_core.paths import jupyter_config_dir  # noqa: PLC0415

    usual = Path(jupyter_config_dir()) / "lab" / "user-settings"
    own = usual.with_name("workbench-settings")
    with suppress(OSError):  # there is none to copy, or it is there already
        shutil.copytree(usual, own)
    return {SETTINGS_OF_LAB: os.environ.get(SETTINGS_OF_LAB, str(own))}


def serve(
    config: dict[str, dict[str, Any]], environment: dict[str, str], options: Namespace, address: str
) -> int:
    """Run JupyterLab on this machine until it is stopped, and say its address.

    Its options and its token stand in a file that only this user can read, and not on the command
    line.
    """
    token, port = secrets.token_hex(24), free_port(options.port)
    config["ServerApp"] |= {
        "ip": "127.0.0.1",
        "port": port,
        "port_retries": 0,
        "open_browser": not options.no_browser,
    }
    root = hasattr(os, "geteuid") and os.geteuid() == 0  # whom Jupyter asks for a word of consent
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # so that the server is stopped as well
    with tempfile.TemporaryDirectory(prefix="workbench-") as folder:
        file = Path(folder) / "jupyter_serverapp_config.json"
        file.write_text(json.dumps(config | {"IdentityProvider": {"token": token}}), "utf-8")
        command = [sys.executable, "-m", "jupyterlab", f"--config={file}"]
        command += ["--allow-root"] if root else []
        process = subprocess.Popen(command, env={**os.environ, **environment})  # noqa: S603 - our own command
        try:
            deadline = time.monotonic() + PATIENCE
            while not answers(port):
                if process.poll() is not None or time.monotonic() > deadline:
                    raise WorkbenchError(
                        "JupyterLab did not start; its own message is printed above."
                    )
                time.sleep(0.1)
            print(f"JupyterLab is at http://127.0.0.1:{port}/{address}?token={token}", flush=True)
            print("Ctrl-C stops it.", flush=True)
            return process.wait()
        except KeyboardInterrupt:
            return process.wait(timeout=PATIENCE)
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
    """Write the lessons to hand out.

    DIR/student has no answers and no notes, DIR/instructor has them and the guide. The folder is
    written whole or not at all.
    """
    from workbench.publish import notebooks_folder, write_copies  # noqa: PLC0415

    written = write_copies(options.folder, notebooks_folder() / "seminar")
    print(f"Wrote {len(written)} files to {options.folder}/student and /instructor.")
    return 0


def add_documents(options: Namespace) -> int:
    """Add own documents to a corpus.

    Reads text, HTML, PDF and DOCX files, folders and ZIP archives of them, and tables with a
    column of texts. What is sure is ready; a document with open questions is a draft, which is
    read but not compared: answer them in manifest.toml, in the sheet or in the form, and run
    check. The originals are kept, and adding again changes nothing.
    """
    from workbench.ingest import add  # noqa: PLC0415

    looked, sheet, column = tuple(options.looked), options.sheet, options.column
    report = add(
        options.paths, options.into, looked=looked, sheet=sheet, column=column, progress=say
    )
    print(report)
    return 0


def check_corpus(options: Namespace) -> int:
    """Verify a corpus.

    Manifest, checksums, codebooks, frames and laws; a line per finding, and what its reader has
    still to settle. The exit code is 0 if there is no finding, 1 otherwise.
    """
    from workbench.corpus import check, chosen_folder, issues, open_questions  # noqa: PLC0415
    from workbench.emphasis import Emphasis  # noqa: PLC0415
    from workbench.issues import Issue  # noqa: PLC0415
    from workbench.wording import Wording  # noqa: PLC0415

    if options.corpus is not None:
        corpus_folder(options.corpus)
    readers = [lambda corpus: Wording(corpus).reference, lambda corpus: Emphasis(corpus).readings]
    names = issues(chosen_folder(options.corpus))
    readers.append(lambda corpus: Wording(corpus).second)
    readers += [lambda corpus, issue=name: Issue(corpus, issue).reference for name in names]
    findings = check(options.corpus, readers)
    for finding in findings:
        print(finding)
    for question in [] if findings else open_questions(options.corpus):
        print(f"Open: {question}")
    number = f"{len(findings)} finding{'s' * (len(findings) != 1)}."
    print(number if findings else "The corpus is in order: no findings.")
    return 1 if findings else 0


def build_store(options: Namespace) -> int:
    """Cut up a large corpus once, so that it opens in seconds.

    Only documents that are new or have changed are built; a build that was stopped goes on where
    it was. A corpus works without it, only slower.
    """
    from workbench.corpus import build  # noqa: PLC0415
    from workbench.corpus.store import Progress  # noqa: PLC0415

    built, there = build(corpus_folder(options.corpus), progress=Progress("Building"))
    noun = "document" if built == 1 else "documents"
    print(f"Built {built:,} {noun}; {options.corpus}/built now has {there:,}.")
    return 0


def write_frames(options: Namespace) -> int:
    """Write every frame as a file.

    One file per frame, and datapackage.json, which describes each column. The folder is written
    whole or not at all.
    """
    from workbench.corpus import load  # noqa: PLC0415
    from workbench.publish.export import export, frames  # noqa: PLC0415

    paths = export(frames(load(options.corpus)), options.folder, options.format)
    print(f"Wrote {len(paths)} files to {options.folder}: {', '.join(path.name for path in paths)}")
    return 0


def publish(options: Namespace) -> int:
    """Make a site of the notebooks.

    Each page is complete without JavaScript and asks for nothing from elsewhere. With --only the
    other pages stay as they are. The folder is written whole or not at all. The pages carry today's
    date, or that of SOURCE_DATE_EPOCH; with the latter the same inputs give the same bytes.
    """
    from workbench.publish.site import site  # noqa: PLC0415

    folder = options.folder or Path("site-instructor" if options.instructor else "site")
    also = {"pdf": options.pdf, "instructor": options.instructor}
    made = site(folder, options.only, dict(options.set), **also, say=say)
    number = f"{len(made)} page{'s' * (len(made) != 1)}"
    told = f"Made {number} in {folder}: {', '.join(made)}" if made else f"{folder} is up to date."
    print(told)
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
