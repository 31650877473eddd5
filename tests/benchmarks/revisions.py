"""What became of each sentence of a revision, said by the workbench, difflib and redlines.

    pip install redlines rich   # the peer; not a dependency
    python -m tests.benchmarks.revisions 40   # revisions of each text; prints a table

Edit scripts keep, reword, move, split, merge, cut and add sentences of made-up statements and of three
shipped sources, so that what became of each is known (`tests.wording.revisions`). A decision is right
if its kind and all its sentences are.
"""

import sys
import tempfile
from pathlib import Path

import workbench as wb
from tests.made import made_corpus
from tests.wording.revisions import (
    KINDS,
    agreement,
    difflib_says,
    made_up,
    read_off,
    script,
    sources,
)


def redlines_says(left, right):
    """Return what the operations of redlines make of two lists of sentences.

    A sentence without a shared word is deleted or inserted, one that shares all of them with one
    other is kept; else it is reworded into that with which it shares most.
    """
    from redlines import Redlines
    from redlines.processor import concatenate_paragraphs_and_add_chr_182, tokenize_text

    texts = ["\n\n".join(side) for side in (left, right)]
    done, owners, shared = Redlines(*texts), [], {}
    runs = [tokenize_text(concatenate_paragraphs_and_add_chr_182(text)) for text in texts]
    for tokens in runs:
        at = 0
        owners.append([at := at + ("¶" in before) for before in ["", *tokens[:-1]]])
    for tag, a, b, c, _ in done.opcodes:
        for n in range(b - a) if tag == "equal" else ():
            pair = (owners[0][a + n], owners[1][c + n])
            shared[pair] = shared.get(pair, 0) + ("¶" not in runs[0][a + n])
    met, said = {}, []
    for (one, other), n in sorted(shared.items(), key=lambda row: -row[1]):
        if n and one not in met and other not in met.values():
            met[one] = other
            kept = left[one] == right[other]
            said.append(("kept" if kept else "reworded", (one,), (other,)))
    said += [("deleted", (one,), ()) for one in range(len(left)) if one not in met]
    return said + [("inserted", (), (n,)) for n in range(len(right)) if n not in met.values()]


def main(times):
    corpus = wb.load()
    scripts = [script(made_up(seed), seed) for seed in range(2 * times)]
    for doc_id in ("vgp-2025", "tass-2021", "investor-2024"):
        scripts += [script(sources(corpus, doc_id), seed) for seed in range(times)]
    texts = {}
    for n, (left, right, _) in enumerate(scripts):
        texts |= {f"a{n}": "\n\n".join(left), f"b{n}": "\n\n".join(right) + "\n"}
    said = {"workbench": [], "difflib": [], "redlines": []}
    with tempfile.TemporaryDirectory() as folder:
        study = wb.Wording(wb.load(made_corpus(Path(folder) / "c", texts, genre="statement")))
        for n, (left, right, truth) in enumerate(scripts):
            pair = study.compare(f"a{n}", f"b{n}", override=True)
            said["workbench"].append((truth, read_off(pair.synopsis, pair.links)))
            said["difflib"].append((truth, difflib_says(left, right)))
            said["redlines"].append((truth, redlines_says(left, right)))
    rates = {name: agreement(pairs) for name, pairs in said.items()}
    print(f"{rates['workbench']['true'].sum():,} decisions in {len(scripts)} revisions\n")
    print("| kind | decisions |", *(f"{name}: precision | recall |" for name in rates))
    print("|" + "---|" * (2 + 2 * len(rates)))
    for n, kind in enumerate(KINDS):
        cells = [
            f"{rows[rate][n]:.3f}" for rows in rates.values() for rate in ("precision", "recall")
        ]
        print("|", " | ".join([kind, f"{rates['workbench']['true'][n]:,}", *cells]), "|")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 40)
