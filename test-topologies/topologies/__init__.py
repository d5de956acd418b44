"""Networks for the lab, described as data, and the traffic expected in them."""
