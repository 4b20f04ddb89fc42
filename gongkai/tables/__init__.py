"""What tables say: cells read as figures, records, sums and scales."""
