"""Speed, memory and coverage against peers: ratios measured in one run, printed as tables, asserted nowhere."""
