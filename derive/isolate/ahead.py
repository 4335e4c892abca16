"""What SymPy and floating point say of derivatives and minima, worked out ahead.

These are asked whatever the kernel finds, and importing SymPy takes longer than all else on a page of algebra. So processes of their own, forked from
the one that works on the document, under its limits and in its group, import while it reads, and search while it goes on; what they do not answer it
searches itself.
"""

from __future__ import annotations

import json
import os
import pickle
from collections.abc import Sequence
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from derive.engines.decide import Choice
    from derive.goals import Evidence, Goal

SHARES = {"numeric": 1, "sympy": 2}  # engines that are asked ahead, and by how many processes
# of such goals, in a text
CUES = ("\\partial", "\\nabla", "∂", "∇", "gradient", "derivative", "differentiat", "minim", "maxim")


def cued(text: str) -> bool:
    """Whether a text looks as if these engines were going to be asked: the rest is found out when it has been read."""
    return any(cue in text for cue in CUES)


class Ready:
    """Processes that import the engines, and then wait for goals."""

    def __init__(self, engines: Sequence[str]) -> None:
        self.asked: dict[str, int] = {}
        self.pipes: dict[tuple[str, int], int] = {}
        for engine in SHARES:
            if engine in engines:
                self._start(engine)

    def _start(self, engine: str) -> None:
        from_here, asked = os.pipe()
        pipes = [os.pipe() for _ in range(SHARES[engine])]
        if os.fork() == 0:
            own = [here for here, _ in pipes]
            for end in (
                *self.asked.values(),
                asked,
                *self.pipes.values(),
                *own,
            ):  # else nobody hears that the others closed them
                os.close(end)
            _work(engine, from_here, [there for _, there in pipes])
        os.close(from_here)
        self.asked[engine] = asked
        for share, (here, there) in enumerate(pipes):
            os.close(there)
            self.pipes[engine, share] = here

    def begin(self, goals: Sequence[Goal], choice: Choice) -> Ahead:
        """The processes' answers to the goals, as they come in."""
        from derive.engines.decide import after_proof

        question = pickle.dumps((tuple(goals), after_proof(choice.limits)))
        for asked in self.asked.values():
            if os.fork() == 0:  # a pipe holds little, and nobody reads it until the engine is imported
                _tell(asked, question)
            os.close(asked)
        return Ahead(goals, self.pipes)


class Ahead:
    """Answers by engine and goal, from pipes by engine and share of the goals."""

    def __init__(self, goals: Sequence[Goal], pipes: dict[tuple[str, int], int]) -> None:
        self.goals = tuple(goals)
        self.numbers = {id(goal): number for number, goal in enumerate(self.goals)}
        self.answers: dict[tuple[str, int], Evidence] = {}
        self.pipes = pipes
        self.rest: dict[int, bytes] = {}

    def __call__(self, engine: str, goal: Goal) -> Evidence | None:
        """The engine's word on one of the goals, waited for; None for any other goal, and where the process has ended."""
        from derive.isolate.wire import decode_evidence

        number = self.numbers.get(id(goal))
        shares = SHARES.get(engine, 0)
        if number is None or (engine, 0) not in self.pipes:
            return None
        pipe = self.pipes[engine, number % shares]
        while (engine, number) not in self.answers:
            piece = os.read(pipe, 1 << 16)
            if not piece:
                return None
            *lines, self.rest[pipe] = (self.rest.get(pipe, b"") + piece).split(b"\n")
            for line in lines:
                answered, evidence = json.loads(line)
                self.answers[engine, answered] = decode_evidence(evidence)
        return self.answers[engine, number]


def ahead(goals: Sequence[Goal], choice: Choice) -> Ahead:
    """The answers to goals by processes that are started now."""
    return Ready(choice.engines).begin(goals, choice)


def _tell(pipe: int, question: bytes) -> NoReturn:
    try:
        _write(pipe, question)
    finally:
        os._exit(0)


def _work(engine: str, asked: int, pipes: Sequence[int]) -> NoReturn:
    """A process's part: import, hear the goals, divide them, answer. An error ends it, and comes up again where the goal is searched in its place."""
    status = 1
    try:
        from derive.engines.decide import ask, load
        from derive.isolate.wire import encode

        load(engine)
        with os.fdopen(asked, "rb") as question:
            goals, limits = pickle.loads(question.read())  # said by the process that this one is a copy of
        share = next((share for share in range(1, len(pipes)) if os.fork() == 0), 0)
        for other, pipe in enumerate(pipes):
            if other != share:
                os.close(pipe)
        for number in range(share, len(goals), len(pipes)):
            evidence = encode(ask(engine, goals[number], limits))
            _write(pipes[share], json.dumps([number, evidence]).encode() + b"\n")
        status = 0
    finally:
        os._exit(status)


def _write(pipe: int, line: bytes) -> None:
    while line:
        line = line[os.write(pipe, line) :]
