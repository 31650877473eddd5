import pytest

from tests.corpus.made import entry, toml
from workbench.corpus.manifest import FIELDS, read_manifest
from workbench.errors import WorkbenchError

SLIP = {"para_no": 1, "printed": "teh", "note": "Misprint of the."}


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
        return str(caught.value)

    return reader


def one(**fields):
    return toml([entry("a", b"A") | fields])


def test_a_valid_table_is_given_as_it_stands(read):
    table = entry("a", b"A", slip=[SLIP])
    assert read(toml([table])) == [table]


def test_documents_are_ordered_by_event_then_name(read):
    tables = [
        entry("c", b"C", event_date="2024-06"),
        entry("b", b"B", event_date="2024-06"),
        entry("a", b"A", event_date="2025"),
    ]
    assert [table["doc_id"] for table in read(toml(tables))] == ["b", "c", "a"]


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_is_required(refusal, field):
    table = entry("a", b"A")
    del table[field]
    message = refusal(toml([table]))
    assert message.endswith(
        f"manifest.toml: document {table.get('doc_id', 1)}: the field {field} is missing "
        '("unknown" is allowed in text).'
    )


def test_an_unknown_field_is_named_with_the_fields_there_are(refusal):
    message = refusal(one(colour="red"))
    assert "document a: unknown field colour; the fields are doc_id, statement_id, year" in message


def test_an_unknown_genre_is_named_with_the_choices(refusal):
    assert (
        "document a: unknown genre 'poem'; choose statement, digest, report, unknown."
        in refusal(one(genre="poem"))
    )


def test_an_unknown_side_is_named_with_the_choices(refusal):
    assert "unknown side 'North'; choose Russian, Vietnamese, other, unknown." in refusal(
        one(side="North")
    )


@pytest.mark.parametrize("date", ["2024", "2024-06", "2024-02-29", "unknown"])
@pytest.mark.parametrize("field", ["event_date", "published"])
def test_a_date_may_be_as_exact_as_it_is_known(read, field, date):
    assert read(one(**{field: date}))[0][field] == date


@pytest.mark.parametrize("date", ["20 June 2024", "2024-6-2", "2024-02-30", "2024-13", "0000", ""])
@pytest.mark.parametrize("field", ["event_date", "published"])
def test_a_date_that_is_none_is_refused(refusal, field, date):
    assert f"document a: {field} " in refusal(one(**{field: date}))


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("doc_id", "Tass 2021", "doc_id 'Tass 2021' must be lower-case letters"),
        ("sha256", "abc", "sha256 'abc' must be 64 hexadecimal digits."),
        ("file", "raw/a.txt", "file 'raw/a.txt' must be the name of a .txt file in raw/"),
        ("file", "..\\a.txt", "must be the name of a .txt file in raw/, without a folder."),
        ("file", "a.html", "file 'a.html' must be the name of a .txt file"),
        ("year", "2024", 'year must be a whole number such as 2024, or "unknown".'),
        ("year", True, 'year must be a whole number such as 2024, or "unknown".'),
        ("year", 20240, 'year must be a whole number such as 2024, or "unknown".'),
        ("title", "", 'title must be text; write "unknown" if it is not known.'),
        ("title", "  ", 'title must be text; write "unknown" if it is not known.'),
        ("url", 7, 'url must be text; write "unknown" if it is not known.'),
    ],
)
def test_a_value_out_of_shape_is_refused(refusal, field, value, said):
    assert said in refusal(one(**{field: value}))


@pytest.mark.parametrize("field", ["doc_id", "file"])
def test_what_names_a_document_is_used_once(refusal, field):
    second = entry("b", b"B") | {field: entry("a", b"A")[field]}
    message = refusal(toml([entry("a", b"A"), second]))
    assert message.endswith(
        f"manifest.toml: {field} {second[field]} is used by more than one document."
    )


@pytest.mark.parametrize(
    "text",
    [
        "x = 1\n",
        "[document]\n",
        "document = [1]\n",
        'document = "a"\n',
        "[[text]]\n",
        one() + "[x]\n",
    ],
)
def test_a_manifest_holds_document_tables_and_no_more(refusal, text):
    assert refusal(text).endswith("must hold one [[document]] table per document, and no more.")


@pytest.mark.parametrize(
    "slip",
    [
        {"para_no": 1, "printed": "teh"},
        SLIP | {"para_no": "1"},
        SLIP | {"para_no": True},
        SLIP | {"colour": "red"},
    ],
)
def test_a_slip_out_of_shape_is_refused(refusal, slip):
    assert "document a: a slip needs para_no, printed and note" in refusal(one(slip=[slip]))


@pytest.mark.parametrize("slips", ["1", "[1]", '"teh"'])
def test_slips_that_are_no_tables_are_refused(refusal, slips):
    assert "document a: a slip needs para_no" in refusal(one() + f"slip = {slips}\n")


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        ('first = 3\nlast = 2\nzone = "body"\nreason = ""', "a zone needs first and last"),
        (
            'first = 1\nlast = 2\nzone = "menu"\nreason = "x"',
            "unknown zone 'menu'; choose title, deck",
        ),
        ('first = 1\nlast = 2\nzone = "body"\nreason = "x"', "body has none (lines 1 to 2)"),
        ('first = 1\nlast = 2\nzone = "caption"\nreason = " "', "needs a reason"),
    ],
)
def test_a_confirmed_zone_out_of_shape_is_refused(refusal, zone, said):
    assert said in refusal(f"{one()}\n[[document.zone]]\n{zone}\n")


def test_a_year_may_be_unknown(read):
    assert read(one(year="unknown"))[0]["year"] == "unknown"
