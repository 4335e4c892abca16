"""Numbers of a finite set among float64 instances: each entry of a symbol that an equation leaves a few values is one of these, whatever else is said."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import numpy as np

from derive.engines.instances.finite import picking
from derive.numerics.floating import Floating
from derive.numerics.interpretation import Scope
from derive.terms import Relates, Statement


def picked(ip: Floating, unmet: Sequence[Statement], seed: int, number: int) -> bool:
    """Whether equations that are not met leave free symbols one of a few numbers; then such numbers are put for them."""
    found = False
    for statement in unmet:
        pick = picking(statement) if isinstance(statement, Relates) else None
        name = pick.symbol.name if pick is not None else ""
        if pick is None or name not in ip.drawn or name in ip.integers or name in ip.definitions:
            continue
        rng = np.random.default_rng([seed, number, zlib.crc32(f"pick {name}".encode())])
        ip.drawn[name] = rng.choice([float(value) for value in pick.values], size=ip.drawn[name].shape)
        found = True
    if found:
        ip.top = Scope()  # what was worked out with the values before
    return found
