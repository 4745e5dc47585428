"""Signing PDFs as a signing program does, with certificates made for the tests."""

import io
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers

YEAR = timedelta(days=365)
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Authority:
    """Who issues certificates."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)


def authority(name: str = "Gốc chứng thực thử nghiệm") -> Authority:
    """A root that signs itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = _name(name, "")
    made = (
        _certificate(subject, subject, key, BEGIN, 10 * YEAR)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(issues=True), critical=True)
        .sign(key, hashes.SHA256())
    )
    return Authority(made, key)


def signer(
    issuer: Authority,
    name: str = "Nguyễn Văn A",
    organ: str = "Công an tỉnh",
    *,
    begin: datetime = BEGIN,
    lasts: timedelta = YEAR,
) -> signers.SimpleSigner:
    """Somebody with a certificate of that issuer."""
    key = ec.generate_private_key(ec.SECP256R1())
    made = (
        _certificate(_name(name, organ), issuer.certificate.subject, key, begin, lasts)
        .add_extension(_usage(issues=False), critical=True)
        .sign(issuer.key, hashes.SHA256())
    )
    packed = serialization.pkcs12.serialize_key_and_certificates(
        b"signer", key, made, [issuer.certificate], serialization.NoEncryption()
    )
    loaded = signers.SimpleSigner.load_pkcs12_data(packed, [])
    assert isinstance(loaded, signers.SimpleSigner)
    return loaded


def sign(
    pdf: bytes, by: signers.SimpleSigner, *, field: str = "Chữ ký 1", md: str = "sha256"
) -> bytes:
    """The PDF with one more signature."""
    meta = signers.PdfSignatureMetadata(field_name=field, md_algorithm=md)
    out = signers.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), meta, signer=by)
    return bytes(out.getvalue())


def _certificate(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    begin: datetime,
    lasts: timedelta,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begin)
        .not_valid_after(begin + lasts)
    )


def _name(name: str, organ: str) -> x509.Name:
    parts = [x509.NameAttribute(NameOID.COMMON_NAME, name)]
    if organ:
        parts.append(x509.NameAttribute(NameOID.ORGANIZATION_NAME, organ))
    return x509.Name(parts)


def _usage(*, issues: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not issues,
        content_commitment=not issues,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=issues,
        crl_sign=issues,
        encipher_only=False,
        decipher_only=False,
    )
