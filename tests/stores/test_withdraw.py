"""A withdrawal is recorded and marked, deletes nothing, and holds what would be delivered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from tests.stores.recorded import FILES, PROFILE, Recorded, deliver, look, saved

from goglobal.bundling.bundle import Bundle
from goglobal.delivery import pointers
from goglobal.delivery.ledger import Ledger
from goglobal.delivery.pointers import Pointer, Withdrawal
from goglobal.delivery.receipts import Author, Receipt
from goglobal.delivery.recording import open_log
from goglobal.delivery.retrying import RetryingStore
from goglobal.delivery.withdrawing import Withdrawing
from goglobal.errors import DeniedError
from goglobal.model import Target

MakeBundle = Callable[..., Bundle]
KEY = "moonlit-bund/th/current.json"


@pytest.fixture
def withdrawing(recorded: Recorded, target: Target, state: Path) -> Iterator[Withdrawing]:
    made = open_withdrawing(recorded, target, state)
    yield made
    made.ledger.close()


def open_withdrawing(recorded: Recorded, target: Target, state: Path) -> Withdrawing:
    log = open_log(target, state=state)
    assert log is not None
    return Withdrawing(
        target,
        PROFILE,
        RetryingStore(recorded),
        log=log,
        ledger=Ledger.open(state),
        author=Author(who="lin"),
    )


def states(receipts: tuple[Receipt, ...]) -> list[str]:
    return [receipt.state for receipt in receipts]


def test_it_is_recorded_marked_and_deletes_nothing(
    recorded: Recorded,
    target: Target,
    state: Path,
    make_bundle: MakeBundle,
    withdrawing: Withdrawing,
) -> None:
    bundle = make_bundle(FILES)
    deliver(recorded, target, state, bundle)
    before = recorded._store.get(KEY).read()
    there = {info.key for info in recorded._store.list()}
    assert withdrawing.units("moonlit-bund") == ("th",)
    recorded.done.clear()
    (receipt,) = withdrawing.withdraw("moonlit-bund", ["th"], reason="song rights")
    assert (receipt.state, receipt.bundle, receipt.why) == (
        "withdrawn",
        bundle.bundle,
        "song rights",
    )
    assert recorded.keys("put") == [KEY]
    assert recorded.keys("delete") == []
    assert {info.key for info in recorded._store.list()} == there
    marked = pointers.parse(recorded._store.get(KEY).read())
    assert marked is not None
    assert marked.withdrawn is not None
    assert marked.withdrawn.reason == "song rights"
    assert marked.bundle == bundle.bundle
    assert len(saved(state)) == 2
    assert look(recorded, target, state).damaged == ()
    # again: it is so already, and nothing is written
    recorded.done.clear()
    assert states(withdrawing.withdraw("moonlit-bund", ["th"], reason="x")) == ["unchanged"]
    assert recorded.keys("put") == []
    assert len(saved(state)) == 2
    # and back: the pointer has the bytes that it had
    assert states(withdrawing.restore("moonlit-bund", ["th"], reason="cleared")) == ["restored"]
    assert recorded._store.get(KEY).read() == before
    assert states(withdrawing.restore("moonlit-bund", ["th"], reason="")) == ["unchanged"]
    (receipt,) = deliver(recorded, target, state, bundle)
    assert (receipt.state, recorded.keys("put")) == ("unchanged", [])
    assert len(saved(state)) == 3


@pytest.mark.parametrize("known_by", ["both", "receipt", "pointer"])
def test_what_is_withdrawn_is_held(  # noqa: PLR0917
    recorded: Recorded,
    target: Target,
    state: Path,
    make_bundle: MakeBundle,
    withdrawing: Withdrawing,
    known_by: str,
) -> None:
    bundle = make_bundle(FILES)
    deliver(recorded, target, state, bundle)
    original = recorded._store.get(KEY).read()
    withdrawing.withdraw("moonlit-bund", ["th"], reason="song rights")
    if known_by == "receipt":  # somebody put the old pointer back
        pointer = pointers.parse(original)
        assert pointer is not None
        pointers.change(recorded._store, KEY, lambda current: pointer)
    if known_by == "pointer":  # another machine, with receipts of its own
        state = state.parent / "other" / ".goglobal"
    changed = make_bundle({**FILES, "metadata/series.json": b"{}"})
    for each in (changed, make_bundle(FILES)):
        (receipt,) = deliver(recorded, target, state, each, dry_run=False)
        assert receipt.state == "held"
        assert "song rights" in str(receipt.error)
        assert "--undo" in receipt.error_help
        assert recorded.keys("put") == []
        (planned,) = deliver(recorded, target, state, each, dry_run=True)
        assert planned.state == "held"


def test_a_withdrawal_in_the_middle_of_a_delivery_wins(
    recorded: Recorded, target: Target, state: Path, make_bundle: MakeBundle
) -> None:
    deliver(recorded, target, state, make_bundle(FILES))
    other = recorded._store

    def withdraw(current: Pointer | None) -> Pointer | None:
        assert current is not None
        mark = Withdrawal(at="2026-11-27T00:00:00Z", reason="now")
        return msgspec.structs.replace(current, withdrawn=mark)

    def meanwhile(verb: str, key: str) -> None:
        if verb == "put" and key.endswith("/manifest.json"):
            pointers.change(other, KEY, withdraw)

    recorded.before = meanwhile
    changed = make_bundle({**FILES, "metadata/series.json": b"{}"})
    (receipt,) = deliver(recorded, target, state, changed)
    assert receipt.state == "held"
    found = pointers.parse(other.get(KEY).read())
    assert found is not None
    assert found.withdrawn is not None
    assert found.bundle != changed.bundle


@pytest.mark.parametrize(
    "settings", [{"layout": "in-place"}, {"access": "write-only"}, {"retention": "consumed"}]
)
def test_where_there_is_no_pointer_to_mark_the_partner_has_to_be_told(
    recorded: Recorded,
    target: Target,
    state: Path,
    make_bundle: MakeBundle,
    settings: dict[str, str],
) -> None:
    target = msgspec.convert({**msgspec.structs.asdict(target), **settings}, Target, strict=False)
    bundle = make_bundle(FILES)
    deliver(recorded, target, state, bundle)
    withdrawing = open_withdrawing(recorded, target, state)
    recorded.done.clear()
    (receipt,) = withdrawing.withdraw("moonlit-bund", ["th"], reason="song rights")
    withdrawing.ledger.close()
    assert receipt.state == "withdrawn"
    assert "tell the partner" in str(receipt.notices[0])
    assert recorded.keys("put") == recorded.keys("delete") == []
    (held,) = deliver(recorded, target, state, bundle)
    assert (held.state, recorded.keys("put")) == ("held", [])


def test_a_pointer_that_may_not_be_written_is_no_withdrawal(
    recorded: Recorded,
    target: Target,
    state: Path,
    make_bundle: MakeBundle,
    withdrawing: Withdrawing,
) -> None:
    deliver(recorded, target, state, make_bundle(FILES))

    def deny(verb: str, key: str) -> None:
        if verb == "put":
            raise DeniedError("no")

    recorded.before = deny
    (receipt,) = withdrawing.withdraw("moonlit-bund", ["th"], reason="x")
    assert (receipt.state, receipt.error) == ("failed", "no")
    assert len(saved(state)) == 1


def test_an_ordinary_pointer_has_the_bytes_that_it_always_had() -> None:
    pointer = Pointer(bundle="b", manifest="s/th/b/manifest.json")
    assert pointer.to_bytes() == (
        b'{"bundle":"b","manifest":"s/th/b/manifest.json","schema":"goglobal.pointer/1"}'
    )
    marked = msgspec.structs.replace(pointer, withdrawn=Withdrawal(at="2026", reason="r"))
    assert pointers.parse(marked.to_bytes()) == marked
