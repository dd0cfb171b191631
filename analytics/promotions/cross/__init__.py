"""What a promotion of some goods did to the others: halo, or cannibalisation."""
