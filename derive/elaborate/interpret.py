"""From what was written to what it means: the surface tree becomes a loose term, ambiguities resolved by what the names are.

Each kind of node has its reader; the readers of one idea share a file and register here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from typing import Any

from derive.elaborate.loose import Loose, Sizes, Unreadable
from derive.elaborate.scope import Known, Scope, key
from derive.elaborate.survey import Survey
from derive.formula.syntax import Add, Brace, Empty, Fence, Juxt, Name, Node, Num, Prime, Span, Sub
from derive.goals import Origin
from derive.record import dataclass, field
from derive.sizes import Size

Reader = Callable[["Interpreter", Any], Loose]
READERS: dict[type[Node], Reader] = {}


def reads(*kinds: type[Node]) -> Callable[[Reader], Reader]:
    """Registers how nodes of some kinds are read."""

    def register(function: Reader) -> Reader:
        for kind in kinds:
            READERS[kind] = function
        return function

    return register


@dataclass(slots=True)
class Interpreter:
    """Reads surface nodes in a scope. Names not known yet are entered into the scope as inferred. Raises Unreadable."""

    scope: Scope
    survey: Survey
    sizes: Sizes
    text: str = ""
    line: int = 0
    layout: str = "denominator"
    moving: bool = False  # the formula being read is an equation between differentials
    customary: bool = False  # what is read takes entries for those of the matrix whose letter custom gives them
    indices: list[Known] = field(default_factory=list)
    bound: list[str] = field(
        default_factory=list
    )  # the names of those that a sum or the like around what is read binds
    integrated: str = ""  # the variable of the integral read last

    def latex(self, node: Node) -> str:
        """What was written for a node."""
        found = " ".join(self.text[slice(*node.span)].split())
        return found + "}" * (found.count("{") - found.count("}"))  # the y_1 of `y_{1i}` ends within braces

    def read(self, node: Node) -> Loose:
        """The meaning of a surface node. Raises Unreadable."""
        reader = READERS.get(type(node))
        if reader is None:
            raise Unreadable(f"{type(node).__name__.lower()} is outside what is checked", node.span)
        return reader(self, node)

    def index(self, name: str | None) -> Known | None:
        """The index of that name, bound here or free in the statement; None when there is none."""
        return next((index for index in reversed(self.indices) if index.name == name), None)

    def close_indices(self) -> None:
        """Forget the free indices of the statement before; those whose range the text gives stay."""
        self.indices = [index for index in self.indices if index.origin is not Origin.INFERRED]

    def new_index(self, name: str, latex: str, size: Size | None = None) -> Known:
        """An index over a size."""
        return Known(name, latex, 0, (size or self.sizes.fresh(),), Origin.INFERRED, self.line, "index")

    @contextmanager
    def binding(self, *indices: Known, runs: bool = False) -> Iterator[None]:
        """Indices bound while a body is read; whether a sum `runs` over them."""
        count, bound = len(self.indices), len(self.bound)
        self.indices += indices
        self.bound += [index.name for index in indices if runs]
        try:
            yield
        finally:
            del self.indices[count : count + len(indices)]
            del self.bound[bound:]

    @contextmanager
    def shadowing(self, known: Known) -> Iterator[None]:
        """A name that stands for a bound variable while a body is read."""
        entered = self.scope.names
        before = entered.get(known.name)
        entered[known.name] = known
        try:
            yield
        finally:
            if before is None:
                entered.pop(known.name, None)
            else:
                entered[known.name] = before

    def size(self, node: Node) -> Size:
        """A node read as a size. Raises Unreadable."""
        match node:
            case Num(text=text) if text.isdigit():
                return Size.number(int(text))
            case Name():
                self.scope.sizes.add(node.name)
                return self.sizes.called(node.name)
            case Add(terms=terms):
                total = Size(())
                for sign, term in terms:
                    total = total + self.size(term) if sign == "+" else total - self.size(term)
                return total
            case Juxt(factors=factors, signs=signs) if all(sign in ("", "·", "×") for sign in signs):
                product = Size.number(1)
                for factor in factors:
                    product = product * self.size(factor)
                return product
            case Fence(open="|", close="|", body=body) if key(body):
                name = f"|{key(body)}|"
                self.scope.sizes.add(name)
                return Size.name(name)
            case Fence(body=body) | Brace(body=body):
                return self.size(body)
            case Sub() if key(node):
                self.scope.sizes.add(key(node) or "")
                return Size.name(key(node) or "")
            case Prime(base=Name(name=name), count=count):
                self.scope.sizes.add(primed := name + "'" * count)
                return Size.name(primed)
        raise Unreadable("a size that is not read", node.span)


def number(value: int | Fraction, span: Span) -> Loose:
    """A rational number as a loose term; 0 is the zero of any shape."""
    return Loose("Zero", (), None, span) if value == 0 else Loose("Number", (), Fraction(value), span)


@reads(Num)
def num(it: Interpreter, node: Num) -> Loose:
    try:
        return number(Fraction(node.text), node.span)
    except ValueError:
        raise Unreadable("a number that is not read", node.span) from None


@reads(Brace)
def brace(it: Interpreter, node: Brace) -> Loose:
    return it.read(node.body)


@reads(Empty)
def empty(it: Interpreter, node: Empty) -> Loose:
    raise Unreadable("something is missing here", node.span)
