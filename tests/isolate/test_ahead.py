"""Answers worked out ahead are those that the process would find itself, and are missed by nobody when they do not come."""

from __future__ import annotations

import os
import signal

import pytest

from derive.engines import decide
from derive.engines.decide import Choice, after_proof, ask
from derive.goals import Evidence, Goal, Limits, Result
from derive.isolate import ahead
from derive.isolate.ahead import Ahead
from derive.isolate.wire import decode_evidence, encode
from tests.engines.reading import MATRICES, goal_of

RIGHT = r"\nabla_{W} L = -2 V^\top C + 2 V^\top V W C"
WRONG = r"\nabla_{W} L = -2 V^\top C - 2 V^\top V W C"


def plain(evidence: Evidence) -> Evidence:
    return decode_evidence(encode(evidence))


def test_the_answers_are_those_of_the_process_itself() -> None:
    goals = [goal_of(claim, MATRICES) for claim in (RIGHT, WRONG, RIGHT)]
    choice = Choice(("algebra", "sympy", "numeric"), Limits(60))
    answers = Ahead(goals, choice)
    for goal in reversed(goals):  # in any order
        for engine in ("sympy", "numeric"):
            assert answers(engine, goal) == plain(ask(engine, goal, after_proof(choice.limits)))
    assert answers("algebra", goals[0]) is None
    assert answers("sympy", goal_of(RIGHT, MATRICES)) is None, "another goal, though it says the same"


def test_only_the_engines_chosen_are_asked() -> None:
    goal = goal_of(RIGHT, MATRICES)
    answers = Ahead([goal], Choice(("algebra", "numeric"), Limits(60)))
    assert answers("sympy", goal) is None
    found = answers("numeric", goal)
    assert found is not None and found.result is Result.AGREES


def test_what_a_process_does_not_answer_is_searched_here(monkeypatch: pytest.MonkeyPatch) -> None:
    goal, choice = goal_of(RIGHT, MATRICES), Choice(("algebra", "numeric"), Limits(60))
    here = os.getpid()

    def killed(engine: str) -> None:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)

    monkeypatch.setattr(ahead, "load", killed)
    answers = Ahead([goal], choice)
    assert answers("numeric", goal) is None

    def ask_of(goal: Goal, answers: Ahead | None) -> tuple[Evidence, ...]:
        return decide.decide(goal, Choice(choice.engines, choice.limits, ahead=answers)).evidence

    assert ask_of(goal, answers) == ask_of(goal, None)
