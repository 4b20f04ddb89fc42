"""Where to look: one CMS family a file; its spider's name is the word targets.yaml uses."""
