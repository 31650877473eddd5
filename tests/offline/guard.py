"""Refuse every connection that would leave this machine."""

import ipaddress
import socket

connect = socket.socket.connect
resolve = socket.getaddrinfo


class LeftTheMachineError(AssertionError):
    """Something tried to reach the network."""


def stays(host):
    """Say whether a host is this machine."""
    if host in {None, "", "localhost", b"localhost"}:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def guarded_connect(self, address):
    if isinstance(address, tuple) and not stays(address[0]):
        raise LeftTheMachineError(f"connection to {address[0]}")
    return connect(self, address)


def guarded_resolve(host, *rest, **named):
    if not stays(host):
        raise LeftTheMachineError(f"look-up of {host}")
    return resolve(host, *rest, **named)


def blocked_sockets(put=setattr):
    """Block, through ``put(owner, name, value)``, connections and look-ups beyond loopback."""
    put(socket.socket, "connect", guarded_connect)
    put(socket, "getaddrinfo", guarded_resolve)
