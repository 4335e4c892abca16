"""Gradients of scalars by finite differences along directions: the loss is evaluated at many points at once, the claim once."""

from __future__ import annotations

import numpy as np

from derive.numerics.floating import Floating
from derive.numerics.gradients import Agreement, GradientCheck, check_gradient
from derive.numerics.interpretation import Array
from derive.record import dataclass
from derive.terms import Derivative, Layout, Relates, Relation, Statement, Symbol, Term, walk


@dataclass(frozen=True, slots=True)
class GradientClaim:
    """That the derivative of the scalar `loss` by `variable` is `claimed`, `turned` when the claim is its transpose."""

    loss: Term
    variable: Symbol
    claimed: Term
    turned: bool


def gradient_claim(statement: Statement) -> GradientClaim | None:
    """The claim about a gradient that a statement is, or None."""
    if not (isinstance(statement, Relates) and statement.relation is Relation.EQUAL):
        return None
    for left, right in ((statement.left, statement.right), (statement.right, statement.left)):
        if not isinstance(left, Derivative) or left.body.shape or len(left.variables) != 1:
            continue
        variable = left.variables[0]
        if isinstance(variable, Symbol) and variable.shape and not any(isinstance(p, Derivative) for p in walk(right)):
            return GradientClaim(left.body, variable, right, left.layout is Layout.NUMERATOR)
    return None


def check(ip: Floating, claim: GradientClaim, seed: int, plot: bool) -> GradientCheck:
    """The claim at an instance. Raises NotEvaluable, and ValueError where a value is not finite."""
    ip.require(claim.loss, claim.variable)
    at = ip.value(claim.variable, ip.top)
    claimed = ip.value(claim.claimed, ip.top)
    if claim.turned and claimed.ndim == 2:
        claimed = claimed.T
    claimed = claimed.reshape(at.shape)

    def loss(points: Array) -> Array:
        value = ip.value(claim.loss, ip.top.bind({claim.variable.name: points}, 1))
        return np.broadcast_to(value, points.shape[:1])

    with np.errstate(all="ignore"):
        return check_gradient(loss, at, claimed, batched=True, seed=seed, plot=plot)


__all__ = ["Agreement", "GradientClaim", "check", "gradient_claim"]
