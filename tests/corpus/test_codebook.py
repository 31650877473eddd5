import pytest

from tests.corpus.made import MARKERS, RULES, VARIANTS_TOML, ZONES_TOML
from workbench.corpus.codebook import read_variants, read_zones
from workbench.errors import WorkbenchError


@pytest.fixture
def codebook(tmp_path):
    def write(text):
        path = tmp_path / "my-corpus" / "codebook" / "book.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    return write


def rule(**keys):
    made = {"zone": "caption", "reason": "photo", "pattern": "^Photo"} | keys
    lines = [f"{key} = {value!r}" for key, value in made.items() if value is not None]
    return "\n".join(["[[rule]]", *lines]) + "\n"


def test_rules_and_markers_are_given_in_order(codebook):
    assert read_zones(codebook(ZONES_TOML)) == (RULES, MARKERS)


def test_a_codebook_of_rules_alone_is_enough(codebook):
    assert read_zones(codebook(rule())) == (
        [{"zone": "caption", "reason": "photo", "pattern": "^Photo"}],
        [],
    )


NO_RULE = {
    "unknown zone": (rule(zone="footer"), "'footer' is not one of title, deck, byline"),
    "no zone": (rule(zone=None), "None is not one of title, deck"),
    "no reason": (rule(reason=None), "needs a reason; its keys are line, pattern"),
    "empty reason": (rule(reason=""), "needs a reason"),
    "reason that is no text": (rule(reason=7), "needs a reason"),
    "publisher that is no text": (rule(publisher=7), "all text"),
    "unknown key": (rule(colour="red"), "its keys are line, pattern, publisher, reach, reason"),
    "pattern and line": (rule(line="short"), "needs either pattern or line"),
    "neither": (rule(pattern=None), "needs either pattern or line"),
    "unknown line": (rule(pattern=None, line="last"), "is not one of title, after title, short"),
    "unknown reach": (rule(reach="to start"), "'to start' is not one of to end"),
    "bad pattern": (rule(pattern="(oops"), "'(oops' is not a valid pattern"),
    "look-ahead": (rule(pattern="a(?=b)"), "'a(?=b)' is not a valid pattern"),
    "empty pattern": (rule(pattern=""), "pattern must be text"),
}


@pytest.mark.parametrize(("text", "said"), NO_RULE.values(), ids=NO_RULE)
def test_a_rule_out_of_shape_is_named_by_its_number(codebook, text, said):
    with pytest.raises(WorkbenchError) as caught:
        read_zones(codebook(rule() + text))
    assert str(caught.value).startswith("my-corpus/codebook/book.toml: rule 2: ")
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("marker", "said"),
    [
        ('marker = "star"\npattern = "x"', "'star' is not one of point number, bullet"),
        ('marker = "bullet"\npattern = "["', "'[' is not a valid pattern"),
        ('marker = "bullet"', "pattern must be text"),
    ],
)
def test_a_marker_out_of_shape_is_named_by_its_number(codebook, marker, said):
    with pytest.raises(WorkbenchError, match=r"book\.toml: marker 1: ") as caught:
        read_zones(codebook(f"[[marker]]\n{marker}\n"))
    assert said in str(caught.value)


@pytest.mark.parametrize(
    "text", ["x = 1\n", "rule = 1\n", "[rule]\n", "[[role]]\n", "rule = [1]\n"]
)
def test_a_zones_file_holds_its_tables_and_no_more(codebook, text):
    with pytest.raises(WorkbenchError, match=r"must hold \[\[marker\]\] and \[\[rule\]\] tables"):
        read_zones(codebook(text))


def test_variants_map_each_form_to_its_word(codebook):
    assert read_variants(codebook(VARIANTS_TOML)) == {"Viet Nam": "vietnam", "Vietnam": "vietnam"}


def variants(*pairs):
    return "".join(f"[[variant]]\nword = {word!r}\nforms = {forms!r}\n" for word, forms in pairs)


@pytest.mark.parametrize(
    ("first", "second"),
    [("Viet Nam", "Viet Nam"), ("Viet Nam", "VIET NAM"), ("Viet Nam", "Viet-Nam’s")],
)
def test_a_form_cannot_be_joined_to_two_words(codebook, first, second):
    text = variants(("vietnam", [first]), ("laos", [second]))
    with pytest.raises(WorkbenchError) as caught:
        read_variants(codebook(text))
    assert str(caught.value) == (
        f"my-corpus/codebook/book.toml: variant 2: the form {second!r} is joined to two words."
    )


def test_a_form_may_be_repeated_for_the_same_word(codebook):
    text = variants(("vietnam", ["Viet Nam"]), ("vietnam", ["Viet Nam"]))
    assert read_variants(codebook(text)) == {"Viet Nam": "vietnam"}


@pytest.mark.parametrize("form", ["", "—", "( )"])
def test_a_form_holds_a_word(codebook, form):
    with pytest.raises(WorkbenchError, match=r"variant 1: the form .* holds no word"):
        read_variants(codebook(variants(("x", [form]))))


@pytest.mark.parametrize(
    "text",
    [
        "[[variant]]\nword = 'a'\n",
        "[[variant]]\nforms = ['a']\n",
        "[[variant]]\nword = ''\nforms = ['a']\n",
        "[[variant]]\nword = 'A'\nforms = ['a']\n",
        "[[variant]]\nword = 'a'\nforms = []\n",
        "[[variant]]\nword = 'a'\nforms = 'a'\n",
        "[[variant]]\nword = 'a'\nforms = [1]\n",
        "[[variant]]\nword = 1\nforms = ['a']\n",
    ],
)
def test_a_variant_out_of_shape_is_refused(codebook, text):
    with pytest.raises(WorkbenchError, match="variant 1: needs a word in lower case and a list"):
        read_variants(codebook(text))
