"""One paragraph a document, with the variants of a made-up codebook."""

import hashlib
import itertools
import json
import warnings

import pytest

import workbench as wb

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
    numbers = itertools.count()
    base = tmp_path_factory.mktemp("texts")

    def made(*texts, **columns):
        folder = base / str(next(numbers))
        (folder / "raw").mkdir(parents=True)
        (folder / "codebook").mkdir()
        tables = []
        for number, text in enumerate(texts):
            name = f"d{number + 1}"
            data = text.encode()
            (folder / "raw" / f"{name}.txt").write_bytes(data)
            table = dict.fromkeys(
                "statement_id publisher side title language_note date_note rights url".split(),
                "unknown",
            ) | {"doc_id": name, "file": f"{name}.txt", "year": 2024, "event_date": "2024",
                 "published": "unknown", "genre": "digest",
                 "sha256": hashlib.sha256(data).hexdigest()}  # fmt: skip
            table |= {column: values[number] for column, values in columns.items()}
            lines = [f"{key} = {json.dumps(value)}" for key, value in table.items()]
            tables.append("\n".join(["[[document]]", *lines]))
        (folder / "manifest.toml").write_text("\n\n".join(tables), "utf-8")
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
