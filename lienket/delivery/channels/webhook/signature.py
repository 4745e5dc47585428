"""The signature of a request: HMAC-SHA256 over "timestamp.body" with the secret of the path."""

import hashlib
import hmac


def sign(secret: str, timestamp: str, body: bytes) -> str:
    """The value of the header LienKet-Signature; `timestamp` is Unix time in seconds."""
    signed = timestamp.encode() + b"." + body
    return "v1=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


def verify(secret: str, timestamp: str, body: bytes, signature: str) -> bool:
    """Whether a request is ours. Receivers also refuse timestamps that are minutes off."""
    return hmac.compare_digest(sign(secret, timestamp, body).encode(), signature.encode())
