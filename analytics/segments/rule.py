"""What is wrong with a rule somebody wrote."""


class BadRule(ValueError):
    """A part of a rule is out of order or out of range; the message says how to write it.

    Attributes:
        part: the rule's attribute.
    """

    def __init__(self, part: str, message: str) -> None:
        super().__init__(message)
        self.part = part
