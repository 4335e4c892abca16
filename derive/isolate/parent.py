"""Watch the children: start them, hear them, kill the ones that overrun, and start those again with what is known.

A child that overruns a step is killed; the next child is given the judgements that were reached and skips that step. Proofs are replayed here while
the children work on; what that needs is imported when they have been started.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from derive.isolate.ahead import SHARES
from derive.isolate.start import Child, start
from derive.record import dataclass, field, replace

if TYPE_CHECKING:
    from derive.report import DocumentReport, StepReport

GRACE = 3.0  # seconds of processor time beyond its own limit that a step may take before its process is ended
WALL = 3.0  # times as many seconds of the clock: a machine that is busy with other things changes no verdict
READING = 60.0  # seconds of processor time for reading and elaborating, and for putting the report together
ENDED_BY: dict[int, str] = {
    signal.SIGPROF: "time",
    signal.SIGXCPU: "processor time",
    signal.SIGKILL: "memory",
}  # the limit that was met
ATTEMPTS = 200  # children that one document may use up


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is asked to do. `seconds` a step, `document_seconds` a document, `megabytes` of address space."""

    engines: tuple[str, ...]
    seconds: float = 10.0
    seed: int = 0
    trust: str = "all"
    document_seconds: float = 600.0
    megabytes: int = 4096
    jobs: int = 1
    stopped: str = ""  # a reason to search nothing: the report then says only what was understood


@dataclass(frozen=True, slots=True)
class Source:
    """A document to be checked: `name` is what the report calls it; `text` stands for the file's content where it is given."""

    path: str
    name: str
    text: str | None = None


@dataclass(slots=True)
class Attempt:
    """What is known of a document while it is worked on."""

    source: Source
    position: int
    began: float = 0.0
    deadline: float = 0.0
    current: int | None = None
    steps: int = 0
    stopped: str = ""
    children: int = 0
    known: dict[int, Any] = field(default_factory=dict)
    skip: dict[int, str] = field(default_factory=dict)
    internal: list[str] = field(default_factory=list)
    told: dict[int, StepReport] = field(default_factory=dict)  # steps as the child said them
    replayed: dict[int, StepReport] = field(default_factory=dict)  # and with their proofs replayed


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a document: its report, every proof replayed, or why there is none. `internal` holds our own errors, `unproved` whether a proof
    did not hold."""

    source: Source
    report: DocumentReport | None
    error: str = ""
    internal: tuple[str, ...] = ()
    unproved: bool = False


Told = Callable[[Source, int, int], None]  # a document, the step it is on, how many it has


def run(sources: Iterable[Source], settings: Settings, told: Told | None = None) -> list[Outcome]:
    """The outcomes, in the order of the sources, whatever the number of jobs."""
    waiting = [Attempt(source, position, stopped=settings.stopped) for position, source in enumerate(sources)]
    watch = Watch(settings, told, default_jobs() // max(1, min(settings.jobs, len(waiting))))
    waiting.reverse()
    try:
        while waiting or watch.running:
            while waiting and len(watch.running) < max(1, settings.jobs):
                watch.launch(waiting.pop())
            watch.step()
    finally:
        watch.kill_all()
    return [watch.outcome(position) for position in sorted(watch.settled)]


class Watch:
    """The children that run now, and what came of those that ended."""

    def __init__(self, settings: Settings, told: Told | None, processors: int) -> None:
        self.settings = settings
        self.processors = processors  # for each document
        self.told = told
        self.running: list[tuple[Child, Attempt]] = []
        self.settled: dict[int, tuple[Attempt, Outcome]] = {}
        self.waiting: deque[tuple[Attempt, int]] = deque()  # steps whose proofs are not replayed yet

    def launch(self, attempt: Attempt) -> None:
        """Start a child on a document, with all that is known of it."""
        now = time.monotonic()
        attempt.began = attempt.began or now
        attempt.children += 1
        attempt.current = None
        attempt.deadline = now + WALL * READING
        if not any(engine in SHARES for engine in self.settings.engines):
            _import()  # the child has it then, too
        self.running.append((start(self._request(attempt)), attempt))
        _import()

    def _request(self, attempt: Attempt) -> dict[str, Any]:
        settings, source = self.settings, attempt.source
        return {
            "path": source.path,
            "name": source.name,
            "text": source.text,
            "engines": settings.engines,
            "seconds": settings.seconds,
            "seed": settings.seed,
            "trust": settings.trust,
            "megabytes": settings.megabytes,
            "processor": settings.document_seconds + READING,
            "step": settings.seconds + GRACE,
            "reading": READING,
            "known": attempt.known,
            "skip": attempt.skip,
            "stopped": attempt.stopped,
            "processors": self.processors,
        }

    def step(self) -> None:
        """Wait for the next message or the next deadline, and act on it; while nothing is said, replay a proof."""
        now = time.monotonic()
        wait = 0.0 if self.waiting else max(0.0, min(attempt.deadline for _, attempt in self.running) - now)
        speaking = Child.wait([child for child, _ in self.running], wait)
        for child in speaking:
            attempt = next(attempt for other, attempt in self.running if other is child)
            lines = child.lines()
            if lines is None:
                self._ended(child, attempt)
                continue
            for line in lines:
                self._hear(child, attempt, line)
        now = time.monotonic()
        for child, attempt in list(self.running):
            if now >= attempt.deadline:
                self._overran(child, attempt, "time")
        if not speaking and self.waiting:
            self._replay(*self.waiting.popleft())

    def _replay(self, attempt: Attempt, number: int) -> None:
        """A step that waited may be done already, or be withdrawn: a report can have fewer steps than were told."""
        from derive.isolate.replay import replayed

        if number in attempt.told and number not in attempt.replayed:
            attempt.replayed[number] = replayed(attempt.told[number], self.settings.trust == "kernel")

    def _told(self, attempt: Attempt, number: int, step: Any) -> None:
        """A step is what a child says it is, until its proof is replayed."""
        from derive.isolate.wire import decode_step

        attempt.told[number] = decode_step(step)
        attempt.replayed.pop(number, None)
        self.waiting.append((attempt, number))

    def _report(self, child: Child, attempt: Attempt, said: Any) -> None:
        """The last word of a child: a number stands for a step that is as it was told."""
        for number, step in enumerate(said["steps"]):
            if step != number:
                self._told(attempt, number, step)
        from derive.isolate.wire import decode_document

        count = len(said["steps"])
        report = decode_document({**said, "steps": ()})
        for number in [number for number in attempt.told if number >= count]:
            del attempt.told[number]
        self._settle(child, attempt, Outcome(attempt.source, report, internal=tuple(attempt.internal)))

    def outcome(self, position: int) -> Outcome:
        """What became of a document, once every proof is replayed."""
        attempt, outcome = self.settled[position]
        if outcome.report is None:
            return outcome
        for number in attempt.told:
            self._replay(attempt, number)
        steps = tuple(attempt.replayed[number] for number in sorted(attempt.told))
        unproved = any(attempt.replayed[number] is not step for number, step in attempt.told.items())
        return replace(outcome, report=replace(outcome.report, steps=steps), unproved=unproved)

    def _hear(self, child: Child, attempt: Attempt, line: bytes) -> None:
        message = json.loads(line)
        now = time.monotonic()
        if "began" in message:
            attempt.current, attempt.steps = message["began"], message["of"]
            attempt.deadline = now + WALL * (self.settings.seconds + GRACE)
            if self.told is not None:
                self.told(attempt.source, attempt.current, attempt.steps)
            if now > attempt.began + self.settings.document_seconds and not attempt.stopped:
                self._stop(child, attempt)
        elif "finished" in message:
            attempt.known[message["finished"]] = message["step"]["judgement"]
            self._told(attempt, message["finished"], message["step"])
            attempt.current = None
            attempt.deadline = now + WALL * READING
        elif "report" in message:
            self._report(child, attempt, message["report"])
        elif "unreadable" in message:
            self._settle(child, attempt, Outcome(attempt.source, None, message["unreadable"]))
        elif "limit" in message:
            self._overran(child, attempt, message["limit"])
        else:
            self._broke(child, attempt, message["internal"])

    def _remove(self, child: Child) -> None:
        child.kill()
        self.running = [pair for pair in self.running if pair[0] is not child]

    def _settle(self, child: Child, attempt: Attempt, outcome: Outcome) -> None:
        self._remove(child)
        self.settled[attempt.position] = attempt, outcome

    def _stop(self, child: Child, attempt: Attempt) -> None:
        attempt.stopped = f"not checked (time limit of {self.settings.document_seconds:g} s for the document)"
        self._remove(child)
        self.launch(attempt)

    def _overran(self, child: Child, attempt: Attempt, limit: str) -> None:
        """A limit was met: on a step, the step is given up; before the first one, the document is."""
        self._give_up(child, attempt, f"not checked ({limit} limit)", f"the {limit} limit was met while reading")

    def _broke(self, child: Child, attempt: Attempt, trace: str) -> None:
        attempt.internal.append(trace)
        last = trace.strip().splitlines()[-1] if trace.strip() else "the process ended"
        self._give_up(child, attempt, f"not checked (internal error: {last})", f"internal error: {last}")

    def _ended(self, child: Child, attempt: Attempt) -> None:
        """A child's end without a last word: the system killed it."""
        status = child.kill()
        limit = ENDED_BY.get(-status)
        if limit is not None:
            self._overran(child, attempt, limit)
        else:
            self._broke(child, attempt, f"the process ended with status {status}")

    def _give_up(self, child: Child, attempt: Attempt, reason: str, error: str) -> None:
        if attempt.current is None or attempt.children >= ATTEMPTS:
            self._settle(child, attempt, Outcome(attempt.source, None, error, tuple(attempt.internal)))
            return
        attempt.skip[attempt.current] = reason
        self._remove(child)
        self.launch(attempt)

    def kill_all(self) -> None:
        """End every child that still runs."""
        for child, _ in self.running:
            child.kill()
        self.running = []


def default_jobs() -> int:
    """How many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def _import() -> None:
    """Import what hearing a child and replaying its proofs takes: after the first was started where that is in a hurry, to start others."""
    from derive.isolate import replay, wire

    del replay, wire


def preload() -> None:
    """Import what every child needs before the first one is forked, when there are many."""
    if sys.platform != "win32":
        from derive import check, document

        del check, document
