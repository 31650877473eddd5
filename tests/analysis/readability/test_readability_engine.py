import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

import workbench
from workbench.analysis.readability import engine
from workbench.analysis.readability.engine import feature, features, key

OFFLINE = """
import socket
def blocked(*args, **kwargs):
    raise OSError("no network")
class Blocked(socket.socket):
    __init__ = blocked
socket.socket, socket.create_connection, socket.getaddrinfo = Blocked, blocked, blocked
import polars as pl
from workbench.analysis.readability import readability_of_texts
texts = pl.DataFrame({"doc_id": ["a"], "text": ["Once upon a time."]})
print(round(readability_of_texts(texts)["value"][0], 3))
from workbench.analysis.readability.engine import engine
print(round(engine()[0].flesch_reading_ease("Once upon a time."), 3))
"""

#: word: syllables, letters, long, mini, polysyllable, difficult, complex, easy, source
WORDS = {
    "hat": (1, 3, False, True, False, False, False, True, "dictionary"),
    "cooperation": (5, 11, True, False, True, True, True, False, "dictionary"),
    "together": (3, 8, True, False, True, False, False, True, "dictionary"),
    "won't": (1, 4, False, False, False, False, False, True, "dictionary"),
    "u.s.": (1, 2, False, True, False, False, False, True, "dictionary"),
    "2025": (1, 4, False, False, False, True, False, False, "number"),
    "3.5": (1, 2, False, True, False, True, False, False, "number"),
    "zzbilitation": (4, 12, True, False, True, True, True, False, "hyphenation guess"),
}


@pytest.mark.parametrize("word", WORDS)
def test_what_textstat_says_of_a_word(word):
    assert feature(word) == (word, *WORDS[word])


def test_plain_words_are_answered_as_textstat_would():
    words = workbench.load().tokens.select(key("form")).to_series().unique().to_list()
    asked = {word: feature(word) for word in {*words, *WORDS}}
    assert {row[0]: row for row in features(asked).iter_rows()} == asked


def test_words_are_folded_before_they_are_asked_for():
    forms = pl.DataFrame({"form": ["Nam’s", "NAM'S", "U.S."]})
    assert forms.select(key("form")).to_series().to_list() == ["nam's", "nam's", "u.s."]


def test_known_words_are_not_asked_again(monkeypatch):
    known = features(["hat"])
    monkeypatch.setattr(engine, "feature", pytest.fail)
    assert features(["hat", "hat"], known).equals(known)


def run(code: str) -> list[str]:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_no_network_is_needed():
    assert run(OFFLINE) == ["97.025", "97.025"]


def test_textstat_is_imported_in_one_file_and_only_when_used():
    package = Path(workbench.__file__).parent
    users = [
        file.name
        for file in package.rglob("*.py")
        if any(
            line.strip().startswith(("import textstat", "from textstat"))
            for line in file.read_text(encoding="utf-8").splitlines()
        )
    ]
    assert users == ["engine.py"]
    code = "import sys, workbench, workbench.analysis.readability; print('textstat' in sys.modules)"
    assert run(code) == ["False"]


def test_words_of_letters_are_answered_as_textstat_answers_them():
    stat, table = engine.engine()
    words = sorted(word for word in table if word.isalpha())[::150]
    assert len(words) > 700
    rows = features(words).select("key", "syllables", "letters", "long", "mini", "difficult")
    for word, syllables, letters, long, mini, difficult in rows.iter_rows():
        assert syllables == stat.syllable_count(word)
        assert letters == stat.letter_count(word)
        assert long == (stat.long_word_count(word, 6) > 0)
        assert mini == (stat.miniword_count(word, 3) > 0)
        assert difficult == stat.is_difficult_word(word, 0)
