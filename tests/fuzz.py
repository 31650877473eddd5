"""Kill, crowd, damage and feed the workbench at random, and count what comes of it.

    python -m tests.fuzz 0.1 builds files    # a tenth of the counts in docs/reliability.md, of these

Every trial has a folder and a seed of its own, which is printed with a fault. The work is done in
forks, which may be killed; this process itself computes no frame, so that it may be forked.
"""

import io
import os
import random
import signal
import sys
import tempfile
import time
import traceback
import unicodedata
import warnings
import zipfile
from collections import Counter
from multiprocessing import get_context
from pathlib import Path

import nbformat
import polars as pl

import workbench as wb
from tests.corpus.test_any_text import PIECES
from tests.made import RIVER, TEXT, few, made_corpus
from workbench.corpus import build, check, load, notes, read_topics
from workbench.corpus.load import check_originals, check_sources, laws
from workbench.errors import WorkbenchError
from workbench.ingest import Source, add
from workbench.publish.export import export
from workbench.publish.site import site

FORKS = get_context("fork")
#: Seconds after which a trial is said to have no end; what a process writes.
PATIENCE, EACH = 300, 4
CHANGES, WRITES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir"}, os.O_WRONLY | os.O_RDWR
SHEET = {"topic": ("sea",), "actor": (), "operator": (), "strength": ()}


def controls(text):
    return [sign for sign in text if unicodedata.category(sign) == "Cc" and sign != "\n"]


def carried_out(pipe, function, given, kill):
    """Do it here, killed at a change of files (a whole number) or after some seconds."""
    count = iter(range(sys.maxsize))

    def hook(event, about):
        changes = event in CHANGES or (event == "open" and (about[2] or 0) & WRITES)
        if changes and next(count) >= kill:
            os.kill(os.getpid(), signal.SIGKILL)

    if isinstance(kill, int):
        sys.addaudithook(hook)
    elif kill:
        signal.setitimer(signal.ITIMER_REAL, kill)
    warnings.simplefilter("ignore")
    try:
        pipe.send(("right", function(*given)))
    except WorkbenchError as error:
        pipe.send(("fault" if controls(str(error)) else "said", str(error)))
    except BaseException:  # noqa: BLE001 - that is what is looked for
        pipe.send(("fault", traceback.format_exc()))


def begun(function, *given, kill=None):
    ours, theirs = FORKS.Pipe()
    process = FORKS.Process(target=carried_out, args=(theirs, function, given, kill))
    process.start()
    theirs.close()
    return process, ours


def ended(process, pipe):
    """Return what came of it (right, said or killed) and the answer; a fault raises."""
    try:
        came = pipe.recv() if pipe.poll(PATIENCE) else ("fault", "it had no end")
    except EOFError:
        came = ("killed", "")
    process.kill()
    process.join()
    assert came[0] != "fault", came[1]
    return came


def apart(function, *given, kill=None):
    return ended(*begun(function, *given, kill=kill))


# What is done to a folder, and may be killed, or done twice at once


def text_of(name):
    return f"Lake {name}\n\nThe towns agreed on trade, and they met {name} times.\n\n{RIVER}"


def adding(folder, names):
    return str(add([Source(f"{name}.txt", text_of(name).encode()) for name in names], folder))


def building(folder, _):
    return build(folder)


def exporting(folder, _):
    return len(export({"documents": load(folder).documents}, folder.with_name("out"), "parquet"))


def publishing(folder, _):
    os.environ["WORKBENCH_CORPUS"] = str(folder)
    return site(folder.with_name("site"), notebooks=folder.with_name("notebooks"))


def noting(folder, names):
    corpus = load(folder)
    line = corpus.paragraphs.filter(zone="body").row(0, named=True)
    for name in names:
        code = notes.Code(line["doc_id"], line["para_no"], "sea", note=name)
        notes.save_code(folder, corpus.paragraphs, SHEET, "anna", code)
        notes.save_codebook(read_topics(folder), folder, "mine", overwrite=True)


JOBS = {"adds": adding, "builds": building, "exports": exporting, "notes": noting, "sites": publishing}  # fmt: skip


def opened(folder):
    """Open all of a corpus, hold it to the laws, and return its texts."""
    corpus = load(folder)
    found = [*laws(corpus), *check_sources(folder), *check_originals(folder)]
    assert not found, found
    return corpus.documents["text"].to_list()


def prepared(place, job):
    """Make what a job needs, and return the folder of the corpus."""
    (place / "notebooks").mkdir()
    made = nbformat.v4
    cells = [made.new_markdown_cell("# Lake"), made.new_code_cell("import workbench")]
    nbformat.write(made.new_notebook(cells=cells), place / "notebooks" / "lake.ipynb")
    return place / "mine" if job == "adds" else few(place / "mine", *map(text_of, "abcd"))


def whole(folder, job, names):
    """Hold what is there to what processes said they did."""
    texts = apart(opened, folder)[1]
    assert not [path for path in folder.iterdir() if path.suffix == ".tmp"]
    if job == "adds":
        assert {text_of(name) for name in names} <= set(texts)
    if job == "notes":
        codes = (folder / "codes" / "anna.toml").read_text()
        assert all(f'note = "{name}"' in codes for name in names)


def names_of(draw):
    return [f"n{number}" for number in draw.sample(range(60), EACH)]


def killed(job, draw, place):
    folder, every, before, state = prepared(place, job), [], set(), ""
    for _ in range(draw.randint(1, 3)):
        every += (names := names_of(draw))
        kill = draw.choice([draw.randrange(60), draw.uniform(0.01, 0.6)])
        state = apart(JOBS[job], folder, names, kill=kill)[0]
        manifest = folder / "manifest.toml"
        if job == "adds" and manifest.exists() and draw.random() < 0.4:
            tables = manifest.read_text().split("[[document]]")  # a reader deletes one by hand
            tables.pop(draw.randrange(1, len(tables)))
            manifest.write_text("[[document]]".join(tables))
        elif job != "adds":
            apart(opened, folder)
        before |= {path.read_bytes() for path in folder.glob("originals/*")}
    assert apart(JOBS[job], folder, every)[0] == "right"
    whole(folder, job, every)
    assert before <= {path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return state


def crowded(job, draw, place):
    folder, each = prepared(place, job), [names_of(draw) for _ in range(draw.randint(2, 4))]
    came = [ended(*one) for one in [begun(JOBS[job], folder, names) for names in each]]
    fine = [names for names, (state, _) in zip(each, came, strict=True) if state == "right"]
    assert fine, came
    whole(folder, job, [name for names in fine for name in names])
    return "right" if len(fine) == len(each) else "said"


# What is offered, and what is damaged


def zipped(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def table_of(n):
    out = io.BytesIO()
    pl.DataFrame({"text": [f"They met {one} times." for one in range(n // 10)]}).write_parquet(out)
    return out.getvalue()


def turned(draw, data):
    data = bytearray(data)
    for _ in range(draw.randint(1, 9)):
        data[draw.randrange(len(data))] ^= 1 << draw.randrange(8)
    return bytes(data)


def harmed(draw, data):
    """Spoil a file: bits turned, cut, zero bytes, marks, another encoding, doubled, emptied."""
    at, bad = draw.randrange(len(data) + 1), draw.choice([b"\0" * 9, b"\x1b[2J\x07", b"\xff"])
    return draw.choice([
        turned(draw, data), data[:at], data[at:], b"\xef\xbb\xbf" + data, data * 2, b"",
        data.decode("latin-1").encode("utf-16"), data[:at] + bad + data[at:],
    ])  # fmt: skip


def hostile(draw):
    """Make a file that nobody should have to read."""
    n = draw.choice([300, 3_000, 60_000])
    page = f"<p>{RIVER}</p><script>alert(1)</script>"
    made = {
        "deep.html": "<div>" * n + page, "wide.html": page * (n // 30), "open.html": "<table><tr><td>" * n + "x",
        "odd.html": f"<meta charset=utf-16><p>&#{n};&#0;&#x110000;{'&amp' * n}</p>",
        "line.txt": "word " * n, "sign.txt": "x" * n, "marks.txt": "e" + "\u0301" * n, "lines.txt": "\n\n".join(["A line."] * n),
        "brackets.txt": "(" * n + "“" * n, "maths.txt": f"$$\\input{{x}}$$ from $4 to $5 <img src=x onerror=y>\n\n{RIVER}",
        "two.csv": "text,text\na,b\n", "rows.csv": "text\n" + '"They met."\n' * (n // 20), "bomb.zip": zipped({"a.txt": " " * 10 * n}),
        "huge.zip": zipped({f"{i}.txt": b"\0" * 10**8 for i in range(6)}) if n == 300 else "PK\3\4",
        "slip.zip": zipped({"../../x.txt": RIVER, "/etc/y.txt": RIVER, "a\x1b[2J.txt": RIVER}),
        "x.docx": zipped({"word/document.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]>" + "<a>" * n}),
        "x.xlsx": zipped({"xl/workbook.xml": "<a/>"}), "x.parquet": apart(table_of, n)[1], "x.rtf": "{\\rtf1 x}",
        "x.pdf": "%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 1 0 R/Kids[1 0 R]>> endobj\n" + "[" * n,
    }  # fmt: skip
    name = draw.choice([*made])
    data = made[name].encode() if isinstance(made[name], str) else made[name]
    spoilt = harmed(draw, data) if draw.random() < 0.5 else data
    return draw.choice(["", "a\x1b]0;x\x07", "\u202e", "ключ ", "x" * 120]) + name, spoilt


def taken(offered, folder):
    told = str(add([offered], folder))
    if (folder / "manifest.toml").exists():
        opened(folder)
        corpus = load(folder)
        shown = str(wb.Sources(corpus).reading(corpus.documents["doc_id"][0]).html())
        assert "mathjax_ignore" in shown
        assert not any(mark in shown for mark in ("<script>alert", "<img src"))
    return told


def files(draw, place):
    (place / "in").mkdir()
    for name, data in (hostile(draw) for _ in range(3)):
        (place / "in" / name).write_bytes(data)
    (place / "in" / "link.txt").symlink_to(draw.choice(["/dev/null", "link.txt", "none.txt"]))
    state, told = apart(taken, place / "in", place / "mine")
    assert not controls(told)
    return "said" if "Refused" in told or "Open" in told else state


def tables(draw, place):
    folder = few(place / "mine", TEXT, RIVER)
    apart(noting, folder, "ab")
    path = draw.choice(sorted(folder.rglob("*.toml")))
    path.write_bytes(spoilt := harmed(draw, path.read_bytes()))
    apart(check, folder)
    apart(noting, folder, "c")
    assert path.read_bytes() == spoilt or path.parent.name in ("codes", "own")
    return apart(opened, folder)[0]


def parts(draw, place):
    folder = few(place / "mine", TEXT, RIVER)
    apart(build, folder)
    path = draw.choice(sorted((folder / "built").glob("*/*")))
    path.write_bytes(turned(draw, path.read_bytes()))
    state = apart(opened, folder)[0]
    assert state == "said" or path.suffix == ".json"
    assert apart(build, folder)[0] == apart(opened, folder)[0] == "right"
    return state


def texts(draw, place):
    """Cut up a thousand texts."""
    signs = [*PIECES, "<b>", "$x$", "\\(", *map(chr, range(32, 0x3000, 7))]
    made = ["".join(draw.choices(signs, k=draw.randint(1, 60))) for _ in range(1_000)]
    folder = made_corpus(place / "mine", {f"d{n}": f"{text} met {n}." for n, text in enumerate(made)})  # fmt: skip
    return apart(opened, folder)[0]


TRIALS = {"killed": killed, "crowds": crowded, "files": files, "tables": tables, "parts": parts, "texts": texts}  # fmt: skip
#: How often each is tried.
OFTEN = dict.fromkeys([f"killed {job}" for job in JOBS] + [f"crowds of {job}" for job in JOBS], 50)
OFTEN |= {"killed sites": 10, "files": 200, "tables": 100, "parts": 100, "texts": 50}


def main(times=1.0, *wanted):
    for name, often in OFTEN.items():
        if wanted and not any(word in name for word in wanted):
            continue
        trial, *job = name.replace(" of", "").split()
        came, start = Counter(), time.monotonic()
        for seed in range(max(1, round(often * times))):
            with tempfile.TemporaryDirectory(prefix="fuzz-") as work:
                try:
                    draw = random.Random(f"{name} {seed}")  # noqa: S311
                    came[TRIALS[trial](*job, draw, Path(work))] += 1
                except Exception:  # noqa: BLE001 - it is told, and the next is tried
                    came["fault"] += 1
                    print(f"{name} {seed}: {traceback.format_exc()[-3000:]}", flush=True)
        told = " | ".join(str(came[state]) for state in ("right", "said", "killed", "fault"))
        print(
            f"| {name} | {came.total()} | {told} | {time.monotonic() - start:.0f} s |", flush=True
        )


if __name__ == "__main__":
    main(*map(float, sys.argv[1:2]), *sys.argv[2:])
