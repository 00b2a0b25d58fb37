"""What pyHanko says of signed PDFs: one line per signature.

Usage: judge.py ROOT-CERTIFICATE[,ANOTHER...] FILE... A file whose name holds "lt" is also judged for the long term: with
nothing but the revocation data that it holds itself; "lta" as EN 319 102-1 section 5.6.3 has it.
"""
import asyncio
import logging
import sys

from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import DocumentSecurityStore, ades, policy_decl, validate_pdf_signature, validate_pdf_timestamp
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.context import CertValidationPolicySpec
from pyhanko_certvalidator.policy_decl import REQUIRE_REVINFO, CertRevTrustPolicy
from pyhanko_certvalidator.registry import SimpleTrustManager

logging.disable(logging.CRITICAL)
roots = [load_cert_from_pemder(path) for path in sys.argv[1].split(",")]


def plain(signature):
    context = ValidationContext(trust_roots=roots, allow_fetching=False)
    if signature.sig_object.get("/Type") == "/DocTimeStamp":
        status = validate_pdf_timestamp(signature, context)
        return status.intact and status.valid and status.trusted
    return validate_pdf_signature(signature, context, context).bottom_line


def long_term(signature):
    store = DocumentSecurityStore.read_dss(signature.reader)
    settings = {"trust_roots": roots, "allow_fetching": False, "revocation_mode": "require"}
    contexts = [store.as_validation_context(settings) for _ in range(2)]
    return "OK" if validate_pdf_signature(signature, *contexts).bottom_line else "FAILED"


def archival(signature):
    spec = policy_decl.SignatureValidationSpec(
        cert_validation_policy=CertValidationPolicySpec(
            trust_manager=SimpleTrustManager.build(trust_roots=roots),
            revinfo_policy=CertRevTrustPolicy(REQUIRE_REVINFO),
        ),
        revinfo_gathering_policy=policy_decl.RevocationInfoGatheringSpec(
            online_fetching_rule=policy_decl.RevinfoOnlineFetchingRule.LOCAL_ONLY
        ),
    )
    result = asyncio.run(ades.ades_lta_validation(signature, policy_decl.PdfSignatureValidationSpec(spec)))
    return str(result.ades_subindic).split(".")[-1]


for path in sys.argv[2:]:
    name = path.rsplit("/", 1)[-1]
    try:
        with open(path, "rb") as file:
            # In its strict mode it refuses hybrid files altogether.
            reader = PdfFileReader(file, strict="hybrid" not in name)
            signatures = reader.embedded_signatures
            if not signatures:
                print(name, "-", "nothing")
            for signature in signatures:
                try:
                    words = "valid" if plain(signature) else "invalid"
                    if "lt" in name and signature.sig_object.get("/Type") != "/DocTimeStamp":
                        words += " " + (archival if "lta" in name else long_term)(signature)
                except Exception as error:
                    words = f"error {type(error).__name__}: {error}"
                print(name, signature.field_name, words)
    except Exception as error:
        print(name, "-", f"error {type(error).__name__}: {error}")
