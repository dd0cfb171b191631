"""What pages share: filters, cards, charts, words, export."""
