"""The decision for one file: which findings are mended, how, and what is left, and why.

Rule after rule is mended, the file is written and read again after each, and all rules look at it
once more. What would make anything worse for any target is not done. In the end the file says what
it said, and a second decision over it changes nothing; else it is left alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

import msgspec

from goglobal.errors import Argument, GoGlobalError
from goglobal.findings import Finding
from goglobal.fixing.base import Mend, in_order
from goglobal.fixing.changes import Change, Left
from goglobal.fixing.judging import Item, Judge, Verdict, parameters_of
from goglobal.fixing.rewriting import (
    blocks_after,
    form_of,
    is_rewritten,
    is_same,
    moved,
    obstacle,
    says_the_same,
    written,
)
from goglobal.messages import N_
from goglobal.model import Cue, SubtitleFile, Track
from goglobal.subtitles.decoding import Decoded, decode

MOST_ROUNDS = 10
"""Rounds over all rules; files that people make are done after two or three."""
MOST_TRIED = 200
"""Cues of one rule that are tried by parts where they cannot be mended together."""
LARGEST = 4 << 20
"""Bytes: a hundred times what an episode needs. Larger files are left to a person."""

_REVEALS = frozenset({"SUB014"})
"""Mends that make a text readable for the other rules; what these say then is no new fault."""

_NEIGHBOURS = {"TIM008": frozenset({"TIM006", "TIM007"})}
"""Cues that are put in order have new neighbours: what there is to say of the gaps between them was
only hidden before."""

_ONE_TARGET = N_("not every target asks for it, only {targets}: run again with -t {first}")
_CAUSES = N_("mending it would cause {code}")
_UNDECIDED = N_("no way to mend it is certain to be right")
_NO_MEND = N_("nothing here knows how to mend this rule")
_BLOCKED = N_("the file is left as it is: written anew, it would have more of {code}")
_DIFFERENT = N_("the targets want it mended in different ways: run again with -t")
_ENDLESS = N_("the file is left as it is: mending one finding brings back another, over and over")
_LOSES_MARKUP = N_("mending it would lose mark-up of WebVTT in the same cue")
_OTHER_WORDS = N_("mending it would change what the text says")
_UNPROVEN = N_("the file is left as it is: mended, it would not say quite the same")
_UNWRITABLE = N_("the file is left as it is: it cannot be written ({reason})")
_TOO_LARGE = N_("the file is left as it is: it is larger than {megabytes} MB")


Why = tuple[str, dict[str, Argument]]
"""A reason: a message id and its arguments."""


class _State(msgspec.Struct, frozen=True):
    """The file after some mends."""

    data: bytes
    track: Track
    verdict: Verdict
    origins: tuple[int, ...]
    """Where each cue stood in the file as it was read."""


class Decision(msgspec.Struct, frozen=True):
    """A change, and what rules that crashed left for the log."""

    change: Change
    waived: int = 0
    tracebacks: tuple[str, ...] = ()


class _Refused(Exception):  # noqa: N818 - no failure, an answer
    def __init__(self, reason: str, arguments: Mapping[str, Argument] | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.arguments = dict(arguments or {})


def decide(
    data: bytes, file: SubtitleFile, judge: Judge, mends: Mapping[str, Mend], *, root: str
) -> Decision:
    """What would become of a file with the content `data`."""
    return _Deciding(data, file, judge, mends, root).decide()


class _Deciding:
    """One file being decided."""

    def __init__(
        self,
        data: bytes,
        file: SubtitleFile,
        judge: Judge,
        mends: Mapping[str, Mend],
        root: str,
        *,
        again: bool = False,
    ) -> None:
        self.data = data
        self.file = file
        self.judge = judge
        self.mends = mends
        self.root = root
        self.again = again
        """Whether this is the second decision, over what the first one made."""
        self.decoded, self.track = read_file(data, file)
        self.verdict = judge.judge(file, self.track)
        self.reasons: dict[tuple[str, int | None], Why] = {}
        """Why a finding was not mended, by code and by the cue as it was read."""
        self.form = form_of(self.decoded, self.track, self._finds(self.verdict.mendable()))

    def decide(self) -> Decision:
        todo = self.verdict.mendable()
        if not todo:
            return self._unchanged()
        barrier = obstacle(self.decoded.text, self.track, self.verdict.items)
        if barrier is not None:
            return self._unchanged(barrier.reason, barrier.arguments)
        if len(self.data) > LARGEST:
            return self._unchanged(_TOO_LARGE, {"megabytes": LARGEST >> 20})
        try:
            first = self._rewritten()
            last = self._mended(first)
            if last is first and not any(is_rewritten(item.finding) for item in todo):
                return self._unchanged()
            self._prove(last)
        except _Refused as refused:
            return self._unchanged(refused.reason, refused.arguments)
        mended = self._gone(todo, last)
        if not mended:
            return self._unchanged()
        return self._decision(last.data, mended, last)

    def _rewritten(self) -> _State:
        """The file written anew with all the same cues; _Refused where that makes it worse."""
        origins = tuple(range(len(self.track.cues)))
        why: Why = (_UNPROVEN, {})
        for cues in dict.fromkeys((self._before_writing(), self.track.cues)):
            state, why = self._advance(self.track, cues, origins)
            if state is None:
                continue
            worse = state.verdict.worse_than(self.verdict)
            if not worse:
                return state
            why = (_BLOCKED, {"code": worse})
        raise _Refused(*why)

    def _before_writing(self) -> tuple[Cue, ...]:
        """The cues with what has to be mended while the file is as it was."""
        cues = self.track.cues
        items = self.verdict.mendable("SUB006")
        touched = frozenset(item.finding.cue - 1 for item in items if item.finding.cue)
        if not touched:
            return cues
        view, parameters = parameters_of(items)[0]
        return tuple(self.mends["SUB006"](self.verdict.subjects[view], parameters, touched))

    def _mended(self, state: _State) -> _State:
        for _ in range(MOST_ROUNDS):
            before = state
            for code in in_order({item.finding.code for item in state.verdict.mendable()}):
                if code in self.mends:
                    state = self._mend(state, code)
            if state is before:
                return state
        raise _Refused(_ENDLESS)

    def _mend(self, state: _State, code: str) -> _State:
        """Mend all findings of one rule together, or as many of them as can be."""
        touched = _touched(code, state)
        if not touched:
            return state
        waiting = [touched]
        tries = 0
        while waiting and tries <= 2 * MOST_TRIED:
            origins = waiting.pop()
            following, reason = self._attempt(state, code, origins)
            tries += 1
            if following is not None:
                state = following
            elif len(origins) > 1 and len(touched) <= MOST_TRIED:
                half = len(origins) // 2
                waiting += [origins[half:], origins[:half]]
            else:
                self.reasons.update({(code, origin): reason for origin in origins})
        return state

    def _attempt(
        self, state: _State, code: str, origins: tuple[int, ...]
    ) -> tuple[_State | None, Why]:
        """The state with one rule mended in some cues, or why it is not to be.

        Where that brings up what the next mend takes away (a space where an invisible sign stood),
        both are done.
        """
        following, why = self._step(state, code, origins)
        if following is None:
            return None, why
        worse = _worse(code, state.verdict, following.verdict)
        if worse and worse in self.mends and worse != code:
            following = self._step(following, worse, origins)[0] or following
            worse = _worse(code, state.verdict, following.verdict)
        if worse:
            return None, (_CAUSES, {"code": worse})
        same = following.verdict.weight(code) == state.verdict.weight(code)
        if same and {*origins} <= {*_touched(code, following)}:
            return None, (_UNDECIDED, {})
        return following, why

    def _step(
        self, state: _State, code: str, origins: tuple[int, ...]
    ) -> tuple[_State | None, Why]:
        """The state with one rule mended in some cues, or why nothing comes of it."""
        items = [
            item
            for item in state.verdict.mendable(code)
            if _origin(item.finding, state.origins) in origins
        ]
        touched = frozenset(item.finding.cue - 1 for item in items if item.finding.cue)
        if not touched:
            return None, (_UNDECIDED, {})
        cues = state.track.cues
        mend = self.mends[code]
        results = [
            tuple(mend(state.verdict.subjects[view], parameters, touched))
            for view, parameters in parameters_of(items)
        ]
        new = results[0]
        if any(other != new for other in results[1:]):
            return None, (_DIFFERENT, {})
        if new == cues:
            return None, (_UNDECIDED, {})
        if _payloads(cues) != _payloads(new):
            return None, (_LOSES_MARKUP, {})
        following, why = self._advance(state.track, new, state.origins)
        if following is None:
            return None, why
        places = _places(state, following)
        if code not in _REVEALS and not says_the_same(cues, following.track.cues, places, ()):
            return None, (_OTHER_WORDS, {})
        return following, why

    def _advance(
        self, track: Track, new: tuple[Cue, ...], origins: tuple[int, ...]
    ) -> tuple[_State | None, Why]:
        """The file with other cues: written, and read again."""
        places = moved(track.cues, new)
        if places is None:
            return None, (_UNDECIDED, {})
        blocks = blocks_after(track.blocks, places, len(track.cues))
        wanted = msgspec.structs.replace(track, cues=new, blocks=blocks)
        try:
            data = written(wanted, self.form)
        except GoGlobalError as error:
            return None, (_UNWRITABLE, {"reason": str(error)})
        _, read = read_file(data, self.file)
        if read.format != track.format or not is_same(read.cues, new) or read.blocks != blocks:
            return None, (_UNPROVEN, {})
        verdict = self.judge.judge(self.file, read)
        kept = tuple(origins[place] for place in places if place is not None)
        return _State(data, read, verdict, kept), ("", {})

    def _prove(self, last: _State) -> None:
        """Raise _Refused where the result says something else, or would be changed once more."""
        spared = {
            item.finding.cue - 1
            for item in self.verdict.mendable("SUB014")
            if item.finding.cue is not None
        }
        if not says_the_same(self.track.cues, last.track.cues, last.origins, spared):
            raise _Refused(_UNPROVEN)
        if self.again:
            return
        second = _Deciding(last.data, self.file, self.judge, self.mends, self.root, again=True)
        if second.decide().change.changed:
            raise _Refused(_ENDLESS)

    def _gone(self, todo: Iterable[Item], last: _State) -> tuple[Finding, ...]:
        """Those of the findings that are not there any more."""
        still = Counter(
            (item.finding.code, _origin(item.finding, last.origins))
            for item in last.verdict.mendable()
        )
        gone = []
        for item in todo:
            place = (item.finding.code, item.finding.cue and item.finding.cue - 1)
            if still[place]:
                still[place] -= 1
            else:
                gone.append(item.finding)
        return tuple(gone)

    def _unchanged(
        self, reason: str = "", arguments: Mapping[str, Argument] | None = None
    ) -> Decision:
        origins = tuple(range(len(self.track.cues)))
        state = _State(self.data, self.track, self.verdict, origins)
        return self._decision(self.data, (), state, reason, arguments)

    def _decision(
        self,
        after: bytes,
        mended: tuple[Finding, ...],
        state: _State,
        reason: str = "",
        arguments: Mapping[str, Argument] | None = None,
    ) -> Decision:
        left = []
        for item in state.verdict.items:
            if item.finding.waived is None and item.wanted:
                why = (reason, dict(arguments or {})) if reason and item.mendable else None
                left.append(self._left(item, state, why))
        change = Change(
            series=self.judge.series,
            root=self.root,
            path=self.file.path,
            language=self.file.language,
            before=self.data,
            after=after,
            mended=mended,
            left=tuple(left),
        )
        return Decision(
            change=change,
            waived=sum(item.finding.waived is not None for item in state.verdict.items),
            tracebacks=state.verdict.tracebacks,
        )

    def _left(self, item: Item, state: _State, why: Why | None) -> Left:
        finding = item.finding
        if not finding.fixable:
            return Left(finding=finding)
        if item.targets:
            names = ", ".join(item.targets)
            arguments: dict[str, Argument] = {"targets": names, "first": item.targets[0]}
            return Left(finding=finding, reason=_ONE_TARGET, arguments=arguments)
        place = (finding.code, _origin(finding, state.origins))
        otherwise = _UNDECIDED if finding.code in self.mends else _NO_MEND
        reason, arguments = why or self.reasons.get(place, (otherwise, {}))
        return Left(finding=finding, reason=reason, arguments=arguments)

    @staticmethod
    def _finds(items: Iterable[Item]) -> list[Finding]:
        return [item.finding for item in items]


def read_file(data: bytes, file: SubtitleFile) -> tuple[Decoded, Track]:
    """The content of a subtitle file as text, and as the track that it holds."""
    from goglobal import subtitles

    decoded = decode(data, language=file.language)
    format_ = subtitles.detect(decoded.text, name=file.path)
    track = subtitles.parse(data, format=format_, language=file.language, name=file.path)
    return decoded, msgspec.structs.replace(track, episode=file.episode, kind=file.kind)


def _origin(finding: Finding, origins: tuple[int, ...]) -> int | None:
    """Where the cue of a finding stood in the file as it was read."""
    return origins[finding.cue - 1] if finding.cue and finding.cue <= len(origins) else None


def _touched(code: str, state: _State) -> tuple[int, ...]:
    """The cues, as they were read, in which a rule has something to be mended."""
    places = (_origin(item.finding, state.origins) for item in state.verdict.mendable(code))
    return tuple(sorted({place for place in places if place is not None}))


def _places(state: _State, following: _State) -> list[int]:
    """Where each cue of `following` stands in `state`."""
    place_of = {origin: place for place, origin in enumerate(state.origins)}
    return [place_of[origin] for origin in following.origins]


def _worse(code: str, before: Verdict, after: Verdict) -> str | None:
    """The rule that has more to say after one was mended; a text that can be read at last may
    bring others than those of the file's form."""
    spared = {code, *_NEIGHBOURS.get(code, ())}
    if code in _REVEALS:
        spared |= {other for other, _, _ in after.weights if other[:3] not in ("SUB", "RUN")}
    worse = after.worse_than(before, but=spared)
    return worse or (code if after.weight(code) > before.weight(code) else None)


def _payloads(cues: Iterable[Cue]) -> Counter[tuple[str, str]]:
    """The mark-up of WebVTT that goes back only beside the text that it came with."""
    return Counter((cue.payload, cue.text) for cue in cues if cue.payload)
