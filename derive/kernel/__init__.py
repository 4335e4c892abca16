"""The kernel: contraction-graph polynomials, canonical forms, differentiation, certificates and their replay."""

from __future__ import annotations

from derive.kernel.certificate import Certificate, Given, Proved, Unproved, certificate_json, replay, replay_json

__all__ = ["Certificate", "Given", "Proved", "Unproved", "certificate_json", "replay", "replay_json"]
