"""The proof: what a verb is in two statements and in a press text, so that a witness is seen at work."""

import polars as pl

from workbench.corpus import Corpus
from workbench.errors import Missing
from workbench.figures import Figure, texts

#: How a source has a verb, by the voice of the passage.
SAYS = {"stated": "says", "quoted": "quotes", "reported": "reports"}


def trio(corpus: Corpus, positions: pl.DataFrame) -> tuple[str, str, str]:
    """Return an earlier source, a full statement, and a press text about the same statement.

    Takes the positions frame of one issue; all three take a position. The latest statement is
    chosen, and the latest source before it. Raises `Missing` where the corpus has no such three.

    Examples
    --------
    >>> import workbench as wb
    >>> corpus = wb.load()
    >>> trio(corpus, wb.Issue(corpus, "ukraine").positions)
    ('tass-2024', 'vgp-2025', 'vov-2025')
    """
    rows = [corpus.document(one) for one in positions["doc_id"].unique(maintain_order=True)]
    rows = sorted(rows, key=lambda row: row["event_date"], reverse=True)
    for full in (row["doc_id"] for row in rows if row["genre"] == "statement"):
        others = [row["doc_id"] for row in rows if row["doc_id"] != full]
        pairs = {one: corpus.claims(one, full, override=True) for one in others}
        earlier = [one for one in others if pairs[one].allows("kept") and pairs[one].left == one]
        told = [one for one in others if pairs[one].relation == "one statement"]
        if earlier and told:
            return earlier[0], full, told[0]
    raise Missing(
        "a statement that takes a position on this issue, with an earlier source and a press text "
        "about it that take one too"
    )


def cards(corpus: Corpus, positions: pl.DataFrame, three: tuple[str, str, str]) -> pl.DataFrame:
    """Return a card per source: its first position up to the name of the issue, the verb marked.

    Takes the positions frame and the sources of `trio`; gives the columns of
    `texts.quotation_cards`, and ``verb`` (of the ladder) and ``printed`` (as the source prints it).
    """
    made = []
    for doc_id, joined in zip(three, ("", *joins(corpus, positions, three)), strict=True):
        at = positions.filter(doc_id=doc_id).row(0, named=True)
        text, document = at["text"], corpus.document(doc_id)
        whole = corpus.paragraphs.filter(doc_id=doc_id, para_no=at["para_no"])["text"].item()
        name = at["name_used"] or at["object"]
        end = text.find(name) + len(name) if name in text else len(text)
        end = max(end, at["operator_end"] - at["start"])
        made.append(
            {
                "doc_id": doc_id,
                "label": f"{corpus.label(doc_id)}, {document['genre']}",
                "date": document["event_date"],
                "publisher": document["publisher"],
                "para_no": at["para_no"],
                "text": f"{text[:end]} …" if text[end:].strip(" .") else text[:end],
                "phrase_start": at["operator_start"] - at["start"],
                "phrase_end": at["operator_end"] - at["start"],
                "passage": whole,
                "joined": joined,
                "verb": at["operator"],
                "voice": at["voice"],
                "printed": at["operator_text"],
            }
        )
    return pl.DataFrame(made)


def joins(corpus: Corpus, positions: pl.DataFrame, three: tuple[str, str, str]) -> tuple[str, str]:
    """Say how the second card is joined to the first, and the third to the second."""
    verbs = [positions.filter(doc_id=one)["operator"][0] for one in three]
    said = ["the same verb" if one == verbs[1] else "a verb of its own" for one in verbs]
    year = corpus.document(three[1])["event_date"][:4]
    return f"The next statement, {year}: {said[0]}.", f"A press text about it: {said[2]}."


def proof(corpus: Corpus, positions: pl.DataFrame, issue: str) -> Figure:
    """Draw an earlier source, a statement and its press text side by side, each with its verb.

    Takes the positions frame of one issue and the issue's label. The title says which of the three
    differ; the way from the earlier source to the press text is crossed out, for it proves nothing.
    """
    three = trio(corpus, positions)
    made = cards(corpus, positions, three)
    first, _, last = (corpus.label(one) for one in three)
    verbs, printed, voices = (made[one].to_list() for one in ("verb", "printed", "voice"))
    told = [f"{SAYS[voice]} “{verb}”" for voice, verb in zip(voices, printed, strict=True)]
    full, kind = f"the statement of {made['date'][1][:4]}", corpus.document(three[2])["genre"]
    title = f"On {issue} {first} {told[0]}, {full} {told[1]} and {last}, its {kind}, {told[2]}"
    if len(set(verbs)) == 1:
        title = f"On {issue} {first} {told[0]}; {full} and {last}, its {kind}, have the same verb"
    elif verbs[0] == verbs[1]:
        title = f"On {issue} {first} {told[0]} and {full} says the same; only {last}, its {kind}, {told[2]}"
    pair = corpus.claims(three[0], three[2], override=True)
    why = "Neither of the two press texts quotes its verb." if "quoted" not in voices else ""
    crossed = f"From {first} straight to {last}: proves nothing. {why or pair.emphasis.why}"
    crossed = "" if pair.allows("emphasis") else crossed
    spoken = "; ".join(f"{one['label']}: “{one['text']}”" for one in made.iter_rows(named=True))
    return Figure(
        name="proof",
        title=title,
        subtitle=f"The first position on {issue} in each source, up to the name of the issue.",
        source=texts.source_line(corpus.documents.filter(pl.col("doc_id").is_in(three))),
        alt=f"Three quotations side by side. {spoken}. {crossed}",
        body=texts.quotation_cards(made, crossed),
        table=made.select("label", "publisher", "date", "para_no", "printed", "text"),
        headers={
            "label": "Source",
            "publisher": "Publisher",
            "date": "Date",
            "para_no": "Paragraph",
            "printed": "Verb",
            "text": "Passage",
        },
    )
