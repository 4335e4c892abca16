"""Gradients of scalars by finite differences along directions: the loss is evaluated at many points at once, the claim once."""

from __future__ import annotations

import numpy as np

from derive.numerics.fields import NotEvaluable
from derive.numerics.floating import Floating
from derive.numerics.gradients import Agreement, Constraint, GradientCheck, check_gradient
from derive.numerics.interpretation import Array
from derive.record import dataclass
from derive.terms import Derivative, Layout, PropertyKind, Relates, Relation, Statement, Symbol, Term, walk


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


CONSTRAINTS = {PropertyKind.SYMMETRIC: Constraint.SYMMETRIC, PropertyKind.DIAGONAL: Constraint.DIAGONAL}


def check(
    ip: Floating, claim: GradientClaim, seed: int, plot: bool, within: PropertyKind | None = None
) -> GradientCheck:
    """The claim at an instance; `within`: of the derivative taken among symmetric or diagonal matrices. Raises NotEvaluable, and ValueError where
    a value is not finite."""
    ip.require(claim.loss, claim.variable)
    at = ip.value(claim.variable, ip.top)
    claimed = ip.value(claim.claimed, ip.top)
    if claim.turned and claimed.ndim == 2:
        claimed = claimed.T
    claimed = claimed.reshape(at.shape)

    def loss(points: Array) -> Array:
        value = ip.value(claim.loss, ip.top.bind({claim.variable.name: points}, 1))
        return np.broadcast_to(value, points.shape[:1])

    if within is PropertyKind.SYMMETRIC:  # an entry off the diagonal moves two
        if not np.allclose(claimed, claimed.T):
            raise NotEvaluable("the derivative among symmetric matrices is symmetric, and this is not")
        claimed = (claimed + np.diag(np.diag(claimed))) / 2
    if within is PropertyKind.DIAGONAL and np.any(claimed - np.diag(np.diag(claimed))):
        raise NotEvaluable("the derivative among diagonal matrices is diagonal, and this is not")
    constraint = CONSTRAINTS[within] if within is not None else Constraint.NONE
    with np.errstate(all="ignore"):
        return check_gradient(loss, at, claimed, batched=True, constraint=constraint, seed=seed, plot=plot)


__all__ = ["Agreement", "GradientClaim", "check", "gradient_claim"]
