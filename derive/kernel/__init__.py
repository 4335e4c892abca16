"""The kernel: contraction-graph polynomials, canonical forms, differentiation by cutting, derivations and the theorems they show."""
