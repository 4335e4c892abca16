"""Letters that other paragraphs take for vectors and that this one, by what it does with them, takes for numbers: `f'(x)`, `x > 0`, `\\cos x`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from derive.document.model import Break, Heading
from derive.elaborate.definitions import head
from derive.elaborate.events import Event, Said
from derive.elaborate.reading import Reading
from derive.elaborate.scope import Known, key
from derive.elaborate.survey import calls, inside, is_capital, transposes
from derive.formula.syntax import (
    Apply,
    BigOp,
    Chain,
    Clause,
    Fence,
    Juxt,
    Name,
    Node,
    Num,
    Prime,
    Span,
    Sub,
    Sup,
)
from derive.goals import Origin
from derive.record import replace

_ORDER = frozenset(["<", ">"])  # `x ≥ 0` is said of vectors as often
_OF_NUMBERS = frozenset(["sin", "cos", "tan", "cot", "sec", "csc"])  # the others are taken entry by entry as often


def numbers_here(reading: Reading, clause: Clause) -> dict[str, Known]:
    """Take the vectors of other paragraphs in a clause for numbers, where the stretch of text that it stands in uses one of them as a number and none
    as a vector; what they were. They are numbers together: of `x - y + t` with an x > 0 the y is one, too."""
    names = reading.scope.names
    vectors = {
        name: known
        for name in sorted(filter(None, map(key, inside(clause.body))))
        if (known := names.get(name)) is not None and _is_vector(reading, known)
    }
    if not vectors:
        return {}
    begins, ends = _stretch(reading, clause)
    first, line = reading.document.position(begins)[0], reading.interpreter.line
    found = {name: known for name, known in vectors.items() if not first <= known.line <= line}
    if not found:
        return {}
    bodies = list(_between(reading, begins, ends))
    used = found.keys() & {name for body in bodies for name in _as_numbers(body)}
    if not used or found.keys() & {name for body in bodies for name in _as_vectors(body)}:
        return {}
    for name, known in found.items():
        names[name] = Known(name, known.latex, 0, (), Origin.INFERRED, line)
        reading.taken[name] = names[name], known, ends
    return found


def function_of_numbers(reading: Reading, clause: Clause) -> dict[str, Known]:
    """Take the function that a clause gives a formula for one of numbers, where another paragraph declared it as one of vectors: after `f: ℝⁿ → ℝ`, the
    f of an example `f(x) = x^2`; what it was."""
    called, arguments = head(clause.body.first) if isinstance(clause.body, Chain) else (None, ())
    names, line = reading.scope.names, reading.interpreter.line
    known = names.get(called or "")
    if called is None or known is None or known.kind != "function" or known.directed or called in reading.definitions:
        return {}
    if reading.in_one_paragraph(known.line, line) or any(p.rank != 1 for p in known.parameters) or not known.parameters:
        return {}
    variables = {name: names.get(name) for argument in arguments if (name := key(argument))}
    if len(variables) < len(arguments) or any(entry is not None and entry.line < line for entry in variables.values()):
        return {}
    ends = _stretch(reading, clause)[1]
    for name, parameter in zip(variables, known.parameters, strict=False):
        number = Known(name, name, 0, (), Origin.INFERRED, line)
        names[name] = number
        reading.taken[name] = number, replace(parameter, name=name, origin=Origin.INFERRED), ends
    names[called] = replace(known, parameters=tuple(names[name] for name in variables))
    return {called: known}


def vectors_again(reading: Reading, clause: Clause) -> None:
    """What was taken for numbers in a stretch of text that ends before a clause is what it was before. A function that was given a formula there is
    another one where it is taken at a vector."""
    over = [name for name, (_, _, ends) in reading.taken.items() if ends <= clause.body.span[0]]
    for name in over:
        number, vector, _ = reading.taken.pop(name)
        reading.numbers.append(number)
        if reading.scope.names.get(name) is number:
            del reading.scope.names[name]  # of which nothing was said: it is met anew
            if vector.origin is Origin.DECLARED:
                reading.scope.names[name] = vector
    for called, fence in calls(clause.body) if reading.numbers else ():
        function = reading.scope.names.get(key(called) or "")
        point = reading.scope.names.get(key(fence.body) or "")
        if isinstance(called, Prime) or function is None or len(function.parameters) != 1:
            continue
        nabla = any(isinstance(part, Name) and part.name == "nabla" for part in inside(clause.body))
        if key(fence.body) is None or (point is not None and not point.rank and not nabla):
            continue  # at a number
        if any(function.parameters[0] is number for number in reading.numbers):
            reading.emit(Event(Said.FORGET, called.span, known=function, display=reading.display))
            reading.definitions.discard(function.name)
            del reading.scope.names[function.name]
            reading.interpreter.survey.functions.add(function.name)  # and no factor


def _is_vector(reading: Reading, known: Known) -> bool:
    plain = (
        known.rank == 1
        and not is_capital(known.name)
        and not known.kind
        and not known.properties
        and not known.directed
    )
    return plain and known.origin in (Origin.DECLARED, Origin.INFERRED) and not reading.defined(known)


def _stretch(reading: Reading, clause: Clause) -> Span:
    """The text that a clause stands in between two headings, blank lines, items or ends of environments."""
    begins, ends = 0, len(reading.document.text)
    for block in reading.document.blocks:
        if isinstance(block, Heading | Break):
            if block.span[0] > clause.body.span[0]:
                return begins, block.span[0]
            begins = block.span[1]
    return begins, ends


def _between(reading: Reading, begins: int, ends: int) -> Iterator[Node]:
    """The formulas between two places."""
    for block, display in reading.formulas.displays.items():
        if begins <= block.span[0] < ends:
            yield from (clause.body for clause in display.clauses)


def _names(nodes: Iterable[Node]) -> Iterator[str]:
    for node in nodes:
        yield from (name for part in inside(node) if (name := key(part)))


def _as_numbers(body: Node) -> Iterator[str]:
    """The names that a formula takes for numbers."""
    for node in inside(body):
        if isinstance(node, Chain):
            yield from _compared(node)
        elif isinstance(node, Juxt):
            for first, second in zip(node.factors, node.factors[1:], strict=False):
                if isinstance(first, Prime) and isinstance(second, Fence) and isinstance(first.base, Name):
                    yield from filter(None, (key(second.body),))
        elif isinstance(node, Apply) and getattr(node.head, "name", "") in _OF_NUMBERS:
            yield from _names((node.arg,))


def _compared(chain: Chain) -> Iterator[str]:
    """The names that are compared with a numeral."""
    sides = (chain.first, *(link.right for link in chain.links))
    for left, link, right in zip(sides, chain.links, sides[1:], strict=False):
        if link.op in _ORDER and (isinstance(left, Num) or isinstance(right, Num)):
            yield from filter(None, (key(left), key(right)))


def _as_vectors(body: Node) -> Iterator[str]:
    """The names that a formula takes for vectors: transposed, within norm bars or an inner product, with a subscript, below a ∇, in ℝⁿ."""
    for node in inside(body):
        if isinstance(node, Sup) and transposes(node.sup):
            yield from _names((node.base,))
        elif isinstance(node, Fence) and node.open in ("‖", "⟨"):
            yield from _names((node.body,))
        elif isinstance(node, Sub):
            yield from filter(None, (key(node.base),))
            if isinstance(node.base, Name) and node.base.name == "nabla":
                yield from _names((node.sub,))
        elif isinstance(node, Juxt) and any(map(_is_of_vectors, node.factors)):
            yield from filter(None, map(key, node.factors))
        elif isinstance(node, BigOp) and isinstance(node.lower, Chain):
            yield from _within(node.lower)
        elif isinstance(node, Chain):
            yield from _within(node)


def _is_of_vectors(factor: Node) -> bool:
    """Whether a factor stands before vectors: a transpose, a matrix by its capital, a ∇."""
    if isinstance(factor, Sup):
        return transposes(factor.sup)
    return isinstance(factor, Name) and (factor.name == "nabla" or is_capital(factor.name))


def _within(chain: Chain) -> Iterator[str]:
    """The names that lie in a power of the real numbers."""
    for link in chain.links:
        if link.op == "∈" and isinstance(link.right, Sup):
            yield from _names((chain.first,))
