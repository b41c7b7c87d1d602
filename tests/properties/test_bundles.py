"""Laws of bundles: the same inputs give the same bytes, and what is on the disk is what is said."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goglobal.bundling.building import build_assignment
from goglobal.bundling.loading import load_bundles
from goglobal.model import Catalog, Credit, Entry, Episode, Series, SubtitleFile, Target
from goglobal.plans import Assignment
from goglobal.profiles.loading import load_profile

LANGUAGES = ("zh-Hans", "ar", "en", "th")

# One process of its own: its time zone, locale, hash seed and working folder are its own as well.
BUILD = """
import sys
import msgspec, pickle
from pathlib import Path
from goglobal.bundling.building import build_assignment
assignment = pickle.loads(Path(sys.argv[1]).read_bytes())
root = sys.argv[2]
series = msgspec.structs.replace(assignment.series, root=root)
build_assignment(msgspec.structs.replace(assignment, series=series), Path(sys.argv[3]))
"""

words = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn", "Zl", "Zp")), min_size=1, max_size=30
).filter(str.strip)
lines = st.sampled_from(["Hello.", "<i>你好</i>", "สวัสดี", "مرحبا", "a & b < c", "cafe\u0301"])
tracks = st.dictionaries(
    st.tuples(st.sampled_from(LANGUAGES), st.integers(1, 3)),
    st.lists(lines, min_size=1, max_size=3),
    max_size=8,
)


@contextmanager
def scratch() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp())
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def assignment(
    root: Path, texts: dict[tuple[str, int], list[str]], title: str, container: str
) -> Assignment:
    """A series with these cue texts by language and episode, written to `root`."""
    files = []
    for (language, number), cues in sorted(texts.items()):
        path = root / "subtitles" / language / f"ep{number:03}.srt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            "\n".join(
                f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{cue}\n" for n, cue in enumerate(cues, 1)
            ),
            encoding="utf-8",
        )
        name = path.relative_to(root).as_posix()
        files.append(SubtitleFile(path=name, language=language, episode=number))
    keys = ("series/title", "series/synopsis", *(f"episode/{n:03}/title" for n in (1, 2, 3)))
    catalogs = {
        tag: Catalog(
            language=tag,
            path=f"locales/{tag}.po",
            entries={key: Entry(key=key, source="x", text=f"{tag} {title}") for key in keys},
        )
        for tag in LANGUAGES[1:]
    }
    series = Series(
        id="moonlit",
        title=title,
        synopsis=title,
        source_language="zh-Hans",
        root=str(root),
        episodes=tuple(Episode(number=n, title=f"{n} {title}") for n in (1, 2, 3)),
        credits=(Credit(role="director", name=title),),
        subtitles=tuple(files),
        catalogs=catalogs,
    )
    return Assignment(
        series=series,
        target=Target(name="demo", platform="generic", url="file:///nowhere"),
        profile=msgspec.structs.replace(load_profile("generic"), container=container),
        languages=LANGUAGES,
        episodes=(1, 2, 3),
    )


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts=tracks, title=words, container=st.sampled_from(["tree", "zip"]))
def test_bundles_are_what_they_say_and_build_the_same_twice(
    texts: dict[tuple[str, int], list[str]], title: str, container: str
) -> None:
    with scratch() as folder:
        one = assignment(folder / "a" / "series", texts, title, container)
        two = assignment(folder / "b" / "elsewhere", texts, title, container)
        first = build_assignment(one, folder / "a" / "dist", state=folder / "a" / "state")
        build_assignment(two, folder / "b" / "dist")
        files = tree(folder / "a" / "dist")
        assert files == tree(folder / "b" / "dist")
        for bundle in first:
            place = Path(bundle.path)
            listed = {file.path: file for file in bundle.manifest.files}
            there = set(tree(place)) - {"manifest.json", "SHA256SUMS"}
            assert there == set(listed)
            for path, file in listed.items():
                data = (place / path).read_bytes()
                assert hashlib.sha256(data).hexdigest() == file.sha256
                assert hashlib.md5(data).hexdigest() == file.md5
                assert len(data) == file.bytes
            sums = f"{bundle.manifest.files[0].sha256}  {bundle.manifest.files[0].path}\n"
            assert sums.encode() in (place / "SHA256SUMS").read_bytes()
        assert {b.bundle for b in load_bundles(folder / "a" / "dist")} == {b.bundle for b in first}
        again = build_assignment(one, folder / "a" / "dist", state=folder / "a" / "state")
        assert all(bundle.cached for bundle in again)
        assert [b.manifest for b in again] == [b.manifest for b in first]
        assert tree(folder / "a" / "dist") == files


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    runs=st.lists(
        st.tuples(
            st.sets(st.sampled_from(LANGUAGES), min_size=1),
            st.dictionaries(st.sampled_from(LANGUAGES), st.sampled_from(["all", (1,), (1, 2, 3)])),
        ),
        max_size=4,
    )
)
def test_any_history_ends_in_the_same_bundles(
    runs: list[tuple[set[str], dict[str | None, str | tuple[int, ...]]]],
) -> None:
    texts = {(tag, n): [f"{tag} {n}"] for tag in LANGUAGES for n in (1, 2, 3)}
    with scratch() as folder:
        whole = assignment(folder / "series", texts, "月", "tree")
        dist, state = folder / "dist", folder / "state"
        for languages, held in runs:
            part = msgspec.structs.replace(
                whole, languages=tuple(tag for tag in LANGUAGES if tag in languages)
            )
            build_assignment(part, dist, held=held, state=state)  # type: ignore[arg-type]
        build_assignment(whole, dist, state=state)
        build_assignment(whole, folder / "fresh")
        assert tree(dist) == tree(folder / "fresh")


def test_time_zone_locale_and_folder_leave_no_trace(tmp_path: Path) -> None:
    import pickle

    texts = {(tag, n): [f"{tag} {n}", "<i>你好</i>"] for tag in LANGUAGES for n in (1, 2, 3)}
    results = []
    for number, (zone, locale, umask) in enumerate(
        [("Asia/Shanghai", "C", 0o022), ("America/St_Johns", "zh_CN.UTF-8", 0o077)]
    ):
        for container in ("tree", "zip"):
            folder = tmp_path / f"{number}{container}"
            given_here = assignment(folder / "series", texts, "外滩", container)
            (folder / "assignment").write_bytes(pickle.dumps(given_here))
            for path in folder.rglob("*.srt"):
                os.utime(path, (number * 10**8, number * 10**8))
            arguments = [str(folder / "assignment"), str(folder / "series"), str(folder / "dist")]
            subprocess.run(
                [sys.executable, "-c", BUILD, *arguments],
                check=True,
                cwd=folder,
                umask=umask,
                env={
                    **os.environ,
                    "TZ": zone,
                    "LC_ALL": locale,
                    "LANGUAGE": locale,
                    "PYTHONHASHSEED": str(number),
                },
            )
            results.append(tree(folder / "dist"))
    assert results[0] == results[2]
    assert results[1] == results[3]
    assert len(results[0]) > len(results[1]) > 0
