"""What every model of repeat purchasing can be asked."""

from abc import ABC, abstractmethod
from typing import ClassVar, Self

import numpy as np

from analytics.lifetime.histories import Floats, Histories


class PurchaseModel(ABC):
    """A fitted or supposed model: customers buy at their own rate until, unseen, they stop for good.

    A model is a frozen dataclass whose fields are its parameters, all positive; time is in weeks. It is fitted on
    the logarithms of its parameters, so that every step of the optimiser is a possible model.

    Shapes: `theta` and gradients are (parameters,), in the order of `parameters`; what a method says per row is
    (rows,), one entry per row of the histories.
    """

    name: ClassVar[str]
    parameters: ClassVar[tuple[str, ...]]

    @classmethod
    @abstractmethod
    def start(cls, histories: Histories) -> Floats:
        """A plausible first guess of the log parameters."""

    @classmethod
    @abstractmethod
    def likelihood(cls, theta: Floats, histories: Histories) -> tuple[float, Floats]:
        """Log likelihood of all customers at the log parameters `theta`, and its gradient in them."""

    @abstractmethod
    def p_alive(self, histories: Histories) -> Floats:
        """Per row, the probability that such a customer has not stopped buying for good."""

    @abstractmethod
    def expected_if_alive(self, histories: Histories, weeks: float) -> Floats:
        """Per row, the purchases such a customer is expected to make in the next `weeks`, not having stopped yet."""

    def expected(self, histories: Histories, weeks: float) -> Floats:
        """Per row, the purchases such a customer is expected to make in the next `weeks`."""
        return self.p_alive(histories) * self.expected_if_alive(histories, weeks)

    @abstractmethod
    def repeats(self, weeks: Floats) -> Floats:
        """Purchases after the first that a new customer is expected to make within `weeks`; the shape of `weeks`."""

    @abstractmethod
    def draw(self, histories: Histories, weeks: Floats | float, rng: np.random.Generator) -> Floats:
        """Per row, one customer's purchases in the next `weeks`, drawn from the model given the history."""

    @classmethod
    def of(cls, theta: Floats) -> Self:
        """The model at the given log parameters."""
        return cls(*(float(value) for value in np.exp(theta)))

    @property
    def theta(self) -> Floats:
        """The log parameters."""
        return np.log([getattr(self, name) for name in self.parameters])
