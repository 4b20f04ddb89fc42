"""From duties and evidence to verdicts."""
