"""Every certificate is replayed by the kernel and evaluated by a checker that shares no code with it; and no changed one passes both."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import second_checker
from kernel.collected import documents, of_cases, of_document

from derive.kernel.proof import Unproved
from derive.rules.certificates import replay
from derive.rules.saved import certificate_json, holds, read_loosely

PROBLEMS = [path for path in documents() if path.parent.name == "problems"]


@pytest.mark.parametrize("name", of_cases())
def test_both_checkers_hold_of_a_case(name: str) -> None:
    certificate = of_cases()[name]
    assert holds(certificate)
    assert second_checker.check(certificate) == ""


@pytest.mark.parametrize("path", PROBLEMS, ids=lambda path: path.stem)
def test_both_checkers_hold_of_a_problem(path: Path) -> None:
    both_hold(path)


@pytest.mark.slow
@pytest.mark.parametrize("path", documents(), ids=lambda path: f"{path.parent.parent.name}-{path.stem}")
def test_both_checkers_hold_of_a_document(path: Path) -> None:
    both_hold(path)


def both_hold(path: Path) -> None:
    for name, certificate in of_document(path).items():
        assert holds(certificate), name
        assert second_checker.check(certificate) == "", name


# -- mutations: one number, sign, name, port, size, hypothesis or kind is another one --------------------------------------------------


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Every leaf, and every item of a list, with the way to it."""
    if isinstance(value, dict | list):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield (*path, key), value[key]
            yield from places(value[key], (*path, key))


def changed(value: Any, rng: random.Random, words: list[str]) -> Any:
    """Another value in place of a leaf."""
    if isinstance(value, bool) or value is None:
        return not value
    if isinstance(value, int):
        return value + rng.choice((-1, 1, 2))
    try:
        float(eval_fraction(value))
    except ValueError:
        return rng.choice([word for word in words if word != value])
    return rng.choice([text for text in ("1", "-1", "2", "1/2", f"-{value}".replace("--", "")) if text != value])


def eval_fraction(text: str) -> float:
    up, _, down = text.partition("/")
    return float(int(up)) / float(int(down or "1"))


def mutants(certificate: dict[str, Any], count: int, seed: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Certificates that differ in one place."""
    rng = random.Random(seed)
    every = list(places({key: value for key, value in certificate.items() if key not in ("version", "digest")}))
    words = sorted({value for _, value in every if isinstance(value, str)}) + ["Z"]
    for _ in range(count):
        path, value = rng.choice(every)
        mutant = copy.deepcopy(certificate)
        holder: Any = mutant
        for key in path[:-1]:
            holder = holder[key]
        if isinstance(value, dict | list):
            if not isinstance(holder, list):
                continue
            if rng.random() < 0.5:
                del holder[path[-1]]
            else:
                holder[path[-1]] = copy.deepcopy(holder[rng.randrange(len(holder))])
        else:
            holder[path[-1]] = changed(value, rng, words)
        if mutant != certificate:
            yield "/".join(map(str, path)), mutant


def examine(certificates: dict[str, dict[str, Any]], count: int) -> tuple[int, int]:
    """How many mutants there were, and how many were certificates of other true statements; fails where one is accepted that should not."""
    tried = true = 0
    for number, (name, certificate) in enumerate(certificates.items()):
        for where, mutant in mutants(certificate, count, number):
            tried += 1
            assert not holds(mutant), f"{name}: {where} is not noticed"
            redigested = {**mutant, "digest": second_checker.digest(mutant)}
            fault = second_checker.check(redigested, rounds=1) if holds(redigested) else ""
            assert not fault, f"{name}: {where} with its digest is not noticed and not true: {fault}"
            try:  # what follows from the change is changed as well: facts, goals and digest are written anew
                rewritten = read_loosely(mutant)
                replay(rewritten)
            except Unproved:
                continue
            fault = second_checker.check(certificate_json(rewritten), rounds=1)
            if fault == second_checker.NOWHERE:  # a size that is never 1 or more: it speaks of nothing
                continue
            true += not fault
            assert not fault, f"{name}: {where} is accepted, and the second checker says: {fault}"
    return tried, true


def test_no_mutant_survives() -> None:
    certificates = dict(list(of_cases().items())[::4])
    certificates |= dict(list(of_document(PROBLEMS[0]).items())[::4])
    tried, true = examine(certificates, 16)
    assert tried > 250 and true < tried / 2


@pytest.mark.slow
def test_no_mutant_of_thousands_survives() -> None:
    certificates = dict(of_cases())
    for path in documents():
        certificates |= of_document(path)
    tried, true = examine(certificates, 8)
    assert tried > 2000 and true < tried / 2
