"""Plants single faults in correct steps and counts how often the original is the first suggestion, and among the first three.

    python benchmarks/repairs.py [--faults 100] [--seed 0] [--verbose]

The steps are common identities; the faults are made in the LaTeX text by the rules below, which know nothing of how repairs are searched for.
A fault that leaves the step true is no fault and is drawn again. A suggestion counts as the original when its right side is the original's, the
order of the terms of a sum and of scalar factors aside.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from derive.check import Options, check_document
from derive.document import read_text
from derive.elaborate import elaborate
from derive.engines.decide import Choice
from derive.goals import Verdict
from derive.terms import Number, Power, Product, Relates, Sum, Term, children

SQUARE = "Let $A, B, C \\in \\mathbb{R}^{n \\times n}$ and $x, y \\in \\mathbb{R}^n$."
LEAST_SQUARES = "Let $X \\in \\mathbb{R}^{n \\times p}$, $y, e \\in \\mathbb{R}^n$ and $\\beta, w \\in \\mathbb{R}^p$ and $\\lambda \\in \\mathbb{R}$."
FACTORS = (
    "Let $X \\in \\mathbb{R}^{m \\times n}$, $U \\in \\mathbb{R}^{m \\times k}$ and $V \\in \\mathbb{R}^{k \\times n}$."
)
SCALARS = "Let $a, b, c, t \\in \\mathbb{R}$."
SUMS = "Let $x, y \\in \\mathbb{R}^n$, $w \\in \\mathbb{R}^n$, $A \\in \\mathbb{R}^{n \\times n}$ and $a, b \\in \\mathbb{R}$."
MIXED = "Let $A \\in \\mathbb{R}^{m \\times n}$, $B \\in \\mathbb{R}^{n \\times m}$, $D \\in \\mathbb{R}^{m \\times m}$ and $u \\in \\mathbb{R}^m$, $v \\in \\mathbb{R}^n$."

# (context, left side, right side): algebra, traces, gradients, least squares, projections, scalar calculus, sums
STEPS: tuple[tuple[str, str, str], ...] = (
    (SQUARE, "(A B C)^\\top", "C^\\top B^\\top A^\\top"),
    (SQUARE, "(A + B)^2", "A^2 + A B + B A + B^2"),
    (SQUARE, "(A B)^{-1}", "B^{-1} A^{-1}"),
    (SQUARE, "\\operatorname{tr}(A B C)", "\\operatorname{tr}(C A B)"),
    (SQUARE, "\\operatorname{tr}((A - B)^\\top (A - B))", "\\operatorname{tr}(A^\\top A) - 2 \\operatorname{tr}(A^\\top B) + \\operatorname{tr}(B^\\top B)"),
    (SQUARE, "(x + y)^\\top A (x + y)", "x^\\top A x + x^\\top A y + y^\\top A x + y^\\top A y"),
    (SQUARE, "\\nabla_x x^\\top A x", "(A + A^\\top) x"),
    (SQUARE, "\\nabla_x x^\\top A^\\top A x", "2 A^\\top A x"),
    (SQUARE, "\\nabla_A \\operatorname{tr}(A B C)", "C^\\top B^\\top"),
    (SQUARE, "\\nabla_A x^\\top A y", "x y^\\top"),
    (SQUARE, "\\nabla_A \\operatorname{tr}(A B A^\\top C)", "C A B + C^\\top A B^\\top"),
    (SQUARE, "\\nabla_A \\operatorname{tr}(A^{-1} B)", "-(A^{-1} B A^{-1})^\\top"),
    (SQUARE, "A^{-1} - B^{-1}", "A^{-1} (B - A) B^{-1}"),
    (SQUARE, "(I - A B) A", "A - A B A"),
    (SQUARE, "\\|x - y\\|^2", "\\|x\\|^2 - 2 x^\\top y + \\|y\\|^2"),
    (LEAST_SQUARES, "\\|y - X \\beta\\|^2", "y^\\top y - 2 \\beta^\\top X^\\top y + \\beta^\\top X^\\top X \\beta"),
    (LEAST_SQUARES, "\\nabla_\\beta \\|y - X \\beta\\|^2", "-2 X^\\top (y - X \\beta)"),
    (LEAST_SQUARES, "\\nabla_\\beta \\left( \\|y - X \\beta\\|^2 + \\lambda \\|\\beta\\|^2 \\right)", "2 X^\\top X \\beta - 2 X^\\top y + 2 \\lambda \\beta"),
    (LEAST_SQUARES, "(X \\beta + e)^\\top (X w)", "\\beta^\\top X^\\top X w + e^\\top X w"),
    (LEAST_SQUARES, "\\frac{1}{2} \\nabla_w \\|X w\\|^2", "X^\\top X w"),
    (LEAST_SQUARES, "(X^\\top X)^{-1} X^\\top (X \\beta + e)", "\\beta + (X^\\top X)^{-1} X^\\top e"),
    (FACTORS, "\\|X - U V\\|_F^2", "\\operatorname{tr}(X^\\top X) - 2 \\operatorname{tr}(X^\\top U V) + \\operatorname{tr}(V^\\top U^\\top U V)"),
    (FACTORS, "\\nabla_U \\|X - U V\\|_F^2", "-2 X V^\\top + 2 U V V^\\top"),
    (FACTORS, "\\nabla_V \\|X - U V\\|_F^2", "2 U^\\top (U V - X)"),
    (FACTORS, "\\nabla_U \\operatorname{tr}(U V X^\\top)", "X V^\\top"),
    (FACTORS, "X^\\top (X - U V)", "X^\\top X - X^\\top U V"),
    (MIXED, "\\nabla_A \\operatorname{tr}(A^\\top D A)", "D A + D^\\top A"),
    (MIXED, "\\nabla_A \\|A B\\|_F^2", "2 A B B^\\top"),
    (MIXED, "\\nabla_v (u - A v)^\\top (u - A v)", "2 A^\\top A v - 2 A^\\top u"),
    (MIXED, "u^\\top A v", "v^\\top A^\\top u"),
    (MIXED, "\\operatorname{tr}(A B D)", "\\operatorname{tr}(D A B)"),
    (MIXED, "(I + A B)^{-1} A", "A (I + B A)^{-1}"),
    (MIXED, "\\nabla_A u^\\top A v", "u v^\\top"),
    (SCALARS, "(a + b)^3", "a^3 + 3 a^2 b + 3 a b^2 + b^3"),
    (SCALARS, "(a - b) (a + b)", "a^2 - b^2"),
    (SCALARS, "\\frac{a}{b} + \\frac{c}{t}", "\\frac{a t + b c}{b t}"),
    (SCALARS, "\\frac{d}{dt} (a t^3 + b t^2 + c)", "3 a t^2 + 2 b t"),
    (SCALARS, "\\frac{d}{dt} \\exp(a t^2)", "2 a t \\exp(a t^2)"),
    (SCALARS, "\\frac{d}{dt} t \\log(t)", "\\log(t) + 1"),
    (SCALARS, "\\frac{d}{dt} \\sin(a t) \\cos(t)", "a \\cos(a t) \\cos(t) - \\sin(a t) \\sin(t)"),
    (SCALARS, "\\frac{d}{dt} \\frac{a}{t^2 + b}", "-\\frac{2 a t}{(t^2 + b)^2}"),
    (SUMS, "\\sum_{i=1}^n (x_i - y_i)^2", "\\sum_{i=1}^n x_i^2 - 2 \\sum_{i=1}^n x_i y_i + \\sum_{i=1}^n y_i^2"),
    (SUMS, "x^\\top A y", "\\sum_{i=1}^n \\sum_{j=1}^n x_i A_{ij} y_j"),
    (SUMS, "\\sum_{i=1}^n (a x_i + b)", "a \\sum_{i=1}^n x_i + n b"),
    (SUMS, "\\sum_{i=1}^n w_i (x_i + a)^2", "\\sum_{i=1}^n w_i x_i^2 + 2 a \\sum_{i=1}^n w_i x_i + a^2 \\sum_{i=1}^n w_i"),
    (SUMS, "\\operatorname{tr}(A^\\top A)", "\\sum_{i=1}^n \\sum_{j=1}^n A_{ij}^2"),
)  # fmt: skip

Rule = Callable[[str], Iterator[str]]
_LETTER = r"(?<![A-Za-z\\{^_])(?:\\(?:beta|lambda)|[A-Za-z])(?![A-Za-z])"
_FACTOR = _LETTER + r"(?:_\{?\w+\}?)?(?:\^\\top|\^\{-1\}|\^\d)?"


def _each(pattern: str, text: str, new: Callable[[re.Match[str]], str]) -> Iterator[str]:
    for match in re.finditer(pattern, text):
        yield text[: match.start()] + new(match) + text[match.end() :]


def drop_transpose(text: str) -> Iterator[str]:
    yield from _each(r"\^\\top", text, lambda _: "")


def add_transpose(text: str) -> Iterator[str]:
    yield from _each(r"(?<![A-Za-z\\{_])[A-EUVXuvxyw](?![A-Za-z_^])", text, lambda m: m.group(0) + "^\\top")


def swap_neighbours(text: str) -> Iterator[str]:
    for match in re.finditer(rf"(?=({_FACTOR}) ({_FACTOR}))", text):
        one, two = match.groups()
        if one != two:
            yield text[: match.start()] + f"{two} {one}" + text[match.start() + len(one) + 1 + len(two) :]


def flip_sign(text: str) -> Iterator[str]:
    yield from _each(
        r"(?<!\{)(?:(?<=^)|(?<= ))[+-](?= |\d|\\|[a-zA-Z(])", text, lambda m: "-" if m.group(0) == "+" else "+"
    )
    if not text.startswith("-"):
        yield "-" + text


def change_number(text: str) -> Iterator[str]:
    for match in re.finditer(r"(?<![\d^{=])[23](?!\d)", text):
        for other in ("4", "1", "3" if match.group(0) == "2" else "2"):
            yield text[: match.start()] + other + text[match.end() :]
    yield from _each(r"(?<![\d^{=])[23] ", text, lambda _: "")
    yield from ("2 " + text, "\\frac{1}{2} " + text) if " + " not in text and " - " not in text else ()


def drop_term(text: str) -> Iterator[str]:
    if "(" in text or "{" in text and "frac" in text:
        return
    terms = re.split(r" (?=[+-] )", text)
    for k in range(1, len(terms)):
        yield " ".join(terms[:k] + terms[k + 1 :])


def double_term(text: str) -> Iterator[str]:
    terms = re.split(r" (?=[+-] )", text)
    if "(" not in text and len(terms) > 1:
        yield " ".join([*terms, terms[-1]])


def drop_factor(text: str) -> Iterator[str]:
    yield from _each(rf"(?:(?<= )|(?<=^)|(?<=\()){_FACTOR} (?![+=-])", text, lambda _: "")
    yield from _each(rf"(?<=[A-Za-z\}}]) {_FACTOR}(?= [+-]|$|\))", text, lambda _: "")


def double_factor(text: str) -> Iterator[str]:
    yield from _each(_FACTOR, text, lambda m: f"{m.group(0)} {m.group(0)}")


def change_symbol(text: str) -> Iterator[str]:
    letters = list(dict.fromkeys(re.findall(_LETTER, text)))
    for match in re.finditer(_LETTER, text):
        for other in letters:
            if other != match.group(0):
                yield text[: match.start()] + other + text[match.end() :]


def change_inverse(text: str) -> Iterator[str]:
    yield from _each(r"\^\{-1\}", text, lambda _: "")


def change_power(text: str) -> Iterator[str]:
    yield from _each(r"\^2", text, lambda _: "")
    yield from _each(r"\^2", text, lambda _: "^3")


def change_index(text: str) -> Iterator[str]:
    yield from _each(r"_\{ij\}", text, lambda _: "_{ji}")
    yield from _each(r"_j", text, lambda _: "_i")
    yield from _each(r"(?<=\{i=)1", text, lambda _: "2")


def change_function(text: str) -> Iterator[str]:
    yield from _each(r"\\sin", text, lambda _: "\\cos")
    yield from _each(r"\\cos", text, lambda _: "\\sin")


RULES: dict[str, tuple[Rule, int]] = {  # how often each is drawn, after what people get wrong
    "transpose": (drop_transpose, 6), "extra transpose": (add_transpose, 3), "order": (swap_neighbours, 4), "sign": (flip_sign, 6),
    "number": (change_number, 6), "lost term": (drop_term, 3), "extra term": (double_term, 1), "lost factor": (drop_factor, 4),
    "extra factor": (double_factor, 2), "symbol": (change_symbol, 5), "inverse": (change_inverse, 1), "power": (change_power, 3),
    "index": (change_index, 2), "function": (change_function, 1),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault planted in a step."""

    kind: str
    context: str
    left: str
    right: str
    wrong: str


def faults(count: int, seed: int) -> Iterator[Fault]:
    """Faults, drawn at random, no two alike."""
    rng = random.Random(seed)
    names = list(RULES)
    weights = [RULES[name][1] for name in names]
    seen: set[tuple[str, str]] = set()
    while len(seen) < count:
        kind = rng.choices(names, weights)[0]
        context, left, right = rng.choice(STEPS)
        made = sorted({wrong for wrong in RULES[kind][0](right) if wrong != right and wrong.strip()})
        if made:
            wrong = rng.choice(made)
            if (left, wrong) not in seen:
                seen.add((left, wrong))
                yield Fault(kind, context, left, right, wrong)


def document(context: str, left: str, right: str) -> str:
    """A step with its context."""
    return f"{context}\n\nThen\n\n$${left} = {right}$$\n"


def side(context: str, left: str, right: str) -> Term | None:
    """The right side of a step, as a term."""
    goal = elaborate(read_text(document(context, left, right), path="step.md")).steps[-1].goal
    return goal.statement.right if goal is not None and isinstance(goal.statement, Relates) else None


def plain(term: Term) -> object:
    """A term without spans, the order of terms of a sum and of scalar factors aside, numbers put together."""
    if isinstance(term, Sum):
        parts: list[object] = []
        for part in term.terms:
            inner = plain(part)
            parts += inner[1] if isinstance(inner, tuple) and inner[0] == "+" else [inner]
        return ("+", sorted(parts, key=repr))
    if isinstance(term, Product | Number) or (isinstance(term, Power) and isinstance(term.base, Number)):
        value, scalars, others = _collected(term)
        return ("*", value, sorted(map(plain, scalars), key=repr), [plain(other) for other in others])
    names = {key: getattr(term, key) for key in ("name", "kind", "layout", "size", "sizes") if hasattr(term, key)}
    return (type(term).__name__, repr(names), [plain(child) for child in children(term)])


def _collected(term: Term) -> tuple[Fraction, list[Term], list[Term]]:
    if isinstance(term, Number):
        return term.value, [], []
    if isinstance(term, Power) and isinstance(term.base, Number) and term.base.value:
        exponent = _collected(term.exponent)[0]
        return term.base.value ** int(exponent), [], []
    if isinstance(term, Product):
        value, scalars, others = Fraction(1), list[Term](), list[Term]()
        for factor in term.factors:
            more = _collected(factor)
            value, scalars, others = value * more[0], scalars + more[1], others + more[2]
        return value, scalars, others
    return Fraction(1), [] if term.shape else [term], [term] if term.shape else []


@dataclass(slots=True)
class Outcome:
    """What became of a fault: the verdict, the place of the original among the suggestions (0: not there), the suggestions."""

    verdict: Verdict
    place: int
    suggestions: tuple[str, ...]
    seconds: float


def judged(fault: Fault, engines: tuple[str, ...] = ("algebra", "modular")) -> Outcome:
    """The fault as the checker sees it."""
    text = document(fault.context, fault.left, fault.wrong)
    begin = time.perf_counter()
    report = check_document(read_text(text, path="fault.md"), Options(Choice(engines))).steps[-1]
    seconds = time.perf_counter() - begin
    original = side(fault.context, fault.left, fault.right)
    wanted = plain(original) if original is not None else None
    place = 0
    for number, repair in enumerate(report.judgement.repairs, 1):
        made = side(fault.context, fault.left, repair.latex)
        if made is not None and plain(made) == wanted:
            place = number
            break
    return Outcome(report.verdict, place, tuple(r.latex for r in report.judgement.repairs), seconds)


WRONG = (Verdict.REFUTED, Verdict.CONDITIONAL, Verdict.ILL_FORMED)


def measure(count: int, seed: int) -> Iterator[tuple[Fault, Outcome]]:
    """`count` faults that are found to be wrong, with what became of them."""
    found = 0
    for fault in faults(20 * count, seed):
        outcome = judged(fault)
        if outcome.verdict in WRONG:
            found += 1
            yield fault, outcome
            if found == count:
                return


def main() -> None:
    """Print the counts."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--faults", type=int, default=100)
    arguments.add_argument("--seed", type=int, default=0)
    arguments.add_argument("--verbose", action="store_true")
    options = arguments.parse_args()
    places, kinds, slowest = Counter[int](), Counter[tuple[str, int]](), 0.0
    for fault, outcome in measure(options.faults, options.seed):
        places[outcome.place] += 1
        kinds[fault.kind, outcome.place] += 1
        slowest = max(slowest, outcome.seconds)
        if options.verbose and outcome.place != 1:
            print(
                f"{outcome.place} {outcome.verdict.value:11} {fault.kind}: {fault.left} = {fault.wrong}   (was {fault.right})"
            )
            print(*(f"      {suggestion}" for suggestion in outcome.suggestions), sep="\n")
    total = sum(places.values())
    three = places[1] + places[2] + places[3]
    print(
        f"{total} faults: the original is the first suggestion for {places[1]}, among the first three for {three}; slowest {slowest:.1f} s"
    )
    for kind in RULES:
        row = {place: count for (name, place), count in kinds.items() if name == kind}
        print(
            f"  {kind:16} {sum(row.values()):3}  first {row.get(1, 0):3}  in three {sum(row.values()) - row.get(0, 0):3}"
        )


if __name__ == "__main__":
    main()
