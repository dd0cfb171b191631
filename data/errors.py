"""Every error that is a sentence for the user.

VetrinaError
├── CannotLoad              one file, archive member or sheet; the others of its batch load
│   ├── Unreadable          damaged, locked, empty, or not what its name says
│   └── Unclaimed           no layout and no mapping knows its columns
├── BadMapping              a mapping file is wrong
├── BadRequest              an option or argument of a command cannot be met
├── StoreUnusable           the store as a whole
│   ├── NoStore             nothing was published in this folder
│   └── Busy                another load holds it
├── BadQuestion             a select of the user's own
│   ├── Forbidden           not one select, or it reaches for files, the network or settings
│   └── TookTooLong         stopped at its time limit
└── BadTable                a file for a model of `python -m analytics`

Each message names the thing, shows what was found and says what to do. Callers catch these names and never look into
the texts. All else is a fault of ours: `data.faults` makes a sentence of it and keeps its traceback in a log.
"""


class VetrinaError(Exception):
    """What went wrong, in one sentence."""


class CannotLoad(VetrinaError, ValueError):
    """One table of cells cannot be loaded."""


class Unreadable(CannotLoad):
    """The file is not what its name says, or is damaged; the message says what to do."""


class Unclaimed(CannotLoad):
    """No layout claims the file; the message names the nearest one and what is missing."""


class BadMapping(VetrinaError, ValueError):
    """The mapping file is wrong; the message names the file, the entry and what may stand there."""


class BadRequest(VetrinaError, ValueError):
    """What was asked for does not exist or makes no sense; the message says what does."""


class StoreUnusable(VetrinaError):
    """The store cannot be read or written as it is."""


class NoStore(StoreUnusable, FileNotFoundError):
    """There is no published store in this folder."""


class Busy(StoreUnusable, RuntimeError):
    """Another load holds the store."""


class BadQuestion(VetrinaError, ValueError):
    """A select cannot be answered; the message says why."""


class Forbidden(BadQuestion):
    """The text is not one select, or asks for more than the store's tables."""


class TookTooLong(BadQuestion):
    """The select ran into its time limit and was stopped."""


class BadTable(VetrinaError, ValueError):
    """The file cannot be read as asked; the message says what was found and what to do."""
