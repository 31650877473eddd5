"""Files become frames: the corpus, its codebooks, what a pair can prove, what readers save."""

from workbench.corpus.claims import Claims, claims
from workbench.corpus.codebooks import issues, read_operators, read_position_rules, read_topics
from workbench.corpus.load import Corpus, check, chosen_folder, labels, load, open_questions
from workbench.corpus.match import hits, voiced
from workbench.corpus.store import build
