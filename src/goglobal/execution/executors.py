"""From the words of `--executor` to an executor."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Any

from goglobal.errors import UsageError
from goglobal.messages import N_
from goglobal.suggestions import nearest

if TYPE_CHECKING:
    from concurrent.futures import Executor

NAMES = ("serial", "threads", "processes", "dask")


@contextlib.contextmanager
def open_executor(spec: str | None) -> Iterator[Executor | None]:
    """The executor that `spec` names: `serial`, `threads[:N]`, `processes[:N]`, `dask[://HOST:PORT]`.

    Yields None for `serial` (and for no word at all): the caller works by itself. Raises
    UsageError where the word or the number is none of these, or where Dask is not installed.
    """
    name, _, rest = (spec or "serial").partition(":")
    if name not in NAMES:
        raise UsageError(
            N_("no executor is called “{word}”"),
            {"word": name, "nearest": nearest(name, NAMES) or NAMES[0]},
            N_(
                "did you mean “{nearest}”? There are: serial, threads[:N], processes[:N], dask[://HOST:PORT]"
            ),
        )
    if name == "dask":
        with _dask(rest.removeprefix("//")) as executor:
            yield executor
        return
    workers = _workers(spec or "", rest)
    if name == "threads":
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(workers, thread_name_prefix="goglobal") as threads:
            yield threads
    elif name == "processes":
        import multiprocessing
        from concurrent.futures import ProcessPoolExecutor

        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(workers, mp_context=context) as processes:
            yield processes
    else:
        yield None


def _workers(spec: str, rest: str) -> int | None:
    if not rest:
        return None
    if not (rest.isascii() and rest.isdecimal() and 1 <= int(rest) <= 512):
        raise UsageError(
            N_("“{spec}”: the number of workers is a whole number from 1 to 512"), {"spec": spec}
        )
    return int(rest)


@contextlib.contextmanager
def _dask(address: str) -> Iterator[Executor]:
    try:
        distributed: Any = import_module("distributed")  # what it types is not what it calls
    except ImportError:
        raise UsageError(
            N_("the Dask executor needs the extra “dask”"),
            {},
            N_("install it: pip install 'goglobal[dask]'"),
        ) from None
    if address:
        client = distributed.Client(address)
    else:
        client = distributed.Client(processes=True, dashboard_address=None)
    try:
        yield client.get_executor(pure=False)
    finally:
        client.close()
