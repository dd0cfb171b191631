"""Who needs a discount, who buys anyway, who never does and whom it puts off."""
