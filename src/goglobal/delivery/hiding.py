"""botocore and urllib3 log what they send when they are told to: without the secrets in it."""

from __future__ import annotations

import logging
import re
import traceback
from typing import Any

PACKAGES = ("boto3", "botocore", "s3transfer", "urllib3")
_NAMES = ("_access_key", "access_key", "_secret_key", "secret_key", "_token", "token")
_SHORTEST = 8
"""Characters; what is shorter is no secret, and would be cut out of every other word."""
_HIDDEN = "***"
_SIGNATURE = re.compile(
    r"((?:Signature=|signature:\s+|security-token['\":\s=]+b?['\"]?))[^\s'\",&]+", re.IGNORECASE
)


def hide(credentials: Any) -> None:
    """Take keys, tokens and signatures out of what the packages below us log from now on."""
    loggers = logging.root.manager.loggerDict
    for name in [n for n in loggers if n.partition(".")[0] in PACKAGES]:
        logger = logging.getLogger(name)
        for known in [f for f in logger.filters if isinstance(f, _Hiding)]:
            known.add(credentials)
            break
        else:
            logger.addFilter(_Hiding(credentials))


class _Hiding(logging.Filter):
    """Rewrites each record; asked only for records that are wanted at all."""

    def __init__(self, credentials: Any) -> None:
        super().__init__()
        self._credentials = [credentials]

    def add(self, credentials: Any) -> None:
        if all(credentials is not known for known in self._credentials):
            self._credentials.append(credentials)

    def filter(self, record: logging.LogRecord) -> bool:
        text = record.getMessage()
        if record.exc_info and record.exc_info[0]:
            text += "\n" + "".join(traceback.format_exception(*record.exc_info)).rstrip()
            record.exc_info = None
        for secret in self._secrets():
            text = text.replace(secret, _HIDDEN)
        record.msg, record.args = _SIGNATURE.sub(rf"\1{_HIDDEN}", text), ()
        return True

    def _secrets(self) -> set[str]:
        # the plain attributes: asking for frozen credentials may send a request, which logs
        known = [getattr(credentials, "__dict__", {}) for credentials in self._credentials]
        values = [found.get(name) for found in known for name in _NAMES]
        return {value for value in values if isinstance(value, str) and len(value) >= _SHORTEST}
