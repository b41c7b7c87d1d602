"""What the texts of one series become: its catalogs and tracks as they will be."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Literal

import msgspec

from goglobal.exchange import assembling, catalog_putting, collecting
from goglobal.exchange.collecting import CueSet
from goglobal.exchange.groups import parse_key, stem_of
from goglobal.exchange.judging import Accepted, kind_in
from goglobal.exchange.limits import CueLimits, cue_limits
from goglobal.exchange.made_from import note
from goglobal.exchange.reconciling import Outcome, Texts, reconcile
from goglobal.exchange.returned import Remark
from goglobal.exchange.told import Claim, Told
from goglobal.exchange.units import Unit
from goglobal.exchange.writing import NewContent, read_before
from goglobal.findings import Severity
from goglobal.messages import N_
from goglobal.model import Kind, Series, SubtitleFile, Track
from goglobal.plans import Assignment
from goglobal.project.made_from import TrackKey


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One catalog or track, as in the report."""

    language: str
    path: str
    episode: int | None = None
    kind: str | None = None
    state: Literal["new", "changed", "unchanged", "left"]
    texts: int = 0
    unchanged: int = 0
    untranslated: int = 0


class Putting:
    """Gathers what changes in one series."""

    def __init__(self, series: Series) -> None:
        self.series = series
        self.told: list[Told] = []
        self.rows: list[Row] = []
        self._contents: list[NewContent] = []
        self._before: dict[str, bytes | None] = {}
        self._new: list[SubtitleFile] = []
        self._tracks: dict[str, Track] = {}
        self._touched: set[TrackKey] = set()

    def contents(self) -> list[NewContent]:
        """Every file that is written, `translations.csv` among them where tracks were."""
        from goglobal.project.fingerprints import fingerprint

        result = list(self._contents)
        if self._touched:
            episodes = {key[1] for key in self._touched}
            for file in self.series.subtitles:
                if file.language == self.series.source_language and file.episode in episodes:
                    self._tracks.setdefault(file.path, self._read(file))
            whole = msgspec.structs.replace(
                self.series, subtitles=(*self.series.subtitles, *self._new)
            )
            prints = {path: fingerprint(track) for path, track in self._tracks.items()}
            result.append(note(whole, prints, touched=self._touched).content)
        return result

    def put_metadata(
        self,
        language: str,
        assignments: Iterable[Assignment],
        claims: Sequence[Claim],
        *,
        refused: Collection[str] = (),
    ) -> None:
        """Take in the metadata of one language."""
        from goglobal.rules.fields import catalog_path

        document = collecting.metadata(self.series, language, assignments, words=str)
        texts = Texts(scope="metadata", units=document.units)
        outcome = reconcile(self.series, language, texts, claims, refused=refused)
        self.told.extend(outcome.told)
        catalog = self.series.catalogs.get(language)
        path = catalog.path if catalog else catalog_path(self.series, language)
        before = self._content(path)
        state: Literal["new", "changed", "unchanged", "left"] = "unchanged"
        if outcome.accepted:
            put = catalog_putting.put(
                before, outcome.accepted, document.units, self.series, language
            )
            self.told.extend(self._unplaced(put, path, language))
            if put.data is None:
                state = "left"
            elif put.data != before:
                state = "new" if before is None else "changed"
                self._contents.append(NewContent(path=path, before=before, after=put.data))
        self.rows.append(
            Row(
                language=language,
                path=path,
                state=state,
                texts=len(outcome.accepted),
                unchanged=outcome.unchanged,
                untranslated=outcome.untranslated,
            )
        )

    def put_cues(
        self,
        language: str,
        assignments: Iterable[Assignment],
        claims: Sequence[Claim],
        *,
        refused: Collection[str] = (),
    ) -> None:
        """Take in the cues of one language."""
        targets = tuple(assignments)
        keys = [parse_key(claim.unit.key) for claim in claims]
        episodes = None if None in keys else {key.episode for key in keys if key is not None}
        sets = list(collecting.cue_sets(self.series, language, self._read, episodes=episodes))
        document = collecting.cues(self.series, language, sets, targets, words=str)
        limits: dict[Kind, CueLimits] = {
            one.kind: cue_limits(targets, language, one.kind, self.series.audience) for one in sets
        }
        groups = {group.key: group for one in sets for group in one.groups}
        texts = Texts(
            scope="cues",
            units=document.units,
            groups=groups,
            limits=lambda key: limits[kind_in(key)],
        )
        outcome = reconcile(self.series, language, texts, claims, refused=refused)
        self.told.extend(outcome.told)
        named = {stem: claim.file for claim in reversed(claims) for stem in [_stem(claim.unit.key)]}
        units: dict[str, list[Unit]] = {}
        for unit in document.units:
            units.setdefault(_stem(unit.key), []).append(unit)
        for one in sets:
            stem = stem_of(one.episode, one.kind)
            accepted = {k: a for k, a in outcome.accepted.items() if _stem(k) == stem}
            if stem in named or accepted:
                file = named.get(stem) or next(iter(named.values()))
                self._put_track(language, one, accepted, units.get(stem, []), outcome, file)

    def _put_track(  # noqa: PLR0917 - private, called once
        self,
        language: str,
        one: CueSet,
        accepted: Mapping[str, Accepted],
        units: Sequence[Unit],
        outcome: Outcome,
        file: str,
    ) -> None:
        from goglobal.rules.project import expected_path

        path = (
            one.file.path
            if one.file
            else expected_path(self.series, language, one.episode, one.kind)
        )
        before = self._content(path)
        if one.file is None and before is not None:
            self._left(language, file, path, name="in-the-way", message=_IN_THE_WAY, key="")
            return
        texts = {key: each.text for key, each in accepted.items()}
        made = assembling.assemble(one, texts, before, language, path)
        state: Literal["new", "changed", "unchanged", "left"] = "unchanged"
        if made.data is not None and made.data != before:
            state = "new" if before is None else "changed"
            self._contents.append(NewContent(path=path, before=before, after=made.data))
            self._note(language, one, path, made.data)
            for key in made.plainer:
                self._left(
                    language,
                    file,
                    path,
                    name="plainer",
                    message=_PLAINER,
                    key=key,
                    severity=Severity.WARNING,
                )
        elif made.missing:
            state = "left"
            self._incomplete(language, file, path, made.missing, len(one.groups))
        elif made.blocked:
            state = "left"
            self._left(language, file, path, name="file-damaged", message=_DAMAGED, key="")
        elif made.collides:
            state = "left"
            self._left(
                language, file, path, name="collides", message=_COLLIDES, key=made.collides[0]
            )
        written = state in {"new", "changed"}
        self.rows.append(
            Row(
                language=language,
                path=path,
                episode=one.episode,
                kind=one.kind,
                state=state,
                texts=len(accepted) if written else 0,
                unchanged=sum(bool(unit.target) and unit.key not in accepted for unit in units),
                untranslated=sum(
                    not unit.target and not (written and unit.key in accepted) for unit in units
                ),
            )
        )

    def _note(self, language: str, one: CueSet, path: str, data: bytes) -> None:
        """Remember a track for `translations.csv`."""
        from goglobal.fixing.deciding import read_file

        file = one.file or SubtitleFile(
            path=path, language=language, episode=one.episode, kind=one.kind
        )
        if one.file is None:
            self._new.append(file)
        self._tracks[path] = read_file(data, file)[1]
        self._touched.add((language, one.episode, one.kind))

    def _incomplete(
        self, language: str, file: str, path: str, missing: Sequence[str], count: int
    ) -> None:
        keys = ", ".join(missing[:3]) + (" …" if len(missing) > 3 else "")
        none = len(missing) == count
        self._left(
            language,
            file,
            path,
            name="untranslated" if none else "incomplete",
            message=N_("nothing in it is translated; {path} is not written")
            if none
            else N_("{missing} of {count} cues have no text ({keys}); {path} is not written"),
            key=missing[0],
            severity=Severity.WARNING if none else Severity.ERROR,
            arguments={"missing": len(missing), "count": count, "keys": keys},
        )

    def _left(
        self,
        language: str,
        file: str,
        path: str,
        *,
        name: str,
        message: str,
        key: str,
        severity: Severity = Severity.ERROR,
        arguments: Mapping[str, str | int] | None = None,
    ) -> None:
        remark = Remark(
            name=name,
            severity=severity,
            message=message,
            arguments={"path": path, **(arguments or {})},
            help=_HELP[name],
            key=key,
        )
        self.told.append(Told(file=file, remark=remark, language=language))

    def _unplaced(self, put: catalog_putting.Put, path: str, language: str) -> list[Told]:
        place = str(Path(self.series.root, path))
        remarks = [
            Remark(
                name="catalog-entry",
                severity=Severity.ERROR,
                message=N_("the entry is broken in the catalog, or stands there twice"),
                help=N_("mend the catalog by hand (CAT005), then import again"),
                key=key,
            )
            for key in put.unplaced
        ]
        if put.problem:
            remarks.append(
                Remark(
                    name="catalog",
                    severity=Severity.ERROR,
                    message=put.problem,
                    arguments=put.arguments,
                    help=put.help,
                )
            )
        return [Told(file=place, remark=remark, language=language) for remark in remarks]

    def _read(self, file: SubtitleFile) -> Track:
        """A track, from the bytes that it will be replaced against."""
        from goglobal.fixing.deciding import read_file

        data = self._content(file.path)
        if data is None:
            return Track(cues=(), language=file.language, episode=file.episode, kind=file.kind)
        return read_file(data, file)[1]

    def _content(self, path: str) -> bytes | None:
        if path not in self._before:
            self._before[path] = read_before(self.series.root, path)
        return self._before[path]


_IN_THE_WAY = N_("{path} is there, but is not taken for this language's track")
_DAMAGED = N_(
    "{path} cannot be changed without losing something that stands in it; it is as it was"
)
_COLLIDES = N_("a new cue would stand over a cue of {path} that has no source; it is as it was")
_PLAINER = N_("the cue in {path} had a voice, class or ruby of WebVTT, which the new text has not")
_HELP = {
    "plainer": N_("write it into the file again, if the platform shows it"),
    "in-the-way": N_("goglobal check says what is wrong with the file; move it away"),
    "file-damaged": N_("run goglobal fix on it, or take it away to have it written anew"),
    "collides": N_("look at the cues there; goglobal check tells where the times differ"),
    "incomplete": N_("have the rest translated, then import the file again"),
    "untranslated": N_("import the file again when it is"),
}


def _stem(key: str) -> str:
    return key.partition("/")[0]
