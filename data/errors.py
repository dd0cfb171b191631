"""Every error that is a sentence for the user.

VetrinaError
├── CannotLoad              one file, archive member or sheet; the others of its batch load
│   ├── Unreadable          damaged, locked, empty, or not what its name says
│   └── Unclaimed           no layout and no mapping knows its columns
├── BadMapping              a mapping file is wrong
├── BadRequest              an option or argument of a command cannot be met
├── StoreError              the store as a whole cannot be used as it is; nothing was changed
│   ├── NoStore             nothing was published in this folder yet
│   ├── Busy                another process is writing
│   ├── DamagedPointer      `current` cannot be used, although versions lie beside it
│   ├── DamagedVersion      a version's file is not what was published, or would not be whole
│   ├── OldStore            built by an earlier Vetrina: its tables must be renewed before screens can read them
│   ├── NewerStore          built by a later Vetrina
│   ├── RealFiles           the sample shop may not take the place of a shop's own files
│   ├── Unreachable         no Spark answers at the address of the store
│   ├── NotOnSpark          what a store on Spark cannot do: load, or answer one construct of SQL
│   └── UnusableKey         the key is missing, too short, or not the one this store was built with
├── BadQuestion             a select of the user's own
│   ├── Forbidden           not one select, or it reaches for files, the network or settings
│   └── TookTooLong         stopped at its time limit
├── Refused                 what this reader may not have
│   ├── OutOfReach          a question whose answer cannot be narrowed to the reader's rights
│   │   └── TooFew          one that would tell of few customers to who may not see persons
│   └── NotLetIn            nobody signed in, or somebody whom the table of users does not name
├── BadUsers                the table of users is wrong: nobody is let in
└── BadTable                a file for one of the models

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


class StoreError(VetrinaError):
    """A store that cannot be used as it is; nothing was changed. `command` is what to run, or empty."""

    def __init__(self, sentence: str, command: str = "") -> None:
        super().__init__(f"{sentence}; run `{command}`" if command else sentence)
        self.command = command


class NoStore(StoreError, FileNotFoundError):
    """There is no published store in this folder."""

    def __str__(self) -> str:
        return str(self.args[0])


class Busy(StoreError, RuntimeError):
    """Another load holds the store."""


class DamagedPointer(StoreError):
    """The pointer is emptied, damaged or missing while versions exist: that is not an empty store."""


class DamagedVersion(StoreError):
    """A version is not the file that was published."""


class OldStore(StoreError):
    """The tables are those of an earlier Vetrina."""


class NewerStore(StoreError):
    """The tables are those of a later Vetrina."""


class RealFiles(StoreError):
    """A shop's own files are in the way of the sample shop."""


class Unreachable(StoreError):
    """No Spark answers at the address."""


class NotOnSpark(StoreError):
    """A store on Spark cannot do this; a store on one machine can."""


class UnusableKey(StoreError, ValueError):
    """Persons cannot be recognised with this key."""


class BadQuestion(VetrinaError, ValueError):
    """A select cannot be answered; the message says why."""


class Forbidden(BadQuestion):
    """The text is not one select, or asks for more than the store's tables."""


class TookTooLong(BadQuestion):
    """The select ran into its time limit and was stopped."""


class BadTable(VetrinaError, ValueError):
    """The file cannot be read as asked; the message says what was found and what to do."""


class Refused(VetrinaError, PermissionError):
    """This reader may not have what was asked for."""

    def __str__(self) -> str:
        return str(self.args[0])


class OutOfReach(Refused):
    """The answer cannot be narrowed to what the reader may see; `column` is the bound that a table lacks, or empty."""

    def __init__(self, sentence: str, column: str = "") -> None:
        super().__init__(sentence)
        self.column = column


class TooFew(OutOfReach):
    """The answer would tell of few customers; `why` is `few`, `grid`, `filters` or `persons`."""

    def __init__(self, sentence: str, why: str = "persons") -> None:
        super().__init__(sentence)
        self.why = why

    @classmethod
    def of(cls, asked: str, smallest: int, span: str = "") -> "TooFew":
        """Fewer than the smallest number of customers, in every `span` where one is named."""
        within = f" in a {span}" if span else ""
        return cls(f"{asked} is of fewer than {smallest} customers{within}", "few")


class NotLetIn(Refused):
    """Nobody has signed in, or whoever did may not see this shop (any more); `account` is who did, or empty."""

    def __init__(self, sentence: str, account: str = "") -> None:
        super().__init__(sentence)
        self.account = account


class BadUsers(VetrinaError, ValueError):
    """The table of users cannot be read as it is; the message names the entry and what may stand there."""
