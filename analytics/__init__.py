"""Questions and models: what the shop can be asked, without a screen."""
