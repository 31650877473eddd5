"""One paragraph a document, with the variants of a made-up codebook."""

import json
import warnings

import pytest

import workbench as wb
from tests.made import entry, manifest

UNKNOWN = dict.fromkeys("statement_id series published publisher side title".split(), "unknown")
ZONES = """
[[rule]]
zone = "boilerplate"
reason = "advertisement"
pattern = "^Buy "

[[marker]]
marker = "point number"
pattern = '\\d{1,3}\\.\\s+'
"""
VARIANTS = {
    "vietnam": ["Viet Nam", "Vietnam"],
    "hanoi": ["Ha Noi"],
    "eaeu": ["EAEU", "Eurasian Economic Union", "Eurasian Economic Union (EAEU)"],
}
FORMS = {form: word for word, forms in VARIANTS.items() for form in forms}


@pytest.fixture(scope="session")
def search_of(tmp_path_factory):
    """Return the search over made-up texts d1, d2, …; columns replace what is made up."""

    def made(*texts, **columns):
        folder = tmp_path_factory.mktemp("texts")
        (folder / "raw").mkdir(parents=True)
        (folder / "codebook").mkdir()
        tables = []
        for number, text in enumerate(texts):
            facts = UNKNOWN | {column: values[number] for column, values in columns.items()}
            tables.append(entry(f"d{number + 1}", text, **facts))
            (folder / "raw" / tables[-1]["file"]).write_bytes(text.encode())
        (folder / "manifest.toml").write_text(manifest(tables), "utf-8")
        (folder / "codebook" / "zones.toml").write_text(ZONES, "utf-8")
        variants = [
            f"[[variant]]\nword = {json.dumps(word)}\nforms = {json.dumps(forms)}"
            for word, forms in VARIANTS.items()
        ]
        (folder / "codebook" / "variants.toml").write_text("\n".join(variants), "utf-8")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", wb.WorkbenchWarning)  # a text without body
            return wb.Search(wb.load(folder))

    return made


@pytest.fixture
def found(search_of):
    """Return the matches of a query in one text, as printed."""

    def matches(text, query, **choices):
        places = search_of(text).find(query, **choices)
        return [text[start:end] for start, end in places.select("start", "end").iter_rows()]

    return matches


@pytest.fixture(scope="session")
def search(corpus):
    return wb.Search(corpus)
