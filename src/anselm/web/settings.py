"""What the server is told when it starts: where it answers, how much it takes, and how long a session lasts."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass

__all__ = ["LOOPBACK_NAMES", "Settings", "is_loopback", "on_loopback"]

LOOPBACK_NAMES = ("127.0.0.1", "localhost", "[::1]")
_MINUTE = 60.0
_HOUR = 3600.0


@dataclass(frozen=True, slots=True)
class Settings:
    """`hosts` are the exact values of the Host header that are answered; sizes in bytes, times in seconds.

    `private` says that only this computer reaches the server, so that a launch link may stand for a password
    nobody has set; `proxied` that a named proxy adds the visitor's address and speaks TLS.
    """

    port: int
    hosts: frozenset[str]
    scheme: str = "http"
    private: bool = True
    proxied: bool = False
    json_bytes: int = 8 * 2**20
    upload_bytes: int = 512 * 2**20
    patience: float = 20.0
    idle: float = 30 * _MINUTE
    idle_alone: float = 12 * _HOUR
    absolute: float = 12 * _HOUR
    guesses: int = 10
    guesses_within: float = 15 * _MINUTE
    beat: float = 15.0
    frame_gap: float = 0.1
    frames_kept: int = 500

    @property
    def secure(self) -> bool:
        """Whether the browser speaks TLS with us or with the proxy."""
        return self.scheme == "https"

    @property
    def cookie(self) -> str:
        """The name of the session cookie: neighbours on other ports of this computer have their own."""
        return f"{'__Host-' if self.secure else ''}anselm-{self.port}"


def on_loopback(port: int) -> frozenset[str]:
    """The values of Host by which a browser on this computer reaches a port."""
    return frozenset(f"{name}:{port}" for name in LOOPBACK_NAMES)


def is_loopback(address: str) -> bool:
    """Whether only this computer can reach the address. A name other than `localhost` is not one."""
    if address == "localhost":
        return True
    try:
        return ipaddress.ip_address(address.strip("[]")).is_loopback
    except ValueError:
        return False
