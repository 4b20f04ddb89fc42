"""``gongkai plan``: look at plans, compare them, send them out and take them in."""
