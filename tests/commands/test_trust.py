"""What an engine that lies may try: none of it ends in an exit code of 0."""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

import derive.engines.algebra
from derive.commands import main
from derive.engines import decide
from derive.goals import Evidence, Goal, Judgement, Result, Verdict
from derive.kernel.proof import Combination, Derivation, Fact, Proved
from derive.record import replace
from derive.rules.certificates import Certificate, plain, reading, replay
from derive.terms import HasProperty, Number, Product, PropertyKind, Relates, Term, symbols

ROOT = Path(__file__).parent.parent.parent
FALSE = (
    "Let $A, B \\in \\mathbb{R}^{n \\times n}$.\n\nThen\n\n$$\\operatorname{tr}(A B) = 2 \\operatorname{tr}(B A)$$\n"
)
TRUE = FALSE.replace("2 ", "")
PASS = ["--engines", "algebra", "--fail-on", "unchecked"]


def evidence(certificate: object) -> Evidence:
    return Evidence("algebra", Result.AGREES, Verdict.PROVED, "", certificate)


def honest(statement: Relates) -> Certificate:
    certificate = Certificate(statement)
    known = reading(certificate)
    certificate = certificate._replace(derivations=plain(known))
    replay(certificate, known)
    return certificate


def true_of(goal: Goal) -> Certificate:
    """A certificate that holds, of another statement about the same names."""
    assert isinstance(goal.statement, Relates)
    return honest(replace(goal.statement, right=goal.statement.left))


def nothing(goal: Goal) -> Evidence:
    return evidence(None)


def fabricated(goal: Goal) -> Evidence:
    return evidence(Certificate(goal.statement, derivations=(Derivation((), (Combination(),)),)))


def other_statement(goal: Goal) -> Evidence:
    return evidence(true_of(goal))


def relabelled(goal: Goal) -> Evidence:
    return evidence(true_of(goal)._replace(statement=goal.statement))


def unmade(goal: Goal) -> Evidence:
    theorem = Proved.__new__(Proved)
    theorem.facts, theorem.goals = (), (Fact({}),)
    return evidence(theorem)


def replaced(goal: Goal) -> Evidence:
    return replace(evidence(true_of(goal)), certificate=replace(goal.statement))


def copied(goal: Goal) -> Evidence:
    certificate = copy.deepcopy(true_of(goal))
    return evidence(copy.copy(certificate)._replace(statement=copy.deepcopy(goal.statement)))


def pickled(goal: Goal) -> Evidence:
    return evidence(pickle.loads(pickle.dumps(fabricated(goal).certificate)))


def rewritten(goal: Goal) -> Evidence:
    """The certificate holds when the engine looks, and is then made to say what the step says."""
    certificate = true_of(goal)
    assert isinstance(goal.statement, Relates)
    object.__setattr__(certificate.statement, "right", goal.statement.right)
    return evidence(certificate)


def rewritten_goal(goal: Goal) -> Evidence:
    """The step's own goal is made to say something true."""
    assert isinstance(goal.statement, Relates)
    object.__setattr__(goal.statement, "right", goal.statement.left)
    return evidence(honest(goal.statement))


def _numbers(term: Term) -> list[Number]:
    return [part for part in _walk(term) if isinstance(part, Number)]


def _walk(term: Term) -> list[Term]:
    from derive.terms import walk

    return list(walk(term))


def rewritten_number(goal: Goal) -> Evidence:
    """A number deep inside the step's goal is changed in place."""
    for number in _numbers(goal.statement):
        object.__setattr__(number, "value", Fraction(1))
    assert isinstance(goal.statement, Relates)
    return evidence(honest(goal.statement))


def invented_hypothesis(goal: Goal) -> Evidence:
    """A hypothesis that the step does not have."""
    a = next(iter(symbols(goal.statement).values()))
    zero = Relates(goal.statement.relation, a, Product((Number(Fraction(2)), a)))  # type: ignore[union-attr]
    return evidence(Certificate(goal.statement, (), (zero,), (), (Derivation((), (Combination(),)),)))


ATTACKS: list[Callable[[Goal], Evidence]] = [
    nothing,
    fabricated,
    other_statement,
    relabelled,
    unmade,
    replaced,
    copied,
    pickled,
    rewritten,
    rewritten_goal,
    rewritten_number,
    invented_hypothesis,
]


def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, attack: Callable[[Goal], Evidence], text: str) -> int:
    decide._engine.cache_clear()
    monkeypatch.setattr(derive.engines.algebra, "search", lambda goal, limits: attack(goal))
    (tmp_path / "a.md").write_text(text)
    try:
        return main(["check", str(tmp_path / "a.md"), *PASS])
    finally:
        decide._engine.cache_clear()


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_no_attack_passes(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    attack: Callable[[Goal], Evidence],
) -> None:
    assert run(monkeypatch, tmp_path, attack, FALSE) != 0
    out = capsys.readouterr().out
    assert "1 proved" not in out and "✓ proved" not in out


def test_an_honest_certificate_passes(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def found(goal: Goal) -> Evidence:
        assert isinstance(goal.statement, Relates)
        return evidence(honest(goal.statement))

    assert run(monkeypatch, tmp_path, found, TRUE) == 0


def test_a_forged_judgement_does_not_pass(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def forged(goal: Goal, choice: object) -> Judgement:
        judgement = Judgement(Verdict.UNCHECKED)
        object.__setattr__(judgement, "verdict", Verdict.PROVED)
        return judgement

    monkeypatch.setattr("derive.judging.decide", forged)
    (tmp_path / "a.md").write_text(FALSE)
    assert main(["check", str(tmp_path / "a.md"), *PASS]) != 0


@pytest.mark.parametrize("trusted", [(), ("SymPy 1.14 `diff`",)])
def test_a_proof_without_a_certificate_is_none(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, trusted: tuple[str, ...]
) -> None:
    def forged(goal: Goal, choice: object) -> Judgement:
        agrees = Evidence("sympy", Result.AGREES, Verdict.PROVED, trusted=trusted)
        return Judgement(Verdict.PROVED, "proved", "", (agrees,), (), trusted)

    monkeypatch.setattr("derive.judging.decide", forged)
    (tmp_path / "a.md").write_text(FALSE)
    assert main(["check", str(tmp_path / "a.md"), *PASS]) != 0


CITING = "Let $A, B, C \\in \\mathbb{R}^{n \\times n}$. Suppose $A B = I$.\n\nThen\n\n$$B A C = C$$\n"


@pytest.mark.parametrize(
    ("change", "options"),
    [
        ({"trusted": ()}, []),
        ({"hypotheses": ()}, []),
        ({}, ["--trust", "kernel"]),
        ({"trusted": ()}, ["--trust", "kernel"]),
    ],
)
def test_what_is_trusted_and_used_is_found_out_anew(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, change: dict[str, tuple[str, ...]], options: list[str]
) -> None:
    """A judgement that hides what its proof rests on."""
    (tmp_path / "a.md").write_text(CITING)
    assert main(["check", str(tmp_path / "a.md"), *PASS]) == 0

    def hiding(goal: Goal, choice: object) -> Judgement:
        found = decide.decide(goal, decide.Choice(("algebra",)))
        assert found.verdict is Verdict.PROVED and found.trusted and found.hypotheses
        return replace(found, **change)

    monkeypatch.setattr("derive.judging.decide", hiding)
    assert main(["check", str(tmp_path / "a.md"), *PASS, *options]) != 0


def test_nobody_makes_a_theorem_but_the_kernel() -> None:
    with pytest.raises(TypeError):
        Proved((), (), object())


def test_a_known_property_of_something_else_does_not_help(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def symmetric(goal: Goal) -> Evidence:
        a = next(s for s in symbols(goal.statement).values())
        said = HasProperty(PropertyKind.SYMMETRIC, (a,))
        certificate = Certificate(goal.statement, (), (said,), (said,))
        return evidence(certificate._replace(derivations=plain(reading(certificate))))

    text = TRUE.replace("(A B)", "(A A^\\top)").replace("(B A)", "(A A)")
    assert run(monkeypatch, tmp_path, symmetric, text) != 0


def test_recheck_needs_neither_engines_nor_libraries(tmp_path: Path) -> None:
    """A process in which SymPy, NumPy, z3 and every engine are impossible to import replays what was saved."""
    (tmp_path / "a.md").write_text(TRUE)
    assert main(["check", str(tmp_path / "a.md"), "--certificates", str(tmp_path / "out")]) == 0
    code = (
        "import sys\n"
        "for name in ('sympy', 'numpy', 'z3', 'mpmath', 'derive.engines', 'derive.numerics', 'derive.check', 'derive.elaborate'):\n"
        "    sys.modules[name] = None\n"
        "from derive.commands import main\n"
        f"sys.exit(main(['recheck', {str(tmp_path / 'out')!r}]))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (0, "1 of 1 certificates hold\n"), done.stderr
