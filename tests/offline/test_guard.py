import socket
import urllib.request

import pytest

from tests.offline.guard import LeftTheMachineError


def test_a_connection_beyond_this_machine_is_refused():
    with socket.socket() as outward, pytest.raises(LeftTheMachineError):
        outward.connect(("192.0.2.1", 80))


def test_a_name_is_not_looked_up():
    with pytest.raises(LeftTheMachineError):
        urllib.request.urlopen("http://example.org", timeout=5)


def test_loopback_stays_open():
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket() as inward:
        inward.connect(server.getsockname())
