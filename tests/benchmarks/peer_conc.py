"""The jobs of conc."""

import shutil
from pathlib import Path

import polars as pl
import spacy
from conc.concordance import Concordance
from conc.corpus import Corpus
from peer_terms import CONTEXT, COUNTED, PAGE, Answer, Clock

#: conc switches these parts of a model off, and needs them to be there.
SWITCHED_OFF = ("parser", "ner", "lemmatizer", "tagger", "senter", "tok2vec", "attribute_ruler")


def model(folder: Path) -> None:
    """Save a model with spaCy's tokenizer for English; conc uses no other part of a model."""
    nlp = spacy.blank("en")
    for name in SWITCHED_OFF:
        nlp.add_pipe("sentencizer", name=name)
    nlp.to_disk(folder / "model")


def build(folder: Path) -> Answer:
    """Build a conc corpus from the same files as its users do."""
    shutil.rmtree(folder / "conc", ignore_errors=True)
    corpus = Corpus("made", "made of sentences").build_from_files(
        str(folder / "corpus" / "raw"), str(folder / "conc"), model=str(folder / "model")
    )

    def answer() -> dict[str, list[float]]:
        table = corpus.vocab.select("token", "frequency_lower").collect()
        counts = {
            word: table.filter(pl.col("token") == word)["frequency_lower"].to_list()
            for word in COUNTED
        }
        return {"documents": [corpus.document_count], **counts}

    return answer


def lines(folder: Path, query: str, clock: Clock) -> Answer:
    """Show the first page of 20 lines, sorted by the words to the right."""
    corpus = Corpus().load(str(folder / "conc" / "made.corpus"))
    clock()
    page = Concordance(corpus).concordance(
        query, context_length=CONTEXT, order="1R2R3R", page_size=PAGE
    )
    told = page.summary_data
    return lambda: {
        "lines": [told["total_count"]],
        "documents": [told["total_docs"]],
        "page": [page.df.height],
    }
