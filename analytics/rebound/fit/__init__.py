"""What would have come without the event: the model, fitted to all series together, calibrated at quiet dates and simulated."""
