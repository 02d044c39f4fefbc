"""A passkey made of software: it signs as a real one does, and as a false one would."""

import base64
import hashlib
import json
import re
from dataclasses import dataclass, field
from secrets import token_bytes
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from fido2.cose import ES256
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

ORIGIN = "https://testserver"
FLAG = AuthenticatorData.FLAG
OPTIONS = re.compile(r'<script id="passkey-options" type="application/json">(.*?)</script>', re.S)


def b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def options(page: Any) -> dict[str, Any]:
    """What the server drew for the browser, as the page carries it."""
    found = OPTIONS.search(page.content.decode())
    assert found, page.content.decode()[-3000:]
    drawn: dict[str, Any] = json.loads(found[1])["publicKey"]
    return drawn


@dataclass
class SoftwareKey:
    """One key on one device. `verified`: whether it asked for a finger; `origin`: the page it thinks it is on."""

    origin: str = ORIGIN
    verified: bool = True
    site: str = "testserver"
    id: bytes = field(default_factory=lambda: token_bytes(16))
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    handle: str = ""
    """Whose it is, as the server named them when it was made."""

    def _flags(self) -> AuthenticatorData.FLAG:
        return FLAG.UP | FLAG.UV if self.verified else FLAG.UP

    def _told(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}).encode()

    def _site(self) -> bytes:
        return hashlib.sha256(self.site.encode()).digest()

    def make(self, drawn: dict[str, Any]) -> str:
        """What the browser sends when this key is made."""
        self.handle = drawn["user"]["id"]
        told = self._told("webauthn.create", drawn["challenge"])
        public = ES256.from_cryptography_key(self.key.public_key())  # type: ignore[no-untyped-call]
        carried = AttestedCredentialData.create(b"\0" * 16, self.id, public)
        data = AuthenticatorData.create(self._site(), self._flags() | FLAG.AT, 0, carried)
        made = AttestationObject.create("none", data, {})
        response = {"clientDataJSON": b64(told), "attestationObject": b64(bytes(made)), "transports": ["internal"]}
        return self._written(response, {"credProps": {"rk": True}})

    def use(self, drawn: dict[str, Any]) -> str:
        """What the browser sends when this key is used."""
        told = self._told("webauthn.get", drawn["challenge"])
        data = bytes(AuthenticatorData.create(self._site(), self._flags(), 0))
        signature = self.key.sign(data + hashlib.sha256(told).digest(), ec.ECDSA(hashes.SHA256()))
        response = {
            "clientDataJSON": b64(told),
            "authenticatorData": b64(data),
            "signature": b64(signature),
            "userHandle": self.handle,
        }
        return self._written(response, {})

    def _written(self, response: dict[str, Any], results: dict[str, Any]) -> str:
        return json.dumps(
            {
                "id": b64(self.id),
                "rawId": b64(self.id),
                "type": "public-key",
                "authenticatorAttachment": "platform",
                "clientExtensionResults": results,
                "response": response,
            }
        )


def send(client: Client, path: str, deed: str, key: SoftwareKey, **more: str) -> Any:
    """Open the page, let the key do what it asks, and send that."""
    drawn = options(client.get(path))
    credential = key.make(drawn) if deed == "make" else key.use(drawn)
    return client.post(path.partition("?")[0], {"credential": credential, **more})
