"""MBG/NBD: as BG/NBD, with a chance of leaving after the first purchase too.

Batislam, Denizel & Filiztekin (2007); Hoppe & Wagner (2007). One-time buyers may have left, which BG/NBD rules out.
"""

from dataclasses import dataclass
from typing import ClassVar

from analytics.lifetime.bg_nbd import BGNBD


@dataclass(frozen=True)
class MBGNBD(BGNBD):
    """Rates of purchase ~ Gamma(r, alpha), alpha in weeks; chances of leaving ~ Beta(a, b)."""

    name: ClassVar[str] = "mbg_nbd"
    leaves_after_first: ClassVar[bool] = True
