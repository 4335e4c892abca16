"""What words say to depend on what, in chain rules."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

TWO = r"Suppose $g$ is a function of $p$ and $q$, where $p$ and $q$ depend on $t$. Then "
LOSS = r"Let $L$ be a loss that depends on $p, q$, where $p$ and $q$ are functions of $t$. Then "
CALLED = r"Suppose $g(p, q)$ is a function with $p = p(t)$ and $q = q(t)$. Then "
LISTED = r"Consider the functions $g(p, q)$, $p(s, t)$ and $q(s, t)$. Then "
BOTH = r"\frac{\partial %s}{\partial p} \frac{\partial p}{\partial t} + \frac{\partial %s}{\partial q} \frac{\partial q}{\partial t}"


def chain(name: str, right: str = BOTH) -> str:
    return rf"$$\frac{{\partial {name}}}{{\partial t}} = {right.replace('%s', name)}.$$"


@pytest.mark.parametrize(("said", "name"), [(TWO, "g"), (LOSS, "L"), (CALLED, "g"), (LISTED, "g")])
def test_all_that_a_quantity_depends_on_takes_part(said: str, name: str) -> None:
    assert verdicts(said + chain(name)) == ["proved"]
    assert verdicts(said + chain(name, BOTH.replace("+", "-"))) not in (["proved"], ["tested"])
    assert verdicts(said + chain(name, BOTH.split(" + ")[0])) not in (["proved"], ["tested"])


@pytest.mark.parametrize(
    "said",
    [
        r"Let $z$ be a function of $x$ and $y$, where $y$ is a function of $x$. Then ",
        r"Let $z$ be a function of $x, y$, where $y$ depends on $x$. Then ",
    ],
)
def test_a_partial_derivative_holds_fixed_what_a_total_one_does_not(said: str) -> None:
    total = r"$$\frac{dz}{dx} = \frac{\partial z}{\partial x} + %s \frac{\partial z}{\partial y} \frac{dy}{dx}.$$"
    assert verdicts(said + total % "") == ["proved"]
    assert verdicts(said + total % "2") not in (["proved"], ["tested"])
    assert verdicts(said + r"$$\frac{dz}{dx} = \frac{\partial z}{\partial x}.$$") not in (["proved"], ["tested"])


def test_a_function_with_its_arguments() -> None:
    said = r"Let $f(t, x)$ be a function and $x = x(t)$. Then "
    total = r"$$\frac{df}{dt} = \frac{\partial f}{\partial t} + %s \frac{\partial f}{\partial x} \frac{dx}{dt}.$$"
    assert verdicts(said + total % "") == ["proved"]
    assert verdicts(said + total % "2") not in (["proved"], ["tested"])


HEAD = "Let $h(x) = x^\\top A x + b^\\top x + c$ for a given (not necessarily symmetric) matrix $A$ and a vector $b$. Then "


def test_a_letter_beside_the_arguments_of_a_function_is_constant() -> None:
    assert verdicts(HEAD + "$$\\nabla h(x) = (A + A^\\top) x + b$$") == ["proved"]
    assert verdicts(HEAD + "$$\\nabla h(x) = 2 A x + b$$") == ["conditional"]
    text = "Let $g(x) = x^\\top x + s$, where $s = \\|x\\|^2$. Then $$\\nabla g(x) = 4 x$$ $$\\nabla g(x) = 2 x$$"
    assert verdicts(text) == ["proved", "refuted"]


THROUGH = r"The loss $L$ depends on $w$ through $u$ and $v$. Then $$\frac{dL}{dw} = %s.$$"
PATHS = r"\frac{\partial L}{\partial u} \frac{du}{dw}", r"\frac{\partial L}{\partial v} \frac{dv}{dw}"


def test_what_depends_on_something_through_others() -> None:
    assert verdicts(THROUGH % " + ".join(PATHS)) == ["proved"]
    assert verdicts(THROUGH.replace("through", "only through the outputs") % " + ".join(PATHS)) == ["proved"]
    assert verdicts(THROUGH % PATHS[0]) == ["refuted"]
    assert verdicts(THROUGH % " - ".join(PATHS)) == ["refuted"]


@pytest.mark.parametrize(
    "said",
    [
        r"The loss $L$ depends on $w$ through $u$ and on $w$ itself. ",
        r"The loss $L$ depends on $w$ through $u$. It also depends on $w$ directly. ",
        r"The loss $L$ does not depend on $w$ through $u$. ",
        r"The loss $L$ depends on $w$ directly and through $u$. ",
    ],
)
def test_a_way_beside_the_one_through_something(said: str) -> None:
    assert verdicts(rf"{said}Then $$\frac{{dL}}{{dw}} = {PATHS[0]}.$$")[-1] == "unchecked"


COORDINATES = (
    r"Let $u = x + y$ and $v = x y$. For a function $F(u, v)$ we have $$\frac{\partial F}{\partial %s} = %s.$$"
)


@pytest.mark.parametrize(
    ("by", "right", "good"),
    [
        ("x", r"\frac{\partial F}{\partial u} + y \frac{\partial F}{\partial v}", True),
        ("y", r"\frac{\partial F}{\partial u} + x \frac{\partial F}{\partial v}", True),
        ("y", r"\frac{\partial F}{\partial u} + y \frac{\partial F}{\partial v}", False),
        ("x", r"\frac{\partial F}{\partial u}", False),
    ],
)
def test_a_function_of_what_has_formulas(by: str, right: str, good: bool) -> None:
    found = verdicts(COORDINATES % (by, right))
    assert found == ["proved"] if good else found[-1] in ("unchecked", "refuted")


@pytest.mark.parametrize(
    ("right", "good"),
    [
        (r"\frac{\partial G}{\partial x} + 2 x \frac{\partial G}{\partial y}", True),
        (r"\frac{\partial G}{\partial x} + x \frac{\partial G}{\partial y}", False),
        (r"\frac{\partial G}{\partial x}", False),
    ],
)
def test_a_total_derivative_moves_what_has_a_formula(right: str, good: bool) -> None:
    found = verdicts(rf"Let $y = x^2$. For a function $G(x, y)$ we have $$\frac{{dG}}{{dx}} = {right}.$$")
    assert found == ["proved"] if good else found[-1] in ("unchecked", "refuted")


@pytest.mark.parametrize(
    "before", ["", "# Coordinates\n\nLet $x = r \\cos\\theta$.\n\n# Paths\n\n", "Let $x = r \\cos\\theta$.\n\n"]
)
def test_a_field_along_a_path(before: str) -> None:
    said = before + r"For a field $\rho(x, t)$ and a path $x = x(t)$ we have "
    whole = r"$$\frac{d\rho}{dt} = \frac{\partial \rho}{\partial t} + \frac{\partial \rho}{\partial x} \frac{dx}{dt}.$$"
    assert verdicts(said + whole)[-1] == ("unchecked" if before.startswith("Let") else "proved")
    assert verdicts(said + r"$$\frac{d\rho}{dt} = \frac{\partial \rho}{\partial t}.$$")[-1] == "unchecked"


FIT = (
    r"The loss is $$J(w)=-\frac1n\sum_{i=1}^n\Bigl[y_i\log h_w(x_i)+(1-y_i)\log\bigl(1-h_w(x_i)\bigr)\Bigr],$$"
    "\n\nwhere $h_w(x)=g(w^Tx)$ and $g(z)=1/(1+e^{-z})$. Its gradient is %s."
)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        (r"$\nabla_w J(w)=\frac1n\sum_i(h_w(x_i)-y_i)x_i$", "proved"),
        (r"$\nabla_w J(w)=\frac1n\sum_i(y_i-h_w(x_i))x_i$", "refuted"),
        (r"$\nabla_w J(w)=\sum_i(h_w(x_i)-y_i)x_i$", "refuted"),
    ],
)
def test_what_a_called_function_depends_on(formula: str, expected: str) -> None:
    """The variable stands in the definition of the function alone, of which the points are other ones, no entries of one."""
    assert verdicts(FIT % formula) == [expected]


def test_a_called_function_of_which_nothing_is_said_may_depend_on_anything() -> None:
    text = FIT.replace("$h_w(x)=g(w^Tx)$ and ", "") % r"$\nabla_w J(w)=\frac1n\sum_i(h_w(x_i)-y_i)x_i$"
    assert verdicts(text)[-1] == "unchecked"
