"""What SymPy and floating point say of derivatives and minima, worked out ahead.

These are asked whatever the kernel finds, and importing SymPy takes longer than all else on a page of algebra. So processes of their own, forked from
the one that works on the document, under its limits and in its group, import and search while it goes on; what they do not answer it searches itself.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from typing import NoReturn

from derive.engines.decide import Choice, after_proof, ask, load
from derive.goals import Evidence, Goal
from derive.isolate.wire import decode_evidence, encode

SHARES = {"sympy": 2, "numeric": 1}  # engines that are asked ahead, and by how many processes


class Ahead:
    """Answers by engine and goal, as they come in."""

    def __init__(self, goals: Sequence[Goal], choice: Choice) -> None:
        self.goals = tuple(goals)
        self.numbers = {id(goal): number for number, goal in enumerate(self.goals)}
        self.answers: dict[tuple[str, int], Evidence] = {}
        self.pipes: dict[tuple[str, int], int] = {}
        self.rest: dict[int, bytes] = {}
        for engine, most in SHARES.items():
            if engine in choice.engines and goals:
                self._begin(engine, min(most, len(goals)), choice)

    def __call__(self, engine: str, goal: Goal) -> Evidence | None:
        """The engine's word on one of the goals, waited for; None for any other goal, and where the process has ended."""
        number = self.numbers.get(id(goal))
        shares = sum(1 for name, _ in self.pipes if name == engine)
        if number is None or not shares:
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

    def _begin(self, engine: str, shares: int, choice: Choice) -> None:
        pipes = [os.pipe() for _ in range(shares)]
        if os.fork() == 0:
            self._work(engine, [there for _, there in pipes], choice)
        for share, (here, there) in enumerate(pipes):
            os.close(there)
            self.pipes[engine, share] = here

    def _work(self, engine: str, pipes: Sequence[int], choice: Choice) -> NoReturn:
        """The process's part: import, divide the goals, answer. An error ends it, and comes up again where the goal is searched in its place."""
        status = 1
        try:
            load(engine)
            share = next((share for share in range(1, len(pipes)) if os.fork() == 0), 0)
            for other, pipe in enumerate(pipes):
                if other != share:
                    os.close(pipe)
            for number in range(share, len(self.goals), len(pipes)):
                evidence = encode(ask(engine, self.goals[number], after_proof(choice.limits)))
                _write(pipes[share], json.dumps([number, evidence]).encode() + b"\n")
            status = 0
        finally:
            os._exit(status)


def _write(pipe: int, line: bytes) -> None:
    while line:
        line = line[os.write(pipe, line) :]
