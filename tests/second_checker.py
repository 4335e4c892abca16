"""A second checker of certificates, by other means: it shares no code with `derive` and evaluates the claimed sums at random instances.

It reads the JSON that `docs/certificates.md` defines, gives every symbol random entries in the field of integers modulo 2^61 - 1 (at random small
sizes) and every function random values (inverses and determinants are computed), and asks whether

- each polynomial has the value of the term that it is said to be (derivatives by dual numbers),
- each fact is one of those that its hypothesis stands for, and each goal one of those that the statement asks for,
- each sum of coefficient · context[fact] and coefficient · square has the value of its goal, and each step does what its kind says.

`python second_checker.py FILE...` says which certificates hold. It needs Python alone.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import random
import sys
from fractions import Fraction

P = (1 << 61) - 1
NOWHERE = "no instance was found at which it has a value"
ROUNDS = 2


class Fails(Exception):
    """The certificate does not hold."""


class Unlucky(Exception):
    """The random instance has no value (a singular matrix, a size below 1): another one is drawn."""


# -- numbers: integers modulo P, or dual numbers {mask of epsilons: integer} -------------------------------------------------------


def plus(a, b):
    if isinstance(a, int) and isinstance(b, int):
        return (a + b) % P
    a, b = lift(a), lift(b)
    return lower({m: (a.get(m, 0) + b.get(m, 0)) % P for m in {**a, **b}})


def mul(a, b):
    if isinstance(a, int) and isinstance(b, int):
        return a * b % P
    total = {}
    for m, x in lift(a).items():
        for n, y in lift(b).items():
            if not m & n:
                total[m | n] = (total.get(m | n, 0) + x * y) % P
    return lower(total)


def lift(a):
    return {0: a} if isinstance(a, int) else a


def lower(a):
    a = {m: x for m, x in a.items() if x}
    return a.get(0, 0) if set(a) <= {0} else a


def split(a):
    """a = low + epsilon · high, for the highest epsilon in it: (low, high, the epsilon's mask)."""
    top = 1 << (max(a).bit_length() - 1)
    return lower({m: x for m, x in a.items() if not m & top}), lower({m ^ top: x for m, x in a.items() if m & top}), top


def reciprocal(a):
    if isinstance(a, int):
        return pow(a, P - 2, P)  # of 0 it is 0
    low, high, top = split(a)
    r = reciprocal(low)
    if not r:
        raise Unlucky
    return plus(r, mul({top: 1}, mul(P - 1, mul(high, mul(r, r)))))


def rational(text):
    f = Fraction(text)
    return f.numerator * pow(f.denominator, P - 2, P) % P


SPECIAL = {
    ("exp", 0): 1,
    ("log", 1): 0,
    ("sin", 0): 0,
    ("cos", 0): 1,
    ("tanh", 0): 0,
    ("sinh", 0): 0,
    ("cosh", 0): 1,
    ("sqrt", 1): 1,
}


def minus(a):
    return mul(P - 1, a)


SLOPES = {
    "exp": lambda w, u: w.function("exp", u),
    "log": lambda w, u: reciprocal(u),
    "sqrt": lambda w, u: reciprocal(mul(2, w.function("sqrt", u))),
    "abs": lambda w, u: w.function("sign", u),
    "relu": lambda w, u: w.function("step", u),
    "sin": lambda w, u: w.function("cos", u),
    "cos": lambda w, u: minus(w.function("sin", u)),
    "tan": lambda w, u: plus(1, mul(w.function("tan", u), w.function("tan", u))),
    "sinh": lambda w, u: w.function("cosh", u),
    "cosh": lambda w, u: w.function("sinh", u),
    "tanh": lambda w, u: plus(1, minus(mul(w.function("tanh", u), w.function("tanh", u)))),
    "asin": lambda w, u: reciprocal(w.function("sqrt", plus(1, minus(mul(u, u))))),
    "acos": lambda w, u: minus(reciprocal(w.function("sqrt", plus(1, minus(mul(u, u)))))),
    "atan": lambda w, u: reciprocal(plus(1, mul(u, u))),
    "sigmoid": lambda w, u: plus(
        w.function("sigmoid", u), minus(mul(w.function("sigmoid", u), w.function("sigmoid", u)))
    ),
    "softplus": lambda w, u: w.function("sigmoid", u),
    "gamma": lambda w, u: mul(w.function("gamma", u), w.function("digamma", u)),
    "loggamma": lambda w, u: w.function("digamma", u),
    "digamma": lambda w, u: w.function("trigamma", u),
}
ELEMENTWISE = set(SLOPES) | {
    "sign", "cot", "sec", "csc", "asinh", "acosh", "atanh", "step", "erf", "trigamma", "factorial", "floor", "ceil", "power", "reciprocal",
    "normal_cdf",
}  # fmt: skip


class World:
    """A random instance: sizes, the values of symbols and functions, and of the free indices."""

    def __init__(self, seed, sizes, indices):
        self.seed, self.sizes, self.indices = seed, sizes, indices

    def random(self, *what):
        text = repr((self.seed, what)).encode()
        return int.from_bytes(hashlib.blake2b(text, digest_size=8).digest(), "big") % P

    def size(self, parts):
        total = 0
        for monomial, count in parts:
            for name in monomial:
                count *= self.sizes[name]
            total += count
        if total < 1 or (total == 1 and parts != ONE):  # an axis of size 1 is one that is always so
            raise Unlucky
        return total

    def function(self, name, *arguments):
        """A scalar function of numbers; of dual numbers by the table of slopes."""
        if name == "reciprocal":
            return reciprocal(arguments[0])
        if all(isinstance(a, int) for a in arguments):
            known = SPECIAL.get((name, *arguments))
            return self.random("function", name, *arguments) if known is None else known
        if name == "power":
            u, a = arguments
            mask = max(max(x) for x in arguments if not isinstance(x, int))
            top = 1 << (mask.bit_length() - 1)
            (u, du), (a, da) = (
                (
                    lower({m: x for m, x in lift(v).items() if not m & top}),
                    lower({m ^ top: x for m, x in lift(v).items() if m & top}),
                )
                for v in arguments
            )
            value = self.function("power", u, a)
            slope = mul(mul(a, self.function("power", u, plus(a, P - 1))), du)
            if da:
                slope = plus(slope, mul(mul(self.function("log", u), value), da))
            return plus(value, mul({top: 1}, slope))
        if name not in SLOPES or len(arguments) != 1:
            raise Fails(f"no slope of {name} is known here")
        low, high, top = split(arguments[0])
        return plus(self.function(name, low), mul({top: 1}, mul(SLOPES[name](self, low), high)))


# -- arrays: (shape, {index: number}) -----------------------------------------------------------------------------------------------


class Array:
    def __init__(self, shape, entry):
        self.shape = tuple(shape)
        cells = itertools.product(*map(range, self.shape))
        self.cells = {i: entry(i) for i in cells} if callable(entry) else entry

    def __getitem__(self, index):
        return self.cells[index]

    def rows(self):
        m, n = (*self.shape, 1, 1)[:2]
        flat = (lambda i, j: (i, j)[: len(self.shape)]) if len(self.shape) < 3 else None
        return [[self.cells[flat(i, j)] for j in range(n)] for i in range(m)]


def from_rows(rows, shape):
    return Array(shape, lambda i: rows[(*i, 0, 0)[0]][(*i, 0, 0)[1]])


def number(value):
    return Array((), {(): value})


def matmul(a, b):
    return [[total(mul(x, b[k][j]) for k, x in enumerate(row)) for j in range(len(b[0]))] for row in a]


def total(values):
    result = 0
    for value in values:
        result = plus(result, value)
    return result


def eliminate(rows):
    """(determinant, inverse) of a square matrix, by elimination."""
    n = len(rows)
    work = [[*row, *(int(i == j) for j in range(n))] for i, row in enumerate(rows)]
    det = 1
    for c in range(n):
        pivot = next((r for r in range(c, n) if lift(work[r][c]).get(0, 0)), None)
        if (
            pivot is None
        ):  # functions are total: what stands for the inverse of a singular matrix is any other that behaves like one
            if all(isinstance(x, int) for row in rows for x in row):
                return 0, pseudoinverse(rows)
            raise Unlucky
        if pivot != c:
            work[c], work[pivot] = work[pivot], work[c]
            det = minus(det)
        det = mul(det, work[c][c])
        r = reciprocal(work[c][c])
        work[c] = [mul(r, x) for x in work[c]]
        for other in range(n):
            if other != c:
                factor = minus(work[other][c])
                work[other] = [plus(x, mul(factor, y)) for x, y in zip(work[other], work[c])]
    return det, [row[n:] for row in work]


def transposed(rows):
    return [list(row) for row in zip(*rows)]


def pseudoinverse(rows):
    """By a full rank factorisation C F: F'(FF')^-1 (C'C)^-1 C'."""
    work, pivots = [list(row) for row in rows], []
    for c in range(len(rows[0])):
        r = len(pivots)
        pivot = next((i for i in range(r, len(work)) if work[i][c]), None)
        if pivot is None:
            continue
        work[r], work[pivot] = work[pivot], work[r]
        inverse = reciprocal(work[r][c])
        work[r] = [mul(inverse, x) for x in work[r]]
        for i in range(len(work)):
            if i != r:
                factor = minus(work[i][c])
                work[i] = [plus(x, mul(factor, y)) for x, y in zip(work[i], work[r])]
        pivots.append(c)
    if not pivots:
        return transposed(rows)
    f, c = work[: len(pivots)], [[row[j] for j in pivots] for row in rows]
    left = matmul(transposed(f), eliminate(matmul(f, transposed(f)))[1])
    return matmul(left, matmul(eliminate(matmul(transposed(c), c))[1], transposed(c)))


SLOPE = (
    "\6"  # before the numbers of the arguments by which a function of which nothing is known has been differentiated
)


def unknown(world, name, arguments, shape, top):
    """The value of such a function at dual numbers: its derivatives are functions of the same arguments, with the axes of those behind its own."""
    low = [
        Array(a.shape, {i: lower({m: x for m, x in lift(v).items() if not m & top}) for i, v in a.cells.items()})
        for a in arguments
    ]
    high = [
        {i: lower({m ^ top: x for m, x in lift(v).items() if m & top}) for i, v in a.cells.items()} for a in arguments
    ]
    stem, _, taken = name.partition(SLOPE)
    before = [int(k) for k in taken.split(",")] if taken else []
    own = len(shape) - sum(len(arguments[k].shape) for k in before)
    value, slopes = applied(world, "opaque", name, low, shape), []
    for place in range(len(arguments)):
        by = sorted([*before, place])
        axes = [size for k in by for size in arguments[k].shape]
        called = f"{stem}{SLOPE}{','.join(map(str, by))}"
        slopes.append((by, applied(world, "opaque", called, low, (*shape[:own], *axes))))

    def entry(i):
        parts = [value[i]]
        for place, (by, slope) in enumerate(slopes):
            last = len(by) - 1 - by[::-1].index(place)
            ahead = own + sum(len(arguments[k].shape) for k in by[:last])
            for cell, change in high[place].items():
                if change:
                    parts.append(mul({top: 1}, mul(slope[(*i[:ahead], *cell, *i[ahead:])], change)))
        return total(parts)

    return Array(shape, entry)


# -- functions of arrays, the same for terms and for graphs --------------------------------------------------------------------------


def applied(world, function, name, arguments, shape):
    """The value of a function of arrays; `shape` is that of the value."""
    first = arguments[0]
    if function in ("inverse", "det", "logdet"):
        det, inverse = eliminate(first.rows())
        if function == "inverse":
            return from_rows(inverse, first.shape)
        return number(det if function == "det" else world.function("log", det))
    if function == "pseudoinverse":
        return from_rows(pseudoinverse(first.rows()), first.shape[::-1])
    plain = [tuple(a.cells[i] for i in sorted(a.cells)) for a in arguments]
    moved = [max(x) for values in plain for x in values if not isinstance(x, int)]
    if function == "expm" and moved:  # where a matrix commutes with its slope: exp(M)' = M' exp(M)
        top = 1 << (max(moved).bit_length() - 1)
        low = [[lower({m: y for m, y in lift(x).items() if not m & top}) for x in row] for row in first.rows()]
        high = [[lower({m ^ top: y for m, y in lift(x).items() if m & top}) for x in row] for row in first.rows()]
        if matmul(low, high) == matmul(high, low):
            value = applied(world, function, name, [from_rows(low, first.shape)], shape).rows()
            slope = matmul(high, value)
            pairs = ([plus(v, mul({top: 1}, w)) for v, w in zip(*both)] for both in zip(value, slope))
            return from_rows(list(pairs), first.shape)
    if function == "opaque" and moved:
        return unknown(world, name, arguments, shape, 1 << (max(moved).bit_length() - 1))
    if name.startswith("norm_") and not any(plain[0]):
        return number(0)
    if any(not isinstance(x, int) for values in plain for x in values):
        raise Fails(f"no slope of {name or function} is known here")
    if function in ("expm", "logm", "sqrtm", "rank", "norm_2", "norm_*"):
        rows = first.rows()
        flip = transposed(rows) < rows
        key = transposed(rows) if flip else rows
        if function in ("rank", "norm_2", "norm_*"):
            return number(world.random(function, key))
        symmetric = transposed(rows) == rows

        def entry(i):
            i = i[::-1] if flip else i
            return world.random(function, key, sorted(i) if symmetric else list(i))

        return Array(first.shape, entry)
    return Array(shape, lambda i: world.random("opaque", name, plain, i))


# -- terms -----------------------------------------------------------------------------------------------------------------------------


class Terms:
    """The values of typed terms at an instance. `definitions` and `general` (the general forms) are what symbols stand for."""

    def __init__(self, world, definitions, general):
        self.world, self.definitions, self.general = world, definitions, general
        self.bound, self.indices, self.moving, self.epsilons, self.among = {}, dict(world.indices), 0, 0, {}

    def size(self, term):
        return self.world.size(term[1])

    def sizes(self, term):
        return tuple(self.size(t) for t in term[1:])

    def within(self, bound, compute):
        before, self.bound = self.bound, {**self.bound, **bound}
        try:
            return compute()
        finally:
            self.bound = before

    def scalar(self, term):
        return self(term)[()]

    def __call__(self, term):
        return getattr(self, "of_" + term[0])(*term[1:])

    def of_Number(self, value):
        return number(rational(value[1]))

    def of_Constant(self, name):
        return number(self.world.random("constant", name))

    def of_SizeValue(self, size):
        return number(self.size(size) % P)

    def of_Index(self, name, size):
        return number(self.indices[name])

    def of_Identity(self, size):
        n = self.size(size)
        return Array((n, n), lambda i: int(i[0] == i[1]))

    def of_Zero(self, sizes):
        return Array(self.sizes(sizes), lambda i: 0)

    def of_Ones(self, sizes):
        return Array(self.sizes(sizes), lambda i: 1)

    def of_Symbol(self, name, sizes):
        if name in self.bound:
            return self.bound[name]
        definition = self.definitions.get(name)
        if definition is not None:
            if definition[3]:
                raise Fails("a function used as a symbol")
            return self(definition[2])
        if name in self.general:
            return self.general_form(name, *self.general[name])
        return self.free(name, sizes)

    def of_Conjugate(self, body):
        """Of a symbol: values that have nothing to do with the symbol's."""
        if body[0] != "Symbol" or body[1] in self.definitions or self.moving:
            raise Fails("the conjugate of an expression, or one that moves")
        keep = [k for k, size in enumerate(body[2][1:]) if size != ["Size", [[[], 1]]]]
        return Array(self.sizes(body[2]), lambda i: self.world.random("conjugate", body[1], tuple(i[k] for k in keep)))

    def free(self, name, sizes):
        keep = [k for k, size in enumerate(sizes[1:]) if size != ["Size", [[[], 1]]]]

        def entry(i):
            at = tuple(i[k] for k in keep)
            value = self.world.random("symbol", name, at)
            if self.moving:
                return plus(value, {self.moving: self.world.random("differential", name, at)})
            return value

        return Array(self.sizes(sizes), entry)

    def general_form(self, name, kind, sizes):
        form = "\3" + name
        if kind == "diagonal":
            g = self.free(form, sizes[:2])
            return Array(self.sizes(sizes), lambda i: g[i[:1]] if i[0] == i[1] else 0)
        g = self.free(form, sizes).rows()
        if kind == "positive semidefinite":
            return from_rows(matmul(transposed(g), g), self.sizes(sizes))
        half = rational("1/2") if kind == "symmetric" else minus(rational("1/2"))
        first = rational("1/2")
        return Array(self.sizes(sizes), lambda i: plus(mul(first, g[i[0]][i[1]]), mul(half, g[i[1]][i[0]])))

    def position(self, index, n):
        """A vector that picks the place that an index says."""
        if index[0] == "Index" or (index[0] == "Number" and Fraction(index[1][1]).denominator == 1):
            k = self.indices[index[1]] if index[0] == "Index" else int(index[1][1])
            if not 1 <= k <= n:
                raise Unlucky
            return [int(j == k - 1) for j in range(n)]
        value = self.scalar(index)
        return [self.world.random("opaque", "basis", [(value,)], (j,)) for j in range(n)]

    def of_BasisVector(self, size, index):
        n = self.size(size)
        at = self.position(index, n) if n > 1 or size != ["Size", [[[], 1]]] else [1]
        return Array((n,), lambda i: at[i[0]])

    def of_Entry(self, base, indices):
        array = self(base)
        for k in reversed(range(len(array.shape))):
            if indices[1 + k] is None:
                continue
            at = self.position(indices[1 + k], array.shape[k]) if array.shape[k] > 1 else [1]
            shape = array.shape[:k] + array.shape[k + 1 :]
            old = array
            array = Array(
                shape,
                lambda i, k=k, at=at, old=old: total(mul(x, old[(*i[:k], j, *i[k:])]) for j, x in enumerate(at) if x),
            )
        return array

    def of_Sum(self, terms):
        arrays = [self(t) for t in terms[1:]]
        return Array(arrays[0].shape, lambda i: total(a[i] for a in arrays))

    def of_Product(self, factors):
        result = number(1)
        for factor in factors[1:]:
            result = self.product(result, self(factor))
        return result

    def product(self, a, b):
        if not a.shape or not b.shape:
            return Array(a.shape or b.shape, lambda i: mul(a[i if a.shape else ()], b[i if b.shape else ()]))
        return self.squeezed(matmul(a.rows(), b.rows()), (a.shape[0], (*b.shape, 1)[1]))

    def squeezed(self, rows, shape):
        if shape == (1, 1):
            shape = ()
        elif shape[1] == 1:
            shape = shape[:1]
        return from_rows(rows, shape)

    def of_Power(self, base, exponent):
        if exponent[0] != "Number":
            if base == ["Constant", "e"]:
                return number(self.world.function("exp", self.scalar(exponent)))
            return number(self.world.function("power", self.scalar(base), self.scalar(exponent)))
        value = Fraction(exponent[1][1])
        k, rest = divmod(abs(value), 1)
        k = int(k)
        if base[0] == "Norm" and k and k % 2 == 0 and not rest:
            one, k = self.square(*base[1:]), k // 2
        else:
            one = self(base)
        factors = [one] * k
        if rest:
            factors.append(
                applied(self.world, "sqrtm", "", [one], one.shape)
                if one.shape
                else number(self.world.function("sqrt", one[()]))
            )
        if value < 0:
            factors = [self.inverse(f) for f in factors]
        result = Array(one.shape, lambda i: int(i[0] == i[1])) if one.shape else number(1)
        for factor in factors:
            result = self.product(result, factor)
        return result

    def inverse(self, array):
        return (
            applied(self.world, "inverse", "", [array], array.shape) if array.shape else number(reciprocal(array[()]))
        )

    def of_PseudoInverse(self, body):
        return self.squeezed(pseudoinverse(self(body).rows()), (*self(body).shape, 1)[1::-1])

    def of_Transpose(self, body):
        array = self(body)
        if not array.shape:
            return array
        if len(array.shape) == 1:
            return Array((1, *array.shape), lambda i: array[i[1:]])
        return self.squeezed(transposed(array.rows()), array.shape[::-1])

    def of_Trace(self, body):
        array = self(body)
        return number(total(array[(k, k)] for k in range(array.shape[0]))) if array.shape else array

    def of_Determinant(self, body):
        array = self(body)
        return applied(self.world, "det", "", [array], ()) if array.shape else array

    def square(self, body, kind, weight):
        array = self(body)
        if weight is not None:
            moved = self.product(self(weight), array)
            return number(total(mul(x, moved[i]) for i, x in array.cells.items()))
        if kind[2] == "F" or (kind[2] == "2" and len(array.shape) < 2):
            return number(total(mul(x, x) for x in array.cells.values()))
        norm = self.of_Norm(body, kind, weight)[()]
        return number(mul(norm, norm))

    def of_Norm(self, body, kind, weight):
        array = self(body)
        if weight is None and kind[2] == "1" and len(array.shape) == 1:
            return number(total(self.world.function("abs", x) for x in array.cells.values()))
        if weight is None and (kind[2] not in ("F", "2") or (kind[2] == "2" and len(array.shape) > 1)):
            function = "opaque" if kind[2] in ("1", "inf", "any") else f"norm_{kind[2]}"
            return applied(self.world, function, f"norm_{kind[2]}", [array], ())
        return number(self.world.function("sqrt", self.square(body, kind, weight)[()]))

    def of_Hadamard(self, left, right):
        a, b = self(left), self(right)
        return Array(a.shape, lambda i: mul(a[i], b[i]))

    def of_Kronecker(self, left, right):
        a, b = self(left).rows(), self(right).rows()
        rows = [[mul(x, y) for x in upper for y in under] for upper in a for under in b]
        return self.squeezed(rows, (len(rows), len(rows[0])))

    def of_Vec(self, body):
        rows = self(body).rows()
        flat = [row[j] for j in range(len(rows[0])) for row in rows]
        return Array((len(flat),), lambda i: flat[i[0]])

    def of_Diagonal(self, body):
        a = self(body)
        if not a.shape:
            return a
        if len(a.shape) == 2:
            return Array(a.shape[:1], lambda i: a[i + i])
        return Array(a.shape * 2, lambda i: a[i[:1]] if i[0] == i[1] else 0)

    def of_Block(self, rows):
        whole = []
        for row in rows[1:]:
            cells = [self(cell).rows() for cell in row[1:]]
            whole += [[x for cell in cells for x in cell[r]] for r in range(len(cells[0]))]
        return self.squeezed(whole, (len(whole), len(whole[0])))

    def of_Apply(self, name, arguments, sizes):
        arrays = [self(a) for a in arguments[1:]]
        definition = self.definitions.get(name)
        if definition is not None and definition[3] and name not in self.bound:
            names = [parameter[1] for parameter in definition[3]]
            return self.within(dict(zip(names, arrays)), lambda: self(definition[2]))
        if name in ("softmax", "logsumexp"):
            above = Array(arrays[0].shape, lambda i: self.world.function("exp", arrays[0][i]))
            mass = total(above.cells.values())
            if name == "logsumexp":
                return number(self.world.function("log", mass))
            return Array(above.shape, lambda i: mul(above[i], reciprocal(mass)))
        if name in ELEMENTWISE:
            shape = next((a.shape for a in arrays if a.shape), ())
            return Array(shape, lambda i: self.world.function(name, *(a[i if a.shape else ()] for a in arrays)))
        if name in ("expm", "logm", "sqrtm", "rank", "logdet"):
            return applied(self.world, name, "", arrays, arrays[0].shape)
        keep = [k for k, size in enumerate(sizes[1:]) if size != ["Size", [[[], 1]]]]
        inner = tuple(self.size(sizes[1 + k]) for k in keep)
        value = applied(self.world, "opaque", name, arrays, inner)
        return Array(self.sizes(sizes), lambda i: value[tuple(i[k] for k in keep)])

    def of_BigSum(self, index, body, lower_end, upper_end, condition):
        n = self.size(index[2])
        if condition is not None or lower_end not in (None, ["Number", ["Fraction", "1"]]):
            raise Fails("a sum over a part of a range")
        if upper_end is not None and self.scalar(upper_end) != n:
            raise Fails("a sum over a part of a range")
        before, arrays = self.indices, []
        for k in range(n):
            self.indices = {**before, index[1]: k + 1}
            arrays.append(self(body))
        self.indices = before
        return Array(arrays[0].shape, lambda i: total(a[i] for a in arrays))

    def of_BigProduct(self, index, body, lower_end, upper_end, condition):
        n = self.size(index[2])
        if condition is not None or lower_end not in (None, ["Number", ["Fraction", "1"]]):
            raise Fails("a product over a part of a range")
        if upper_end is not None and self.scalar(upper_end) != n:
            raise Fails("a product over a part of a range")
        before, factors = self.indices, []
        for k in range(n):
            self.indices = {**before, index[1]: k + 1}
            factors.append(self(body)[()])
        self.indices = before
        return applied(self.world, "opaque", "product of all", [Array((n,), lambda i: factors[i[0]])], ())

    # derivatives: the coefficient of a product of epsilons

    def epsilon(self):
        self.epsilons += 1
        return 1 << (self.epsilons - 1)

    def of_Derivative(self, body, variables, layout):
        slots = []
        for variable in variables[1:]:
            base, indices = (variable[1], variable[2][1:]) if variable[0] == "Entry" else (variable, None)
            base, indices = (variable[1], "column by column") if variable[0] == "Vec" else (base, indices)
            slots.append((base, self(base), indices))
        value = None
        cells = {}
        before = self.epsilons
        places = [self.places(array.shape, indices) for _, array, indices in slots]
        for choice in itertools.product(*places):
            masks = [self.epsilon() for _ in slots]
            bound = {}
            for (base, array, _), mask, (_, at) in zip(slots, masks, choice):
                old = bound.get(base[1], array)
                moved = self.moved(base[1], at)
                bound[base[1]] = Array(
                    old.shape, {i: plus(x, {mask: 1}) if i in moved else x for i, x in old.cells.items()}
                )
            value = self.within(bound, lambda: self(body))
            key = sum((kept for kept, _ in choice), ())
            every = sum(masks)
            for i, x in value.cells.items():
                rest = {m ^ every: y for m, y in lift(x).items() if m & every == every}
                cells[i + key] = lower(rest)
            self.epsilons = before
        own = len(value.shape)
        axes = tuple(1 + max(k[own + j] for k in cells) for j in range(len(next(iter(cells))) - own))
        if layout[2] == "denominator":
            return Array(axes + value.shape, {i[own:] + i[:own]: x for i, x in cells.items()})
        if own == 0 and len(slots) == 1 and len(axes) == 1:
            return Array((1, *axes), {(0, *i): x for i, x in cells.items()})
        if own == 0 and len(slots) == 1 and len(axes) == 2:
            rows = transposed(Array(axes, cells).rows())
            return self.squeezed(rows, axes[::-1])
        return Array(value.shape + axes, cells)

    def moved(self, name, at):
        """The entries that move with one: among symmetric matrices its mirror image, among diagonal ones none off the diagonal."""
        kind = self.among.get(name)
        if kind == "diagonal" and at[0] != at[1]:
            return ()
        return (at, at[::-1]) if kind == "symmetric" else (at,)

    def places(self, shape, indices):
        """The entries of a variable that are varied: (index along the kept axes, index)."""
        if indices == "column by column":
            return [((k,), at[::-1]) for k, at in enumerate(itertools.product(*map(range, shape[::-1])))]
        found = []
        for at in itertools.product(*map(range, shape)):
            fixed = [None] * len(shape) if indices is None else indices
            if all(t is None or self.position(t, n)[k] for t, n, k in zip(fixed, shape, at)):
                found.append((tuple(k for t, k in zip(fixed, at) if t is None), at))
        return found

    def of_Directional(self, body, variable, direction):
        along, base = self(direction), self(variable)
        mask = self.epsilon()
        moved = Array(base.shape, {i: plus(x, mul({mask: 1}, along[i])) for i, x in base.cells.items()})
        value = self.within({variable[1]: moved}, lambda: self(body))
        self.epsilons -= 1
        return Array(value.shape, {i: self.coefficient(x, mask) for i, x in value.cells.items()})

    def of_Differential(self, body):
        if self.moving:
            raise Fails("a differential of a differential")
        self.moving = self.epsilon()
        value = self(body)
        mask, self.moving = self.moving, 0
        self.epsilons -= 1
        return Array(value.shape, {i: self.coefficient(x, mask) for i, x in value.cells.items()})

    def coefficient(self, x, mask):
        return lower({m ^ mask: y for m, y in lift(x).items() if m & mask})

    def of_At(self, body, values):
        bound = {symbol[1]: self(value) for _, symbol, value in values[1:]}
        return self.within(bound, lambda: self(body))


# -- polynomials of graphs -----------------------------------------------------------------------------------------------------------------

ONE = [[[], 1]]


class Graphs:
    """The values of graphs at an instance, by eliminating one class after another."""

    def __init__(self, world):
        self.world = world
        self.known = {}

    def poly(self, terms, named=True):
        """{index over the axes' classes: value}, with the sizes of the classes; zero is (None, {})."""
        result, shape = {}, None
        for coefficient, graph in terms:
            shape, cells = self.graph(graph, None, named)
            c = rational(coefficient)
            for i, x in cells.items():
                result[i] = (result.get(i, 0) + c * x) % P
        return shape, {i: x for i, x in result.items() if x}

    def graph(self, graph, hole, named=True):
        """The same of one graph; `hole` is the value of its hole, flat."""
        nodes, axes, sizes, names = graph
        used = [k for k, size in enumerate(sizes) if size != ONE]
        ranges = {c: range(self.world.size(sizes[c])) for c in used}
        for c in used:
            at = {self.world.indices[name] - 1 for name in names[c] if named}
            if len(at) > 1:
                ranges[c] = ()
            elif at:
                ranges[c] = [k for k in ranges[c] if k in at]
        factors = []
        for label, ports in nodes:
            met = [p for p in ports if p in ranges]
            distinct = sorted(set(met))
            table = {}
            entry = self.node(label, [sizes[p] for p in met], hole)
            for choice in itertools.product(*(ranges[c] for c in distinct)):
                place = dict(zip(distinct, choice))
                x = entry(tuple(place[p] for p in met))
                if x:
                    table[choice] = x
            factors.append((tuple(distinct), table))
        open_classes = [c for axis in axes for c in axis if c in ranges]
        kept = sorted(set(open_classes))
        for c in sorted(set(ranges) - set(kept), key=lambda c: sum(c in f[0] for f in factors)):
            factors = self.summed(factors, c, ranges)
        result = self.joined(factors, kept, ranges)
        cells = {}
        for choice, x in result.items():
            place = dict(zip(kept, choice))
            cells[tuple(place[c] for c in open_classes)] = x
        return tuple(self.world.size(sizes[c]) for c in open_classes), cells

    def summed(self, factors, c, ranges):
        about = [f for f in factors if c in f[0]]
        rest = [f for f in factors if c not in f[0]]
        keys = sorted({k for f in about for k in f[0]} - {c})
        joined = self.joined(about, [*keys, c], ranges)
        table = {}
        for choice, x in joined.items():
            table[choice[:-1]] = (table.get(choice[:-1], 0) + x) % P
        return [*rest, (tuple(keys), table)]

    def joined(self, factors, keys, ranges):
        """The product of factors as a table over `keys`."""
        table = {(): 1}
        done = ()
        for classes, values in factors:
            new = tuple(c for c in classes if c not in done)
            known = [(done.index(c), k) for k, c in enumerate(classes) if c in done]
            fresh = [k for k, c in enumerate(classes) if c not in done]
            by_known = {}
            for choice, x in values.items():
                by_known.setdefault(tuple(choice[k] for _, k in known), []).append((tuple(choice[k] for k in fresh), x))
            merged = {}
            for choice, x in table.items():
                for tail, y in by_known.get(tuple(choice[d] for d, _ in known), ()):
                    merged[choice + tail] = x * y % P
            table, done = merged, done + new
        for c in keys:
            if c not in done:
                table = {(*choice, k): x for choice, x in table.items() for k in ranges[c]}
                done += (c,)
        order = [done.index(c) for c in keys]
        return {tuple(choice[k] for k in order): x for choice, x in table.items()}

    def node(self, label, sizes, hole):
        kind, name, own, arguments = label
        if kind == "hole":
            if hole is None:
                raise Fails("a hole outside a context")
            return lambda i: hole.get(i, 0)
        if kind == "symbol":
            return lambda i: self.world.random("symbol", name, i)
        if kind == "conjugate":
            return lambda i: self.world.random("conjugate", name, i)
        if kind == "differential":
            return lambda i: self.world.random("differential", name, i)
        if kind == "constant":
            return lambda i: self.world.random("constant", name)
        if kind == "size":
            return lambda i: self.world.sizes[name]
        if kind == "unsize":
            return lambda i: reciprocal(self.world.sizes[name])
        if kind == "position":
            return lambda i: (*i, 0)[0] + 1
        if kind == "basis":
            if sizes and not 1 <= int(name) <= self.world.size(sizes[0]):
                raise Unlucky
            return lambda i: int((*i, 0)[0] == int(name) - 1)
        if kind == "inject":
            parts = [self.world.size(part) for part in own]
            start = sum(parts[: int(name) - 1])
            if sum(parts) != self.world.size(sizes[0]) or not 1 <= int(name) <= len(parts):
                raise Fails("an injection that does not fit")
            return lambda i: int(i[0] == start + (*i, 0)[1])
        if not arguments:
            raise Fails(f"an unknown node {kind}")
        return self.function(label, sizes)

    def function(self, label, sizes):
        """A node of an applied function: for each value of its free indices, the function of the arguments there."""
        key = json.dumps(label)
        if key not in self.known:
            self.known[key] = ([self.poly(argument, named=False) for argument in label[3]], {})
        arguments, values = self.known[key]
        kind, name, own, _ = label
        count = len(sizes) - len([s for s in own if s != ONE])
        shape = tuple(self.world.size(s) for s in own if s != ONE)
        groups = axis_sizes(label[3][0], self.world)
        groups = groups[: len(groups) - count] if groups is not None else None

        def entry(i):
            at = i[len(i) - count :] if count else ()
            if at not in values:
                values[at] = self.value(kind, name, [self.slice(a, count, at) for a in arguments], shape, groups)
            return values[at][i[: len(i) - count]]

        return entry

    def slice(self, poly, count, at):
        shape, cells = poly
        if shape is None:
            return number(0)
        own = len(shape) - count
        return Array(shape[:own], lambda i: cells.get((*i, *at), 0))

    def value(self, kind, name, arrays, shape, groups):
        """The value of a function; of a matrix whose axes are pairs (`groups`) it is taken with each pair as one axis."""
        if kind in ELEMENTWISE:
            return number(self.world.function(kind, *(a[()] for a in arrays)))
        if kind == "opaque" or groups is None or all(len(group) == 1 for group in groups):
            return applied(self.world, kind, name, arrays, shape)
        whole = Array([product(group) for group in groups], lambda i: arrays[0][spread(i, groups)])
        value = applied(self.world, kind, name, [whole], ())
        if not value.shape:
            return value
        back = groups[::-1] if kind in ("inverse", "pseudoinverse") else groups
        return Array(sum(back, []), lambda i: value[merged(i, back)])


def product(sizes):
    result = 1
    for size in sizes:
        result *= size
    return result


def spread(index, groups):
    """An index with one number a group as one with a number for each member, the first the slowest."""
    found = []
    for k, group in zip(index, groups):
        digits = []
        for size in reversed(group):
            k, digit = divmod(k, size)
            digits.append(digit)
        found += reversed(digits)
    return tuple(found)


def merged(index, groups):
    """The other way round."""
    found, place = [], 0
    for group in groups:
        k = 0
        for size in group:
            k, place = k * size + index[place], place + 1
        found.append(k)
    return tuple(found)


# -- statements ----------------------------------------------------------------------------------------------------------------------------

SIGN = {"=": ("= 0", 1), "≥": (">= 0", 1), ">": ("> 0", 1), "≤": (">= 0", -1), "<": ("> 0", -1)}
I_LIKE = "identity"


def minus_term(left, right):
    return ["Sum", ["Tuple", left, ["Product", ["Tuple", ["Number", ["Fraction", "-1"]], right]]]]


def T(a):
    return ["Transpose", a]


def times(*a):
    return ["Product", ["Tuple", *a]]


def inv(a):
    return ["Power", a, ["Number", ["Fraction", "-1"]]]


EQUATIONS = {  # what each property says, as functions of the subjects' terms and the identity of a term's shape; exactly, or as a consequence
    "symmetric": lambda w, a: [minus_term(a, T(a))],
    "skew-symmetric": lambda w, a: [["Sum", ["Tuple", a, T(a)]]],
    "diagonal": lambda w, a: [minus_term(a, ["Diagonal", ["Diagonal", a]])],
    "orthonormal columns": lambda w, a: [w.less_one(times(T(a), a))],
    "orthonormal rows": lambda w, a: [w.less_one(times(a, T(a)))],
    "orthogonal": lambda w, a: [w.less_one(times(T(a), a)), w.less_one(times(a, T(a)))],
    "idempotent": lambda w, a: [minus_term(times(a, a), a)],
    "orthogonal projection": lambda w, a: [minus_term(times(a, a), a), minus_term(a, T(a))],
    "invertible": lambda w, a: [w.less_one(times(a, inv(a))), w.less_one(times(inv(a), a))],
    "positive definite": lambda w, a: [minus_term(a, T(a))],
    "positive semidefinite": lambda w, a: [minus_term(a, T(a))],
    "commute": lambda w, a, b: [minus_term(times(a, b), times(b, a))],
    "unit norm": lambda w, a: [w.less_one(times(T(a), a))],
    "sums to one": lambda w, a: [w.columns_less_one(a)],
    "constant": lambda w, a: [["Differential", a]],
    "Hermitian": lambda w, a: [minus_term(a, T(["Conjugate", a]))],
    "unitary": lambda w, a: [w.less_one(times(T(["Conjugate", a]), a)), w.less_one(times(a, T(["Conjugate", a])))],
}
IMPLIED = {
    "orthogonal": ("orthonormal columns", "orthonormal rows", "invertible"),
    "orthonormal columns": ("full column rank",),
    "orthonormal rows": ("full row rank",),
    "orthogonal projection": ("idempotent", "symmetric", "positive semidefinite"),
    "positive definite": ("symmetric", "invertible", "positive semidefinite"),
    "positive semidefinite": ("symmetric",),
    "diagonal": ("symmetric",),
    "positive": ("nonnegative", "nonzero"),
    "negative": ("nonzero",),
    "nonzero": ("invertible",),
    "unitary": ("invertible",),
}
EXACT = {"symmetric", "skew-symmetric", "diagonal", "orthogonal", "orthonormal columns", "orthonormal rows", "idempotent",
         "orthogonal projection", "commute", "positive", "nonnegative", "negative", "positive semidefinite"}  # fmt: skip


def semidefinite(kind):
    """Whether a property implies that a matrix is positive semidefinite."""
    return kind == "positive semidefinite" or any(semidefinite(other) for other in IMPLIED.get(kind, ()))


class Statements:
    """What statements say, as (sign, value, whether it is one a scalar) at an instance."""

    def __init__(self, terms):
        self.terms = terms

    def less_one(self, term):
        shape = self.terms(term).shape
        one = ["Ident", shape] if shape else ["Number", ["Fraction", "1"]]
        return minus_term(term, one)

    def columns_less_one(self, a):
        return ["Columns", a]

    def difference(self, term, sign=1):
        array = self.value(term)
        return Array(array.shape, {i: mul(sign % P, x) for i, x in array.cells.items()})

    def value(self, term):
        if term[0] == "Columns":
            a = self.terms(term[1])
            m, rest = a.shape[0], a.shape[1:]
            row = (1, *rest) if rest else ()  # of a matrix the sums are a row
            return Array(row, lambda i: plus(total(a[(k, *i[1:])] for k in range(m)), P - 1))
        if (
            term[0] == "Sum"
            and isinstance(term[1][-1], list)
            and term[1][-1][:1] == ["Product"]
            and term[1][-1][1][-1][0] == "Ident"
        ):
            a = self.terms(term[1][1])
            return Array(a.shape, lambda i: plus(a[i], P - 1 if i[0] == i[1] else 0))
        return self.terms(term)

    def given(self, s):
        """All that a hypothesis may be used for."""
        if s[0] == "All":
            return [f for part in s[1][1:] for f in self.given(part)]
        if s[0] == "HasProperty":
            kind, subjects = s[1][2], s[2][1:]
            found, waiting = [], [kind]
            while waiting:
                k = waiting.pop()
                waiting += [
                    other for other in IMPLIED.get(k, ()) if k != "nonzero" or not self.terms(subjects[0]).shape
                ]
                found += self.property(k, subjects)
            return found
        if s[0] == "Relates":
            relation = s[1][2]
            if relation == "≠":
                d = minus_term(s[2], s[3])
                return [("= 0", self.difference(minus_term(times(d, inv(d)), ["Number", ["Fraction", "1"]])))]
            if relation in ("⪰", "≻"):
                d = minus_term(s[2], s[3]) if s[3][0] != "Number" else s[2]
                return [("= 0", self.difference(minus_term(d, T(d))))]
            if relation in SIGN:
                sign, factor = SIGN[relation]
                return [(sign, self.difference(minus_term(s[2], s[3]), factor))]
        return []

    def property(self, kind, subjects):
        if kind in ("full column rank", "full row rank"):
            a = subjects[0]
            gram = times(T(a), a) if kind == "full column rank" else times(a, T(a))
            return self.property("invertible", [gram]) + self.property("symmetric", [gram])
        if kind in ("positive", "nonnegative", "negative"):
            if self.terms(subjects[0]).shape:
                return []
            sign, factor = SIGN[{"positive": ">", "nonnegative": "≥", "negative": "<"}[kind]]
            return [(sign, self.difference(subjects[0], factor))]
        if kind not in EQUATIONS:
            return []
        return [("= 0", self.difference(term)) for term in EQUATIONS[kind](self, *subjects)]

    def asked(self, s, hypotheses):
        """A list of (premises, goals) that together are the statement."""
        if s[0] == "All":
            return [one for part in s[1][1:] for one in self.asked(part, hypotheses)]
        if s[0] == "Iff":
            return self.asked(["Implies", ["Tuple", s[1]], s[2]], hypotheses) + self.asked(
                ["Implies", ["Tuple", s[2]], s[1]], hypotheses
            )
        if s[0] == "Implies":
            premises = [f for premise in s[1][1:] for f in self.given(premise)]
            premises += [f for premise in s[1][1:] for f in self.other_sides(premise)]
            return [(premises + more, goals) for more, goals in self.asked(s[2], hypotheses)]
        if s[0] == "HasProperty":
            kind, subjects = s[1][2], s[2][1:]
            if kind in ("nonzero", "invertible") and not self.terms(subjects[0]).shape:
                return [([], self.not_zero(subjects[0]))]
            if kind not in EXACT:
                raise Fails(f"{kind} is not its equations")
            if kind == "positive semidefinite":
                return [(self.forms(None, hypotheses), self.loewner(subjects[0]))]
            return [([], self.property(kind, subjects))]
        if s[0] == "Optimum":
            return self.optimum(s, hypotheses)
        if s[1][2] == "⪰":
            return [
                (self.forms(None, hypotheses), self.loewner(minus_term(s[2], s[3]) if s[3][0] != "Number" else s[2]))
            ]
        if s[1][2] == "≠" and not self.terms(s[2]).shape:
            return [([], self.not_zero(minus_term(s[2], s[3])))]
        if s[1][2] not in SIGN:
            raise Fails(f"{s[1][2]} is not shown by sums")
        sign, factor = SIGN[s[1][2]]
        about = self.forms(s, hypotheses) if s[1][2] != "=" else []
        return [(about, [(sign, self.difference(minus_term(s[2], s[3]), factor))])]

    def forms(self, statement, hypotheses):
        """vᵀAv ≥ 0 for each A that is given as positive semidefinite, and each v in a statement; for any v where there is none."""
        found = []
        for h in [p for one in hypotheses for p in (one[1][1:] if one[0] == "All" else [one])]:
            if h[0] == "Relates" and h[1][2] in ("⪰", "≻"):
                matrix = minus_term(h[2], h[3]) if h[3][0] != "Number" else h[2]
            elif h[0] == "HasProperty" and semidefinite(h[1][2]):
                matrix = h[2][1]
            else:
                continue
            try:
                shape = self.terms(matrix).shape
            except Fails:
                continue
            if len(shape) != 2 or shape[0] != shape[1]:
                continue
            if statement is None:
                found.append(self.loewner(matrix)[1])
                continue
            for vector in [part for part in walk(statement[2:]) if part and hasattr(self.terms, f"of_{part[0]}")]:
                try:
                    if self.terms(vector).shape == shape[:1]:
                        value = self.terms(["Product", ["Tuple", T(vector), matrix, vector]])
                        found.append((">= 0", value))
                except Fails:
                    continue
        return found

    def not_zero(self, scalar):
        """A real number is not zero exactly when its square is positive."""
        return [("> 0", self.difference(times(scalar, scalar)))]

    def other_sides(self, s):
        """BA = I for each way to read a premise as AB = I with A and B square: what a left inverse of a square matrix is, it is on the right too."""
        if s[0] == "All":
            return [f for part in s[1][1:] for f in self.other_sides(part)]
        equations = [(s[2], s[3]), (s[3], s[2])] if s[0] == "Relates" and s[1][2] == "=" else []
        if s[0] == "HasProperty" and s[1][2] in ("orthonormal columns", "orthonormal rows"):
            a = s[2][1]
            equations = [(times(T(a), a) if s[1][2] == "orthonormal columns" else times(a, T(a)), ["Identity"])]
        found = []
        for product, unit in equations:
            factors = product[1][1:] if product[0] == "Product" and unit[0] == "Identity" else []
            for k in range(1, len(factors)):
                shapes = [self.terms(["Product", ["Tuple", *part]]).shape for part in (factors[:k], factors[k:])]
                if shapes[0] == shapes[1] and len(shapes[0]) == 2 and shapes[0][0] == shapes[0][1]:
                    turned = self.terms(["Product", ["Tuple", *factors[k:], *factors[:k]]])
                    cells = {i: plus(x, minus(1)) if i[0] == i[1] else x for i, x in turned.cells.items()}
                    found.append(("= 0", Array(turned.shape, cells)))
        return found

    def loewner(self, a):
        n = self.terms(a).shape[0]
        x = [self.terms.world.random("symbol", "\4x", (k,)) for k in range(n)]
        value = self.terms(a)
        quadratic = total(mul(mul(x[i], x[j]), value[(i, j)]) for i in range(n) for j in range(n))
        return [("= 0", self.difference(minus_term(a, T(a)))), (">= 0", number(quadratic))]

    def optimum(self, s, hypotheses):
        _, kind, objective, constraints, point, unique, value = s
        at = lambda t: ["At", t, point]  # noqa: E731
        names = {symbol[1] for _, symbol, _ in point[1:]}
        found = []
        loose = {"real", "constant", "random"}
        about = [h for h in hypotheses if names & names_in(h) and not (h[0] == "HasProperty" and h[1][2] in loose)]
        for constraint in [*constraints[1:], *about]:
            found += self.asked(put_at(constraint, point), hypotheses)
        given = [f for constraint in constraints[1:] for f in self.given(constraint)]
        d = self.difference(minus_term(objective, at(objective)), 1 if kind == "min" else -1)
        found.append((given, [(">= 0", d)]))
        if value is not None:
            found.append(([], [("= 0", self.difference(minus_term(at(objective), value)))]))
        if unique:
            tie = [("= 0", self.difference(minus_term(objective, at(objective))))]
            goals = [("= 0", self.difference(minus_term(symbol, v))) for _, symbol, v in point[1:]]
            found.append((given + tie, goals))
        return found


def put_at(s, point):
    if s[0] == "Relates":
        return ["Relates", s[1], ["At", s[2], point], ["At", s[3], point]]
    if s[0] == "HasProperty":
        return ["HasProperty", s[1], ["Tuple", *(["At", subject, point] for subject in s[2][1:])]]
    if s[0] == "All":
        return ["All", ["Tuple", *(put_at(part, point) for part in s[1][1:])]]
    raise Fails("a constraint that is an implication")


def names_in(term):
    found = set()
    for part in walk(term):
        if part[:1] == ["Symbol"]:
            found.add(part[1])
    return found


def walk(value):
    if isinstance(value, list):
        yield value
        for item in value:
            yield from walk(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from walk(item)


# -- certificates --------------------------------------------------------------------------------------------------------------------------


class Checker:
    """One certificate at one instance."""

    def __init__(self, certificate, world):
        self.certificate, self.world = certificate, world
        self.definitions = {d[1][1]: d for d in certificate["definitions"]}
        self.general = {}
        for structure in certificate["structures"]:
            symbol = structure[2][1]
            self.general[symbol[1]] = (structure[1][2], symbol[2])
        self.terms = Terms(world, self.definitions, self.general)
        self.terms.among = {one[2][1][1]: one[1][2] for one in certificate["within"]}
        self.statements = Statements(self.terms)
        self.graphs = Graphs(world)

    def check(self):
        c = self.certificate
        self.implied()
        facts = []
        for fact in c["facts"]:
            self.one_of(fact, self.opened(c["hypotheses"][fact["hypothesis"]]), "fact")
            facts.append((fact["sign"], self.graphs.poly(fact["polynomial"])))
        asked = self.statements.asked(c["statement"], c["hypotheses"])
        if len(asked) != len(c["obligations"]):
            raise Fails("another number of obligations")
        for (premises, goals), obligation in zip(asked, c["obligations"]):
            known = list(facts)
            for fact in obligation["premises"]:
                self.one_of(fact, premises, "premise")
                known.append((fact["sign"], self.graphs.poly(fact["polynomial"])))
            if len(obligation["goals"]) != len(obligation["sums"]):
                raise Fails("another number of sums")
            for goal in goals:
                if not any(self.same(shown, goal) for shown in obligation["goals"]):
                    raise Fails("a goal is missing")
            for step in obligation["steps"]:
                known.append(self.made(step, known))
            for goal, combination in zip(obligation["goals"], obligation["sums"]):
                sign, value = self.total(combination, known)
                if goal["sign"] == "= 0" and sign != "= 0" or goal["sign"] == "> 0" and sign != "> 0":
                    raise Fails("the signs do not add up")
                if value != self.graphs.poly(goal["polynomial"])[1]:
                    raise Fails("a sum is not its goal")

    def implied(self):
        """Each general form is of a property that a hypothesis states or implies, of a symbol that nothing defines."""
        said = set()
        for h in [p for one in self.certificate["hypotheses"] for p in (one[1][1:] if one[0] == "All" else [one])]:
            if h[0] == "HasProperty":
                waiting = [h[1][2]]
                while waiting:
                    kind = waiting.pop()
                    said.add((kind, json.dumps(h[2])))
                    waiting += IMPLIED.get(kind, ())
        for s in self.certificate["within"]:
            if (
                (s[1][2], json.dumps(s[2])) not in said
                or s[1][2] not in ("symmetric", "diagonal")
                or s[2][1][0] != "Symbol"
            ):
                raise Fails("a derivative among other matrices")
        for s in self.certificate["structures"]:
            if (s[1][2], json.dumps(s[2])) not in said or s[2][1][0] != "Symbol" or s[2][1][1] in self.definitions:
                raise Fails("a general form of something else")

    def opened(self, hypothesis):
        """What a hypothesis says, with an axis for each of its free indices."""
        names = sorted(free_indices(hypothesis).items())
        ranges = [range(1, self.world.size(size[1]) + 1) for _, size in names]
        found = []
        before = self.terms.indices
        for choice in itertools.product(*ranges):
            self.terms.indices = {**before, **{name: k for (name, _), k in zip(names, choice)}}
            for k, (sign, array) in enumerate(self.statements.given(hypothesis)):
                if k == len(found):
                    found.append((sign, {}, array.shape + tuple(len(r) for r in ranges)))
                found[k][1].update({(*i, *(j - 1 for j in choice)): x for i, x in array.cells.items()})
        self.terms.indices = before
        return [(sign, Array(shape, cells)) for sign, cells, shape in found]

    def one_of(self, fact, allowed, what):
        zero = not self.graphs.poly(fact["polynomial"])[1] and fact["sign"] == "= 0"
        if not zero and not any(self.same(fact, one) for one in allowed):
            raise Fails(f"a {what} that is none")

    def same(self, shown, asked):
        """Whether a polynomial has the sign and the value of an array. An entrywise inequality is one of an entry."""
        sign, array = asked
        if shown["sign"] != sign:
            return False
        _, cells = self.graphs.poly(shown["polynomial"])
        groups = axis_sizes(shown["polynomial"], self.world)
        flat = {}
        for i, x in array.cells.items():
            if x:
                flat[i] = x
        if groups is None:
            return not flat
        if sign != "= 0" and array.shape and not groups:
            at = tuple(self.world.indices[f"\5{k}.0"] - 1 if n > 1 else 0 for k, n in enumerate(array.shape))
            return cells.get((), 0) == flat.get(at, 0)
        if len(groups) != len(array.shape):
            return False
        return {merged(i, groups): x for i, x in cells.items()} == flat

    def total(self, combination, known):
        """(sign, value) of a sum."""
        result, sign = {}, "= 0"
        for coefficient, context, number_of in combination["uses"]:
            if known[number_of][0] != "= 0" or sum(node[0][0] == "hole" for node in context[0]) != 1:
                raise Fails("a use of what is no equation, or without a hole")
            hole = next(node for node in context[0] if node[0][0] == "hole")
            shape, cells = known[number_of][1]
            ports = [self.world.size(context[2][p]) for p in hole[1] if context[2][p] != ONE]
            if shape is not None and list(shape) != ports:
                raise Fails("the hole does not fit")
            _, value = self.graphs.graph(context, cells)
            for i, x in value.items():
                result[i] = (result.get(i, 0) + rational(coefficient) * x) % P
        for coefficient, body, factors in combination["squares"]:
            if Fraction(coefficient) <= 0:
                raise Fails("a square that is subtracted")
            shape, cells = self.graphs.poly(body)
            value = sum(x * x for x in cells.values()) * rational(coefficient) % P
            constant = bool(body) and all(not g[0] and not g[2] for _, g in body)
            signs = ["> 0" if constant else ">= 0"]
            for k in factors:
                if known[k][0] == "= 0" or known[k][1][0] not in ((), None):
                    raise Fails("a factor without a sign")
                signs.append(known[k][0])
                value = value * known[k][1][1].get((), 0) % P
            result[()] = (result.get((), 0) + value) % P
            if all(s == "> 0" for s in signs):
                sign = "> 0"
            elif sign == "= 0":
                sign = ">= 0"
        return sign, {i: x for i, x in result.items() if x}

    def made(self, step, known):
        sign, value = self.total(step, known)
        shape = next((self.graphs.graph(c, {})[0] for _, c, _ in step["uses"]), ())
        if step["kind"] == "sum":
            return sign, (shape, value)
        if step["kind"] == "vanish":
            _, body, factors = step["squares"][step["place"]]
            if value or any(known[k][0] != "> 0" for k in factors):
                raise Fails("squares that do not vanish")
            return "= 0", self.graphs.poly(body)
        if sign != "= 0":
            raise Fails("an equation is needed")
        new_shape, new = self.graphs.poly(step["new"])
        if step["kind"] == "cancel":
            positive, factor = self.total(step["positive"], known)
            if positive != "> 0" or value != {i: x * factor[()] % P for i, x in new.items()}:
                raise Fails("a factor that is not positive, or none")
            return "= 0", (new_shape, new)
        kind, name, sizes, arguments = step["label"]
        old_shape, old = self.graphs.poly(arguments[step["place"]], named=False)
        difference = {i: (old.get(i, 0) - new.get(i, 0)) % P for i in {**old, **new}}
        if {i: x for i, x in difference.items() if x} != value:
            raise Fails("arguments that are not equal")
        changed = [*arguments]
        changed[step["place"]] = step["new"]
        count = step["ports"] - len(sizes)
        free = (
            []
            if old_shape is None
            else class_sizes(arguments[step["place"]])[len(old_shape) - count :]
            if count
            else []
        )
        ports = [*[s for s in sizes if s != ONE], *free]
        left, right = (self.graphs.node([kind, name, sizes, a], ports, None) for a in (arguments, changed))
        every = [range(self.world.size(s)) for s in ports]
        cells = {i: (left(i) - right(i)) % P for i in itertools.product(*every)}
        return "= 0", (tuple(map(len, every)), {i: x for i, x in cells.items() if x})


def axis_sizes(terms, world):
    """The numeric sizes of the classes of each axis; None for zero."""
    for _, (_, axes, sizes, _) in terms:
        return [[world.size(sizes[c]) for c in axis if sizes[c] != ONE] for axis in axes]
    return None


def class_sizes(terms):
    """The sizes of the classes of the axes, flat."""
    _, (_, axes, sizes, _) = terms[0]
    return [sizes[c] for axis in axes for c in axis if sizes[c] != ONE]


def free_indices(term, bound=()):
    """The indices that a statement holds for every value of, with their sizes."""
    if not isinstance(term, list) or not term:
        return {}
    if term[0] == "Index":
        return {} if term[1] in bound else {term[1]: term[2]}
    if term[0] in ("BigSum", "BigProduct"):
        bound = (*bound, term[1][1])
    found = {}
    for part in term[1:]:
        found.update(free_indices(part, bound))
    return found


def is_graph(part):
    """Whether a list is a graph: nodes, axes, sizes, names."""
    if len(part) != 4 or not all(isinstance(x, list) for x in part) or len(part[2]) != len(part[3]):
        return False
    monomials = [m for size in part[2] if isinstance(size, list) for m in size]
    if not all(isinstance(size, list) for size in part[2]) or not all(isinstance(given, list) for given in part[3]):
        return False
    if not all(
        isinstance(m, list) and len(m) == 2 and isinstance(m[0], list) and isinstance(m[1], int) for m in monomials
    ):
        return False
    return all(isinstance(name, str) for given in part[3] for name in given)


def instance(certificate, seed):
    """Random sizes and indices for a certificate."""
    rng = random.Random(seed)
    names, indices = set(), {}
    for part in walk(certificate):
        if part[:1] == ["Size"] and len(part) == 2:
            names.update(n for monomial, _ in part[1] for n in monomial)
        if part[:1] == ["Index"] and len(part) == 3 and isinstance(part[2], list):
            indices[part[1]] = part[2][1]
        if is_graph(part):
            for size, given in zip(part[2], part[3]):
                names.update(n for monomial, _ in size for n in monomial)
                indices.update(dict.fromkeys(given, size))
    sizes = {name: rng.choice((2, 2, 3, 3, 4)) for name in sorted(names)}
    world = World(seed, sizes, {})
    world.indices = {name: rng.randint(1, world.size(size)) for name, size in sorted(indices.items())}
    return world


def digest(certificate):
    rest = {name: value for name, value in certificate.items() if name != "digest"}
    return hashlib.sha256(json.dumps(rest, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def check(certificate, rounds=ROUNDS, bound=True):
    """Why a certificate does not hold; '' when it does. `bound`: its digest has to be right."""
    try:
        if certificate["version"] != 2:
            return "another version"
        if bound and certificate["digest"] != digest(certificate):
            return "the digest is another one"
        done = 0
        for seed in range(40 * rounds):
            try:
                Checker(certificate, instance(certificate, seed)).check()
            except Unlucky:
                continue
            done += 1
            if done == rounds:
                return ""
        return NOWHERE
    except Fails as fault:
        return str(fault)
    except (KeyError, IndexError, ValueError, TypeError, AttributeError, ZeroDivisionError, StopIteration) as error:
        return f"it has no meaning: {type(error).__name__} {error}"


def main(paths):
    held, entries = 0, []
    for path in paths:
        with open(path, encoding="utf-8") as stream:
            entries += json.load(stream)["certificates"]
    for entry in entries:
        fault = check(entry["certificate"])
        held += not fault
        if fault:
            print(f"does not hold: {entry['step']}: {fault}")
    print(f"{held} of {len(entries)} certificates hold")
    return 0 if entries and held == len(entries) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
