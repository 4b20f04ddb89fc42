"""From verdicts to points and ranks."""
