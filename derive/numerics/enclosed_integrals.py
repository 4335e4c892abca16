"""Enclosures of integrals: rectangles over panels from interval arithmetic, and bounds on what lies beyond them, for refuting values of integrals.

[M] Moore, Kearfott & Cloud, Introduction to Interval Analysis (2009), chapter 9: the integral over a panel lies in its width times the enclosure of the
integrand there. Beyond the last panel an integrand of one sign whose logarithm has a slope of at most -c falls at least as fast as exp(-c x) (Grönwall).
"""

from __future__ import annotations

from collections.abc import Callable
from heapq import heappop, heappush
from typing import Any

from derive.numerics.arrays import Array
from derive.numerics.evaluate import Environment, Evaluator
from derive.numerics.fields import Jet, NotEvaluable, Scalar
from derive.numerics.intervals import Enclosures, Interval, between, enclosed
from derive.record import dataclass
from derive.terms import Apply, Constant, Integral, Number, Power, Product, Sum, Term, walk

PANELS = 160  # evaluations of an integrand
AROUND = 48  # of one that has another integral in it
INSIDE = 24  # and of that
MOST_STEPS = 120_000  # of evaluating one instance
CLOSE = 0.01  # the width that is good enough, relative to the value
REACH = 8  # where the panels of an unbounded domain become wider and wider
FARTHEST = 5  # how often they double
LEAST = 2.0**-14  # of a domain: no panel is divided further

Bound = Any  # a number of mpmath's interval arithmetic


@dataclass(frozen=True, slots=True)
class Integrand:
    """The body of an integral as a function of an interval of its variable."""

    ev: Evaluator
    term: Integral
    env: Environment

    def over(self, interval: Bound) -> Bound:
        """An enclosure of the body's values. Raises NotEvaluable."""
        return _plain(self.ev.scalar(self.term.body, self.within(interval)))

    def within(self, interval: Bound) -> Environment:
        """Where the variable is in an interval."""
        return Environment(self.env, {self.term.variable.name: self.array(interval)})

    def array(self, interval: Bound) -> Array:
        """An interval as the value of the variable. Raises NotEvaluable for a variable of more than one number."""
        shape = self.ev.instance.shape(self.term.variable.sizes)
        if any(size != 1 for size in shape):
            raise NotEvaluable("an integral over more than one number is not enclosed")
        return Array(shape, [Interval(interval)])

    def slope(self, body: Term, interval: Bound) -> Bound:
        """An enclosure of the slope of the logarithm of a part of the body, which has one sign there. Raises NotEvaluable."""
        name = self.term.variable.name
        if name not in self.ev.free(body):
            return enclosed(0)
        match body:
            case Product(factors=factors) if not body.shape:
                return sum((self.slope(factor, interval) for factor in factors), enclosed(0))
            case Apply(name="exp", arguments=(argument,)) if not argument.shape:
                return self.derivative(argument, interval)
            case Power(base=Constant(name="e"), exponent=exponent):
                return self.derivative(exponent, interval)
            case Power(base=base, exponent=Number(value=value)) if not base.shape:
                return enclosed(value) * self.slope(base, interval)
            case Integral(lower=low, upper=high) if not any(end and name in self.ev.free(end) for end in (low, high)):
                inner = Integrand(self.ev, body, self.within(interval))
                start, end = _ends(inner)
                if not start.b < end.a:
                    raise NotEvaluable("an integral whose ends are not in order")
                everywhere = between(start.a, end.b)
                here = inner.within(everywhere)
                if not inner.over(everywhere).a >= 0:
                    raise NotEvaluable("an integrand whose sign is not decided")
                return Integrand(self.ev, self.term, here).slope(body.body, interval)
        value = _plain(self.ev.scalar(body, self.within(interval)))
        if value.a <= 0 <= value.b:
            raise NotEvaluable("an integrand whose sign is not decided")
        return self.derivative(body, interval) / value

    def derivative(self, body: Term, interval: Bound) -> Bound:
        """An enclosure of the derivative of a scalar by the variable."""
        from derive.numerics.calculus import gradient

        if self.term.variable.name not in self.ev.free(body):
            return enclosed(0)
        return _plain(gradient(self.ev, body, (self.term.variable,), self.within(interval))[0][0])


def _plain(x: Scalar) -> Bound:
    """A number's enclosure. Raises NotEvaluable while a derivative is taken."""
    if isinstance(x, Jet):
        raise NotEvaluable("the derivative of an integral is not enclosed")
    return enclosed(x)


def integral(ev: Evaluator, term: Integral, env: Environment) -> Interval:
    """An enclosure of an integral; its upper bound is infinite where no bound is found for a positive integrand. Raises NotEvaluable."""
    assert isinstance(ev.field, Enclosures)
    if term.shape or not ev.field.integrates:
        raise NotEvaluable("an integral is not evaluated exactly")
    if ev.steps > MOST_STEPS:
        raise NotEvaluable("the enclosure of an integral takes too long")
    integrand = Integrand(ev, term, env)
    ev.enclosing += 1
    try:
        low, high = _ends(integrand)
        value = -_between(integrand, high, low) if high.b <= low.a else _between(integrand, low, high)
    finally:
        ev.enclosing -= 1
    unbounded = "inf" in (value.b, -value.a)
    if unbounded and _beside(ev, term.body, term.variable.name):
        # who writes down an integral to infinity takes it to exist: an instance at which it may not is none of what is said
        raise NotEvaluable("whether the integral exists depends on what stands in it")
    return Interval(value)


def _beside(ev: Evaluator, body: Term, variable: str) -> frozenset[str]:
    """The names on which it may depend whether an integral exists: a factor without the variable does not matter."""
    if isinstance(body, Product | Sum):
        parts = body.factors if isinstance(body, Product) else body.terms
        return frozenset().union(*(_beside(ev, part, variable) for part in parts))
    free = ev.free(body)
    return free - {variable} if variable in free else frozenset()


def _between(integrand: Integrand, low: Bound, high: Bound) -> Bound:
    """The enclosure of an integral from one end to another, which does not lie before it."""
    if not low.b < high.a:  # ends that are not told apart: a value in between times the distance
        hull = between(min(low.a, high.a), max(low.b, high.b))
        value = integrand.over(hull)  # from a to a too: of 1/(b - a) it is nothing where b is a
        return value * (high - low) if hull.a != hull.b else enclosed(0)
    domain = between(low.b, high.a)
    total = _over_panels(integrand.over, _panels(domain), _budget(integrand))
    for end in (low, high):
        if end.a != end.b:  # up to an end that is only enclosed
            total += integrand.over(end) * between(0, width(end).b)
    return total + _beyond(integrand, domain)


def _budget(integrand: Integrand) -> int:
    """How often an integrand is evaluated: less where another integral is inside or around it."""
    nested = any(isinstance(part, Integral) for part in walk(integrand.term.body))
    return INSIDE if integrand.ev.enclosing > 1 else AROUND if nested else PANELS


def _ends(integrand: Integrand) -> tuple[Bound, Bound]:
    """Where the ends of the domain lie. Raises NotEvaluable where they are not known."""
    term = integrand.term
    if term.lower is None and term.upper is None:
        if not term.domain:
            raise NotEvaluable("an indefinite integral")
        if not _is_line(term.domain):
            raise NotEvaluable("an integral over a domain that is not an interval")
        return between("-inf", "-inf"), between("inf", "inf")
    return _end(integrand, term.lower), _end(integrand, term.upper)


def _is_line(domain: str) -> bool:
    """Whether a domain is that of all numbers, or of all vectors: of one entry these are the numbers."""
    letters = "".join(domain.split()).replace("\\mathbb", "").replace("{", "").replace("}", "").replace("ℝ", "R")
    return letters == "R" or letters.startswith("R^")


def _end(integrand: Integrand, bound: Term | None) -> Bound:
    sign, inside = 1, bound
    if isinstance(inside, Product) and len(inside.factors) == 2 and isinstance(inside.factors[0], Number):
        sign, inside = int(inside.factors[0].value), inside.factors[1]
    if isinstance(inside, Constant) and inside.name == "infinity":
        return between("-inf", "-inf") if sign < 0 else between("inf", "inf")
    if bound is None:
        raise NotEvaluable("an integral with one end")
    return _plain(integrand.ev.scalar(bound, integrand.env))


def _panels(domain: Bound) -> list[Bound]:
    """The first panels: an unbounded domain from an anchor on, the width doubling."""
    low, high = domain.a, domain.b
    start = 0 if low == "-inf" and high == "inf" else (high if low == "-inf" else low)
    ends = [REACH * k / 4 for k in range(1, 5)] + [REACH * 2**k for k in range(1, FARTHEST + 1)]
    points = [start]
    if high == "inf":
        points += [start + end for end in ends]
    if low == "-inf":
        points = [start - end for end in reversed(ends)] + points
    if len(points) == 1:
        points = [low + (high - low) * k / 4 for k in range(5)]
        points[0], points[-1] = low, high
    return [between(enclosed_point(a), enclosed_point(b)) for a, b in zip(points, points[1:], strict=False)]


def enclosed_point(x: Any) -> Any:
    """A number as an end of an interval: the middle of what rounding made of it."""
    return x.mid if hasattr(x, "mid") else x


def _over_panels(over: Callable[[Bound], Bound], panels: list[Bound], budget: int) -> Bound:
    """The sum of widths times enclosures, the panels that are least sure halved again and again [M]."""
    waiting: list[tuple[float, int, Bound, Bound]] = []
    whole = sum(float(panel.delta) for panel in panels)
    count = 0

    def add(panel: Bound) -> None:
        nonlocal count
        count += 1
        if count > 4 * budget:
            raise NotEvaluable("an integrand that is not enclosed")
        try:
            area = over(panel) * width(panel)
        except NotEvaluable:
            if float(panel.delta) < LEAST * whole:
                raise
            for half in _halves(panel):
                add(half)
            return
        heappush(waiting, (-float(area.delta), count, panel, area))

    for panel in panels:
        add(panel)
    while count < budget:
        gap, _, panel, area = heappop(waiting)
        size = sum(abs(float(found.mid)) for *_, found in waiting) + abs(float(area.mid))
        if gap == 0 or sum(-g for g, *_ in waiting) - gap < CLOSE * size:
            heappush(waiting, (gap, count, panel, area))
            break
        for half in _halves(panel):
            add(half)
    return sum((area for *_, area in waiting), enclosed(0))


def width(panel: Bound) -> Bound:
    """The width of a panel, enclosed."""
    return between(panel.b, panel.b) - between(panel.a, panel.a)


def _halves(panel: Bound) -> tuple[Bound, Bound]:
    middle = panel.mid
    return between(panel.a, middle), between(middle, panel.b)


def _beyond(integrand: Integrand, domain: Bound) -> Bound:
    """What lies beyond the last panel of an unbounded domain."""
    panels = _panels(domain)
    total = enclosed(0)
    for side, edge in ((1, panels[-1].b), (-1, panels[0].a)):
        if (domain.b if side > 0 else domain.a) != ("inf" if side > 0 else "-inf"):
            continue
        far = between(edge, "inf") if side > 0 else between("-inf", edge)
        total += _tail(integrand, far, between(edge, edge), side)
    return total


def _tail(integrand: Integrand, far: Bound, edge: Bound, side: int) -> Bound:
    try:
        slope = side * integrand.slope(integrand.term.body, far)
    except NotEvaluable:
        slope = enclosed(0)
    if slope.b < 0:
        area = integrand.over(edge) / between(-slope.b, -slope.b)
        return between(min(area.a, 0), max(area.b, 0))
    if integrand.over(far).a >= 0:
        return between(0, "inf")
    raise NotEvaluable("no bound on an integral far out")
