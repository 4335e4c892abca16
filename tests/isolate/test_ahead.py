"""Answers worked out ahead are those that the process would find itself, and are missed by nobody when they do not come."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import time
from pathlib import Path

import pytest

from derive.engines import decide
from derive.engines.decide import Choice, after_proof, ask
from derive.goals import Evidence, Goal, Limits, Result, Verdict
from derive.isolate import ahead
from derive.isolate.parent import Settings, Source, run
from derive.isolate.wire import decode_evidence, encode
from tests.engines.reading import MATRICES, goal_of

RIGHT = r"\nabla_{W} L = -2 V^\top C + 2 V^\top V W C"
WRONG = r"\nabla_{W} L = -2 V^\top C - 2 V^\top V W C"


def plain(evidence: Evidence) -> Evidence:
    return decode_evidence(encode(evidence))


def test_the_answers_are_those_of_the_process_itself() -> None:
    goals = [goal_of(claim, MATRICES) for claim in (RIGHT, WRONG, RIGHT)]
    choice = Choice(("algebra", "sympy", "numeric"), Limits(60))
    answers = ahead.ahead(goals, choice)
    for goal in reversed(goals):  # in any order
        for engine in ("sympy", "numeric"):
            assert answers(engine, goal) == plain(ask(engine, goal, after_proof(choice.limits)))
    assert answers("algebra", goals[0]) is None
    assert answers("sympy", goal_of(RIGHT, MATRICES)) is None, "another goal, though it says the same"


def test_only_the_engines_chosen_are_asked() -> None:
    goal = goal_of(RIGHT, MATRICES)
    answers = ahead.ahead([goal], Choice(("algebra", "numeric"), Limits(60)))
    assert answers("sympy", goal) is None
    found = answers("numeric", goal)
    assert found is not None and found.result is Result.AGREES


def test_what_a_process_does_not_answer_is_searched_here(monkeypatch: pytest.MonkeyPatch) -> None:
    goal, choice = goal_of(RIGHT, MATRICES), Choice(("algebra", "numeric"), Limits(60))
    here = os.getpid()

    def killed(engine: str) -> None:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)

    monkeypatch.setattr(decide, "load", killed)
    answers = ahead.ahead([goal], choice)
    assert answers("numeric", goal) is None

    def ask_of(goal: Goal, answers: ahead.Ahead | None) -> tuple[Evidence, ...]:
        return decide.decide(goal, Choice(choice.engines, choice.limits, ahead=answers)).evidence

    assert ask_of(goal, answers) == ask_of(goal, None)


def test_nobody_waits_for_a_goal_that_was_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    goals, choice = [goal_of(claim, MATRICES) for claim in (RIGHT, WRONG, RIGHT)], Choice(("sympy",), Limits(60))
    word = Evidence("sympy", Result.AGREES, Verdict.SUPPORTED)

    def dies(engine: str, goal: Goal, limits: Limits) -> Evidence:
        if goal == goals[1]:
            os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(6)
        return word

    monkeypatch.setattr(decide, "load", lambda engine: None)
    monkeypatch.setattr(decide, "ask", dies)
    answers, begun = ahead.ahead(goals, choice), time.monotonic()
    assert answers("sympy", goals[1]) is None and time.monotonic() < begun + 5
    assert answers("sympy", goals[0]) == answers("sympy", goals[2]) == word


def test_engines_are_imported_while_a_document_is_read() -> None:
    goals, choice = [goal_of(WRONG, MATRICES)], Choice(("algebra", "sympy", "numeric"), Limits(60))
    ready = ahead.Ready(choice.engines)
    answers = ready.begin(goals, choice)
    for engine in ("numeric", "sympy"):
        assert answers(engine, goals[0]) == plain(ask(engine, goals[0], after_proof(choice.limits)))


def test_what_is_asked_may_be_longer_than_a_pipe_holds() -> None:
    goals, choice = [goal_of(RIGHT, MATRICES) for _ in range(300)], Choice(("numeric",), Limits(60))
    assert len(pickle.dumps(goals)) > 1 << 17
    answers = ahead.ahead(goals, choice)
    found = answers("numeric", goals[0])
    assert found is not None and found.result is Result.AGREES


@pytest.mark.parametrize("text", [r"$\nabla f = 0$", "the derivative of f", "$∂f/∂x$", "a is minimised"])
def test_texts_that_speak_of_derivatives_and_minima(text: str) -> None:
    assert ahead.cued(text)
    assert not ahead.cued("$A B = C$, so that the trace is cyclic")


def test_nothing_is_left_of_engines_that_nobody_asks(tmp_path: Path) -> None:
    note = tmp_path / "note.md"
    note.write_text("No derivative is taken. Let $A$ be $n \\times n$. Then $\\text{tr}(A) = \\text{tr}(A^T)$.\n")
    (outcome,) = run([Source(str(note), "note.md")], Settings(("algebra", "sympy", "numeric")))
    assert (
        outcome.report is not None and [step.judgement.verdict.value for step in outcome.report.steps][-1] == "proved"
    )
    left = subprocess.run(["ps", "-eo", "ppid=,stat="], capture_output=True, text=True, check=True).stdout.split("\n")
    mine = [line.split() for line in left if line.split()[:1] == [str(os.getpid())]]
    assert all(state.startswith(("Z", "R")) for _, state in mine), "children that still run"
