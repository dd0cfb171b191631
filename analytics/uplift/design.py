"""How customers came to be treated, as whoever ran the experiment says."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analytics.uplift.experiment import Flags, Numbers

Codes = NDArray[np.int64]


@dataclass(frozen=True)
class Design:
    """The arms of an experiment and how they were assigned; every array has one value per row.

    Attributes:
        treated: which arm.
        stratum: code of the group within which the arms were assigned; None where all were one group.
        chance: known probability of treatment, strictly inside 0 and 1; None where it is the share treated.
        cluster: code of the rows that are not independent of each other (a customer, a shop); None where all are.
    """

    treated: Flags
    stratum: Codes | None = None
    chance: Numbers | None = None
    cluster: Codes | None = None

    def __len__(self) -> int:
        return len(self.treated)

    @property
    def name(self) -> str:
        """What an answer from this design is called, as long as the arms are alike."""
        if self.chance is not None:
            return "chance known"
        if self.stratum is not None:
            return "stratified"
        return "experiment" if self.cluster is None else "clustered"

    @property
    def expected(self) -> Numbers:
        """Each row's probability of treatment: as known, or the share treated in its stratum."""
        if self.chance is not None:
            return self.chance
        stratum = np.zeros(len(self), dtype=np.int64) if self.stratum is None else self.stratum
        share: Numbers = np.bincount(stratum, self.treated)[stratum] / np.bincount(stratum)[stratum]
        return share

    @property
    def assigned(self) -> Codes:
        """What was assigned as one: the cluster where all its rows are in one arm, else the row."""
        rows = np.arange(len(self), dtype=np.int64)
        if self.cluster is None:
            return rows
        cluster = np.unique(self.cluster, return_inverse=True)[1].astype(np.int64)
        share = np.bincount(cluster, self.treated) / np.bincount(cluster)
        return cluster if bool(np.isin(share, (0.0, 1.0)).all()) else rows

    def rows(self, chosen: NDArray[np.int64] | Flags) -> "Design":
        """The same design on some of its rows, or on all in another order."""
        parts = (self.stratum, self.chance, self.cluster)
        stratum, chance, cluster = (None if part is None else part[chosen] for part in parts)
        return Design(self.treated[chosen], stratum, chance, cluster)  # type: ignore[arg-type]
