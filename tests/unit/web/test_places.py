"""Where the server may be reached, decided before it listens."""

from __future__ import annotations

import ipaddress
import json
import socket
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from itertools import product
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from tests import factories
from tests.visiting import Site

from anselm.bootstrap import Workbench
from anselm.cli.serve import Place, _who_is_there, check_open, settings_for
from anselm.domain.errors import Refused
from anselm.web.server import Tls, listening
from anselm.web.settings import is_loopback

OTHERS = ("0.0.0.0", "::", "192.0.2.7", "wards.example", "10.0.0.1", "::ffff:10.0.0.1", "0", "")
OURS = ("127.0.0.1", "127.9.9.9", "::1", "[::1]", "localhost")


def certificate(folder: Path) -> Tls:
    """A certificate of our own making for wards.example and 192.0.2.7."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "wards.example")])
    names = [
        x509.DNSName("wards.example"),
        x509.DNSName("localhost"),
        x509.IPAddress(ipaddress.ip_address("192.0.2.7")),
    ]
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem, private = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    (folder / "cert.pem").write_bytes(made.public_bytes(pem))
    (folder / "key.pem").write_bytes(key.private_bytes(pem, private, serialization.NoEncryption()))
    return Tls(str(folder / "cert.pem"), str(folder / "key.pem"))


def with_passwords(workbench: Workbench) -> None:
    for one in workbench.people():
        factories.owner(workbench).do("study.set_password", id=one.id, password="a long password")


@pytest.mark.parametrize("address", OTHERS)
def test_an_address_others_can_reach_is_not_loopback(address: str) -> None:
    assert not is_loopback(address)


@pytest.mark.parametrize("address", OURS)
def test_loopback_in_each_of_its_forms(address: str) -> None:
    assert is_loopback(address)


@pytest.mark.parametrize("passwords", [False, True])
def test_no_combination_opens_a_study_to_others_without_encryption_and_passwords(
    passwords: bool, workbench: Workbench
) -> None:
    if passwords:
        with_passwords(workbench)
    for address, way in product(OTHERS, ("plain", "tls", "proxy")):
        tls, proxy = (Tls("c", "k") if way == "tls" else None), ("wards.example" if way == "proxy" else None)
        place = Place(address, tls=tls, proxy=proxy)
        if way != "plain" and passwords:
            check_open(workbench, place)
        else:
            with pytest.raises(Refused):
                check_open(workbench, place)


def test_on_loopback_nothing_is_asked_for_but_a_proxy_there_needs_passwords(workbench: Workbench) -> None:
    check_open(workbench, Place())
    with pytest.raises(Refused, match="Without one: Ada"):
        check_open(workbench, Place(proxy="wards.example"))


def test_an_account_that_ended_needs_no_password(workbench: Workbench) -> None:
    with_passwords(workbench)
    factories.colleague(workbench, "Ben")
    ben = next(one.id for one in workbench.people() if one.name == "Ben")
    with pytest.raises(Refused, match="Ben"):
        check_open(workbench, Place(proxy="wards.example"))
    factories.owner(workbench).do("study.end_researcher", id=ben)
    check_open(workbench, Place(proxy="wards.example"))


def test_hosts_are_exact(tmp_path: Path) -> None:
    own = settings_for(Place(), 7340)
    assert own.hosts == {"127.0.0.1:7340", "localhost:7340", "[::1]:7340"}
    assert (own.scheme, own.private, own.secure) == ("http", True, False)
    proxied = settings_for(Place(proxy="Wards.example"), 7340)
    assert (proxied.hosts, proxied.scheme, proxied.private) == ({"wards.example"}, "https", False)
    tls = settings_for(Place("192.0.2.7", tls=certificate(tmp_path)), 8443)
    assert tls.hosts == {"192.0.2.7:8443", "wards.example:8443", "localhost:8443"}
    assert settings_for(Place("192.0.2.7", tls=certificate(tmp_path)), 443).hosts >= {"192.0.2.7", "wards.example"}


def test_a_certificate_that_cannot_be_read_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "cert.pem").write_text("no certificate")
    with pytest.raises(Refused, match="cannot be read"):
        settings_for(Place("192.0.2.7", tls=Tls(str(tmp_path / "cert.pem"), "k")), 8443)


def test_answers_are_not_held_back_to_be_sent_together() -> None:
    """Only where the protocol of the socket is named does asyncio switch the waiting off."""
    with listening("127.0.0.1", 0, else_any=False) as sock:
        assert sock.proto == socket.IPPROTO_TCP


def test_a_port_that_is_taken_is_refused_when_it_was_asked_for() -> None:
    with listening("127.0.0.1", 0, else_any=False) as first:
        port = first.getsockname()[1]
        with pytest.raises(Refused, match="cannot listen"):
            listening("127.0.0.1", port, else_any=False)
        with listening("127.0.0.1", port, else_any=True) as second:
            assert second.getsockname()[1] != port


def test_a_port_that_is_taken_names_the_study_that_is_there(there: Site) -> None:
    body = json.dumps({"study_title": "Side by Side"}).encode()

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing is said."""

    assert there.visitor().get("/api/v1/session").json["study_title"]
    with HTTPServer(("127.0.0.1", 0), Answers) as server:
        threading.Thread(target=server.handle_request, daemon=True).start()
        assert "the study “Side by Side” is served" in _who_is_there(server.server_port)
    with listening("127.0.0.1", 0, else_any=False) as silent:
        assert "another program" in _who_is_there(silent.getsockname()[1])
