"""What pyHanko says of signed PDFs: one line per signature.

Usage: judge.py UNIX-TIME ROOT-CERTIFICATE FILE... A file whose name holds "lt" is also judged for the long term: with
nothing but the revocation data that it holds itself.
"""
import asyncio
import datetime
import logging
import sys

from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import ades, policy_decl, validate_pdf_signature, validate_pdf_timestamp
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.context import CertValidationPolicySpec
from pyhanko_certvalidator.ltv.types import ValidationTimingInfo
from pyhanko_certvalidator.policy_decl import REQUIRE_REVINFO, CertRevTrustPolicy
from pyhanko_certvalidator.registry import SimpleTrustManager

logging.disable(logging.CRITICAL)
moment = datetime.datetime.fromtimestamp(int(sys.argv[1]), datetime.timezone.utc)
root = load_cert_from_pemder(sys.argv[2])


def plain(signature):
    context = ValidationContext(trust_roots=[root], allow_fetching=False, moment=moment)
    if signature.sig_object.get("/Type") == "/DocTimeStamp":
        status = validate_pdf_timestamp(signature, context)
        return status.intact and status.valid and status.trusted
    return validate_pdf_signature(signature, context, context).bottom_line


def long_term(signature):
    spec = policy_decl.SignatureValidationSpec(
        cert_validation_policy=CertValidationPolicySpec(
            trust_manager=SimpleTrustManager.build(trust_roots=[root]),
            revinfo_policy=CertRevTrustPolicy(REQUIRE_REVINFO),
        ),
        revinfo_gathering_policy=policy_decl.RevocationInfoGatheringSpec(
            online_fetching_rule=policy_decl.RevinfoOnlineFetchingRule.LOCAL_ONLY
        ),
    )
    timing = ValidationTimingInfo(validation_time=moment, best_signature_time=moment, point_in_time_validation=True)
    result = asyncio.run(ades.ades_lta_validation(signature, policy_decl.PdfSignatureValidationSpec(spec), timing))
    return str(result.ades_subindic).split(".")[-1] + (f" ({result.failure_msg})" if result.failure_msg else "")


for path in sys.argv[3:]:
    name = path.rsplit("/", 1)[-1]
    try:
        with open(path, "rb") as file:
            reader = PdfFileReader(file)
            signatures = reader.embedded_signatures
            if not signatures:
                print(name, "-", "nothing")
            for signature in signatures:
                try:
                    words = "valid" if plain(signature) else "invalid"
                    if "lt" in name and signature.sig_object.get("/Type") != "/DocTimeStamp":
                        words += " " + long_term(signature)
                except Exception as error:
                    words = f"error {type(error).__name__}: {error}"
                print(name, signature.field_name, words)
    except Exception as error:
        print(name, "-", f"error {type(error).__name__}: {error}")
