# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lab's own certificate authority, and a certificate of it for servers on 127.0.0.1."""

from __future__ import annotations

import ipaddress
import ssl
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

Certificate = Literal["good", "changed", "expired", "foreign", "misnamed"]


class Authority:
    """Its key lives as long as the process; `certificate` is what clients trust, in PEM."""

    def __init__(self, name: str = "Lab CA") -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = _common_name(name)
        built = (
            _builder(self._name, self._name, self._key.public_key())
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(_SIGNS_CERTIFICATES, critical=True)
            .add_extension(self._key_identifier, critical=False)
            .sign(self._key, hashes.SHA256())
        )
        self.certificate = built.public_bytes(serialization.Encoding.PEM)

    @property
    def _key_identifier(self) -> x509.SubjectKeyIdentifier:
        return x509.SubjectKeyIdentifier.from_public_key(self._key.public_key())

    def changing_context(self, shown: Callable[[], Certificate]) -> ssl.SSLContext:
        """TLS for a server that shows another certificate whenever `shown` says so: of this authority and valid
        (`changed`: with another key), expired, of a foreign authority, for another name."""
        contexts: dict[Certificate, ssl.SSLContext] = {"good": self.server_context()}

        def choose(connection: ssl.SSLObject, name: str | None, context: ssl.SSLContext) -> None:
            kind = shown()
            if kind not in contexts:
                signer = Authority("Foreign CA") if kind == "foreign" else self
                contexts[kind] = signer.server_context(expired=kind == "expired", misnamed=kind == "misnamed")
            connection.context = contexts[kind]

        # Called without a name too, as for an address.
        contexts["good"].sni_callback = choose
        return contexts["good"]

    def server_context(self, *, expired: bool = False, misnamed: bool = False) -> ssl.SSLContext:
        """TLS for a server on 127.0.0.1 (and localhost), with a new key."""
        key = ec.generate_private_key(ec.SECP256R1())
        names: list[x509.GeneralName] = [x509.IPAddress(ipaddress.ip_address("127.0.0.1")), x509.DNSName("localhost")]
        if misnamed:
            names = [x509.DNSName("other.lab.example")]
        ended = datetime.now(UTC) - timedelta(hours=1) if expired else None
        authority = x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(self._key_identifier)
        certificate = (
            _builder(_common_name("127.0.0.1"), self._name, key.public_key(), ended)
            .add_extension(x509.SubjectAlternativeName(names), critical=False)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(authority, critical=False)
            .sign(self._key, hashes.SHA256())
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        with tempfile.TemporaryDirectory() as folder:
            chain = Path(folder, "chain.pem")
            chain.touch(mode=0o600)
            secret = key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
            chain.write_bytes(secret + certificate.public_bytes(serialization.Encoding.PEM))
            context.load_cert_chain(chain)
        return context


_SIGNS_CERTIFICATES = x509.KeyUsage(
    digital_signature=True,
    content_commitment=False,
    key_encipherment=False,
    data_encipherment=False,
    key_agreement=False,
    key_cert_sign=True,
    crl_sign=True,
    encipher_only=False,
    decipher_only=False,
)


def _common_name(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, ended: datetime | None = None
) -> x509.CertificateBuilder:
    today = datetime.now(UTC)
    return x509.CertificateBuilder(
        issuer_name=issuer,
        subject_name=subject,
        public_key=key,
        serial_number=x509.random_serial_number(),
        not_valid_before=today - timedelta(days=1),
        not_valid_after=ended or today + timedelta(days=365),
    )
