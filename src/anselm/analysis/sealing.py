"""Locking bytes for one holder of a key: X25519, HKDF-SHA256 and AES-256-GCM. Randomness comes in as an argument.

A sealed value is the public half of a key used once, and the ciphertext. What is bound to it (`bound`) is not in it
and must be the same when it is opened.
"""

from __future__ import annotations

import hashlib
import hmac

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

__all__ = ["CannotOpen", "public_of", "seal", "token_of", "unseal"]

_KEY, _NONCE = 32, 12
_PURPOSE = b"anselm returned reading 1"


class CannotOpen(ValueError):
    """The key does not fit, or a byte was changed."""


def public_of(private: bytes) -> bytes:
    """The public half of 32 random bytes."""
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def token_of(private: bytes, judge_id: str) -> str:
    """What only a package made with this key for this judge holds, as hex."""
    return hmac.new(private, judge_id.encode(), hashlib.sha256).hexdigest()


def seal(content: bytes, public: bytes, once: bytes, bound: bytes) -> bytes:
    """Lock content for the holder of the private half of `public`. `once` are 32 random bytes used only here."""
    own = X25519PrivateKey.from_private_bytes(once)
    mine = own.public_key().public_bytes_raw()
    key, nonce = _derived(own.exchange(X25519PublicKey.from_public_bytes(public)), mine + public)
    return mine + AESGCM(key).encrypt(nonce, content, bound)


def unseal(sealed: bytes, private: bytes, bound: bytes) -> bytes:
    """What was locked. Raises CannotOpen."""
    holder = X25519PrivateKey.from_private_bytes(private)
    theirs, ciphertext = sealed[:_KEY], sealed[_KEY:]
    try:
        shared = holder.exchange(X25519PublicKey.from_public_bytes(theirs))
        key, nonce = _derived(shared, theirs + holder.public_key().public_bytes_raw())
        return AESGCM(key).decrypt(nonce, ciphertext, bound)
    except (InvalidTag, ValueError) as error:
        raise CannotOpen("the key does not fit, or it was changed") from error


def _derived(shared: bytes, parties: bytes) -> tuple[bytes, bytes]:
    """A key and a nonce for one sealing: both follow from a secret that is never used twice."""
    made = HKDF(algorithm=SHA256(), length=_KEY + _NONCE, salt=parties, info=_PURPOSE).derive(shared)
    return made[:_KEY], made[_KEY:]
