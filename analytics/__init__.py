"""Questions and models: what the shop can be asked, without a screen."""

import os

# Before numpy is loaded: on busy cores its threads wait for each other, and a fit of a year of weeks took fifteen times the CPU
# of one thread. Whoever sets these keeps their own setting.
for _library in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_library, "1")
