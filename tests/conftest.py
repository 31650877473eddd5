"""What every test shares: the shipped corpus, and no network."""

import pytest

import workbench
from tests.offline.guard import blocked_sockets


@pytest.fixture(autouse=True)
def _offline(monkeypatch):
    blocked_sockets(monkeypatch.setattr)


@pytest.fixture(scope="session")
def corpus():
    return workbench.load()
