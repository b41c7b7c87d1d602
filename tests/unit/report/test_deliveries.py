"""Bundles, deliveries and verifications as tables."""

from __future__ import annotations

import msgspec

from goglobal.bundling.bundle import Bundle
from goglobal.bundling.manifest import Manifest, ManifestFile
from goglobal.delivery.receipts import Notice, Receipt
from goglobal.findings import Finding
from goglobal.pipeline.reports import HeldItem, StatusRow
from goglobal.report import deliveries
from goglobal.report.cells import width
from goglobal.report.merging import Verified, together


class Damage(msgspec.Struct, frozen=True, kw_only=True):
    url: str
    problem: str


def bundle(language: str | None, episodes: tuple[int, ...] = (1, 2, 3)) -> Bundle:
    file = ManifestFile(
        path="a.srt",
        bytes=1_234_567,
        sha256="0",
        md5="0",
        media_type="text/plain",
        role="subtitles",
    )
    manifest = Manifest(
        series="moonlit-bund",
        target="demo",
        platform="generic",
        language=language,
        episodes=episodes,
        files=(file,),
    )
    return Bundle(path="/dist/x", manifest=manifest)


def receipt(of: Bundle, state: str, **fields: object) -> Receipt:
    values = {
        "series": of.series,
        "target": of.target,
        "platform": of.platform,
        "language": of.language,
        "bundle": of.bundle,
        "url": "file:///outbox/x",
        "state": state,
    }
    return msgspec.convert(values | fields, Receipt)


def test_a_delivery_shows_each_bundle_with_its_state() -> None:
    thai, shared = bundle("th", (1, 2, 3, 5)), bundle(None)
    text = deliveries.delivery_table(
        [receipt(thai, "delivered", uploaded=4), receipt(shared, "unchanged")], [thai, shared]
    )
    assert text.splitlines() == [
        "series        target  language  episodes  files    size  state      uploaded",
        "moonlit-bund  demo    th        1-3,5         1  1.2 MB  delivered         4",
        "moonlit-bund  demo    shared    1-3           1  1.2 MB  unchanged         0",
    ]


def test_what_was_held_without_a_bundle_has_a_row(speed: Finding) -> None:
    item = HeldItem(
        series="moonlit-bund", target="demo", language="th", episodes=None, reasons=(speed,)
    )
    text = deliveries.delivery_table([], [], [item])
    assert "th" in text.splitlines()[1]
    assert "held" in text.splitlines()[1]


def test_a_held_episode_of_a_delivered_language_makes_no_second_row(speed: Finding) -> None:
    thai = bundle("th")
    item = HeldItem(
        series="moonlit-bund", target="demo", language="th", episodes=(3,), reasons=(speed,)
    )
    text = deliveries.delivery_table([receipt(thai, "delivered")], [thai], [item])
    assert len(text.splitlines()) == 2


def test_held_items_say_why_and_how_many_more(speed: Finding) -> None:
    item = HeldItem(
        series="moonlit-bund", target="demo", language="th", episodes=(3, 4), reasons=(speed,) * 8
    )
    text = deliveries.held_list([item])
    assert text.splitlines()[:2] == ["Held back:", "  moonlit-bund, demo, th, episodes 3-4"]
    assert text.count("TIM003") == 5
    assert text.endswith("and 3 more\n")
    assert deliveries.held_list([item], verbose=True).count("TIM003") == 8
    assert deliveries.held_list([]) == ""


def test_a_failure_says_why_and_what_to_do() -> None:
    failed = receipt(
        bundle("th"),
        "failed",
        error="the bucket says no to k",
        error_message="the bucket says no to {key}",
        error_arguments={"key": "k\x1b[2J"},
        error_help="ask for the right to write",
    )
    text = deliveries.failure_list([failed, receipt(bundle("en"), "delivered")])
    assert text == (
        "Failed:\n"
        "  moonlit-bund, demo, th\n"
        "    the bucket says no to k␛[2J\n"
        "    help: ask for the right to write\n"
    )


def test_a_reason_that_many_failed_for_is_told_once() -> None:
    failed = [receipt(bundle(f"x{n}"), "failed", error="unreachable") for n in range(1500)]
    text = deliveries.failure_list(failed)
    assert text.count("unreachable") == 1
    assert "  and 1495 more\n" in text
    assert deliveries.failure_list([receipt(bundle("en"), "delivered")]) == ""


def test_what_went_wrong_beside_a_delivery_is_noted() -> None:
    noted = receipt(bundle("th"), "delivered")
    noted = msgspec.structs.replace(
        noted,
        notices=(
            Notice(message="{file} ended with {code}", arguments={"file": "n.sh", "code": 4}),
        ),
    )
    assert deliveries.notice_list([noted]) == (
        "Noted:\n  moonlit-bund, demo, th: n.sh ended with 4\n"
    )


def test_damage_is_listed_and_counted_over_all_targets() -> None:
    damage = Damage(url="file:///outbox/a", problem="missing")
    merged = together([Verified(3, (damage,), 1), Verified(4, (), 2)])
    assert merged == Verified(7, (damage,), 3)
    text = deliveries.verify_text(merged)
    assert "missing  file:///outbox/a" in text
    assert "7 objects: 1 damaged, 3 unverifiable" in text
    assert "only the receipts speak for it" in text
    assert "receipts" not in deliveries.verify_text(Verified(3, (), 0))


def test_a_build_shows_folder_and_whether_it_was_cached() -> None:
    built = bundle("th")
    text = deliveries.build_table([built, msgspec.structs.replace(built, cached=True)])
    assert text.splitlines()[1].split()[-2:] == ["built", "/dist/x"]
    assert text.splitlines()[2].split()[-2:] == ["cached", "/dist/x"]


def test_tables_align_wide_names() -> None:
    rows = [
        StatusRow(series=name, target="demo", language="th", state="delivered", url="u")
        for name in ("外滩月色", "moonlit-bund")
    ]
    lines = deliveries.status_table(rows).splitlines()
    assert len({width(line[: line.index("demo")]) for line in lines[1:]}) == 1
