"""The signature of a request is the one that botocore makes of it."""

from __future__ import annotations

import datetime as dt
import hashlib

from botocore.auth import S3SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from hypothesis import given
from hypothesis import strategies as st

from goglobal.delivery.signing import authorization, quoted_path, timestamp

KEYS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60)
VALUES = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=20)
SECRETS = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=90)


@given(
    key=KEYS,
    language=st.lists(VALUES, min_size=1, max_size=3),
    body=st.binary(max_size=50),
    secret=SECRETS,
    upload=st.none() | VALUES,
)
def test_the_signature_is_botocores(
    key: str, language: list[str], body: bytes, secret: str, upload: str | None
) -> None:
    path = quoted_path(f"/bucket/{key}")
    query = f"partNumber=7&uploadId={quoted_path(upload).replace('/', '%2F')}" if upload else ""
    url = f"http://127.0.0.1:8333{path}{'?' + query if query else ''}"
    given_headers = {
        "content-language": "  ".join(language),
        "if-none-match": "*",
        "x-amz-meta-goglobal-sha256": "0" * 64,
        "x-amz-security-token": "token/+=",
    }
    request = AWSRequest(method="PUT", url=url, data=body, headers=given_headers)
    signer = S3SigV4Auth(Credentials("AKID", secret, "token/+="), "s3", "eu-west-3")
    signer.add_auth(request)
    moment = request.context["timestamp"]
    assert (
        timestamp(dt.datetime.strptime(moment, "%Y%m%dT%H%M%SZ").replace(tzinfo=dt.UTC)) == moment
    )
    ours = authorization(
        "PUT",
        path,
        {
            **given_headers,
            "host": "127.0.0.1:8333",
            "x-amz-date": moment,
            "x-amz-content-sha256": hashlib.sha256(body).hexdigest(),
        },
        query=query,
        access_key="AKID",
        secret_key=secret,
        region="eu-west-3",
    )
    assert ours == request.headers["Authorization"]
