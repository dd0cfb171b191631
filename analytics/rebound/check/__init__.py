"""Whether a result may be believed: quiet dates, other choices, what each verdict needs, what the reader must know."""
