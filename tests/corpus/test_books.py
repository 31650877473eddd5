"""Hand-kept files: what is wrong is said with the file, the place and the valid choices."""

import hashlib
import re
from functools import partial
from pathlib import Path
from typing import Literal

import pytest
from msgspec import Struct

from tests.made import cases, entry, manifest
from workbench.corpus.books import (
    FIELDS,
    convert,
    decode,
    label,
    read_glossary,
    read_manifest,
    read_toml,
    toml,
)
from workbench.corpus.store import read_source
from workbench.errors import WorkbenchError

CASES = cases(__file__)

SLIP = {"para_no": 1, "printed": "teh", "note": "Misprint of the."}
ZONE = {"first": 1, "last": 2, "zone": "caption", "reason": "under a picture"}
PARTY = '[[corpus.party]]\nparty = "North"\nnames = ["North"]\nadjectives = ["Northern"]\n'
OTHER = '[[corpus.party]]\nparty = "South"\nnames = ["South"]\n'
NEEDED = [name for name in FIELDS if name not in {"series", "composition_note"}]


@pytest.fixture
def read(tmp_path):
    def reader(text):
        (tmp_path / "manifest.toml").write_text(text, "utf-8")
        return read_manifest(tmp_path / "manifest.toml")

    return reader


@pytest.fixture
def refusal(read):
    def reader(text):
        with pytest.raises(WorkbenchError) as caught:
            read(text)
        said = str(caught.value)
        assert said.endswith(".")
        assert "\n" not in said
        return said.partition("manifest.toml: ")[2]

    return reader


def one(head="", **fields):
    return manifest([entry("a", "A") | fields], head)


def test_a_valid_table_is_read_as_it_stands(read):
    table = entry("a", "A", slip=[SLIP], zone=[ZONE], draft=["Columns: two are guessed."])
    (document,) = read(manifest([table])).document
    assert {name: getattr(document, name) for name in table if name not in {"slip", "zone"}} == {
        name: value for name, value in table.items() if name not in {"slip", "zone"}
    }
    assert [(slip.para_no, slip.printed, slip.note) for slip in document.slip] == [
        (1, "teh", SLIP["note"])
    ]
    assert [(z.first, z.last, z.zone, z.reason) for z in document.zone] == [tuple(ZONE.values())]


def test_documents_keep_the_order_of_the_manifest(read):
    tables = [entry(name, name, event_date=date) for name, date in (("c", "2025"), ("a", "2021"))]
    assert [one.doc_id for one in read(manifest(tables)).document] == ["c", "a"]


def test_parties_are_read_with_their_names(read):
    more = 'capitals = ["Nordby"]\npeople = { Ann = ["Ann Berg", "President Berg"] }\n'
    (party,) = read(one(PARTY + more, side="Northern")).corpus.party
    assert (party.party, party.names, party.capitals, party.offices) == (
        "North",
        ["North"],
        ["Nordby"],
        [],
    )
    assert party.people == {"Ann": ["Ann Berg", "President Berg"]}


@pytest.mark.parametrize("field", NEEDED)
def test_a_missing_key_is_named_with_the_keys_there_are(refusal, field):
    table = entry("a", "A")
    del table[field]
    said = refusal(manifest([table]))
    assert f": the key {field} is missing; the keys are doc_id, statement_id, year" in said


@pytest.mark.parametrize("date", ["2024", "2024-06", "2024-02-29", "unknown"])
@pytest.mark.parametrize("field", ["event_date", "published"])
def test_a_date_may_be_as_exact_as_it_is_known(read, field, date):
    assert getattr(read(one(**{field: date})).document[0], field) == date


@pytest.mark.parametrize("date", ["20 June 2024", "2024-6-2", "2024-02-30", "2024-13", "0000", ""])
@pytest.mark.parametrize("field", ["event_date", "published"])
def test_a_date_that_is_none_is_refused(refusal, field, date):
    assert re.match(f"document “a”[,:] {field}: ", refusal(one(**{field: date})))


A = "document “a”"
KEYS = "the keys are"
FAULTS = {
    "unknown key": ({"colour": "red"}, f"{A}: unknown key colour; {KEYS} doc_id, statement_id"),
    "genre": ({"genre": "poem"}, f"{A}, genre: 'poem' is not a choice; choose digest, report,"),
    "doc_id": ({"doc_id": "Tass 2021"}, "document “Tass 2021”, doc_id: must be lower-case letters"),
    "sha256": ({"sha256": "abc"}, f"{A}, sha256: must be 64 hexadecimal digits (not 'abc')."),
    "a folder": ({"file": "raw/a.txt"}, f"{A}, file: must be the name of a .txt file in raw/"),
    "another folder": ({"file": "..\\a.txt"}, f"{A}, file: must be the name of a .txt file"),
    "another kind": ({"file": "a.html"}, f"{A}, file: must be the name of a .txt file"),
    "year as text": ({"year": "2024"}, f"{A}, year: '2024' is not a choice; choose a whole num"),
    "year as truth": ({"year": True}, f"{A}, year: must be a whole number or text, not true"),
    "year too large": ({"year": 20240}, f"{A}, year: must be at most 9999."),
    "blank": ({"title": "  "}, f'{A}, title: must be text; write "unknown" if it is not known'),
    "a number": ({"url": 7}, f"{A}, url: must be text, not a whole number."),
    "draft as text": ({"draft": "x"}, f"{A}, draft: must be a list, not text."),
    "slip, less": ({"slip": [{"para_no": 1, "printed": "teh"}]}, f"{A}, slip 1: the key note is"),
    "slip, more": ({"slip": [SLIP | {"x": 1}]}, f"{A}, slip 1: unknown key x; {KEYS} para_no, pr"),
    "slip, text": ({"slip": [SLIP | {"para_no": "1"}]}, f"{A}, slip 1, para_no: must be a whole"),
    "zone, order": ({"zone": [ZONE | {"first": 3}]}, f"{A}, zone 1: lines 3 to 2 are no lines;"),
    "zone, choice": ({"zone": [ZONE | {"zone": "menu"}]}, f"{A}, zone 1, zone: 'menu' is not a c"),
    "zone, from 0": ({"zone": [ZONE | {"first": 0}]}, f"{A}, zone 1, first: must be at least 1."),
    "zone, why": ({"zone": [ZONE | {"reason": " "}]}, f"{A}, zone 1: a zone other than body needs"),
    "zone, body": ({"zone": [ZONE | {"zone": "body"}]}, f"{A}, zone 1: a zone other than body needs"),
}  # fmt: skip


@pytest.mark.parametrize(("fields", "said"), FAULTS.values(), ids=FAULTS)
def test_a_value_out_of_shape_is_refused(refusal, fields, said):
    assert refusal(one(**fields)).startswith(said)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x = 1\n", "unknown key x; the keys are document, corpus."),
        ("[document]\n", "document: must be a list, not a table."),
        ("document = [1]\n", "document 1: must be a table, not a whole number."),
        ("document = []\n", "document: must not be empty."),
        ('document = "a"\n', "document: must be a list, not text."),
        (one() + "[x]\n", "unknown key x;"),
        (one() + "slip = 1\n", "document “a”, slip: must be a list, not a whole number."),
        (one("[corpus]\nx = 1\n"), "corpus: unknown key x; the keys are name, party."),
        (one("[[corpus.party]]\nnames = ['N']\n"), "corpus, party 1: the key party is missing;"),
        (one(PARTY + "people = { Ann = [1] }\n"), "corpus, party “North”, people 1: must be text"),
        (one(PARTY, side="East"), "document “a”, side: 'East' is not a choice; choose Northern,"),
        (one(PARTY + PARTY), "corpus: the name 'north' is claimed by two parties."),
        (
            one(PARTY + OTHER.replace("South", "NORTH")),
            "corpus: the name 'north' is claimed by two parties.",
        ),
        (
            one(PARTY + OTHER.replace("South", "—")),
            "corpus, party “—”, party: must hold a word (not '—').",
        ),
        (
            one(PARTY + OTHER, side="East"),
            "document “a”, side: 'East' is not a choice; choose Northern, South,",
        ),
    ],
)
def test_a_manifest_out_of_shape_is_refused(refusal, text, said):
    assert refusal(text).startswith(said)


@pytest.mark.parametrize("field", ["doc_id", "file"])
def test_what_names_a_document_is_used_once(refusal, field):
    second = entry("b", "B") | {field: entry("a", "A")[field]}
    said = refusal(manifest([entry("a", "A"), second]))
    assert said == f"{field} {second[field]} is used by more than one document."


@pytest.mark.parametrize(("path", "name"), CASES["labels"])
def test_a_file_is_named_by_its_last_folders(path, name):
    assert label(Path(path)) == name


@pytest.mark.parametrize("text", ["a\r\nb", "\ufeffa", "a\u00a0b", "ký 🤝", " a "])
def test_decoding_changes_nothing(text):
    assert decode(text.encode(), "a.txt") == text


BAD = {
    "empty": (b"", "the file is empty."),
    "white space": (b" \n\t\r\n", "the file is empty."),
    "non-breaking spaces": ("\u00a0\u3000".encode(), "the file is empty."),
    "byte order mark alone": ("\ufeff\n".encode(), "the file is empty."),
    "UTF-16, little end first": ("a".encode("utf-16"), "the file is UTF-16; save it as UTF-8."),
    "UTF-16, big end first": (b"\xfe\xff\x00a", "the file is UTF-16; save it as UTF-8."),
    "zero bytes": (b"PK\x03\x04\x00\x00", "the file is not text (it has zero bytes)."),
    "binary": (b"\x89PNG\r\n\x1a\n", "the file is not UTF-8 (byte 1); if it is Latin-1"),
    "Windows-1252": ("“a”".encode("cp1252"), "the file is not UTF-8 (byte 1); if it is Latin-1"),
    "Latin-1": (
        "a déjà".encode("latin-1"),
        "the file is not UTF-8 (byte 4); if it is Latin-1 or Windows-1252, save it as UTF-8.",
    ),
}


@pytest.mark.parametrize(("data", "said"), BAD.values(), ids=BAD)
@pytest.mark.parametrize("file", ["a.txt", "a.toml"])
def test_what_is_no_text_is_refused_in_a_sentence(tmp_path, file, data, said):
    (tmp_path / file).write_bytes(data)
    sha256 = hashlib.sha256(data).hexdigest()
    read_it = read_toml if file == "a.toml" else partial(read_source, sha256=sha256)
    with pytest.raises(WorkbenchError) as caught:
        read_it(tmp_path / file)
    assert str(caught.value).partition(f"/{file}: ")[2].startswith(said)


def test_a_source_is_read_as_it_stands(tmp_path):
    data = b"One.\r\n\r\nTwo. \n"
    (tmp_path / "a.txt").write_bytes(data)
    assert read_source(tmp_path / "a.txt", hashlib.sha256(data).hexdigest()) == data.decode()


@pytest.mark.parametrize("data", [b"One.\nTwo.\n", b"One.\r\nTwo.\r\n"])
def test_a_checksum_that_differs_by_line_ends_alone_says_so(tmp_path, data):
    other = data.replace(b"\r\n", b"\n") if b"\r" in data else data.replace(b"\n", b"\r\n")
    (tmp_path / "a.txt").write_bytes(other)
    with pytest.raises(WorkbenchError, match=r"a\.txt: only the line ends differ .*core\.autocrlf"):
        read_source(tmp_path / "a.txt", hashlib.sha256(data).hexdigest())


def test_toml_may_begin_with_a_byte_order_mark(tmp_path):
    (tmp_path / "a.toml").write_text("\ufeffx = 1\n", "utf-8")
    assert read_toml(tmp_path / "a.toml") == {"x": 1}


def test_malformed_toml_is_refused_with_its_line(tmp_path):
    (tmp_path / "a.toml").write_text("x = 1\ny = \n", "utf-8")
    with pytest.raises(WorkbenchError, match=r"a\.toml: malformed TOML: .*line 2"):
        read_toml(tmp_path / "a.toml")


@pytest.mark.parametrize(
    "text", ["", 'He said "no"\\\n', "\x00\x07\x1f\x7f", "é\u2028\ufeff🤝", "\t\r"]
)
def test_a_written_string_is_read_back(tmp_path, text):
    (tmp_path / "a.toml").write_text(f"x = {toml(text)}\n", "utf-8", newline="")
    assert read_toml(tmp_path / "a.toml") == {"x": text}


class Cup(Struct, forbid_unknown_fields=True):
    sort: Literal["green", "black"]


class Tray(Struct, forbid_unknown_fields=True):
    cup: list[Cup]


def test_a_fault_deep_in_a_file_is_placed():
    with pytest.raises(WorkbenchError) as caught:
        convert({"cup": [{"sort": "green"}, {"sort": "red"}]}, Tray, "tray.toml")
    assert str(caught.value) == (
        "tray.toml: cup 2, sort: 'red' is not a choice; choose black, green."
    )


ENTRY = '[[entry]]\nterm = "zone"\nforms = ["zones"]\nmeaning = "A part."\n'


@pytest.fixture
def glossary(tmp_path):
    def reader(text):
        (tmp_path / "glossary.toml").write_text(text, "utf-8")
        return read_glossary(tmp_path / "glossary.toml")

    return reader


def test_terms_are_in_alphabetical_order(glossary):
    entries = glossary(ENTRY + ENTRY.replace("zone", "DOC"))
    assert [(one.term, one.forms) for one in entries] == [("DOC", ["DOCs"]), ("zone", ["zones"])]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x = 1\n", "unknown key x; the keys are entry."),
        ('[[entry]]\nterm = "zone"\n', "entry “zone”: the key meaning is missing; the keys are"),
        (ENTRY.replace('["zones"]', '"zones"'), "entry “zone”, forms: must be a list, not text."),
        (ENTRY.replace("A part.", " "), "entry “zone”, meaning: must be text"),
        (ENTRY + ENTRY.replace('"zone"', '"band"'), "'zones' is claimed twice."),
    ],
)
def test_a_glossary_out_of_shape_is_refused(glossary, text, said):
    with pytest.raises(WorkbenchError) as caught:
        glossary(text)
    assert str(caught.value).partition("glossary.toml: ")[2].startswith(said)
