"""The workbench in the browser: `anselm serve`."""

from __future__ import annotations

import logging
import os
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from anselm.domain.errors import Refused

if TYPE_CHECKING:
    from anselm.bootstrap import Workbench
    from anselm.web.server import Tls
    from anselm.web.settings import Settings

PORT = 7340
LOOPBACK = "127.0.0.1"


def serve(
    study: Path = typer.Argument(..., metavar="STUDY", help="The study's folder."),
    port: int | None = typer.Option(None, min=0, max=65535, help=f"The port; {PORT} or a free one when left out."),
    no_browser: bool = typer.Option(False, "--no-browser", help="Print the link and open no browser."),
    as_: str | None = typer.Option(None, "--as", help="Whom the link signs in, when they have no password."),
    listen: str = typer.Option(LOOPBACK, help="Another address to listen on; needs TLS or a proxy, and passwords."),
    tls_cert: Path | None = typer.Option(None, help="The certificate, for another address."),
    tls_key: Path | None = typer.Option(None, help="The key of the certificate."),
    behind_proxy: str | None = typer.Option(None, help="The name under which a proxy with TLS offers this server."),
    upload_mb: int = typer.Option(512, min=1, help="The largest file that is taken, in MB."),
    idle_minutes: int = typer.Option(30, min=1, help="How long one stays signed in without doing anything."),
) -> None:
    """Open a study in the browser.

    Only this computer can reach it. It runs until Ctrl-C.

    Example: anselm serve my-study
    """
    if (tls_cert is None) != (tls_key is None):
        print("A certificate and its key are named together.", file=sys.stderr)
        raise typer.Exit(2)
    place = Place(listen, port, _tls(tls_cert, tls_key), behind_proxy, upload_mb, idle_minutes)
    serve_study(study, place, as_=as_, browser=not no_browser)


def _tls(certificate: Path | None, key: Path | None) -> Tls | None:
    if certificate is None or key is None:
        return None
    from anselm.web.server import Tls

    return Tls(str(certificate), str(key))


class Place:
    """Where the server shall answer, as asked for on the command line."""

    def __init__(
        self,
        listen: str = LOOPBACK,
        port: int | None = None,
        tls: Tls | None = None,
        proxy: str | None = None,
        upload_mb: int = 512,
        idle_minutes: int = 30,
    ) -> None:
        self.listen, self.port, self.tls, self.proxy = listen, port, tls, proxy
        self.upload_bytes, self.idle = upload_mb * 2**20, idle_minutes * 60.0


def serve_study(folder: Path, place: Place | None = None, *, as_: str | None = None, browser: bool = True) -> None:
    """Serve a study until a signal comes. Raises AnselmError when it cannot be opened or may not be offered."""
    from anselm.bootstrap import open_study

    place = place or Place()
    logging.basicConfig(format="anselm: %(message)s", level=logging.WARNING, stream=sys.stderr)
    with open_study(folder, program="anselm serve") as workbench:
        chosen = None if as_ is None else workbench.viewer(as_).researcher_id
        _run(workbench, place, chosen, browser=browser)


def _run(workbench: Workbench, place: Place, as_: str | None, *, browser: bool) -> None:
    from anselm.web.app import create_app
    from anselm.web.server import listening, run

    check_open(workbench, place)
    sock = listening(place.listen, PORT if place.port is None else place.port, else_any=place.port is None)
    port = sock.getsockname()[1]
    if place.port is None and port != PORT:
        print(f"anselm: {_who_is_there(PORT)}, so this study is at port {port}.", file=sys.stderr, flush=True)
    settings = settings_for(place, port)
    application = create_app(workbench, settings, as_=as_)

    def ready() -> None:
        link = _link(place, settings, application.launch.word)
        print(f"anselm: ready {link}", flush=True)
        threading.Thread(target=application.warm, daemon=True).start()
        if browser:
            threading.Thread(target=_open_browser, args=(link,), daemon=True).start()

    def renewed(word: str) -> None:
        print(f"anselm: to come in again {_link(place, settings, word)}", flush=True)

    application.launch.renewed = renewed
    run(application, sock, ready, place.tls)


def _who_is_there(port: int) -> str:
    """Who answers at a port that is taken, in words."""
    import json
    import urllib.error
    import urllib.request

    try:
        with urllib.request.urlopen(f"http://{LOOPBACK}:{port}/api/v1/session", timeout=1) as answer:
            title = json.loads(answer.read(65_536)).get("study_title")
    except (OSError, ValueError, AttributeError):
        title = None
    if title:
        return f"port {port} is where the study “{title}” is served"
    return f"port {port} is taken by another program"


def check_open(workbench: Workbench, place: Place) -> None:
    """Say no to an address others can reach, unless it is encrypted and everyone has a password."""
    from anselm.web.settings import is_loopback

    if is_loopback(place.listen) and place.proxy is None:
        return
    if place.tls is None and place.proxy is None:
        raise Refused(
            f"Others can reach {place.listen}, so Anselm answers there only over TLS.",
            advice="Name --tls-cert and --tls-key, or the proxy that encrypts with --behind-proxy.",
        )
    without = [one.name for one in workbench.people() if one.ended_at is None and not workbench.has_password(one.id)]
    if without:
        raise Refused(
            f"Where others can reach it, everyone needs a password. Without one: {', '.join(without)}.",
            advice="Set the passwords in the workbench on this computer first.",
        )


def settings_for(place: Place, port: int) -> Settings:
    """Where the server answers and what it takes."""
    from anselm.web.settings import Settings, is_loopback, on_loopback

    own = is_loopback(place.listen)
    hosts = set(on_loopback(port)) if own and place.tls is None else set()
    if place.proxy is not None:
        hosts = {place.proxy.lower()}
    elif not own or place.tls is not None:
        hosts |= {_with_port(name, port) for name in {place.listen, *_names_in(place.tls)}}
    return Settings(
        port=port,
        hosts=frozenset(hosts),
        scheme="http" if place.tls is None and place.proxy is None else "https",
        private=own and place.proxy is None,
        proxied=place.proxy is not None,
        upload_bytes=place.upload_bytes,
        idle=place.idle,
    )


def _with_port(name: str, port: int) -> str:
    host = f"[{name}]" if ":" in name else name.lower()
    return host if port == 443 else f"{host}:{port}"


def _names_in(tls: Tls | None) -> set[str]:
    """The names and addresses a certificate is for."""
    if tls is None:
        return set()
    from cryptography import x509

    try:
        certificate = x509.load_pem_x509_certificate(Path(tls.certificate).read_bytes())
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (OSError, ValueError, x509.ExtensionNotFound) as error:
        raise Refused("The certificate cannot be read, or names no address.", advice="It is a PEM file.") from error
    addresses = {str(one) for one in names.get_values_for_type(x509.IPAddress)}
    return set(names.get_values_for_type(x509.DNSName)) | addresses


def _link(place: Place, settings: Settings, word: str) -> str:
    default = _with_port(place.listen, settings.port)
    host = place.proxy.lower() if place.proxy is not None else default
    return f"{settings.scheme}://{host}/?launch={word}"


def _open_browser(link: str) -> None:
    """Open the browser of the desktop. Without a desktop one would get a browser for the terminal, in this one."""
    import webbrowser

    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return
    webbrowser.open(link)
