"""Which promotions create margin and which give it away: one score each, by the best evidence there is."""
