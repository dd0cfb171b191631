"""`python -m words` lists what a language still lacks; with `--write` it adds new words to the files."""

import sys

from words.wordlist import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
