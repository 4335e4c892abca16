"""What SymPy and floating point say of derivatives and minima, worked out ahead.

These are asked whatever the kernel finds, and importing SymPy takes longer than all else on a page of algebra. So processes of their own, forked from
the one that works on the document, under its limits and in its group, import while it reads, and search while it goes on; what they do not answer it
searches itself. One of them imports for all, as SymPy's engine needs NumPy too, and is forked at each engine.
"""

from __future__ import annotations

import gc
import json
import os
import select
from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from derive.engines.decide import Choice
    from derive.goals import Evidence, Goal

SHARES = {"numeric": 1, "sympy": 2}  # engines that are asked ahead, and by how many processes
Ends = dict[str, tuple[int, list[int]]]  # by engine, where it is asked and where its shares answer
# of such goals, in a text
CUES = ("\\partial", "\\nabla", "∂", "∇", "gradient", "derivative", "differentiat", "minim", "maxim")


def cued(text: str) -> bool:
    """Whether a text looks as if these engines were going to be asked: the rest is found out when it has been read."""
    return any(cue in text for cue in CUES)


class Ready:
    """Processes that import the engines, and then wait for goals."""

    def __init__(self, engines: Sequence[str]) -> None:
        self.asked: dict[str, int] = {}
        self.pipes: dict[str, list[int]] = {}
        ends: Ends = {}
        for engine in SHARES:
            if engine in engines:
                from_here, self.asked[engine] = os.pipe()
                answers = [os.pipe() for _ in range(SHARES[engine])]
                self.pipes[engine] = [here for here, _ in answers]
                ends[engine] = from_here, [there for _, there in answers]
        if ends and os.fork() == 0:
            for end in (*self.asked.values(), *chain(*self.pipes.values())):
                os.close(end)  # else nobody hears that the others closed them
            _import(ends)
        _close(ends)

    def begin(self, goals: Sequence[Goal], choice: Choice) -> Ahead:
        """The processes' answers to the goals, as they come in."""
        import pickle

        from derive.engines.decide import after_proof

        question = pickle.dumps((tuple(goals), after_proof(choice.limits)))
        for asked in self.asked.values():
            os.set_blocking(asked, False)
            try:
                rest = question[os.write(asked, question) :]
            except (BlockingIOError, BrokenPipeError):
                rest = question
            if rest and os.fork() == 0:  # a pipe holds little, and nobody reads it until the engine is imported
                os.set_blocking(asked, True)
                _tell(asked, rest)
            os.close(asked)
        return Ahead(goals, self.pipes)


class Ahead:
    """Answers by engine and goal, from the pipes of each engine."""

    def __init__(self, goals: Sequence[Goal], pipes: dict[str, list[int]]) -> None:
        self.goals = tuple(goals)
        self.numbers = {id(goal): number for number, goal in enumerate(self.goals)}
        self.answers: dict[tuple[str, int], Evidence | None] = {}
        self.taken: dict[int, tuple[str, int]] = {}  # by pipe, the goal that is searched there
        self.pipes = pipes
        self.rest: dict[int, bytes] = {}

    def __call__(self, engine: str, goal: Goal) -> Evidence | None:
        """The engine's word on one of the goals, waited for; None for any other goal, and where the process has ended."""
        from derive.isolate.wire import decode_evidence

        number = self.numbers.get(id(goal))
        if number is None:
            return None
        pipes = self.pipes.get(engine, [])
        while (engine, number) not in self.answers and pipes:
            for pipe in select.select(pipes, [], [])[0]:
                piece = os.read(pipe, 1 << 16)
                if not piece:
                    pipes.remove(pipe)
                    self.answers.setdefault(self.taken.get(pipe, ("", 0)), None)
                *lines, self.rest[pipe] = (self.rest.get(pipe, b"") + piece).split(b"\n")
                for line in lines:
                    where, *evidence = json.loads(line)
                    self.taken[pipe] = engine, where
                    if evidence:
                        self.answers[engine, where] = decode_evidence(*evidence)
        return self.answers.get((engine, number))


def ahead(goals: Sequence[Goal], choice: Choice) -> Ahead:
    """The answers to goals by processes that are started now."""
    return Ready(choice.engines).begin(goals, choice)


def _tell(pipe: int, question: bytes) -> NoReturn:
    try:
        _write(pipe, question)
    finally:
        os._exit(0)


def _import(ends: Ends) -> NoReturn:
    """The first process's part: import engine by engine, and leave each to a copy of what has imported it. An error ends it, and comes up again where
    the goal is searched in its place."""
    try:
        from derive.engines.decide import load

        while ends:
            engine = next(iter(ends))
            gc.disable()
            load(engine)
            gc.freeze()  # a library is no garbage: looking through SymPy takes as long as rebuilding a gradient
            gc.enable()
            own = {engine: ends.pop(engine)}
            if not ends or os.fork() == 0:
                _close(ends)
                _work(engine, *own[engine])
            _close(own)
    finally:
        os._exit(1)


def _work(engine: str, asked: int, pipes: Sequence[int]) -> NoReturn:
    """An engine's part: hear the goals, and answer them, in one process for each pipe that takes the next goal when it is done with one."""
    status = 1
    try:
        import pickle

        from derive.engines.decide import ask
        from derive.isolate.wire import encode

        with os.fdopen(asked, "rb") as question:
            goals, limits = pickle.loads(question.read())  # said by the process that this one is a copy of
        take, give = os.pipe()
        os.write(give, bytes(4))  # the number of the next goal
        share = next((share for share in range(1, len(pipes)) if os.fork() == 0), 0)
        for other, pipe in enumerate(pipes):
            if other != share:
                os.close(pipe)
        while (number := int.from_bytes(os.read(take, 4), "big")) < len(goals):
            os.write(give, (number + 1).to_bytes(4, "big"))
            _write(pipes[share], json.dumps([number]).encode() + b"\n")
            evidence = encode(ask(engine, goals[number], limits))
            _write(pipes[share], json.dumps([number, evidence]).encode() + b"\n")
        os.write(give, number.to_bytes(4, "big"))
        status = 0
    finally:
        os._exit(status)


def _close(ends: Ends) -> None:
    for asked, pipes in ends.values():
        for end in (asked, *pipes):
            os.close(end)


def _write(pipe: int, line: bytes) -> None:
    while line:
        line = line[os.write(pipe, line) :]
