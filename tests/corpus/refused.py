"""Spoil a corpus folder, and load it: it is refused in a sentence, or loads with remarks."""

import hashlib
import warnings
from contextlib import contextmanager

import pytest

import workbench
from workbench.errors import WorkbenchError, WorkbenchWarning


def refusal(folder):
    """Load a folder that must be refused; give the sentence."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", WorkbenchWarning)
        with pytest.raises(WorkbenchError) as caught:
            workbench.load(folder)
    return plain(str(caught.value), folder)


def remarks(folder):
    """Load a folder that must load with remarks; give them and the corpus."""
    with pytest.warns(WorkbenchWarning) as caught:
        corpus = workbench.load(folder)
    said = [plain(str(warning.message), folder) for warning in caught]
    assert corpus.notices == tuple(said)
    return said, corpus


def plain(message, folder):
    assert str(folder.parent) not in message
    assert "\n" not in message
    assert message.endswith((".", "?", ")."))
    return message


@contextmanager
def edited(path):
    """Let a test change the text of a file."""
    box = [path.read_text("utf-8")]
    yield box
    path.write_text(box[0], "utf-8", newline="\n")


def put(folder, file, data):
    """Put other bytes in a source, and their checksum into the manifest."""
    old = hashlib.sha256((folder / "raw" / file).read_bytes()).hexdigest()
    (folder / "raw" / file).write_bytes(data)
    with edited(folder / "manifest.toml") as text:
        text[0] = text[0].replace(old, hashlib.sha256(data).hexdigest())
