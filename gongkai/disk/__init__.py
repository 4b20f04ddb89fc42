"""A round on disk: what was fetched and read, what was judged, how well it was read."""
