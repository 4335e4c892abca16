"""Every term one edit away from a term: a table of the mistakes that people make, each with how it is undone and how far that is to go."""

from __future__ import annotations

from derive.diagnose import factors, summands, wrappings
from derive.diagnose.arithmetic import negative
from derive.diagnose.author import is_negation, rational, signed
from derive.diagnose.mistakes import Mistake
from derive.diagnose.site import Edit, Local, Site, Vocabulary
from derive.record import replace
from derive.sizes import Size
from derive.terms import (
    ENTRY,
    At,
    BigProduct,
    BigSum,
    Derivative,
    Entry,
    Identity,
    Integral,
    Limit,
    Power,
    Product,
    ShapeError,
    Sum,
    Symbol,
    Term,
    children,
    map_children,
)

TABLE: tuple[tuple[Mistake, Local], ...] = (
    (Mistake.TRANSPOSE, factors.transpose),
    (Mistake.TRANSPOSE, factors.move_transpose),
    (Mistake.ORDER, factors.order),
    (Mistake.SIGN, summands.sign),
    (Mistake.FACTOR, summands.factor),
    (Mistake.FACTOR, summands.size),
    (Mistake.INDEX, wrappings.index),
    (Mistake.EXTRA_TERM, summands.extra_term),
    (Mistake.SYMBOL_FACTOR, factors.drop_factor),
    (Mistake.SYMBOL, factors.symbol),
    (Mistake.SYMBOL_FACTOR, factors.insert_factor),
    (Mistake.INVERSE, wrappings.inverse),
    (Mistake.SQUARE, wrappings.square),
    (Mistake.POWER, wrappings.exponent),
    (Mistake.NORM, wrappings.norm),
    (Mistake.TRACE_OR_SUM, wrappings.trace_or_sum),
    (Mistake.FUNCTION, wrappings.function),
    (Mistake.BRACKETS, summands.brackets),
    (Mistake.ROOT, wrappings.root),
)  # in the order in which equals are tried


def parts_of(term: Term) -> tuple[Term, ...]:
    """The parts of a term that are edited on their own: not a minus, an exponent that is a number, a variable of a derivative, an index."""
    if is_negation(term) and isinstance(term, Product):
        return term.factors[1:]
    if isinstance(term, Power) and rational(term.exponent) is not None:
        return (term.base,)
    if isinstance(term, BigSum) and term.index.name.startswith(ENTRY):
        return ()  # a function at each entry: written as a call
    if isinstance(term, Derivative | BigSum | BigProduct):
        return (term.body,)
    if isinstance(term, Entry):
        return () if isinstance(term.base, Symbol) else (term.base,)
    if isinstance(term, At):
        values = tuple(value for _, value in term.values)
        return (
            values if isinstance(term.body, Derivative) else (term.body, *values)
        )  # `f'(0)`: by what it is differentiated stands nowhere
    if isinstance(term, Integral | Limit):
        return tuple(child for child in children(term) if child is not term.variable)
    return children(term)


def edits(root: Term, words: Vocabulary) -> list[Edit]:
    """All single edits of a term, the nearest first; the edited term may have another shape."""
    found: list[Edit] = []

    def visit(term: Term, above: tuple[Term, ...]) -> None:
        site = Site(above, words)
        for mistake, local in TABLE if not is_negation(term) else ((Mistake.SIGN, summands.sign),):
            for cost, make in local(term, site):
                try:
                    new = make()
                except ShapeError:
                    continue
                if new != term:
                    found.append(Edit(mistake, cost, term, new, above))
        for part in parts_of(term):
            visit(part, (*above, term))

    visit(root, ())
    found.sort(key=lambda edit: edit.cost)
    return found


def put(root: Term, table: dict[int, Term]) -> Term:
    """The term with nodes, by identity, replaced; what is put in may hold others of them. An identity matrix takes the size that its sum needs then.
    Raises ShapeError."""
    if id(root) in table:
        rest = {key: value for key, value in table.items() if key != id(root)}
        new = table[id(root)]
        return put(new, rest) if rest else new
    if isinstance(root, At | BigSum | BigProduct | Derivative | Integral | Limit):  # what they bind stays
        kept = {id(child) for child in children(root)} - {id(part) for part in parts_of(root)}
        return map_children(root, lambda child: child if id(child) in kept else put(child, table))
    if not isinstance(root, Sum):
        return map_children(root, lambda child: put(child, table))
    terms = tuple(put(term, table) for term in root.terms)
    if all(new is old for new, old in zip(terms, root.terms, strict=True)):
        return root
    shapes = {term.shape for term in terms if not isinstance(signed(term)[1], Identity)}
    shape = next(iter(shapes)) if len(shapes) == 1 else ()
    if len(shape) == 2 and shape[0] == shape[1]:
        terms = tuple(_resized(term, shape[0]) for term in terms)
    return replace(root, terms=terms)


def _resized(term: Term, size: Size) -> Term:
    sign, body = signed(term)
    if not isinstance(body, Identity) or body.size == size:
        return term
    return Identity(size, span=body.span) if sign > 0 else negative(Identity(size, span=body.span))
