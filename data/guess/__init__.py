"""A mapping guessed from a file's own cells, for whoever knows the file to check and mend."""

from data.guess.mapping import Guess, guess

__all__ = ["Guess", "guess"]
