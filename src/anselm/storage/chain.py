"""The arithmetic of history: a row's digest keyed by its own salt, and the chain that binds each event to the last."""

from __future__ import annotations

import hashlib
import hmac

__all__ = ["GENESIS", "digest_of", "hash_of"]

GENESIS = "0" * 64
_SEPARATOR = "\x1f"


def digest_of(salt: str, body: str | None, command_id: str = "") -> str:
    """HMAC-SHA256 of a row's body and the step it belongs to under its salt, hex; a removed row has no body."""
    said = f"{command_id}{_SEPARATOR}{body or ''}"
    return hmac.new(bytes.fromhex(salt), said.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def hash_of(
    origin_id: str,
    seq: int,
    at: str,
    actor_id: str,
    kind: str,
    subject_kind: str,
    subject_id: str,
    version: int,
    digest: str,
    prev: str,
) -> str:
    """The hash of one event, which the next one repeats as its `prev`."""
    parts = (origin_id, str(seq), at, actor_id, kind, subject_kind, subject_id, str(version), digest, prev)
    return hashlib.sha256(_SEPARATOR.join(parts).encode()).hexdigest()
