"""Videos, measured by ffprobe where it is installed. They are never changed, and never decoded.

ffprobe gets one local file, no network and no play list (`-protocol_whitelist`,
`-format_whitelist`), a time limit, and no shell. What it writes is read up to a limit.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import threading
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from pathlib import Path
from typing import IO

import msgspec

from goglobal.media.facts import VideoFacts
from goglobal.messages import N_
from goglobal.model import VideoFile

TIMEOUT = 60
"""Seconds for one file: its header is read, so a slow network drive is what takes long."""
WORKERS = 4
"""Probes at once: each waits for the disk most of the time."""
_LEAVE = 5.0
"""Seconds until what an ended program has left in its pipes is given up."""
_MOST_OUTPUT = 1 << 20
_MOST_COMPLAINT = 4096
"""Bytes of ffprobe's answer, and of its complaints."""
_LONGEST = 360_000
"""Seconds: a hundred hours is no duration of an episode, but a damaged number."""
_DEMUXERS = "mov,mp4,matroska,webm,mpegts,mxf,mxf_opatom"
"""The containers that video comes in here; none of them names other files, as play lists do."""
_ASKED = (
    "format=duration"
    ":stream=codec_type,width,height,duration,sample_aspect_ratio"
    ":stream_disposition=attached_pic:stream_tags=rotate,DURATION:stream_side_data=rotation"
)
_ADDRESS = re.compile(r"^\[[^\]]* @ 0x[0-9a-f]+\] *")
_CLOCK = re.compile(r"(\d+):([0-5]\d):([0-5]\d(?:\.\d+)?)")
"""How Matroska writes a stream's duration."""


class _Tags(msgspec.Struct):
    rotate: str = ""
    duration: str = msgspec.field(default="", name="DURATION")


class _Side(msgspec.Struct):
    rotation: float = 0


class _Disposition(msgspec.Struct):
    attached_pic: int = 0


class _Stream(msgspec.Struct):
    codec_type: str = ""
    width: int = 0
    height: int = 0
    duration: str = ""
    sample_aspect_ratio: str = ""
    tags: _Tags = msgspec.field(default_factory=_Tags)
    side_data_list: list[_Side] = []
    disposition: _Disposition = msgspec.field(default_factory=_Disposition)


class _Format(msgspec.Struct):
    duration: str = ""


class _Answer(msgspec.Struct):
    streams: list[_Stream] = []
    format: _Format = msgspec.field(default_factory=_Format)


def find_ffprobe() -> str | None:
    """The installed ffprobe; None: there is none.

    One that a relative entry of PATH leads to is not taken: it may have come with the files.
    """
    found = shutil.which("ffprobe")
    return found if found is not None and os.path.isabs(found) else None


def measure_videos(
    ffprobe: str, root: str | Path, videos: Iterable[VideoFile]
) -> tuple[VideoFacts, ...]:
    """What every one of `videos` is, in their order. Raises nothing because of content.

    An interruption ends the programs that run, and is passed on.
    """
    running = _Running()
    with ThreadPoolExecutor(WORKERS, thread_name_prefix="ffprobe") as pool:
        try:
            return tuple(
                pool.map(lambda one: measure_video(ffprobe, root, one, running=running), videos)
            )
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            running.stop()
            raise


def measure_video(
    ffprobe: str,
    root: str | Path,
    video: VideoFile,
    *,
    timeout: float = TIMEOUT,
    running: _Running | None = None,
) -> VideoFacts:
    """What one video (its path relative to `root`) is; `timeout` in seconds."""
    facts = VideoFacts(path=video.path, episode=video.episode, span=video.span)
    path = Path(root, video.path).absolute()
    try:
        code, output, complaint = _run(ffprobe, path, timeout, running or _Running())
    except subprocess.TimeoutExpired:
        message = N_("{path}: ffprobe gave no answer within {seconds} s")
        return _without(facts, message, measured=False, path=video.path, seconds=timeout)
    except OSError as error:
        message = N_("{path}: ffprobe cannot be run: {reason}")
        reason = error.strerror or type(error).__name__
        return _without(facts, message, measured=False, path=video.path, reason=reason)
    if code < 0 or "Unrecognized option" in complaint:
        message = N_("{path}: ffprobe failed: {reason}")
        reason = complaint or f"signal {-code}"
        return _without(facts, message, measured=False, path=video.path, reason=reason)
    try:
        answer = msgspec.json.decode(output, type=_Answer, strict=False)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        answer = _Answer()
    pictures = [s for s in answer.streams if s.codec_type == "video"]
    moving = [s for s in pictures if not s.disposition.attached_pic]
    if code or not moving:
        message = N_("ffprobe finds no video in the file")
        if complaint:
            message = N_("ffprobe cannot read the video: {reason}")
        return _without(facts, message, reason=complaint)
    first = moving[0]
    width, height = _shown(first)
    return msgspec.structs.replace(
        facts, width=width, height=height, duration=_duration(answer, first)
    )


def _without(
    facts: VideoFacts, problem: str, *, measured: bool = True, **arguments: str | float
) -> VideoFacts:
    return msgspec.structs.replace(
        facts, problem=problem, arguments=dict(arguments), measured=measured
    )


class _Running:
    """The programs that run just now, so that somebody else can end them."""

    def __init__(self) -> None:
        self.stopped = False
        self._processes: set[subprocess.Popen[bytes]] = set()

    def add(self, process: subprocess.Popen[bytes]) -> None:
        self._processes.add(process)
        if self.stopped:  # it was started while all others were ended
            process.kill()

    def remove(self, process: subprocess.Popen[bytes]) -> None:
        self._processes.discard(process)

    def stop(self) -> None:
        self.stopped = True
        for process in tuple(self._processes):
            process.kill()


def _run(ffprobe: str, path: Path, timeout: float, running: _Running) -> tuple[int, bytes, str]:
    """Exit code, answer and first complaint. Raises OSError and TimeoutExpired."""
    command = [ffprobe, "-v", "error", "-protocol_whitelist", "file"]
    command += ["-format_whitelist", _DEMUXERS, "-of", "json=compact=1"]
    command += ["-show_entries", _ASKED, "-i", f"file:{path}"]
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        answer, complaint = (
            _Bounded(process.stdout, _MOST_OUTPUT),
            _Bounded(process.stderr, _MOST_COMPLAINT),
        )
        running.add(process)
        try:
            code = process.wait(timeout)
        except BaseException:  # also Ctrl-C: nothing is left running
            process.kill()
            raise
        finally:
            running.remove(process)
            answer.join(_LEAVE)
            complaint.join(_LEAVE)
    return code, answer.data, _first_line(complaint.data, path)


class _Bounded(threading.Thread):
    """Reads a stream to its end, and keeps the first `most` bytes of it."""

    def __init__(self, stream: IO[bytes], most: int) -> None:
        super().__init__(daemon=True)
        self.stream = stream
        self.most = most
        self.data = b""
        self.start()

    def run(self) -> None:
        while piece := self.stream.read(1 << 16):
            self.data += piece[: max(0, self.most - len(self.data))]


def _first_line(complaint: bytes, path: Path) -> str:
    """The first thing that ffprobe said of the file, without its path and its addresses."""
    lines = [line for line in complaint.decode("utf-8", "replace").splitlines() if line.strip()]
    line = _ADDRESS.sub("", lines[0] if lines else "").replace(f"file:{path}", "").strip(" :")
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in line)[:200]


def _shown(stream: _Stream) -> tuple[int, int]:
    """Width and height as a player shows them: square pixels, then turned."""
    width, height = stream.width, stream.height
    try:
        pixel = Fraction(stream.sample_aspect_ratio.replace(":", "/"))
    except (ValueError, ZeroDivisionError):
        pixel = Fraction(1)
    if 0 < pixel != 1:
        width = round(width * pixel)
    turn = next((side.rotation for side in stream.side_data_list if side.rotation), 0.0)
    if not turn and stream.tags.rotate.lstrip("-").isdecimal():
        turn = float(stream.tags.rotate)
    return (height, width) if round(turn) % 180 == 90 else (width, height)


def _duration(answer: _Answer, stream: _Stream) -> int | None:
    """ms of the picture; where its stream does not say, of the whole file."""
    clock = _CLOCK.fullmatch(stream.tags.duration)
    tagged = f"{int(clock[1]) * 3600 + int(clock[2]) * 60 + float(clock[3])}" if clock else ""
    for text in (stream.duration, tagged, answer.format.duration):
        try:
            seconds = float(text)
        except ValueError:
            continue
        if 0 < seconds < _LONGEST:
            return round(seconds * 1000)
    return None
