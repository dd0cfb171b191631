"""The command `vetrina`: a file a verb, each with `register` and `run`, and what verbs share."""
