"""Made-up corpora with an issue of their own, and the shipped issues."""

import pytest

import workbench as wb
from tests.made import made_corpus

SHIPPED = ("ukraine", "east-sea", "nuclear-energy")
PARTIES = """
[[corpus.party]]
party = "Ruritania"
names = ["Ruritania", "Kingdom of Ruritania"]
adjectives = ["Ruritanian"]
capitals = ["Strelsau"]
offices = ["king", "chancellor"]
people = { Rudolf = ["King Rudolf"] }

[[corpus.party]]
party = "Borduria"
names = ["Borduria"]
adjectives = ["Bordurian"]
capitals = ["Szohod"]
offices = ["marshal"]
"""
ZONES = '[[rule]]\nzone = "heading"\nreason = "heading inside the text"\nline = "short"\n'
LAKE = """
[issue]
label = "the lake"
question = "?"
about = "x"
core = ["blue lake", "grey lake", "pact"]
titles = ["pact"]
negators = ["not"]
names_note = "A note on the names."

[issue.names]
"Blue" = ["blue lake"]
"Grey" = ["grey lake"]
"titles" = ["pact"]

[[date]]
day = 2022-05-01
what = "The lake froze"
"""
TERM = """
[[term]]
term = "{term}"
label = "{term}"
definition = "x"

[[term.rule]]
rule = "{term}"
pattern = '{pattern}'
example = "{term}"
near_miss = "nothing"
"""
HEADING = TERM[TERM.index("[[term.rule]]") :].replace("example", 'scope = "heading"\nexample')
TERMS = {
    "blue lake": "blue lake",
    "grey lake": "grey lake",
    "pact": "pact on (?:the )?(?:blue|grey) lake|pact",
    "fish": "fish",
    "law": "law",
}


def lake() -> str:
    """Write the codebook of a lake with two names, a pact named after it, and two more terms."""
    parts = [LAKE]
    for term, pattern in TERMS.items():
        parts.append(TERM.format(term=term, pattern=pattern))
        if term == "grey lake":
            heading = HEADING.format(term=term, pattern=pattern)
            parts.append(heading.replace(f'rule = "{term}"', 'rule = "heading: grey lake"'))
    return "".join(parts)


@pytest.fixture
def make(tmp_path):
    """Write a corpus of these texts with the issue *lake*; a list gives a column its values."""

    def made(texts, parties=PARTIES, **columns):
        about = {"side": "unknown", "year": 2021, "event_date": "2021", "published": "unknown"}
        tables = {
            doc_id: about | {name: values[number] for name, values in columns.items()}
            for number, doc_id in enumerate(texts)
        }
        folder = made_corpus(tmp_path / "corpus", texts, tables)
        (folder / "codebook" / "zones.toml").write_text(ZONES, "utf-8")
        (folder / "codebook" / "issues" / "lake.toml").write_text(lake(), "utf-8")
        manifest = folder / "manifest.toml"
        manifest.write_text(f"[corpus]\n{parties}{manifest.read_text('utf-8')}", "utf-8")
        return wb.load(folder)

    return made


@pytest.fixture
def lake_of(make):
    """Give the study of the lake in a corpus of these texts."""
    return lambda texts, **columns: wb.Issue(make(texts, **columns), "lake")


@pytest.fixture(scope="session")
def shipped(corpus):
    """Give each shipped issue."""
    return {name: wb.Issue(corpus, name) for name in SHIPPED}
