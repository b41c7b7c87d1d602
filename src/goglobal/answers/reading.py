"""A file that came back, by what stands in it: XML or a table. Its name says nothing."""

from __future__ import annotations

import msgspec

from goglobal.answers.feedback import Answer
from goglobal.exchange.returned import Remark
from goglobal.exchange.workbook_guard import Unreadable
from goglobal.messages import N_

LARGEST = 32 << 20
"""Bytes: a report of 100,000 rows is a tenth of it."""


class Read(msgspec.Struct, frozen=True, kw_only=True):
    """What a file says; language and episode are as the file has them."""

    format: str
    answers: tuple[Answer, ...]
    remarks: tuple[Remark, ...] = ()


def read_answers(data: bytes) -> Read:
    """Every answer in a file. Raises Unreadable, whatever the bytes are, and nothing else."""
    if len(data) > LARGEST:
        raise Unreadable("too-large", N_("is larger than {limit} MB"), limit=LARGEST >> 20)
    if not data.strip(b"\0 \t\r\n"):
        raise Unreadable("empty", N_("is empty"))
    start = data.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0")[:1]
    if start == b"<":
        from goglobal.answers.product_status import read_product_status

        answers, remarks = read_product_status(data)
        return Read(format="product-status", answers=answers, remarks=remarks)
    from goglobal.answers.table import read_table

    name, answers, remarks = read_table(data)
    return Read(format=name, answers=answers, remarks=remarks)
