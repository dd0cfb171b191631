"""How deep a discount: what the shop gives, what a deeper one brings, and a plan within a budget."""
